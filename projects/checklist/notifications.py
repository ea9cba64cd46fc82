from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.checklist.closing import notifications as closing
from projects.checklist.models import SignOff


def about(message: Notification) -> dict[str, str]:
    """Return which view on which step a message is about. Never its words: they stay on the page."""
    sign_off = SignOff.objects.get(pk=message.subject_id)
    return {"ref": sign_off.ref, "step": str(sign_off.step)}


def answered_already(message: Notification) -> str:
    """Say why nobody needs to hear of a disagreement any more."""
    answered = SignOff.objects.get(pk=message.subject_id).answers.exists()
    return "answered already" if answered else ""


DISAGREED = kinds.register(
    NotificationKind("checklist/disagreed", context=about, not_wanted=answered_already)
)
ANSWERED = kinds.register(NotificationKind("checklist/answered", context=about))

__all__ = ["ANSWERED", "DISAGREED", "closing"]
