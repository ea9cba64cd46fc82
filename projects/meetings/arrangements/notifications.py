from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.meetings.planning.models import Meeting


def which(message: Notification) -> dict[str, str]:
    """Return which meeting a message is about. What was not there, and for whom, stays on the page."""
    return {"ref": Meeting.objects.get(pk=message.subject_id).ref}


NOT_MET = kinds.register(
    NotificationKind(
        "meetings/not_met", says=_("Something was not there at a meeting"), context=which, expires=A_FORTNIGHT
    )
)
