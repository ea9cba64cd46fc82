"""How numbers, days and times are written, and what they mean. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from projects.roles.models.choices import Amount, LongUnit, PayUnit, Per, Unit

WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = rf"(\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(WORDS)})"
TO = r"\s*(?:-|–|—|to|or)\s*"
MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
]
MONTH = "|".join(rf"{one[:3]}(?:{one[3:]})?" if len(one) > 3 else one for one in MONTHS) + "|sept"
HOW = {
    r"(?:a\s+)?minimum(?:\s+of)?|at\s+least|no\s+(?:less|fewer)\s+than": Amount.AT_LEAST,
    r"(?:a\s+)?maximum(?:\s+of)?|up\s+to(?:\s+a\s+maximum\s+of)?|no\s+more\s+than": Amount.UP_TO,
    r"about|around|approximately|approx\.?|roughly|circa": Amount.ABOUT,
}
HOW_BEFORE = "|".join(HOW)
UNITS = {
    r"half[- ]days?": Unit.HALF_DAY,
    r"hours?|hrs?": Unit.HOUR,
    r"(?:full\s+|whole\s+)?days?": Unit.DAY,
    r"meetings?": Unit.MEETING,
    r"sessions?": Unit.SESSION,
}
PERIODS = {
    r"weeks?|weekly": Per.WEEK,
    r"months?|monthly": Per.MONTH,
    r"quarters?|three\s+months|3\s+months": Per.QUARTER,
    r"years?|annum": Per.YEAR,
    r"meetings?": Per.MEETING,
}
PAID_FOR = {
    r"half[- ]day": PayUnit.HALF_DAY,
    r"hour|hr|hourly": PayUnit.HOUR,
    r"(?:full[- ]|whole[- ])?day|daily": PayUnit.DAY,
    r"meeting": PayUnit.MEETING,
    r"session": PayUnit.SESSION,
    r"(?:lay\s+)?review|document|application|task|piece\s+of\s+work": PayUnit.TASK,
    r"week": PayUnit.WEEK,
    r"month": PayUnit.MONTH,
    r"year|annum": PayUnit.YEAR,
}
LENGTHS = {r"weeks?": LongUnit.WEEK, r"months?": LongUnit.MONTH, r"years?": LongUnit.YEAR}
EACH = r"(?:per|a|an|each|every|for\s+(?:a|an|each|every)|/)"
DAY = re.compile(
    rf"\b(\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?({MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE
)
NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\d/.])")
CLOCK = re.compile(
    r"\b(?:(12)(?:[:.]00)?\s*(?:noon|midday)|(noon|midday)|(\d{1,2})[:.](\d\d)\s*(am|pm)?|(\d{1,2})\s*(am|pm))(?!\w)",
    re.IGNORECASE,
)
"""Times of day. Midnight is none: it can be the first or the last minute of the day."""


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these."""
    return "|".join(f"(?:{one})" for one in words)


def which(table: dict[str, Any], words: str) -> Any:
    """Return what a table says of words that one of its patterns matches."""
    return next(value for pattern, value in table.items() if re.fullmatch(pattern, words, re.IGNORECASE))


def kind_of(how: str | None, most: str | None) -> Amount:
    """Return how sure an amount is; "usually" is for lengths alone."""
    if most:
        return Amount.BETWEEN
    return which(HOW, how) if how and not how.lower().endswith("ally") else Amount.EXACTLY


def number(words: str) -> float | int:
    """Return "two" or "1.5" as a number."""
    if words.lower() in WORDS:
        return WORDS.index(words.lower()) + 1
    value = float(words)
    return int(value) if value == int(value) else value


def days_in(text: str) -> Iterator[tuple[str, dt.date]]:
    """Return the days of a text with their words, in its order. One without its year is none."""
    found = [(one.start(), one[0], one[3], _month(one[2]), one[1]) for one in DAY.finditer(text)]
    found += [(one.start(), one[0], one[4], int(one[3]), one[1]) for one in NUMERIC.finditer(text)]
    for _at, words, year, month, day in sorted(found):
        try:
            yield words, dt.date(int(year), month, int(day))
        except ValueError:
            continue  # 31 February is no day: it stays in the words


def _month(words: str) -> int:
    return next(at for at, name in enumerate(MONTHS, 1) if name.startswith(words.lower()[:3]))


def clock_in(text: str) -> dt.time | None:
    """Return the only time of day in a text; of several nobody can say which is meant."""
    times = list(CLOCK.finditer(NUMERIC.sub(" ", text)))
    if len(times) != 1:
        return None
    twelve, noon, hour, minute, half, whole, half_of_whole = times[0].groups()
    if twelve or noon:
        return dt.time(12)
    at, half = int(hour or whole), (half or half_of_whole or "").lower()
    at = at % 12 + (12 if half == "pm" else 0) if half else at
    return dt.time(at, int(minute or 0)) if at < 24 and int(minute or 0) < 60 else None
