from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.meetings.feedback.models import Dispute


def which_dispute(message: Notification) -> dict[str, str]:
    """Return which dispute was answered. Its words stay on the page."""
    return {"ref": Dispute.objects.get(pk=message.subject_id).ref}


DISPUTE_ANSWERED = kinds.register(
    NotificationKind(
        "meetings/dispute_answered",
        says=_("A wrong note of who came is answered"),
        context=which_dispute,
        expires=A_FORTNIGHT,
    )
)
