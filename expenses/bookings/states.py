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
    NOT_NEEDED = "not_needed", _("no longer needed")


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
        "let booking go": _("said that it is no longer needed"),
        "book again": _("to be booked again"),
        "cost of booking noted": _("recorded the cost"),
    }
)
