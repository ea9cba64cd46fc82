from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.states import ActionState


def about(message: Notification) -> dict[str, str]:
    """Return which action a message is about. Never its words: they stay on the page."""
    return {"ref": PowerAction.objects.get(pk=message.subject_id).ref}


def answered_already(message: Notification) -> str:
    """Say why a public member's finding needs no message any more."""
    still = PowerAction.objects.filter(pk=message.subject_id, status=ActionState.RAISED).exists()
    return "" if still else "answered already"


def done_again(message: Notification) -> str:
    """Say why "not yet" needs no message any more."""
    still = PowerAction.objects.filter(pk=message.subject_id, status=ActionState.OPEN).exists()
    return "" if still else "no longer open"


RAISED = kinds.register(
    NotificationKind(
        "power_balance/raised",
        says=_("Someone says something is not equal"),
        context=about,
        not_wanted=answered_already,
        expires=A_FORTNIGHT,
    )
)
NOT_YET = kinds.register(
    NotificationKind(
        "power_balance/not_yet",
        says=_("An action needs another look"),
        context=about,
        not_wanted=done_again,
        expires=A_FORTNIGHT,
    )
)
ANSWERED = kinds.register(
    NotificationKind(
        "power_balance/answered",
        says=_("Something that is not equal is answered"),
        context=about,
        expires=A_FORTNIGHT,
    )
)
