"""What helps people take part: what it costs, and by when it is booked. Kinds, never people. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contributors.people.states import NeedCategory
from coproduce.foundation.lazy import LazyStr
from projects.resources.models import AccessCost
from projects.resources.timeline.rules import Lead, Leads
from projects.resources.timeline.states import lead_of_need


@dataclass(frozen=True)
class ToBook:
    """A meeting to come and the kinds of arrangement still to make for it: {category: ids of people}."""

    title: str
    on: dt.date
    url: str
    needed: Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Booking:
    """One kind of arrangement for one meeting: by when it has to be booked; None while nobody has said."""

    meeting: ToBook
    by: dt.date | None
    late: bool


@dataclass(frozen=True)
class AccessLine:
    """One line of money: a kind of arrangement that people on the project told of or asked for."""

    category: str
    people: int
    lead: Lead
    cost: AccessCost | None
    bookings: Sequence[Booking]

    @property
    def label(self) -> LazyStr:
        return NeedCategory(self.category).label

    @property
    def few(self) -> bool:
        """Say whether only one or two people are behind it: then no number is shown."""
        return self.people < FEW


FEW = 3


def book_by(category: str, on: dt.date, leads: Leads) -> dt.date | None:
    """Return the last day on which one kind of arrangement for a day can be booked in good time."""
    days = leads[lead_of_need(category)].days
    return None if days is None else on - dt.timedelta(days=days)


def is_late(category: str, on: dt.date, leads: Leads, today: dt.date) -> bool:
    """Say whether the time to book one kind of arrangement for a day is over."""
    by = book_by(category, on, leads)
    return by is not None and by < today


def access_lines(
    needs: Mapping[str, frozenset[int]],
    meetings: Iterable[ToBook],
    costs: Mapping[str, AccessCost],
    leads: Leads,
    today: dt.date,
) -> list[AccessLine]:
    """Return a line for each kind that somebody on the project needs or that a meeting asks for.

    `needs` are {category: ids of people}. A cost of a kind that nobody needs is on no line.
    """
    rows = sorted(meetings, key=lambda one: one.on)
    kinds = set(needs).union(*(row.needed for row in rows))
    lines = []
    for category in sorted(kinds):
        people = set(needs.get(category, ())).union(*(row.needed.get(category, ()) for row in rows))
        bookings = [
            Booking(row, book_by(category, row.on, leads), is_late(category, row.on, leads, today))
            for row in rows
            if category in row.needed
        ]
        lead = leads[lead_of_need(category)]
        lines.append(AccessLine(category, len(people), lead, costs.get(category), bookings))
    return lines


@dataclass(frozen=True)
class AccessTotal:
    """What all lines cost that have a cost, in pence, and how many have none."""

    pence: int
    not_costed: int


def total(lines: Iterable[AccessLine]) -> AccessTotal:
    """Add up the lines."""
    costs = [line.cost for line in lines]
    return AccessTotal(
        pence=sum(cost.pence for cost in costs if cost), not_costed=sum(cost is None for cost in costs)
    )
