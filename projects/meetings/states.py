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


class ArrangementState(TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("arranged")
    NOT_NEEDED = "not_needed", _("not needed now")


class Met(TextChoices):
    """Whether something was there, as the person it was for says."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class Chair(TextChoices):
    PUBLIC = "public", _("a public member")
    STAFF = "staff", _("staff")
    TOGETHER = "together", _("a public member and staff together")


class Breaks(TextChoices):
    KEPT = "kept", _("kept")
    NOT = "not", _("not kept")
    NONE = "none", _("none were planned")


class Line(TextChoices):
    """What is noted about how a meeting went."""

    PRE_BRIEF = "pre_brief", _("staff and public members talked before, to prepare")
    DEBRIEF = "debrief", _("staff and public members talked after, about how it was")
    CHAIR = "chair", _("who chaired")
    ITEMS = "items", _("things on the agenda that came from public members")
    BREAKS = "breaks", _("the breaks")
    TIME = "time", _("it ended on time")


class Reason(TextChoices):
    """Why somebody could not come, if they want to say (HEALTHTALK: tiredness and stress are reported)."""

    TIRED = "tired", _("tired or stressed")
    ILL = "ill", _("ill")
    TRAVEL = "travel", _("could not travel")
    OTHER = "other", _("something else")
    NOT_SAID = "unsaid", _("rather not say")


SEEN = (MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED)
"""What people outside the organisers see."""

TRANSITIONS = {
    "invite": Transition((MeetingState.PLANNED,), MeetingState.INVITED),
    "hold": Transition((MeetingState.INVITED,), MeetingState.HELD),
    "cancel": Transition((MeetingState.PLANNED, MeetingState.INVITED), MeetingState.CANCELLED),
}

ARRANGEMENT_TRANSITIONS = {
    "arrange": Transition((ArrangementState.OPEN,), ArrangementState.DONE),
    "not arranged": Transition((ArrangementState.DONE,), ArrangementState.OPEN),
    "let go": Transition((ArrangementState.OPEN, ArrangementState.DONE), ArrangementState.NOT_NEEDED),
    "need again": Transition((ArrangementState.NOT_NEEDED,), ArrangementState.OPEN),
}
