from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from expenses.claims.answering.models import SecondLook


def facts(message: Notification) -> dict[str, Any]:
    """Return the second look and its claim, read afresh."""
    look = SecondLook.objects.select_related("claim__person").get(pk=message.subject_id)
    return {"look": look, "claim": look.claim}


def looked_already(message: Notification) -> str:
    """Say why nobody has to look again any more."""
    waits = SecondLook.objects.filter(pk=message.subject_id, looked_at=None).exists()
    return "" if waits else "somebody has looked"


LOOK_AGAIN = kinds.register(
    NotificationKind(
        "claims/look_again",
        says=_("A claim is to be looked at again"),
        context=facts,
        not_wanted=looked_already,
        expires=NEVER,
    )
)
LOOKED_AGAIN = kinds.register(
    NotificationKind(
        "claims/looked_again", says=_("A claim was looked at again"), context=facts, expires=NEVER
    )
)
