from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
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


@dataclass(frozen=True)
class MeetingFacts:
    """What a page needs to know of a meeting's status. `is_open`: it may still be changed or called off."""

    is_planned: bool = False
    is_invited: bool = False
    is_held: bool = False
    is_called_off: bool = False

    @property
    def is_open(self) -> bool:
        return self.is_planned or self.is_invited


FACTS = {
    MeetingState.PLANNED: MeetingFacts(is_planned=True),
    MeetingState.INVITED: MeetingFacts(is_invited=True),
    MeetingState.HELD: MeetingFacts(is_held=True),
    MeetingState.CANCELLED: MeetingFacts(is_called_off=True),
}


@dataclass(frozen=True)
class ResponseFacts:
    """What an answer to an invitation means, and its words for the person: in a list, on a page, by mail."""

    listed: LazyStr
    on_page: LazyStr
    by_mail: LazyStr
    is_yes: bool = False
    is_no: bool = False

    @property
    def is_answered(self) -> bool:
        return self.is_yes or self.is_no


RESPONSE_FACTS = {
    Response.NONE: ResponseFacts(
        listed=_("Please tell us if you can come."),
        on_page=_("You do not have to say why if you cannot."),
        by_mail=_("You do not have to say why if you cannot."),
    ),
    Response.YES: ResponseFacts(
        listed=_("You said you are coming."),
        on_page=_("You said yes. You can change your answer."),
        by_mail=_("You said yes. You can change your answer until the meeting."),
        is_yes=True,
    ),
    Response.NO: ResponseFacts(
        listed=_("You said you cannot come."),
        on_page=_("You said no. You can change your answer."),
        by_mail=_("You said no. You can change your answer until the meeting."),
        is_no=True,
    ),
}


@dataclass(frozen=True)
class ArrangementFacts:
    """What a page needs to know of the status of an arrangement."""

    is_open: bool = False
    is_done: bool = False


ARRANGEMENT_FACTS = {
    ArrangementState.OPEN: ArrangementFacts(is_open=True),
    ArrangementState.DONE: ArrangementFacts(is_done=True),
    ArrangementState.NOT_NEEDED: ArrangementFacts(),
}

NOT_THERE = {
    Met.PARTLY: _("This was only partly there"),
    Met.NO: _("This was not there"),
}
"""The words for staff when something was not there as it should have been."""
