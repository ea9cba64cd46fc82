from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.workflow import Move


class MeetingState(TextChoices):
    PLANNED = "planned", _("being planned")
    INVITED = "invited", _("people are invited")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Response(TextChoices):
    NONE = "none", _("no answer yet")
    YES = "yes", _("coming")
    NO = "no", _("cannot come")


class ArrangementState(TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("arranged")
    NOT_NEEDED = "not_needed", _("not needed now")


class Met(TextChoices):
    """Whether something was there, as the person it was for says."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


SEEN = (MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED)
"""What people outside the organisers see."""

MOVES = {
    "invite": Move((MeetingState.PLANNED,), MeetingState.INVITED),
    "hold": Move((MeetingState.INVITED,), MeetingState.HELD),
    "cancel": Move((MeetingState.PLANNED, MeetingState.INVITED), MeetingState.CANCELLED),
}

ARRANGEMENT_MOVES = {
    "arrange": Move((ArrangementState.OPEN,), ArrangementState.DONE),
    "not arranged": Move((ArrangementState.DONE,), ArrangementState.OPEN),
    "let go": Move((ArrangementState.OPEN, ArrangementState.DONE), ArrangementState.NOT_NEEDED),
    "need again": Move((ArrangementState.NOT_NEEDED,), ArrangementState.OPEN),
}
