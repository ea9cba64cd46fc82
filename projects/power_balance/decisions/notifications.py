from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.power_balance.decisions.models import DecisionDispute
from projects.power_balance.decisions.states import DisputeState


def about_dispute(message: Notification) -> dict[str, str]:
    """Return which dispute a message is about. Never its words."""
    return {"ref": DecisionDispute.objects.get(pk=message.subject_id).ref}


def dispute_answered(message: Notification) -> str:
    """Say why nobody needs to hear of a dispute any more."""
    waits = DecisionDispute.objects.filter(pk=message.subject_id, status=DisputeState.WAITING).exists()
    return "" if waits else "answered already"


DISPUTED = kinds.register(
    NotificationKind(
        "power_balance/disputed",
        says=_("Someone says a decision is not right"),
        context=about_dispute,
        not_wanted=dispute_answered,
        expires=A_FORTNIGHT,
    )
)
DISPUTE_ANSWERED = kinds.register(
    NotificationKind(
        "power_balance/dispute_answered",
        says=_("A disputed decision is answered"),
        context=about_dispute,
        expires=A_FORTNIGHT,
    )
)
