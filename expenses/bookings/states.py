from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition
from expenses.policies.states import Category


class BookingState(TextChoices):
    ASKED = "asked", _("no answer yet")
    BOOKED = "booked", _("booked")
    CANNOT = "cannot", _("we cannot book it")
    NOT_NEEDED = "not_needed", _("not needed now")


COLOURS: dict[str, str] = {
    BookingState.ASKED: "yellow",
    BookingState.BOOKED: "green",
    BookingState.CANNOT: "red",
    BookingState.NOT_NEEDED: "grey",
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


ADVANCE_COLOURS: dict[str, str] = {
    AdvanceState.ASKED: "yellow",
    AdvanceState.APPROVED: "blue",
    AdvanceState.REFUSED: "red",
    AdvanceState.WITHDRAWN: "grey",
    AdvanceState.GIVEN: "purple",
    AdvanceState.CLEARED: "green",
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
