from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification


def may_sign_in(message: Notification) -> dict[str, bool]:
    """Return whether the person can make a new address alone."""
    return {"can_sign_in": message.recipient.account_id is not None}


CALENDAR_STOPPED = kinds.register(
    NotificationKind(
        "meetings/calendar_stopped",
        says=_("A calendar address has stopped"),
        context=may_sign_in,
        expires=A_FORTNIGHT,
    )
)
