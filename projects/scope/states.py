from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.facts import Facts
from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class Aspect(TextChoices):
    """The six aspects scoped one by one (Working Together checklist: WT-ORG)."""

    DEFINITION = "definition", _("saying what the work is")
    DESIGN = "design", _("design")
    DELIVERY = "delivery", _("delivery")
    DECISION_MAKING = "decisions", _("decision-making")
    DISTRIBUTION = "distribution", _("sharing the results")
    EVALUATION = "evaluation", _("evaluation")


class Involvement(TextChoices):
    """What a level comes to, from most power to least, whatever a scale calls it. "Not now" is no level."""

    CO_PRODUCE = "co_produce", _("co-produce")
    CO_DESIGN = "co_design", _("co-design")
    INVOLVE = "involve", _("involve")
    INFORM_ONLY = "inform_only", _("inform only")
    NOT_NOW = "not_now", _("not now")


class ScreenReply(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("Not sure")


class Openness(TextChoices):
    """How much of something people can change."""

    OPEN = "open", _("open")
    LIMITED = "limited", _("limited")
    FIXED = "fixed", _("fixed")


@dataclass(frozen=True, kw_only=True)
class OpennessFacts(Facts):
    """Also how much people can change, as a number that is higher for more."""

    how_open: int


OPENNESS_FACTS = {
    Openness.OPEN: OpennessFacts(colour="green", how_open=2),
    Openness.LIMITED: OpennessFacts(colour="yellow", how_open=1),
    Openness.FIXED: OpennessFacts(colour="grey", how_open=0),
}


class ScopingState(TextChoices):
    """Where the decision about one aspect of a piece of work stands."""

    UNDECIDED = "undecided", _("not decided yet")
    DECIDED = "decided", _("decided")
    REOPENED = "reopened", _("being discussed again")


@dataclass(frozen=True, kw_only=True)
class ScopingFacts(Facts):
    """`is_decided`: a decision stands. `may_decide`: one may be made now."""

    is_decided: bool = False
    may_decide: bool = False


SCOPING_FACTS = {
    ScopingState.UNDECIDED: ScopingFacts(colour="grey", may_decide=True),
    ScopingState.DECIDED: ScopingFacts(colour="green", is_decided=True),
    ScopingState.REOPENED: ScopingFacts(
        colour="orange", theirs=_("We are discussing this again."), is_decided=True, may_decide=True
    ),
}


class ScopingChange(TextChoices):
    DECIDED = "decided", _("decided")
    ACHIEVED = "achieved", _("what was achieved")
    REOPENED = "reopened", _("opened again")


class CommentKind(TextChoices):
    COMMENT = "comment", _("Say what I think")
    PROPOSAL = "proposal", _("Propose a change")


class CommentState(TextChoices):
    WAITING = "waiting", _("waiting for an answer")
    ANSWERED = "answered", _("answered")
    TAKEN_UP = "taken_up", _("taken up")
    PARTLY = "partly", _("partly taken up")
    NOT_TAKEN = "not_taken", _("not taken up")
    WITHDRAWN = "withdrawn", _("taken back")
    LAPSED = "lapsed", _("no longer needed")

    @classmethod
    def answered(cls) -> list[str]:
        """Return the states in which an answer was given."""
        return [str(one) for one in (cls.ANSWERED, cls.TAKEN_UP, cls.PARTLY, cls.NOT_TAKEN)]


_WAITS = (CommentState.WAITING,)
COMMENT_TRANSITIONS = {
    "answer": Transition(_WAITS, CommentState.ANSWERED),
    "take_up": Transition(_WAITS, CommentState.TAKEN_UP),
    "take_up_partly": Transition(_WAITS, CommentState.PARTLY),
    "turn_down": Transition(_WAITS, CommentState.NOT_TAKEN),
    "withdraw": Transition(_WAITS, CommentState.WITHDRAWN),
    "lapse": Transition(_WAITS, CommentState.LAPSED),
}


@dataclass(frozen=True, kw_only=True)
class CommentFacts(Facts):
    theirs: LazyStr
    is_waiting: bool = False


COMMENT_FACTS = {
    CommentState.WAITING: CommentFacts(
        colour="orange", theirs=_("We have not answered yet."), is_waiting=True
    ),
    CommentState.ANSWERED: CommentFacts(colour="green", theirs=_("We have answered you.")),
    CommentState.TAKEN_UP: CommentFacts(colour="green", theirs=_("We will do what you proposed.")),
    CommentState.PARTLY: CommentFacts(colour="yellow", theirs=_("We will do part of what you proposed.")),
    CommentState.NOT_TAKEN: CommentFacts(colour="grey", theirs=_("We will not do this. Here is why.")),
    CommentState.WITHDRAWN: CommentFacts(
        colour="grey", theirs=_("You took this back. You do not need to do anything.")
    ),
    CommentState.LAPSED: CommentFacts(
        colour="grey", theirs=_("This needs no answer any more: the project or your part in it has ended.")
    ),
}

event_types.register(
    {
        "scope: comment": _("A comment on the scope"),
        "scope: comment corrected": _("A comment on the scope, corrected"),
        "scope: comment taken back": _("A comment on the scope, taken back"),
    }
)
