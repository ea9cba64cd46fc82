from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts
from coproduce.foundation.transitions import Transition


class PolicyState(TextChoices):
    DRAFT = "draft", _("not in force")
    APPROVED = "approved", _("approved")
    RETIRED = "retired", _("withdrawn")


@dataclass(frozen=True, kw_only=True)
class Facts(facts.Facts):
    """What pages need to know of where a policy stands."""

    is_draft: bool = False
    is_approved: bool = False


FACTS: dict[PolicyState, Facts] = {
    PolicyState.DRAFT: Facts(colour="grey", is_draft=True),
    PolicyState.APPROVED: Facts(colour="green", is_approved=True),
    PolicyState.RETIRED: Facts(colour="grey"),
}
TRANSITIONS = {
    "approve": Transition((PolicyState.DRAFT,), PolicyState.APPROVED),
    "retire": Transition((PolicyState.APPROVED,), PolicyState.RETIRED),
}


class Unit(TextChoices):
    """What an amount is paid for. All are seen in real policies (domain/payments.md, section 2)."""

    HOUR = "hour", _("an hour; part hours by the minute")
    PART_HOUR_BAND = "part_hour_band", _("a length of time within a band")
    BLOCK = "block", _("each block of time, or part of one")
    HALF_DAY = "half_day", _("half a day")
    DAY = "day", _("a day")
    MEETING = "meeting", _("a meeting")
    TASK = "task", _("a task")
    ALLOWANCE = "allowance", _("an allowance")
    NIGHT_FRIENDS = "night_friends", _("a night with family or friends")
    ZERO = "zero", _("no fee: expenses only")


class Vehicle(TextChoices):
    CAR = "car", _("car or van")
    MOTORCYCLE = "motorcycle", _("motorcycle")
    BICYCLE = "bicycle", _("bicycle")
    PASSENGER = "passenger", _("each passenger")


class Band(TextChoices):
    ALL = "all", _("every mile")
    UP_TO = "up_to", _("miles up to the threshold")
    ABOVE = "above", _("miles above the threshold")


class Period(TextChoices):
    """How long miles are counted before the count starts again."""

    TAX_YEAR = "tax_year", _("a tax year")
    CLAIM = "claim", _("a claim")
    JOURNEY = "journey", _("a journey")
    NOT_STATED = "not_stated", _("not stated: find out before use")


class UpToFor(TextChoices):
    """What the limit of a cost is counted for."""

    LINE = "line", _("each time")
    EACH = "each", _("each night, meal or thing")
    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")


class BookedBy(TextChoices):
    """Who books and pays, so that nobody has to lay out money they do not have."""

    EITHER = "either", _("you, or we do it for you")
    PERSON = "person", _("you")
    ORGANISATION = "organisation", _("we do: ask us")


class Category(TextChoices):
    """What a line of a claim is for."""

    FEE = "fee", _("Payment for your time")
    HOME_MEETING = "home_meeting", _("Allowance for joining from home")
    MILEAGE = "mileage", _("Miles in your own vehicle")
    PUBLIC_TRANSPORT = "public_transport", _("Train, bus, tram or underground")
    TAXI = "taxi", _("Taxi")
    PARKING = "parking", _("Parking")
    MEAL = "meal", _("Food and drink")
    OVERNIGHT = "overnight", _("Overnight stay")
    OVERNIGHT_FRIENDS = "overnight_friends", _("Overnight stay with family or friends")
    CHILDCARE = "childcare", _("Childcare")
    REPLACEMENT_CARE = "replacement_care", _("Care for an adult you look after")
    SUPPORTER = "supporter", _("Costs of somebody who supports you")
    COMMUNICATION = "communication", _("Interpreter or communication support")
    HOME_COSTS = "home_costs", _("Printing, paper, post, phone or internet")
    OTHER = "other", _("Something else")


ALLOWANCES: dict[str, Unit] = {
    Category.HOME_MEETING: Unit.ALLOWANCE,
    Category.OVERNIGHT_FRIENDS: Unit.NIGHT_FRIENDS,
}
"""What a policy pays as a fixed sum, and the unit of its rate."""
BY_RATE = (Category.FEE, *ALLOWANCES)
"""What has its amount from a rate; of everything else people say what they paid."""


def pays_for(unit: str, category: str) -> bool:
    """Say whether a rate of this unit is for this kind of line: an allowance, or the time somebody gave."""
    if category in ALLOWANCES:
        return unit == ALLOWANCES[category]
    return category == Category.FEE and unit not in ALLOWANCES.values()
