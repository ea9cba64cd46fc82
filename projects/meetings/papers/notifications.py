from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.meetings.planning import notifications as planning_notifications
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState


def called_off(message: Notification) -> str:
    """Say why nobody needs the papers of a meeting any more."""
    off = Meeting.objects.filter(pk=message.subject_id, status=MeetingState.CANCELLED).exists()
    return "cancelled" if off else ""


PAPERS = kinds.register(
    NotificationKind(
        "meetings/papers",
        context=planning_notifications.facts,
        not_wanted=called_off,
        expires=Until(planning_notifications.meeting_over, at_least_hours=1),
    )
)
