"""What is said about bank details. Never a number, not even its end."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from expenses.payees.models import BankDetails


def facts(message: Notification) -> dict[str, Any]:
    """Return when the new details may be used, read afresh."""
    return {"details": BankDetails.objects.get(pk=message.subject_id)}


CHANGED = kinds.register(
    NotificationKind(
        "payees/details_changed",
        says=_("Payment details were changed"),
        context=facts,
        expires=NEVER,
        at_any_hour=True,
    )
)
