from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts
from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class AdvanceState(TextChoices):
    ASKED = "asked", _("no answer yet")
    APPROVED = "approved", _("approved, not given yet")
    REFUSED = "refused", _("not given")
    WITHDRAWN = "withdrawn", _("taken back")
    GIVEN = "given", _("given")
    CLEARED = "cleared", _("settled")


@dataclass(frozen=True, kw_only=True)
class AdvanceFacts(facts.Facts):
    """What pages need to know of where an advance stands."""

    waits_for_answer: bool = False
    is_owed: bool = False
    """We said yes, and have not given it yet."""
    is_refused: bool = False


FACTS: dict[AdvanceState, AdvanceFacts] = {
    AdvanceState.ASKED: AdvanceFacts(colour="yellow", waits_for_answer=True),
    AdvanceState.APPROVED: AdvanceFacts(colour="blue", is_owed=True),
    AdvanceState.REFUSED: AdvanceFacts(colour="red", is_refused=True),
    AdvanceState.WITHDRAWN: AdvanceFacts(colour="grey"),
    AdvanceState.GIVEN: AdvanceFacts(colour="purple"),
    AdvanceState.CLEARED: AdvanceFacts(colour="green"),
}


class How(TextChoices):
    """How money goes over before an activity, and how it comes back."""

    CASH = "cash", _("in cash, from petty cash")
    BANK = "bank", _("by bank transfer")


class Use(TextChoices):
    """What becomes of an advance."""

    CLAIM = "claim", _("taken off a claim")
    RETURNED = "returned", _("paid back")
    LET_GO = "let_go", _("written off")


TRANSITIONS = {
    "approve advance": Transition((AdvanceState.ASKED,), AdvanceState.APPROVED),
    "refuse advance": Transition((AdvanceState.ASKED,), AdvanceState.REFUSED),
    "withdraw advance": Transition((AdvanceState.ASKED, AdvanceState.APPROVED), AdvanceState.WITHDRAWN),
    "give advance": Transition((AdvanceState.APPROVED,), AdvanceState.GIVEN),
    "clear advance": Transition((AdvanceState.GIVEN,), AdvanceState.CLEARED),
}

event_types.register(
    {
        "asked for an advance": _("asked for money in advance"),
        "approve advance": _("said yes"),
        "refuse advance": _("said no"),
        "withdraw advance": _("taken back"),
        "give advance": _("given"),
        "clear advance": _("settled"),
        "advance carried on": _("to be taken off the next claim"),
        "advance taken off a claim": _("some taken off a claim"),
        "advance paid back": _("some paid back"),
        "advance let go": _("some written off"),
    }
)
