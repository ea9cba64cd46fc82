from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts
from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.money import round_pence
from coproduce.foundation.transitions import Transition


class PolicyState(TextChoices):
    DRAFT = "draft", _("not in use")
    ASKED = "asked", _("waits for approval")
    APPROVED = "approved", _("approved")
    RETIRED = "retired", _("withdrawn")


@dataclass(frozen=True, kw_only=True)
class Facts(facts.Facts):
    """What pages need to know of where a policy stands."""

    is_draft: bool = False
    is_asked: bool = False  # a second person is asked to approve it
    is_approved: bool = False


FACTS: dict[PolicyState, Facts] = {
    PolicyState.DRAFT: Facts(colour="grey", is_draft=True),
    PolicyState.ASKED: Facts(colour="blue", is_asked=True),
    PolicyState.APPROVED: Facts(colour="green", is_approved=True),
    PolicyState.RETIRED: Facts(colour="grey"),
}
TRANSITIONS = {
    "ask": Transition((PolicyState.DRAFT,), PolicyState.ASKED),
    "send back": Transition((PolicyState.ASKED,), PolicyState.DRAFT),
    "take back": Transition((PolicyState.ASKED,), PolicyState.DRAFT),
    "approve": Transition((PolicyState.DRAFT, PolicyState.ASKED), PolicyState.APPROVED),
    "retire": Transition((PolicyState.APPROVED,), PolicyState.RETIRED),
}


EDITED = "policy changed"
event_types.register({EDITED: _("changed in it")})


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

    EITHER = "either", _("you, or we can do it for you")
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
    SUPPORTER = "supporter", _("Costs of someone who supports you")
    COMMUNICATION = "communication", _("Interpreter or communication support")
    HOME_COSTS = "home_costs", _("Printing, paper, post, phone or internet")
    OTHER = "other", _("Something else")


PriceOf = Callable[[int, int, int], int]
"""Whole pence from the amount of a rate, the minutes it took and the minutes of one block."""


def _by_the_minute(amount_pence: int, minutes: int, _block: int) -> int:
    return round_pence(Decimal(amount_pence * minutes) / 60)


def _by_the_block(amount_pence: int, minutes: int, block: int) -> int:
    return amount_pence * -(-minutes // block)


def _once(amount_pence: int, _minutes: int, _block: int) -> int:
    return amount_pence


_PAID = _("%(what)s: %(amount)s. From the policy “%(policy)s”.")
_WITHIN_LIMITS = _("%(what)s: %(time)s is %(limits)s, so %(amount)s. From the policy “%(policy)s”.")


@dataclass(frozen=True, kw_only=True)
class UnitRule:
    """All that a unit means. Pricing, forms, pages and files read it here, so a new unit is a new row."""

    price: PriceOf = _once
    pays: Category = Category.FEE
    """The kind of line it is for."""
    by_clock: bool = False
    """Whether people are asked how long it took."""
    adds_up: bool = False
    """Whether more time is more money, so that getting ready and the way are paid as time too."""
    has_blocks: bool = False
    has_amount: bool = True
    for_meetings: bool = True
    """Whether it is proposed to somebody who was at a meeting."""
    explain: LazyStr = _PAID
    explain_limits: LazyStr = _WITHIN_LIMITS
    """The same where limits of time chose the rate; empty: no other words."""
    paid_for: LazyStr = ""
    """What an amount is paid for, where that is more than the name of the unit."""


UNITS: dict[Unit, UnitRule] = {
    Unit.HOUR: UnitRule(
        price=_by_the_minute,
        by_clock=True,
        adds_up=True,
        explain=_("%(what)s: %(time)s at %(amount)s an hour. From the policy “%(policy)s”."),
        explain_limits="",
    ),
    Unit.PART_HOUR_BAND: UnitRule(by_clock=True),
    Unit.BLOCK: UnitRule(
        price=_by_the_block,
        by_clock=True,
        adds_up=True,
        has_blocks=True,
        explain=_(
            "%(what)s: %(time)s, at %(amount)s for each %(block)s or part. From the policy “%(policy)s”."
        ),
        explain_limits="",
        paid_for=_("for each %(block)s, or part of it"),
    ),
    Unit.HALF_DAY: UnitRule(),
    Unit.DAY: UnitRule(),
    Unit.MEETING: UnitRule(),
    Unit.TASK: UnitRule(for_meetings=False),
    Unit.ALLOWANCE: UnitRule(pays=Category.HOME_MEETING),
    Unit.NIGHT_FRIENDS: UnitRule(pays=Category.OVERNIGHT_FRIENDS),
    Unit.ZERO: UnitRule(has_amount=False, for_meetings=False),
}


def units(which: Callable[[UnitRule], bool]) -> tuple[Unit, ...]:
    """Return the units of which something holds."""
    return tuple(unit for unit, rule in UNITS.items() if which(rule))


ALLOWANCES = tuple(dict.fromkeys(rule.pays for rule in UNITS.values() if rule.pays != Category.FEE))
"""What a policy pays as a fixed sum."""
BY_RATE = (Category.FEE, *ALLOWANCES)
"""What has its amount from a rate; of everything else people say what they paid."""


def pays_for(unit: str, category: str) -> bool:
    """Say whether a rate of this unit is for this kind of line: an allowance, or the time somebody gave."""
    return UNITS[Unit(unit)].pays == category
