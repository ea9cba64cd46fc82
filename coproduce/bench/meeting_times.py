"""F10 and F11: single meeting times and series, in the same run as what they are compared with."""

import datetime as dt
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from contributors.availability.queries import patterns_of
from contributors.availability.rules import Pattern
from coproduce.bench import stopwatch, weeks
from projects.meetings.series.fair import Plan, fairest, on_its_own, polished
from projects.meetings.series.problem import Problem, worth_a_look
from projects.meetings.series.rules import best_times, days_of_series
from projects.meetings.times.board import Board, Hours

MONDAY = dt.date(2027, 1, 4)
WEEKS = 12
DAY = Hours(length=90, earliest=8 * 60, latest=21 * 60)  # 13 hours in quarter hours
BEST = 10
STARTS = 12


def single(sizes: Sequence[int], rounds: int, seed: int) -> dict[str, Any]:
    """F10: the ten best times of 12 weeks, patterns read, as a ratio to bare sets of people in memory."""
    found = {}
    for size in sizes:
        people = weeks.patterns(size, MONDAY, random.Random(seed))  # noqa: S311
        ids = weeks.write(people)
        public = (1 << size) - 1
        runs: dict[str, Callable[[], Any]] = {"whole": _whole(ids, public), "bare": partial(bare, people)}
        took = stopwatch.medians(runs, rounds)
        found[str(size)] = {
            "whole_ms": round(took["whole"], 2),
            "bare_sets_ms": round(took["bare"], 2),
            "whole_to_bare": round(took["whole"] / took["bare"], 2),
            "queries": len(stopwatch.queries(runs["whole"])),
        }
    return found


def _whole(ids: Sequence[int], public: int) -> Callable[[], Any]:
    def run() -> None:
        found = patterns_of(ids)
        times = Board([found[pk] for pk in ids]).times(_days(), DAY)
        best_times(times, public, BEST)

    return run


def bare(people: Sequence[Pattern]) -> list[tuple[int, int, int]]:
    """Do by hand what is needed at least: a set of people for each quarter hour, then for each start."""
    quarters = [[0] * 97 for _day in range(7 * WEEKS)]
    for number, pattern in enumerate(people):
        bit = 1 << number
        for weekday, start, end in pattern.weekly:
            for quarter in range(start // 15, -(-end // 15)):
                quarters[weekday][quarter] |= bit
    for day in range(7, 7 * WEEKS):
        quarters[day] = quarters[day % 7][:]
    away = [0] * len(quarters)
    for number, pattern in enumerate(people):
        for first, last in pattern.away:
            for day in range((first - MONDAY).days, min((last - MONDAY).days + 1, len(away))):
                away[day] |= 1 << number
    starts = []
    for day, sets in enumerate(quarters):
        for start in DAY.starts:
            people_out = away[day]
            for quarter in range(start // 15, (start + DAY.length) // 15):
                people_out |= sets[quarter]
            starts.append((people_out.bit_count(), day, start))
    return sorted(starts)[:BEST]


def _days() -> list[dt.date]:
    weekly = days_of_series(MONDAY, WEEKS, 1, frozenset(range(7)), after=MONDAY - dt.timedelta(days=1))
    return [day for week in weekly for day in week]


def series(seed: int) -> dict[str, Any]:
    """F11: 12 meetings for 20 and 30 people in a second, for 200 in two, beside other ways of choosing."""
    found = {}
    for size, seconds in ((20, 1.0), (30, 1.0), (200, 1.9)):
        problem = problem_of(weeks.patterns(size, MONDAY, random.Random(seed)))  # noqa: S311
        begun = time.perf_counter()
        plan = fairest(problem, seconds=seconds)
        took = time.perf_counter() - begun
        found[f"{size} people x {WEEKS}"] = _figures(problem, plan, took)
    return found


def _figures(problem: Problem, plan: Plan, took: float) -> dict[str, Any]:
    begun = time.perf_counter()
    starts, _picks = polished(problem, STARTS, begun + 60)
    longer = time.perf_counter() - begun
    return {
        "fair": plan.score,
        "proved": plan.proved,
        "at_best": plan.at_best,
        "fair_s": round(took, 2),
        "on_its_own": problem.score(on_its_own(problem)),
        "12_starts_of_greedy_and_polish": starts,
        "12_starts_s": round(longer, 2),
        "fair_to_12_starts_time": round(took / longer, 2),
    }


def problem_of(people: Sequence[Pattern]) -> Problem:
    """Return the series of one meeting a week. Who cannot come at any time of a week does not count in it."""
    board = Board(people)
    weekly = days_of_series(MONDAY, WEEKS, 1, frozenset(range(7)), after=MONDAY - dt.timedelta(days=1))
    meetings = []
    for days in weekly:
        sets = [one.people for one in board.times(days, DAY)]
        never = sets[0]
        for people_out in sets:
            never &= people_out
        meetings.append(tuple(worth_a_look(people_out & ~never for people_out in sets)))
    return Problem(tuple(meetings), (0,) * len(people), (1,) * len(people))
