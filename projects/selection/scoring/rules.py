"""What scores come to: medians, how far apart scorers are, who meets the bar, in which order each reads.

Points are whole, 0 to 4; a median of two is a half. No points means that the scorer abstained.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")
FEWEST, MOST = 0, 4
FAR_APART = 2
"""Scorers who are so many points apart, or more, talk about it."""
ENOUGH = 2
"""So many people score each text, unless staff say why fewer do."""
USUAL = dt.timedelta(days=14)
BEFORE_ANSWERS = dt.timedelta(days=3)
"""Talks and a check of the answers need time too."""


@dataclass(frozen=True)
class Criterion:
    """One criterion as it was published: its key, and whether nobody is chosen without it."""

    pk: int
    essential: bool


@dataclass(frozen=True)
class Bar:
    """What has to be reached, as it was published: points on each essential criterion, and in all."""

    essential: Decimal
    total: Decimal


@dataclass(frozen=True)
class OnCriterion:
    """What the scores on one criterion come to. `counts` is what enters the total; None: nobody could say."""

    criterion: int
    points: tuple[int, ...]
    abstained: int
    median: Decimal | None
    spread: int
    to_talk: bool
    counts: Decimal | None


@dataclass(frozen=True)
class Standing:
    """Where one text stands among all. Nothing in it but its key leads to whose it is."""

    expression_id: int
    code: str
    total: Decimal
    least_essential: Decimal
    meets_bar: bool
    settled: bool


@dataclass(frozen=True)
class Result:
    """A standing with what it is made of: {criterion: what its scores come to}, and who still has to lock."""

    standing: Standing
    scored: Mapping[int, OnCriterion]
    locked: int
    waits_for: int

    @property
    def all_locked(self) -> bool:
        """Whether everyone who scores it has locked: then the panel may talk."""
        return self.locked > 0 and not self.waits_for


def median(points: Sequence[int]) -> Decimal | None:
    """Return the middle one; of an even number, half-way between the two in the middle. None of none."""
    if not points:
        return None
    ordered, half = sorted(points), len(points) // 2
    if len(ordered) % 2:
        return Decimal(ordered[half])
    return Decimal(ordered[half - 1] + ordered[half]) / 2


def shown(number: Decimal | None) -> str:
    """Return points as people write them: "3", "2.5"; nothing where there are none."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else str(number.normalize())


def spread(points: Sequence[int]) -> int:
    """Return how far the highest and the lowest are apart."""
    return max(points) - min(points) if points else 0


def must_talk(points: Sequence[int]) -> bool:
    """Say whether the panel talks about one criterion: far apart, or nobody could say anything."""
    return not points or spread(points) >= FAR_APART


def may_settle(points: Sequence[int], settled: int | None) -> bool:
    """Say whether a talk may end so: with points between those given, or with the median as it stands.

    Where nobody could say anything there is no median, so points have to come out of the talk.
    """
    if settled is None:
        return bool(points)
    return (min(points) if points else FEWEST) <= settled <= (max(points) if points else MOST)


def on_criterion(
    criterion: int, given: Iterable[int | None], *, talked: bool, settled: int | None
) -> OnCriterion:
    """Return what the locked scores on one criterion come to, and what a talk settled."""
    said = list(given)
    points = tuple(sorted(one for one in said if one is not None))
    middle = median(points)
    return OnCriterion(
        criterion=criterion,
        points=points,
        abstained=len(said) - len(points),
        median=middle,
        spread=spread(points),
        to_talk=must_talk(points) and not talked,
        counts=middle if settled is None else Decimal(settled),
    )


def standing(
    expression_id: int,
    code: str,
    criteria: Iterable[Criterion],
    scored: Mapping[int, OnCriterion],
    bar: Bar,
    *,
    locked: int,
    waits_for: int,
) -> Standing:
    """Return where one text stands. It is settled once all who may have locked, and talks are over."""
    rows = list(criteria)
    counts = {one.pk: scored[one.pk].counts or Decimal(0) for one in rows}
    total = sum(counts.values(), Decimal(0))
    essential = [counts[one.pk] for one in rows if one.essential]
    least = min(essential, default=Decimal(MOST))
    return Standing(
        expression_id=expression_id,
        code=code,
        total=total,
        least_essential=least,
        meets_bar=locked > 0 and least >= bar.essential and total >= bar.total,
        settled=locked > 0 and not waits_for and not any(scored[one.pk].to_talk for one in rows),
    )


def row_of(result: Result) -> dict[str, object]:
    """Return a result as a page shows it: by each criterion the points, the middle and what counts."""
    return {
        "code": result.standing.code,
        "total": shown(result.standing.total),
        "meets_bar": result.standing.meets_bar,
        "settled": result.standing.settled,
        "cells": [
            {
                "points": ", ".join(str(n) for n in one.points),
                "counts": shown(one.counts),
                "spread": one.spread,
                "abstained": one.abstained,
            }
            for one in result.scored.values()
        ],
    }


def in_order(rows: Iterable[Standing]) -> list[Standing]:
    """Return the highest total first; of equals, by code, which is random and says nothing."""
    return sorted(rows, key=lambda one: (-one.total, one.code))


def own_order(scorer: str, codes: Collection[str]) -> list[str]:
    """Return the codes in a random order of this scorer's own, which stays the same on every visit.

    Another one for each scorer, so that no text is read last by everybody. A code that is taken out moves
    no other.
    """
    return sorted(codes, key=lambda code: hashlib.sha256(f"{scorer}:{code}".encode()).digest())


def next_after(order: Sequence[str], done: Collection[str], current: str = "") -> str:
    """Return the code to read next: the first that is not done after the current one, then from the start."""
    at = order.index(current) + 1 if current in order else 0
    return next((one for one in (*order[at:], *order[:at]) if one not in done and one != current), "")


def missing(criteria: Iterable[T], said: Mapping[T, tuple[int | None, str]]) -> list[T]:
    """Return the criteria without points and without "I cannot say", or with points and no word why."""
    return [
        one for one in criteria if one not in said or (said[one][0] is not None and not said[one][1].strip())
    ]


def day_fits(day: dt.date, *, today: dt.date, hear_by: dt.date) -> bool:
    """Say whether scorers may be asked for a day: to come, and before everyone hears, if there is one."""
    return today < day and (day < hear_by or hear_by <= today + dt.timedelta(days=1))


def usual_day(*, today: dt.date, hear_by: dt.date) -> dt.date:
    """Return the day scorers are asked for when nobody names another one."""
    return max(today + dt.timedelta(days=1), min(today + USUAL, hear_by - BEFORE_ANSWERS))
