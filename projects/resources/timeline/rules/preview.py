"""What a new date would move, break and mend, before it is saved. Pure."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from projects.resources.timeline.rules.plan import Leads, PlanBounds, PlanEntry, PlanWarning, warnings
from projects.resources.timeline.states import PlanKind


@dataclass(frozen=True)
class Due:
    """An open promise of the project: what, and the day it is due."""

    what: str
    on: dt.date
    url: str = ""


@dataclass(frozen=True)
class Shift:
    """One entry that moves, and where to."""

    entry: PlanEntry
    to: dt.date
    month_only: bool = False

    @property
    def moved(self) -> PlanEntry:
        return replace(self.entry, on=self.to, month_only=self.month_only)


@dataclass(frozen=True)
class Crossed:
    """Something that came before a thing that moves and now comes after it, or the other way round."""

    what: str
    on: dt.date
    shift: Shift
    now_after: bool
    url: str = ""


@dataclass(frozen=True)
class Preview:
    """What a new date would do. `refused` says why it cannot be saved; `seen` names all of it for the second
    press of the button, so that nothing else is saved than what was looked at.
    """

    shifts: Sequence[Shift]
    could_follow: Sequence[PlanEntry]
    stays: Sequence[PlanEntry]
    broken: Sequence[PlanWarning]
    mended: Sequence[PlanWarning]
    crossed: Sequence[Crossed]
    refused: Sequence[PlanWarning]

    @property
    def has_effects(self) -> bool:
        """Say whether more happens than one date that changes."""
        return bool(len(self.shifts) > 1 or self.could_follow or self.broken or self.crossed or self.refused)

    @property
    def seen(self) -> str:
        """Return a short name of what is shown."""
        parts = [f"{one.entry.key}{one.entry.on}{one.to}{one.month_only}" for one in self.shifts]
        parts += [f"{one.key}{one.words}" for one in (*self.broken, *self.refused)]
        parts += [f"{one.what}{one.on}{one.now_after}" for one in self.crossed]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class NewDate:
    """What somebody asks for: `key` gets the day `to`; with `follow` all that comes after it moves as far."""

    key: str
    to: dt.date
    month_only: bool = False
    follow: bool = False


def preview(
    entries: Sequence[PlanEntry], asked: NewDate, leads: Leads, bounds: PlanBounds, promised: Iterable[Due]
) -> Preview:
    """Return what a new date moves, what it breaks and what it mends. Raises KeyError for no such thing."""
    by_key = {entry.key: entry for entry in entries}
    first = Shift(by_key[asked.key], asked.to, asked.month_only)
    later = [one for one in entries if one.key != asked.key and one.on >= first.entry.on and not one.done]
    movable = [one for one in later if one.can_move]
    distance = asked.to - first.entry.on
    shifts = [first, *(_shifted(one, distance) for one in movable)] if asked.follow else [first]
    moved = {shift.entry.key: shift.moved for shift in shifts}
    before = {one.key: one for one in warnings(entries, leads, bounds)}
    after = {one.key: one for one in warnings([moved.get(e.key, e) for e in entries], leads, bounds)}
    refused = [one for key, one in after.items() if key[1] == "outside" and key[0] in moved]
    return Preview(
        shifts=shifts,
        could_follow=[] if asked.follow else movable,
        stays=[one for one in later if not one.can_move and one.kind != PlanKind.MONEY],
        broken=[one for key, one in after.items() if key not in before and one not in refused],
        mended=[one for key, one in before.items() if key not in after],
        crossed=_crossed(shifts, [e for e in entries if e.key not in moved and not e.done], promised),
        refused=refused,
    )


def _shifted(entry: PlanEntry, distance: dt.timedelta) -> Shift:
    to = entry.on + distance
    return Shift(entry, to.replace(day=1) if entry.month_only else to, entry.month_only)


def _crossed(shifts: Sequence[Shift], stays: Iterable[PlanEntry], promised: Iterable[Due]) -> list[Crossed]:
    """Return what changes its place before or after a thing that moves, each once, the soonest first.

    A promise counts where it was due by then and is not any more; one that is due earlier now breaks nothing.
    """
    fixed = [(Due(entry.title, entry.on, entry.url), True) for entry in stays]
    fixed += [(due, False) for due in promised]
    found: dict[Due, Crossed] = {}
    for due, either_way in fixed:
        for shift in shifts:
            was_after, now_after = due.on > shift.entry.on, due.on > shift.to
            if was_after != now_after and (either_way or now_after) and due not in found:
                found[due] = Crossed(due.what, due.on, shift, now_after=now_after, url=due.url)
    return sorted(found.values(), key=lambda one: (one.on, one.what))


@dataclass(frozen=True)
class ProjectPreview:
    """What new dates of a project would do. `seen` names all of it for the second press of the button.

    `begins`: (whose time, first month now, first month then) of staff time that begins with the project.
    `promised`: what we promised for a day after the new end.
    """

    broken: Sequence[PlanWarning]
    mended: Sequence[PlanWarning]
    promised: Sequence[Due]
    begins: Sequence[tuple[str, dt.date, dt.date]]

    @property
    def has_effects(self) -> bool:
        return bool(self.broken or self.mended or self.promised or self.begins)

    @property
    def seen(self) -> str:
        """Return a short name of what is shown."""
        parts = [f"{one.key}{one.words}" for one in (*self.broken, *self.mended)]
        parts += [f"{one.what}{one.on}" for one in self.promised]
        parts += [f"{who}{was}{then}" for who, was, then in self.begins]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def project_preview(
    entries: Sequence[PlanEntry],
    leads: Leads,
    bounds: PlanBounds,
    then: PlanBounds,
    promised: Iterable[Due],
    begin_with_it: Iterable[str],
) -> ProjectPreview:
    """Return what does not fit any more, and what fits again, when a project runs as `then` says."""
    before = {one.key: one for one in warnings(entries, leads, bounds)}
    after = {one.key: one for one in warnings(entries, leads, then)}
    first, now = then.project.starts_on.replace(day=1), bounds.project.starts_on.replace(day=1)
    return ProjectPreview(
        broken=[one for key, one in after.items() if key not in before],
        mended=[one for key, one in before.items() if key not in after],
        promised=[due for due in promised if then.project.ends_on < due.on <= bounds.project.ends_on],
        begins=[(who, now, first) for who in begin_with_it] if first != now else [],
    )
