"""Where a meeting stands, and what somebody answered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class MeetingState(TextChoices):
    PLANNED = "planned", _("being planned")
    INVITED = "invited", _("people are invited")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Response(TextChoices):
    NONE = "none", _("no answer yet")
    YES = "yes", _("coming")
    NO = "no", _("cannot come")


SEEN = (MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED)
"""What people outside the organisers see."""
TRANSITIONS = {
    "invite": Transition((MeetingState.PLANNED,), MeetingState.INVITED),
    "hold": Transition((MeetingState.INVITED,), MeetingState.HELD),
    "cancel": Transition((MeetingState.PLANNED, MeetingState.INVITED), MeetingState.CANCELLED),
}
