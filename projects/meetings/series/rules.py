"""A proposal for a series: each meeting's fair time beside its best time on its own. Counts, no names.

A point is one time left out; with a weight of 2, one time is 2 points.
"""

import datetime as dt
import heapq
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.availability.rules import MINUTE, Way
from coproduce.foundation import clock
from coproduce.foundation.working_days import bank_holiday_in
from projects.meetings.series.fair import Plan, fairest
from projects.meetings.series.problem import Problem, Score, worth_a_look
from projects.meetings.special_days.rules import SchoolCalendar, not_known, special
from projects.meetings.times.board import DAY, Board, Everybody, Hours, Time
from projects.meetings.times.rules import LeftOut


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
class ProposedMeeting:
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

    rows: list[ProposedMeeting]
    plan: Plan
    alone: Score
    not_known: list[str]  # what the check for school holidays and festivals cannot tell

    @property
    def first(self) -> LeftOut:
        return self.rows[0].fair


class NoTime(Exception):
    """There is no time left for one of the meetings; the message says for which."""


@dataclass(frozen=True)
class People:
    """Who is asked to a series, numbered: when they cannot come, on which side they are, the past.

    `times_left_out` counts the meetings fixed so far whose time did not suit them.
    """

    everybody: Everybody
    sides: Sequence[str]
    times_left_out: Sequence[int]


def propose(
    people: People, wish: Wish, schools: SchoolCalendar, *, now: dt.datetime, seconds: float
) -> Proposal:
    """Find a time for each meeting of a series. Raises NoTime."""
    everybody = people.everybody
    weeks = _weeks(everybody.board, wish, schools, now)
    never = [_all_of(week) for week in weeks]
    looked_at = [_worth(week, nobody) for week, nobody in zip(weeks, never, strict=True)]
    problem = Problem(
        tuple(tuple(choices) for choices in looked_at),
        tuple(people.times_left_out),
        tuple(wish.weights[side] for side in people.sides),
    )
    plan = fairest(problem, seconds=seconds)
    alone = [best_times(week, everybody.public, 1)[0] for week in weeks]
    fair = [list(choices.values())[pick] for choices, pick in zip(looked_at, plan.picks, strict=True)]
    rows = [
        ProposedMeeting(
            _counted(everybody, one, wish),
            _counted(everybody, other, wish),
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


def _score_of(problem: Problem, times: Sequence[Time], never: Sequence[int]) -> Score:
    """Say how good other times are for the same people."""
    meetings = tuple((time.people & ~gone,) for time, gone in zip(times, never, strict=True))
    return Problem(meetings, problem.past, problem.weights).score((0,) * len(meetings))


def why(row: ProposedMeeting) -> str:
    """Say in a few short sentences why a meeting has its time."""
    if not (row.fair.told_public or row.fair.told_staff):
        return _("It is the first time on these days. Nobody has told us yet when they can come.")
    if row.same:
        said = _("It is also the best time for this meeting on its own.")
    elif row.more > 0:
        words = ngettext(
            "It leaves out %(n)s more person, so that others are not left out again.",
            "It leaves out %(n)s more people, so that others are not left out again.",
            row.more,
        )
        said = words % {"n": row.more}
    else:
        said = _(
            "It leaves out the same number of people but different ones, so that it is not always "
            "the same people."
        )
    if row.never:
        words = ngettext(
            "%(n)s person cannot come at any of the times for this meeting.",
            "%(n)s people cannot come at any of the times for this meeting.",
            row.never,
        )
        said = f"{said} {words % {'n': row.never}}"
    return said


def how_sure(plan: Plan, who: LeftOut) -> str:
    """Say whether this is the best there is, or how far from it we may be, and for whom.

    `who` counts those who told us when they can come: of the others nothing is proved.
    """
    if not (who.told_public or who.told_staff):
        return f"{who.told_sentence} {_('So no time is known to be fairer than another. Ask people first.')}"
    if plan.proved and who.everybody_told:
        words = _("There is no fairer plan for these days and times. We checked them all.")
    elif plan.proved:
        words = _(
            "For those who told us, there is no fairer plan for these days and times. We checked them all."
            " For the others, we do not know."
        )
    else:
        words = f"{_('This is the fairest plan we found in the time we had.')} {_at_best(plan)}"
    return f"{who.told_sentence} {words}"


def _at_best(plan: Plan) -> str:
    (heaviest, most, total), best = plan.score, plan.at_best
    if best[0] < heaviest:
        words = _("In the best case, nobody would have more than %(best)s points instead of %(n)s.")
        return words % {"best": best[0], "n": heaviest}
    if best[1] < most:
        words = ngettext(
            "The highest number of points cannot go down. In the best case, %(n)s fewer person would have "
            "it.",
            "The highest number of points cannot go down. In the best case, %(n)s fewer people would have "
            "it.",
            most - best[1],
        )
        return words % {"n": most - best[1]}
    return _("Only the total points could go down, by %(n)s at most.") % {"n": total - best[2]}


def days_of_series(
    first_day: dt.date, meetings: int, every: int, weekdays: Set[int], *, after: dt.date
) -> list[list[dt.date]]:
    """Return for each meeting the days it may be on, the earliest first: one for each of the `weekdays`.

    Each meeting has seven days, counted from the first day given, or from the day after `after` where
    that is later. `every` is how many weeks lie from one meeting to the next.
    """
    begin = max(first_day, after + DAY)
    whole = [begin + number * DAY for number in range(7)]
    chosen = [day for day in whole if day.weekday() in weekdays]
    return [[day + 7 * every * number * DAY for day in chosen] for number in range(meetings)]


def best_times(times: Sequence[Time], public: int, number: int) -> list[Time]:
    """Return the best single times, those that leave out the fewest public contributors first.

    Then the fewest staff, then the earliest. `public` is the set of public contributors.
    """
    ranked = [
        ((time.people & public).bit_count(), time.people.bit_count(), place)
        for place, time in enumerate(times)
    ]
    return [times[place] for _public, _all, place in heapq.nsmallest(number, ranked)]
