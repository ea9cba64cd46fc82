"""A proposal for a series: each meeting's fair time beside its best time on its own. Counts, no names.

The one file here that reads the database. Whoever was left out before counts as before: we ask what
their availability says about the time of each earlier meeting they were invited to. Answers and
attendance are not used: people also stay away because they are ill, and that is nobody's choice.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from projects.meetings.finding import LeftOut, patterns_of
from projects.meetings.models import Invitation
from projects.meetings.rules import bank_holiday_in
from projects.meetings.series.expanding import MINUTE, Board, Hours, Time, best_times, days_of_series, set_of
from projects.meetings.series.fair import Plan, fairest
from projects.meetings.series.problem import Problem, Score, worth_a_look
from projects.meetings.states import MeetingState
from projects.team.models import Project
from projects.team.states import Side

SECONDS = 1.5


@dataclass(frozen=True)
class Wish:
    """What the organiser asks for. `every` is in weeks; `weights` says what one time left out counts."""

    first_day: dt.date
    meetings: int
    every: int
    weekdays: frozenset[int]
    hours: Hours
    weights: Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One meeting: its time in the fair plan, on its own, and how many cannot come whatever the time."""

    fair: LeftOut
    alone: LeftOut
    never: int

    @property
    def same(self) -> bool:
        return self.fair.starts_at == self.alone.starts_at

    @property
    def more(self) -> int:
        """How many more people the fair time leaves out."""
        return self.fair.public + self.fair.staff - self.alone.public - self.alone.staff


@dataclass(frozen=True)
class Proposal:
    """A series, and what choosing each time on its own would do to the same people."""

    rows: list[Row]
    plan: Plan
    alone: Score


class NoTime(Exception):
    """There is no time left for one of the meetings; the message says for which."""


def propose(
    project: Project, wish: Wish, sides: Mapping[int, str], *, now: dt.datetime, seconds: float = SECONDS
) -> Proposal:
    """Find times for people given as {person id: side}. Four queries. Raises NoTime."""
    patterns = patterns_of(sides)
    board = Board([patterns[pk] for pk in sides])
    numbers = {pk: number for number, pk in enumerate(sides)}
    public = set_of([numbers[pk] for pk, side in sides.items() if side == Side.PUBLIC], len(sides))
    weeks = _weeks(board, wish, now)
    never = [_all_of(week) for week in weeks]
    looked_at = [_worth(week, nobody) for week, nobody in zip(weeks, never, strict=True)]
    problem = Problem(
        tuple(tuple(choices) for choices in looked_at),
        tuple(_past(project, board, numbers)),
        tuple(wish.weights[side] for side in sides.values()),
    )
    plan = fairest(problem, seconds=seconds)
    alone = [best_times(week, public, 1)[0] for week in weeks]
    fair = [list(choices.values())[pick] for choices, pick in zip(looked_at, plan.picks, strict=True)]
    count = _Counting(wish.hours, public, len(sides))
    rows = [
        Row(count(one), count(other), gone.bit_count())
        for one, other, gone in zip(fair, alone, never, strict=True)
    ]
    return Proposal(rows, plan, _score_of(problem, alone, never))


def _weeks(board: Board, wish: Wish, now: dt.datetime) -> list[list[Time]]:
    """Return every time each meeting may have: on days to come that are no bank holiday."""
    today = clock.uk(now).date()
    weeks = days_of_series(wish.first_day, wish.meetings, wish.every, wish.weekdays, after=today)
    found = []
    for number, days in enumerate(weeks, 1):
        times = board.times([day for day in days if not bank_holiday_in(day)], wish.hours)
        if not times:
            raise NoTime(_("There is no time for meeting %(number)s on these days.") % {"number": number})
        found.append(times)
    return found


def _all_of(week: Sequence[Time]) -> int:
    """Return who cannot come at any time of a week. It is not the choice of a time that leaves them out."""
    people = week[0].people
    for time in week:
        people &= time.people
    return people


def _worth(week: Sequence[Time], never: int) -> dict[int, Time]:
    """Return the times worth a look, the earliest for each set of people left out."""
    first: dict[int, Time] = {}
    for time in week:
        first.setdefault(time.people & ~never, time)
    return {people: first[people] for people in worth_a_look(first)}


def _past(project: Project, board: Board, numbers: Mapping[int, int]) -> list[int]:
    """Count for each person the meetings fixed so far whose time did not suit them. One query."""
    times = [0] * len(numbers)
    asked: dict[tuple[dt.datetime, dt.datetime, int], list[int]] = {}
    fixed = Invitation.objects.filter(
        meeting__project=project,
        meeting__status__in=(MeetingState.INVITED, MeetingState.HELD),
        person__in=list(numbers),
    )
    for pk, *meeting in fixed.values_list("person", "meeting__starts_at", "meeting__ends_at", "meeting"):
        asked.setdefault(tuple(meeting), []).append(numbers[pk])
    for (starts_at, ends_at, _meeting), people in asked.items():
        left_out = board.left_out(starts_at, ends_at)
        for number in people:
            times[number] += left_out >> number & 1
    return times


def _score_of(problem: Problem, times: Sequence[Time], never: Sequence[int]) -> Score:
    """Say how good other times are for the same people."""
    meetings = tuple((time.people & ~gone,) for time, gone in zip(times, never, strict=True))
    return Problem(meetings, problem.past, problem.weights).score((0,) * len(meetings))


@dataclass(frozen=True)
class _Counting:
    hours: Hours
    public: int
    people: int

    def __call__(self, time: Time) -> LeftOut:
        """Count who is left out at a time, by side."""
        starts_at = time.starts_at
        of_public = self.public.bit_count()
        public = (time.people & self.public).bit_count()
        return LeftOut(
            starts_at,
            starts_at + self.hours.length * MINUTE,
            public,
            of_public,
            time.people.bit_count() - public,
            self.people - of_public,
        )
