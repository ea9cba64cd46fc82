"""What a duty asks for when something happens, and by when. Pure: nothing here asks the database."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coproduce.foundation import clock, working_days
from coproduce.foundation.promises.kinds import Side
from projects.roles.duties.states import Outcome
from projects.roles.models.duty_kinds import FREE, KINDS, DutyKind, Every, line_of

YEAR_MONTHS = 12
MEETING = "meeting"
READ_AT_LEAST = dt.timedelta(days=3)


@dataclass(frozen=True)
class MeetingEvent:
    """A meeting as one public contributor has it; `papers` is the promise that stands for theirs.

    coming: asked, and not said no. held, came: noted after it. debriefed: staff noted that they talked with
    public members about it.
    """

    person: int
    pk: int
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    coming: bool = True
    held: bool = False
    came: bool = False
    declined_at: dt.datetime | None = None
    papers: int | None = None
    papers_due: dt.datetime | None = None
    papers_sent_at: dt.datetime | None = None
    debriefed: bool = False

    @property
    def key(self) -> str:
        """What names it among the occasions of a duty."""
        return f"{MEETING}:{self.pk}"

    @property
    def timed_key(self) -> str:
        """The same for what is said of one time of it: a new time is asked to anew."""
        return f"{self.key}@{self.starts_at:%Y%m%d%H%M}"


@dataclass(frozen=True)
class Line:
    """A duty in force for one person: it stands in what they agreed to last, without a break `since` then."""

    assignment: int
    person: int
    version: int
    role: str
    entry: Mapping[str, Any]
    since: dt.datetime
    starts_on: dt.date
    contact: int = 0

    @property
    def name(self) -> str:
        """What it is called from version to version."""
        return line_of(self.entry)

    @property
    def kind(self) -> DutyKind | None:
        """Its measured kind; None for one in somebody's own words."""
        return KINDS.get(self.entry["kind"])

    @property
    def side(self) -> Side:
        """Who owes it."""
        return self.kind.side if self.kind else Side(self.entry["side"])

    @property
    def days(self) -> int:
        return int(self.entry.get("days") or 0)


@dataclass(frozen=True)
class Wanted:
    """What a duty asks for on one occasion. `promise`: one that stands for it; `done`: it is done already.

    `missed`: it can no longer be done, for this reason. `label`: what it is about.
    """

    line: Line
    occasion: str
    due_at: dt.datetime | None
    label: str
    promise: int | None = None
    done: bool = False
    missed: str = ""
    only_open: bool = False


def end_after(moment: dt.datetime | dt.date, days: int) -> dt.datetime:
    """Return the end of the UK day that comes so many days after."""
    day = clock.uk(moment).date() if isinstance(moment, dt.datetime) else moment
    return clock.end_of_day(day + dt.timedelta(days=days))


def before(moment: dt.datetime, days: int) -> dt.datetime:
    """Return the same time of day so many UK days before."""
    then = clock.uk(moment)
    return dt.datetime.combine(then.date() - dt.timedelta(days=days), then.timetz())


def pay_day(sent: dt.date, days: int) -> dt.date:
    """Return the day by which a claim is paid within so many working days of the day it was sent."""
    return working_days.working_day_from(sent + dt.timedelta(days=1), max(days - 1, 0)) if days else sent


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _months(since: dt.date, today: dt.date) -> Iterator[dt.date]:
    """Return the first days of the months that began since a day, that day's own only if it is the first."""
    first = since if since.day == 1 else _next_month(since)
    while first <= today:
        yield first
        first = _next_month(first)


def _anniversary(day: dt.date, years: int) -> dt.date:
    if day.month == 2 and day.day == 29 and not calendar.isleap(day.year + years):
        return dt.date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def by_the_clock(line: Line, today: dt.date) -> Iterator[Wanted]:
    """Return what a duty asks for because of the calendar alone: once, each month, each year, a contact."""
    start = max(line.starts_on, clock.uk(line.since).date())
    kind, every = line.entry["kind"], line.entry.get("every")
    if kind in ("confidence", "training"):
        yield Wanted(line, "once", end_after(start, line.days), line.role)
    elif kind == "interests":
        for years in range(max(today.year - start.year, 0) + 1):
            day = _anniversary(start, years)
            if years == 0 or day <= today:
                yield Wanted(line, f"year:{years}", end_after(day, line.days), line.role)
    elif kind == "contact":
        yield Wanted(line, f"contact:{line.contact}", None, line.role)  # counted from when it is asked for
    elif kind == FREE and every == Every.ONCE:
        day = max(dt.date.fromisoformat(line.entry["by"]), start)
        yield Wanted(line, "once", clock.end_of_day(day), line.role)
    elif kind == FREE and every == Every.MONTH:
        for first in _months(start, today):
            last = _next_month(first) - dt.timedelta(days=1)
            yield Wanted(line, f"month:{first:%Y-%m}", clock.end_of_day(last), line.role)


def of_meeting(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    """Return what a duty asks for because of one meeting. Nothing of one they were not asked to in time."""
    rule = OF_MEETINGS.get(line.entry["kind"])
    if line.entry["kind"] == FREE:
        rule = _free if line.entry.get("every") == Every.MEETING else None
    if rule:
        yield from rule(line, event)


def _free(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    if event.coming:
        gone = NOT_THERE if event.held and not event.came else ""
        due_at = end_after(event.ends_at, 0)
        yield Wanted(line, event.key, due_at, event.title, missed=gone, only_open=bool(gone))


def _papers(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    if event.coming and event.papers and event.papers_due:
        own = max(before(event.starts_at, line.days), event.papers_due)
        later = own if own != event.papers_due else None
        yield Wanted(line, event.key, later, event.title, promise=event.papers)


def _read(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    """Nobody is asked to read what came too late to be read."""
    sent = event.papers_sent_at
    if event.coming and sent and sent <= event.starts_at - READ_AT_LEAST:
        gone = "" if not event.held else NOT_TICKED if event.came else NOT_THERE
        yield Wanted(line, event.key, event.starts_at, event.title, missed=gone, only_open=event.held)


def _debrief(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    if event.coming and (not event.held or event.came):
        due_at = end_after(event.ends_at, line.days)
        yield Wanted(line, event.key, due_at, event.title, done=event.debriefed)


def _feedback(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    if event.held and event.came:
        yield Wanted(line, event.key, end_after(event.ends_at, line.days), event.title)


def _cannot_come(line: Line, event: MeetingEvent) -> Iterator[Wanted]:
    """Kept or late as they said no; missed where they said nothing and did not come."""
    due_at = before(event.starts_at, line.days)
    if event.declined_at:
        yield Wanted(line, event.timed_key, due_at, event.title, done=True)
    elif event.held and not event.came:
        yield Wanted(line, event.timed_key, due_at, event.title, missed=DID_NOT_COME)


OF_MEETINGS: dict[str, Callable[[Line, MeetingEvent], Iterator[Wanted]]] = {
    "papers": _papers,
    "read_papers": _read,
    "debrief": _debrief,
    "feedback": _feedback,
    "cannot_come": _cannot_come,
}
NOT_TICKED = "not ticked"
DID_NOT_COME = "did not come"
NOT_THERE = "not there"
"""Nothing was broken by it: who was not at the meeting did not need it."""
MISSED = {
    NOT_TICKED: _("The meeting went ahead, and this was not ticked off."),
    NOT_THERE: _("You were not at the meeting."),
    DID_NOT_COME: _("The meeting went ahead, and we had not heard."),
}
KEPT_BY_WHAT_HAPPENS = ("papers", "notice", "pay", "answer", "book", "cannot_come")
"""Nobody ticks these off."""
TOLD_IN_WORDS = ("feedback", "contact")
"""Done by writing it to the other side."""


def induction(line: Line, events: Iterable[MeetingEvent]) -> Iterator[Wanted]:
    """Return the induction, due as the first meeting that they come to begins."""
    starts = [one for one in events if one.coming and (not one.held or one.came)]
    if starts:
        first = min(starts, key=lambda one: one.starts_at)
        yield Wanted(line, "first", first.starts_at, first.title)


def still_owed(line: Line) -> Iterator[Wanted]:
    """Return an induction that nobody gave in time: the meeting after it makes it no less late."""
    yield Wanted(line, "first", None, line.role)


def meeting_of(occasion: str) -> int | None:
    """Return the meeting that an occasion names; None where it names none."""
    what, _colon, rest = occasion.partition(":")
    return int(rest.partition("@")[0]) if what == MEETING else None


@dataclass(frozen=True)
class Tally:
    """How one duty was kept: its words, how many had each outcome, and how many had another day."""

    words: str
    counts: Mapping[str, int]
    moved: int = 0

    @property
    def said(self) -> str:
        """How it was kept, in words: "4 kept, 1 late, 1 missed"."""
        words = {
            Outcome.KEPT: ngettext_lazy("%(n)s kept", "%(n)s kept", "n"),
            Outcome.LATE: ngettext_lazy("%(n)s late", "%(n)s late", "n"),
            Outcome.MISSED: ngettext_lazy("%(n)s missed", "%(n)s missed", "n"),
            Outcome.LET_GO: ngettext_lazy("%(n)s no longer owed", "%(n)s no longer owed", "n"),
            Outcome.OPEN: ngettext_lazy("%(n)s still to come", "%(n)s still to come", "n"),
        }
        parts = [
            str(said % {"n": self.counts[name]}) for name, said in words.items() if self.counts.get(name)
        ]
        if self.moved:
            moved = ngettext_lazy("%(n)s had another day", "%(n)s had another day", "n")
            parts.append(str(moved % {"n": self.moved}))
        return ", ".join(parts)
