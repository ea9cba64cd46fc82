from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts
from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition
from expenses.policies.states import Category


class BookingState(TextChoices):
    ASKED = "asked", _("no answer yet")
    BOOKED = "booked", _("booked")
    CANNOT = "cannot", _("we cannot book it")
    NOT_NEEDED = "not_needed", _("not needed now")


@dataclass(frozen=True, kw_only=True)
class Facts(facts.Facts):
    """What pages need to know of where a request stands."""

    waits_for_answer: bool = False
    is_booked: bool = False
    is_refused: bool = False


FACTS: dict[BookingState, Facts] = {
    BookingState.ASKED: Facts(colour="yellow", waits_for_answer=True),
    BookingState.BOOKED: Facts(colour="green", is_booked=True),
    BookingState.CANNOT: Facts(colour="red", is_refused=True),
    BookingState.NOT_NEEDED: Facts(colour="grey"),
}


class What(TextChoices):
    """What can be booked. Each is a category of claims too, so that nobody is paid for it twice."""

    TRAIN = Category.PUBLIC_TRANSPORT.value, _("A train, bus or coach ticket")
    TAXI = Category.TAXI.value, _("A taxi")
    OVERNIGHT = Category.OVERNIGHT.value, _("A place to stay overnight")
    COMMUNICATION = Category.COMMUNICATION.value, _("An interpreter or communication support")
    CHILDCARE = Category.CHILDCARE.value, _("Childcare")
    REPLACEMENT_CARE = Category.REPLACEMENT_CARE.value, _("Care for an adult you look after")
    OTHER = Category.OTHER.value, _("Something else")


TRANSITIONS = {
    "book": Transition((BookingState.ASKED,), BookingState.BOOKED),
    "say it cannot be booked": Transition((BookingState.ASKED,), BookingState.CANNOT),
    "let booking go": Transition((BookingState.ASKED, BookingState.BOOKED), BookingState.NOT_NEEDED),
    "book again": Transition((BookingState.BOOKED,), BookingState.ASKED),
}

event_types.register(
    {
        "asked to book": _("asked us to book it"),
        "book": _("booked"),
        "say it cannot be booked": _("said that it cannot be booked"),
        "let booking go": _("said that it is not needed"),
        "book again": _("to be booked again"),
        "cost of booking noted": _("the cost noted"),
    }
)


class AdvanceState(TextChoices):
    ASKED = "asked", _("no answer yet")
    APPROVED = "approved", _("yes, not given yet")
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


ADVANCE_FACTS: dict[AdvanceState, AdvanceFacts] = {
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
    LET_GO = "let_go", _("let go")


ADVANCE_TRANSITIONS = {
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
        "advance taken off a claim": _("a part taken off a claim"),
        "advance paid back": _("a part paid back"),
        "advance let go": _("a part let go"),
    }
)
