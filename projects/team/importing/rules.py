"""The columns of a file that says who is on which project, and what a row comes to. Pure."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.people.importing.rules import cells
from contributors.people.importing.rules.kinds import Column, Values, Verdict
from contributors.people.importing.states import Choice, Outcome
from contributors.people.records.rules import NAME, WHO, Problems, Whose
from coproduce.foundation import fields
from coproduce.foundation.documents.spreadsheet import Kind
from coproduce.foundation.pages.presenters import short_date
from coproduce.foundation.text import folded
from projects.team.states import Side

PROJECT, PROJECT_REF, SIDE, DOES, JOINED, LEFT = (
    *("project", "project_ref", "side", "does"),
    *("joined_on", "left_on"),
)
COLUMNS = (
    *WHO,
    Column(
        PROJECT_REF,
        _lazy("Project (leave as it is)"),
        cells.of_field(fields.LineField(max_length=20)),
        ("project ref", "project reference"),
    ),
    Column(
        PROJECT,
        _lazy("Project"),
        cells.of_field(fields.LineField(max_length=120)),
        ("project title", "study", "project name"),
        needed=True,
        example="Sleep after surgery",
    ),
    Column(SIDE, _lazy("Side"), cells.one_of(lambda: Side.choices), ("type",), example="public contributor"),
    Column(
        DOES,
        _lazy("What they do here"),
        cells.of_field(fields.LineField(max_length=120)),
        ("role", "does", "role on the project"),
        example="Lay reviewer",
    ),
    Column(
        JOINED, _lazy("Joined on"), cells.day, ("joined", "start", "start date", "from"), kind=Kind.DAY,
        example="3 April 2025",
    ),
    Column(LEFT, _lazy("Left on"), cells.day, ("left", "end", "end date", "to", "until"), kind=Kind.DAY),
)  # fmt: skip
BY_KEY = {one.key: one for one in COLUMNS}


@dataclass(frozen=True)
class Place:
    """A project that rows may be about."""

    pk: int
    ref: str
    title: str
    is_closed: bool


@dataclass(frozen=True)
class Member:
    """One stretch of somebody's time on a project, as it is here."""

    pk: int
    person: int
    project: int
    side: str
    does: str
    joined_on: dt.date
    left_on: dt.date | None

    @property
    def facts(self) -> Values:
        """What it says, as a row says it."""
        left = self.left_on.isoformat() if self.left_on else ""
        return {SIDE: self.side, DOES: self.does, JOINED: self.joined_on.isoformat(), LEFT: left}


@dataclass
class Teams:
    """The projects of an organisation that somebody may change, who was and is on them, and who can be."""

    places: list[Place] = field(default_factory=list)
    members: dict[tuple[int, int], list[Member]] = field(default_factory=dict)  # by person and project
    can_join: dict[str, set[int]] = field(default_factory=dict)  # by side
    seen: dict[tuple[int, int], list[tuple[int, dt.date, dt.date | None]]] = field(default_factory=dict)

    def place(self, values: Values) -> tuple[Place | None, Problems]:
        """Return the project of a row: by our reference, or by a title that only one has."""
        if ref := values.get(PROJECT_REF, "").lower():
            found = [one for one in self.places if one.ref == ref]
            if found and folded(found[0].title) != folded(values.get(PROJECT, "")):
                words = _("the reference in this row is that of “%(title)s”.") % {"title": found[0].title}
                return None, [(PROJECT, words)]
        else:
            found = [one for one in self.places if folded(one.title) == folded(values.get(PROJECT, ""))]
        if len(found) > 1:
            words = _("two projects have this title. Take the list out first: it has their references.")
            return None, [(PROJECT, words)]
        if not found:
            words = _(
                "you have no project with this title. Start it first, or write its title as it is here."
            )
            return None, [(PROJECT_REF if ref else PROJECT, words)]
        if found[0].is_closed:
            return None, [(PROJECT, _("this project is closed, so nothing on it can be changed."))]
        return found[0], []


def judged(teams: Teams, found: Whose, number: int, values: Values, choice: str, today: dt.date) -> Verdict:
    """Return what a clean row comes to, after those before it.

    A row adds a stretch of time, or mends what one says. It never ends one that goes on: what hangs on it,
    promises and meetings, ends on the page of the project, where the person is told.
    """
    if choice == Choice.OUT:
        return Verdict(Outcome.REFUSED)
    place, problems = teams.place(values)
    problems = found.problems + problems
    joined, left = _day(values, JOINED), _day(values, LEFT)
    if left and not joined:
        problems.append((JOINED, _("say when they joined, too.")))
    if left and joined and left < joined:
        problems.append((LEFT, _("they cannot leave before they join.")))
    if problems or place is None:
        return Verdict(Outcome.REFUSED, problems=problems, candidates=found.keys)
    if found.known is None:
        return Verdict(Outcome.ASK, candidates=found.keys)
    pair = (found.known.pk, place.pk)
    held = teams.members.get(pair, [])
    verdict = _against(held, values, joined, left)
    if verdict.outcome == Outcome.NEW and not left:
        side = values.get(SIDE, Side.PUBLIC)
        if found.known.pk not in teams.can_join.get(side, set()):
            words = _("they cannot join now: not staff here, or they do not work with you any more.")
            verdict = Verdict(Outcome.REFUSED, problems=[(NAME, words)])
    mine = match(held, joined, left)
    begins, until = joined or (mine.joined_on if mine else today), left or (mine.left_on if mine else None)
    for other, start, end in teams.seen.setdefault(pair, []):
        if other != number and _overlap(begins, until, start, end):
            words = _("row %(n)s says that they were on this project at the same time.") % {"n": other}
            verdict = Verdict(Outcome.REFUSED, problems=[(NAME, words)])
    if verdict.outcome != Outcome.REFUSED and all(one[0] != number for one in teams.seen[pair]):
        teams.seen[pair].append((number, begins, until))
    verdict.person, verdict.candidates = found.known.pk, found.keys
    return verdict


def _day(values: Values, key: str) -> dt.date | None:
    return dt.date.fromisoformat(values[key]) if values.get(key) else None


def _overlap(start: dt.date, end: dt.date | None, other: dt.date, until: dt.date | None) -> bool:
    """Whether two stretches are one, or have more than the day of a change in common."""
    apart = (end is not None and other >= end) or (until is not None and start >= until)
    return not apart or (start, end) == (other, until)


def match(held: list[Member], joined: dt.date | None, left: dt.date | None) -> Member | None:
    """Return the stretch a row is about: the one that began that day, else the one that goes on."""
    began = [one for one in held if one.joined_on == joined]
    the_same = [one for one in began if one.left_on == left]
    goes_on = [one for one in held if one.left_on is None and not left]
    return next(iter(the_same or began or goes_on), None)


def _against(held: list[Member], values: Values, joined: dt.date | None, left: dt.date | None) -> Verdict:
    mine = match(held, joined, left)
    others = [one for one in held if one is not mine]
    if joined and any(_overlap(joined, left, one.joined_on, one.left_on) for one in others):
        words = _("they were on this project at that time already. Take the list out to see when.")
        return Verdict(Outcome.REFUSED, problems=[(JOINED, words)])
    return Verdict(Outcome.NEW) if mine is None else _compared(mine, values)


def _compared(mine: Member, values: Values) -> Verdict:
    problems: Problems = []
    changes: list[tuple[str, str, str]] = []
    for key, old in mine.facts.items():
        new = values.get(key, "")
        if not new or new == old:
            continue
        if key == SIDE:
            problems.append((key, _("they are on the other side of this project here.")))
        elif key == LEFT and not old:
            words = _("they are on this project now. End it on its page, so that they are told.")
            problems.append((key, words))
        elif key == LEFT:
            problems.append((key, _("here they left on another day. That day stays.")))
        elif key == JOINED and mine.left_on and dt.date.fromisoformat(new) > mine.left_on:
            problems.append((key, _("they cannot leave before they join.")))
        else:
            changes.append((key, shown(key, old), shown(key, new)))
    if problems:
        return Verdict(Outcome.REFUSED, problems=problems)
    return Verdict(Outcome.CHANGED if changes else Outcome.SAME, changes=changes)


def shown(key: str, value: Any) -> str:
    """Return what a row says, in words."""
    if key in (JOINED, LEFT) and value:
        return short_date(dt.date.fromisoformat(value))
    return str(value)
