"""A proposal for a series: each meeting's fair time beside its best time on its own. Counts, no names.

The one file here that reads the database. Whoever was left out before counts as before: we ask what
their availability says about the time of each earlier meeting they were invited to. Answers and
attendance are not used: people also stay away because they are ill, and that is nobody's choice.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contributors.availability.queries import patterns_of
from contributors.availability.rules import Pattern, Way
from coproduce.foundation import clock
from coproduce.foundation.working_days import bank_holiday_in
from projects.meetings.days import not_known, special
from projects.meetings.finding import Everybody, LeftOut, opened_up, way_of
from projects.meetings.models import Invitation, Meeting
from projects.meetings.school_holidays import SchoolCalendar, calendar_of
from projects.meetings.series.expanding import MINUTE, Board, Hours, Time, best_times, days_of_series
from projects.meetings.series.fair import Plan, fairest
from projects.meetings.series.problem import Problem, Score, worth_a_look
from projects.meetings.states import MeetingState
from projects.team.models import Project

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
    way: Way = Way.ONLINE
    avoids_special_days: bool = False


@dataclass(frozen=True)
class Row:
    """One meeting: its time in the fair plan, on its own, and how many cannot come whatever the time.

    `special` are sentences about its day: school holidays and festivals.
    """

    fair: LeftOut
    alone: LeftOut
    never: int
    special: list[str]

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
    not_known: list[str]  # what the check for school holidays and festivals cannot tell


class NoTime(Exception):
    """There is no time left for one of the meetings; the message says for which."""


def propose(
    project: Project, wish: Wish, sides: Mapping[int, str], *, now: dt.datetime, seconds: float = SECONDS
) -> Proposal:
    """Find times for people given as {person id: side}. Six queries. Raises NoTime."""
    patterns = patterns_of(sides)
    people = opened_up(patterns, sides, wish.way)
    schools = calendar_of(project.organisation_id)
    weeks = _weeks(people.board, wish, schools, now)
    never = [_all_of(week) for week in weeks]
    looked_at = [_worth(week, nobody) for week, nobody in zip(weeks, never, strict=True)]
    problem = Problem(
        tuple(tuple(choices) for choices in looked_at),
        tuple(_past(project, patterns, sides)),
        tuple(wish.weights[side] for side in sides.values()),
    )
    plan = fairest(problem, seconds=seconds)
    alone = [best_times(week, people.public, 1)[0] for week in weeks]
    fair = [list(choices.values())[pick] for choices, pick in zip(looked_at, plan.picks, strict=True)]
    rows = [
        Row(
            _counted(people, one, wish),
            _counted(people, other, wish),
            gone.bit_count(),
            special(one.day, schools).words,
        )
        for one, other, gone in zip(fair, alone, never, strict=True)
    ]
    unsure = dict.fromkeys(words for time in fair for words in not_known(time.day, schools))
    return Proposal(rows, plan, _score_of(problem, alone, never), list(unsure))


def _counted(people: Everybody, time: Time, wish: Wish) -> LeftOut:
    starts_at = time.starts_at
    return people.count(time.people, starts_at, starts_at + wish.hours.length * MINUTE)


def _weeks(board: Board, wish: Wish, schools: SchoolCalendar, now: dt.datetime) -> list[list[Time]]:
    """Return every time each meeting may have: on days to come that are no bank holiday.

    Nor in school holidays or near a festival, where the organiser wants to keep clear of those.
    """
    today = clock.uk(now).date()
    weeks = days_of_series(wish.first_day, wish.meetings, wish.every, wish.weekdays, after=today)
    found = []
    for number, days in enumerate(weeks, 1):
        open_days = [day for day in days if not bank_holiday_in(day)]
        if wish.avoids_special_days:
            open_days = [day for day in open_days if not special(day, schools).words]
        times = board.times(open_days, wish.hours)
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


def _past(project: Project, patterns: Mapping[int, Pattern], sides: Mapping[int, str]) -> list[int]:
    """Count for each person the meetings fixed so far whose time did not suit them. One query."""
    numbers = {pk: number for number, pk in enumerate(sides)}
    invitations = Invitation.objects.filter(
        meeting__project=project,
        meeting__status__in=(MeetingState.INVITED, MeetingState.HELD),
        person__in=list(numbers),
    )
    asked: dict[Meeting, list[int]] = {}
    for one in invitations.select_related("meeting"):
        asked.setdefault(one.meeting, []).append(numbers[one.person_id])
    ways = {meeting: way_of(meeting.place, meeting.online_link) for meeting in asked}
    boards = {way: opened_up(patterns, sides, way).board for way in set(ways.values())}
    times = [0] * len(numbers)
    for meeting, people in asked.items():
        left_out = boards[ways[meeting]].left_out(meeting.starts_at, meeting.ends_at)
        for number in people:
            times[number] += left_out >> number & 1
    return times


def _score_of(problem: Problem, times: Sequence[Time], never: Sequence[int]) -> Score:
    """Say how good other times are for the same people."""
    meetings = tuple((time.people & ~gone,) for time, gone in zip(times, never, strict=True))
    return Problem(meetings, problem.past, problem.weights).score((0,) * len(meetings))
