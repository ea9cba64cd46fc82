"""Facts in the words of an advert: amounts, days, times, places. Pure. They are offered, never taken over.

A fact is found only where its words leave no doubt, under the heading it belongs to. What is left open in
the words stays open in the fact.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from projects.roles.importing.rules import Piece
from projects.roles.models import row_sentences, sentences
from projects.roles.models.choices import Amount, LongUnit, PaymentKind, PayUnit, Per, TermKind, Unit

WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = rf"(\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(WORDS)})"
TO = r"\s*(?:-|–|—|to|or)\s*"
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
HOW = {
    r"(?:a\s+)?minimum(?:\s+of)?|at\s+least|no\s+(?:less|fewer)\s+than": Amount.AT_LEAST,
    r"(?:a\s+)?maximum(?:\s+of)?|up\s+to|no\s+more\s+than": Amount.UP_TO,
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
}
PAID_FOR = {
    r"half[- ]day": PayUnit.HALF_DAY,
    r"hour": PayUnit.HOUR,
    r"(?:full\s+|whole\s+)?day": PayUnit.DAY,
    r"meeting": PayUnit.MEETING,
    r"session": PayUnit.SESSION,
    r"week": PayUnit.WEEK,
    r"month": PayUnit.MONTH,
    r"year|annum": PayUnit.YEAR,
}
LENGTHS = {r"weeks?": LongUnit.WEEK, r"months?": LongUnit.MONTH, r"years?": LongUnit.YEAR}
EACH = r"(?:per|a|an|each|every|for\s+each|/)"


def _one_of(words: Iterable[str]) -> str:
    return "|".join(f"(?:{one})" for one in words)


TIME = re.compile(
    rf"(?:\b({HOW_BEFORE})\s+)?\b{NUMBER}(?:{TO}{NUMBER})?\s+({_one_of(UNITS)})\s+{EACH}\s+({_one_of(PERIODS)})\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    rf"(up\s+to\s+)?£\s?(\d{{1,3}}(?:,\d{{3}})+|\d+)(\.\d\d)?(?:{TO}£\s?(\d+)(\.\d\d)?)?"
    rf"\s*{EACH}\s*({_one_of(PAID_FOR)})\b",
    re.IGNORECASE,
)
LENGTH = re.compile(
    rf"(?:\b({HOW_BEFORE}|usually|normally)\s+)?\b{NUMBER}(?:{TO}{NUMBER})?[\s-]+({_one_of(LENGTHS)})\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    rf"\b{NUMBER}(?:{TO}{NUMBER})?\s+(?:\w+\s+){{0,2}}(?:places?|posts?|people|members?|roles?|vacanc(?:y|ies)|partners?)\b",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)}),?\s+(\d{{4}})\b", re.IGNORECASE
)
CLOCK = re.compile(
    r"\b(?:(\d{1,2})[:.](\d\d)\s*(am|pm)?|(\d{1,2})\s*(am|pm)|(12\s*)?(noon|midday))(?!\w)", re.IGNORECASE
)
NO_FEE = re.compile(r"\bexpenses[- ]only\b|\bunpaid\b|\bvoluntary\s+(?:role|position|post)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fact:
    """A fact that somebody can take over. `words` are those of the document; `says` is what it becomes."""

    key: str
    words: str
    says: str
    values: dict[str, Any] = field(default_factory=dict)


def facts_of(pieces: Iterable[tuple[str, Piece]]) -> list[Fact]:
    """Return the facts in pieces, each given with a key of its own, in their order; none of them twice."""
    found: dict[str, Fact] = {}
    for key, piece in pieces:
        finder = FINDERS.get(piece.field)
        for at, (words, says, values) in enumerate(finder(piece.text) if finder else ()):
            found.setdefault(says, Fact(f"{key}-{at}", " ".join(words.split()), says, values))
    return list(found.values())


Finds = Iterator[tuple[str, str, dict[str, Any]]]


def _time(text: str) -> Finds:
    for found in TIME.finditer(text):
        how, least, most, unit, per = found.groups()
        kind = _kind(how, most)
        values = {
            "time_amount": kind,
            "quantity_min": str(_number(least)),
            "quantity_max": str(_number(most)) if most else None,
            "unit": _which(UNITS, unit),
            "per": _which(PERIODS, per),
        }
        yield found[0], sentences.time_words(values), values


def _pay(text: str) -> Finds:
    for found in MONEY.finditer(text):
        up_to, pounds, pence, most, most_pence, unit = found.groups()
        amount = _pence(pounds, pence)
        row: dict[str, Any] = {"unit": _which(PAID_FOR, unit)}
        row |= {"most_pence": amount} if up_to else {"pence": amount}
        if most:
            row["most_pence"] = _pence(most, most_pence)
        values = {"payment": PaymentKind.FEE, "pay_rates": [row]}
        yield found[0], row_sentences.pay(row), values
    if (found := NO_FEE.search(text)) and not MONEY.search(text):
        yield found[0], str(PaymentKind.EXPENSES_ONLY.label), {"payment": PaymentKind.EXPENSES_ONLY}


def _term(text: str) -> Finds:
    if found := LENGTH.search(text):
        how, least, most, unit = found.groups()
        kinds = {Amount.AT_LEAST: TermKind.AT_LEAST, Amount.UP_TO: TermKind.UP_TO}
        kind = TermKind.USUALLY if how and how.lower() in ("usually", "normally") else None
        kind = kind or kinds.get(_kind(how, None), TermKind.FIXED)
        numbers = [_number(one) for one in (least, most) if one]
        if all(number == int(number) for number in numbers) and not _is_about(how):
            values = {
                "term_kind": kind,
                "term_least": int(numbers[0]),
                "term_most": int(numbers[1]) if most else None,
                "term_unit": _which(LENGTHS, unit),
            }
            yield found[0], sentences.term_words(values), values


def _places(text: str) -> Finds:
    found = PEOPLE.search(text) or re.fullmatch(rf"\s*{NUMBER}()\s*", text, re.IGNORECASE)
    if found:
        least, most = (int(_number(one)) if one else None for one in found.groups())
        kind = Amount.BETWEEN if most else Amount.EXACTLY
        says = _("%(n)s people") % {"n": row_sentences.amount_words(kind, least, most)}
        yield found[0], says, {"places_amount": kind, "places": least, "places_most": most}


def _closing(text: str) -> Finds:
    for words, day in _days(text):
        values: dict[str, Any] = {"closes_on": day.isoformat()}
        if (time := _clock(text)) and len(list(_days(text))) == 1:
            values["closes_time"] = time.isoformat("minutes")
        yield words, sentences.closing_words(values), values
        return


def _start(text: str) -> Finds:
    for words, day in _days(text):
        yield (
            words,
            sentences.SENTENCES["dates"]({"starts_on": day.isoformat()})[1],
            {"starts_on": day.isoformat()},
        )
        return


def _interview(text: str) -> Finds:
    for words, day in _days(text):
        if "interview" in text.lower():
            row = {"what": _("Interview"), "on": day.isoformat()}
            yield words, row_sentences.step(row), {"choosing_steps": [row]}


FINDERS: dict[str, Callable[[str], Finds]] = {
    "time_note": _time,
    "payment_note": _pay,
    "term_note": _term,
    "places_note": _places,
    "closes_note": _closing,
    "starts_note": _start,
    "chosen_how": _interview,
}
"""What is looked for, by the field of the piece."""


def _which(table: dict[str, Any], words: str) -> Any:
    return next(value for pattern, value in table.items() if re.fullmatch(pattern, words, re.IGNORECASE))


def _kind(how: str | None, most: str | None) -> Amount:
    if most:
        return Amount.BETWEEN
    return _which(HOW, how) if how and not how.lower().endswith("ally") else Amount.EXACTLY


def _is_about(how: str | None) -> bool:
    return bool(how) and _kind(how, None) == Amount.ABOUT


def _number(words: str) -> float | int:
    if words.lower() in WORDS:
        return WORDS.index(words.lower()) + 1
    value = float(words)
    return int(value) if value == int(value) else value


def _pence(pounds: str, pence: str | None) -> int:
    return int(pounds.replace(",", "")) * 100 + int((pence or ".00")[1:])


def _days(text: str) -> Iterator[tuple[str, dt.date]]:
    for found in DAY.finditer(text):
        try:
            yield found[0], dt.date(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1]))
        except ValueError:
            continue  # 31 February is no day: it stays in the words


def _clock(text: str) -> dt.time | None:
    """Return the only time of day in a text; of several nobody can say which is meant."""
    times = list(CLOCK.finditer(text))
    if len(times) != 1:
        return None
    hour, minute, half, whole, half_of_whole, _twelve, noon = times[0].groups()
    if noon:
        return dt.time(12)
    number, half = int(hour or whole), (half or half_of_whole or "").lower()
    number = number % 12 + (12 if half == "pm" else 0) if half else number
    return dt.time(number, int(minute or 0)) if number < 24 and int(minute or 0) < 60 else None
