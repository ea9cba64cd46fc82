"""People with weeks of their own: work, school runs, weekends, mornings, shifts, and days away."""

import datetime as dt
import random

from contributors.availability.models import Away, Unavailable
from contributors.availability.rules import Pattern, merged
from contributors.people.models import Person
from coproduce.bench.crowd import bulk

DAYS_AWAY = [1, 1, 3, 7]
WEEKDAYS, ALL_DAYS, WEEKEND = range(5), range(7), (5, 6)
MIDNIGHT = 24 * 60
KINDS = ("work", "work", "work", "care", "care", "weekend", "weekend", "morning", "shift")

Spans = list[tuple[int, int, int]]


def patterns(number: int, first_day: dt.date, dice: random.Random) -> list[Pattern]:
    """Return as many people's weeks, with days away in the 12 weeks after a day."""
    return [Pattern(_tidy(_week(dice)), _away(first_day, dice)) for _ in range(number)]


def write(people: list[Pattern]) -> list[int]:
    """Write people with these weeks; return their ids in the same order."""
    known = Person.objects.order_by("-id").values_list("id", flat=True).first() or 0
    bulk(Person, (Person(name=f"Week {n}", email=f"w{n}@bench.example.org") for n in range(len(people))))
    ids = list(Person.objects.filter(id__gt=known).order_by("id").values_list("id", flat=True))
    pairs = list(zip(ids, people, strict=True))
    bulk(
        Unavailable,
        (
            Unavailable(person_id=pk, weekday=day, from_minute=start, to_minute=end)
            for pk, one in pairs
            for day, start, end in one.weekly
        ),
    )
    bulk(
        Away,
        (Away(person_id=pk, first_day=first, last_day=last) for pk, one in pairs for first, last in one.away),
    )
    return ids


def _week(dice: random.Random) -> Spans:
    kind = dice.choice(KINDS)
    if kind == "work":
        start, end = dice.choice(range(450, 601, 15)), dice.choice(range(900, 1081, 15))
        evening = [(dice.choice(ALL_DAYS), 17 * 60, MIDNIGHT)]
        return [(day, start, end) for day in WEEKDAYS if dice.random() < 0.9] + evening + _weekend(dice, 0.5)
    if kind == "care":
        early, late = dice.choice(range(450, 511, 15)), dice.choice(range(840, 931, 15))
        runs = [(day, start, start + 90) for day in WEEKDAYS for start in (early, late)]
        evenings = [(day, 17 * 60, 21 * 60) for day in dice.sample(ALL_DAYS, 3)]
        return runs + evenings + _weekend(dice, 0.6)
    if kind == "weekend":
        starts = [(day, dice.choice(range(480, 1000, 30))) for day in dice.sample(WEEKDAYS, 3)]
        return _weekend(dice, 1) + [
            (day, start, start + dice.choice((120, 240, 360))) for day, start in starts
        ]
    if kind == "morning":
        until = dice.choice(range(660, 780, 15))
        span = dice.choice([(0, until), (until, MIDNIGHT)])
        return [(day, *span) for day in ALL_DAYS]
    return [(day, *dice.choice([(360, 840), (840, 1320)])) for day in dice.sample(ALL_DAYS, 4)]


def _weekend(dice: random.Random, share: float) -> Spans:
    return [(day, 0, MIDNIGHT) for day in WEEKEND] if dice.random() < share else []


def _tidy(spans: Spans) -> tuple[tuple[int, int, int], ...]:
    """Make touching times one, as saving them does."""
    return tuple(
        (day, start, end)
        for day in ALL_DAYS
        for start, end in merged((start, end) for weekday, start, end in spans if weekday == day)
    )


def _away(first_day: dt.date, dice: random.Random) -> tuple[tuple[dt.date, dt.date], ...]:
    found = []
    for _time in range(dice.choice((0, 1, 2))):
        day = first_day + dt.timedelta(days=dice.randrange(84))
        found.append((day, day + dt.timedelta(days=dice.choice(DAYS_AWAY) - 1)))
    return tuple(found)
