from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class ReviewState(TextChoices):
    OPEN = "open", _("people are saying how equal it feels")
    CLOSED = "closed", _("closed")
    CALLED_OFF = "called_off", _("called off")


REVIEW_TRANSITIONS = {
    "close": Transition((ReviewState.OPEN,), ReviewState.CLOSED),
    "call off": Transition((ReviewState.OPEN,), ReviewState.CALLED_OFF),
}


@dataclass(frozen=True)
class Facts:
    """What pages need to know of the state of a review."""

    is_open: bool = False  # people still say how equal it feels


FACTS: dict[ReviewState, Facts] = {
    ReviewState.OPEN: Facts(is_open=True),
    ReviewState.CLOSED: Facts(),
    ReviewState.CALLED_OFF: Facts(),
}


class Theme(TextChoices):
    """What both sides rate: the subjects of the indicators (domain/level-playing-field.md, section 1)."""

    TIMES = "times", _("Meeting times")
    PAPERS = "papers", _("Papers and background")
    VOICE = "voice", _("Who speaks and who chairs")
    DECISIONS = "decisions", _("Decisions")
    MONEY = "money", _("Money and time")
    ACCESS = "access", _("What people need to take part")
    FEEDBACK = "feedback", _("Hearing what changed")


QUESTIONS = {
    Theme.TIMES: _("Are meetings at times that suit both sides?"),
    Theme.PAPERS: _("Do both sides get the same papers, early enough to read them?"),
    Theme.VOICE: _("Can people on both sides speak, and lead the meeting?"),
    Theme.DECISIONS: _("Do both sides have a say before something is decided?"),
    Theme.MONEY: _("Are the time and the costs of both sides treated fairly?"),
    Theme.ACCESS: _("Does everyone get what they need to take part?"),
    Theme.FEEDBACK: _("Do both sides hear what became of what they said?"),
}


class Equal(IntegerChoices):
    NOT_AT_ALL = 1, _("not at all equal")
    A_LITTLE = 2, _("a little equal")
    PARTLY = 3, _("partly equal")
    MOSTLY = 4, _("mostly equal")
    FULLY = 5, _("fully equal")
    CANNOT_SAY = 0, _("cannot say")


class ShownAs(TextChoices):
    AVERAGE = "average", _("what the side says on average")
    COARSE = "coarse", _("in broad words")
    NOTHING = "nothing", _("too few to show")
