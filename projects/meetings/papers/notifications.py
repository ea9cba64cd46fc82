from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.meetings.planning import notifications as planning_notifications
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState


def called_off(message: Notification) -> str:
    """Say why nobody needs the papers of a meeting any more."""
    meeting = Meeting.objects.get(pk=message.subject_id)
    if meeting.status == MeetingState.CANCELLED:
        return "cancelled"
    asked = meeting.invitations.filter(person=message.recipient_id).exists()
    return "" if asked else "not asked any more"


PAPERS = kinds.register(
    NotificationKind(
        "meetings/papers",
        says=_("Papers for a meeting"),
        context=planning_notifications.facts,
        not_wanted=called_off,
        expires=Until(planning_notifications.meeting_over, at_least_hours=1),
    )
)
