from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class ActionState(TextChoices):
    RAISED = "raised", _("waiting for our answer")
    OPEN = "open", _("we are working on it")
    DONE = "done", _("we say it is done")
    CONFIRMED = "confirmed", _("a public contributor says it is done")
    SET_ASIDE = "set_aside", _("nothing will change")


# Staff do and say so; only a public member of the project can confirm, or say "not yet".
ACTION_TRANSITIONS = {
    "answer": Transition((ActionState.RAISED,), ActionState.OPEN),
    "do": Transition((ActionState.OPEN,), ActionState.DONE),
    "confirm": Transition((ActionState.DONE,), ActionState.CONFIRMED),
    "not yet": Transition((ActionState.DONE,), ActionState.OPEN),
    "set aside": Transition((ActionState.RAISED, ActionState.OPEN), ActionState.SET_ASIDE),
}


@dataclass(frozen=True)
class ActionFacts:
    """What pages need to know of the state of an action."""

    waits_for_answer: bool = False  # of ours
    is_open: bool = False  # we are working on it
    can_be_confirmed: bool = False  # by a public member of the project
    can_be_set_aside: bool = False


ACTION_FACTS = {
    ActionState.RAISED: ActionFacts(waits_for_answer=True, can_be_set_aside=True),
    ActionState.OPEN: ActionFacts(is_open=True, can_be_set_aside=True),
    ActionState.DONE: ActionFacts(can_be_confirmed=True),
    ActionState.CONFIRMED: ActionFacts(),
    ActionState.SET_ASIDE: ActionFacts(),
}

PLANNED = (ActionState.OPEN, ActionState.DONE, ActionState.CONFIRMED)


class Followed(TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    NOT_ASKED = "not_asked", _("public members were not asked")


class ReviewState(TextChoices):
    OPEN = "open", _("people say how equal it feels")
    CLOSED = "closed", _("closed")
    CALLED_OFF = "called_off", _("called off")


REVIEW_TRANSITIONS = {
    "close": Transition((ReviewState.OPEN,), ReviewState.CLOSED),
    "call off": Transition((ReviewState.OPEN,), ReviewState.CALLED_OFF),
}


@dataclass(frozen=True)
class ReviewFacts:
    """What pages need to know of the state of a review."""

    is_open: bool = False  # people still say how equal it feels


REVIEW_FACTS = {
    ReviewState.OPEN: ReviewFacts(is_open=True),
    ReviewState.CLOSED: ReviewFacts(),
    ReviewState.CALLED_OFF: ReviewFacts(),
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
    Theme.ACCESS: _("Does everybody get what they need to take part?"),
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
    COARSE = "coarse", _("in coarse words")
    NOTHING = "nothing", _("too few to show")


class DisputeState(TextChoices):
    WAITING = "waiting", _("waiting for our answer")
    ANSWERED = "answered", _("answered")


DISPUTE_TRANSITIONS = {"answer": Transition((DisputeState.WAITING,), DisputeState.ANSWERED)}


@dataclass(frozen=True)
class DisputeFacts:
    """What pages need to know of the state of a dispute."""

    waits_for_answer: bool = False  # of ours


DISPUTE_FACTS = {
    DisputeState.WAITING: DisputeFacts(waits_for_answer=True),
    DisputeState.ANSWERED: DisputeFacts(),
}
