"""What stands on a timeline, what has to happen before each thing, and what does not fit. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.presenters import short_date
from projects.resources.timeline.states import MUST_HAVE, PRACTICE, LeadKind, PlanKind
from projects.team.dates.rules import Runs, outside


@dataclass(frozen=True)
class Lead:
    """How long one kind of preparation takes. `days` is None while nobody has said."""

    kind: LeadKind
    days: int | None
    own: bool = False
    source: str = ""

    @property
    def words(self) -> str:
        """Say the number and whose it is."""
        if self.days is None:
            return str(PRACTICE[self.kind].words)
        if not self.own:
            return str(PRACTICE[self.kind].words)
        words = ngettext(
            "Your organisation plans with %(n)s day.", "Your organisation plans with %(n)s days.", self.days
        )
        return words % {"n": self.days}

    @property
    def said_by(self) -> LazyStr:
        """Where the number comes from."""
        return (self.source or _("your organisation")) if self.own else PRACTICE[self.kind].source


Leads = Mapping[LeadKind, Lead]


def lead_times(own: Mapping[str, tuple[int, str]]) -> dict[LeadKind, Lead]:
    """Return every lead time: an organisation's own (kind: days and source), else what is practice."""
    return {
        kind: Lead(kind, own[kind][0], own=True, source=own[kind][1])
        if kind in own
        else Lead(kind, practice.days)
        for kind, practice in PRACTICE.items()
    }


@dataclass(frozen=True)
class PlanEntry:
    """One thing with a date. `key` names it; `until` is the last day of what lasts.

    `people`: how many are wanted. `before`: what must happen before it and has not happened yet.
    `booking`: what has to be booked for it; which of these it is, no timeline says.
    `pays`: people are paid for it afterwards. `can_move`: its date is changed here, else where `move_url`
    leads to.
    """

    on: dt.date
    kind: PlanKind
    title: str
    key: str
    until: dt.date | None = None
    month_only: bool = False
    done: bool = False
    late: bool = False
    people: int = 0
    before: tuple[LeadKind, ...] = ()
    booking: tuple[LeadKind, ...] = ()
    pays: bool = False
    can_move: bool = False
    url: str = ""
    move_url: str = ""
    about: object = field(default=None, compare=False)

    @property
    def is_milestone(self) -> bool:
        return self.kind == PlanKind.MILESTONE

    @property
    def last_day(self) -> dt.date:
        return self.until or self.on


def in_order(entries: Iterable[PlanEntry]) -> list[PlanEntry]:
    """Return entries in the order of their days; a month stands before its days, a milestone after them."""
    return sorted(entries, key=lambda one: (one.on, not one.month_only, one.is_milestone, one.title, one.key))


@dataclass(frozen=True)
class Deadline:
    """By when one preparation of one thing has to happen; None while nobody knows how long it takes."""

    entry: PlanEntry
    lead: Lead
    by: dt.date | None

    @property
    def what(self) -> LazyStr:
        return MUST_HAVE[self.lead.kind]


@dataclass(frozen=True)
class PlanBounds:
    """The time a plan has: the project's days, when its money ends, and how many people are on it."""

    project: Runs
    money_ends_on: dt.date
    public_members: int
    today: dt.date


@dataclass(frozen=True)
class PlanWarning:
    """Something that does not fit. `key` stays the same while it is the same trouble with the same thing."""

    key: tuple[str, str]
    entry: PlanEntry
    words: str
    lead: Lead | None = None


def deadlines(entry: PlanEntry, leads: Leads, bounds: PlanBounds) -> list[Deadline]:
    """Return what has to happen before a thing that is still to come, in the order of the days."""
    if entry.done or entry.on < bounds.today:
        return []
    kinds = list(entry.before)
    if entry.people > bounds.public_members:
        kinds.append(LeadKind.RECRUITING)
    wanted = [leads[kind] for kind in kinds]
    if entry.booking:
        wanted.append(_longest(leads[kind] for kind in entry.booking))
    found = [Deadline(entry, lead, _days_before(entry.on, lead.days)) for lead in wanted]
    return sorted(found, key=lambda one: (one.by or dt.date.min, list(LeadKind).index(one.lead.kind)))


def _longest(leads: Iterable[Lead]) -> Lead:
    """Return the lead time by which the last of several things is booked, as one that names no kind."""
    longest = max(leads, key=lambda one: one.days or 0)
    return replace(longest, kind=LeadKind.ACCESS, source="")


def _days_before(day: dt.date, days: int | None) -> dt.date | None:
    return None if days is None else day - dt.timedelta(days=days)


def paid_by(entry: PlanEntry, leads: Leads) -> dt.date:
    """Return by when everybody is paid for something, going by how long payment takes."""
    return entry.on + dt.timedelta(days=leads[LeadKind.PAYMENT].days or 0)


def warnings(entries: Iterable[PlanEntry], leads: Leads, bounds: PlanBounds) -> list[PlanWarning]:
    """Return what does not fit, in the order of the days: too late to prepare, outside, paid too late."""
    found: list[PlanWarning] = []
    for entry in in_order(entries):
        found += _outside(entry, bounds)
        found += [
            PlanWarning((entry.key, one.lead.kind), entry, _too_late(one), one.lead)
            for one in deadlines(entry, leads, bounds)
            if one.by and one.by < bounds.today
        ]
        found += _paid_too_late(entry, leads, bounds)
    return found


def _too_late(deadline: Deadline) -> str:
    words = _("%(what)s: that was due by %(by)s.")
    return words % {"what": deadline.what, "by": short_date(deadline.by)}


def _outside(entry: PlanEntry, bounds: PlanBounds) -> list[PlanWarning]:
    """Find a thing that stands, or ends, on a day on which the project does not run."""
    if entry.kind == PlanKind.MONEY:
        return []
    first = outside(bounds.project, entry.on, month_only=entry.month_only)
    last = outside(bounds.project, entry.last_day, month_only=entry.month_only)
    words = first or last
    return [PlanWarning((entry.key, "outside"), entry, words)] if words else []


def _paid_too_late(entry: PlanEntry, leads: Leads, bounds: PlanBounds) -> list[PlanWarning]:
    if not entry.pays or entry.on < bounds.today or paid_by(entry, leads) <= bounds.money_ends_on:
        return []
    words = _("The money ends on %(ends)s. Going by how long payment takes, people are paid by %(paid)s.")
    said = words % {
        "ends": short_date(bounds.money_ends_on),
        "paid": short_date(paid_by(entry, leads)),
    }
    return [PlanWarning((entry.key, LeadKind.PAYMENT), entry, said, leads[LeadKind.PAYMENT])]
