"""How much time a role takes, how long it lasts, and when. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from projects.roles.models import row_sentences, sentences
from projects.roles.models.choices import (
    PREP_WORDS,
    TRAVEL_WORDS,
    Amount,
    Daytime,
    Mode,
    Per,
    PrepTime,
    Renewal,
    TermKind,
    TravelTime,
    Unit,
)
from projects.roles.recognising.rules.patterns import (
    EACH,
    HOW_BEFORE,
    LENGTHS,
    NUMBER,
    PERIODS,
    TO,
    UNITS,
    days_in,
    kind_of,
    number,
    one_of,
    which,
)

Finds = Iterator[tuple[str, str, dict[str, Any]]]

TIME = re.compile(
    rf"(?:\b({HOW_BEFORE})\s+)?\b{NUMBER}(?:{TO}{NUMBER})?\s*({one_of(UNITS)})\s*(?:of\s+(?:your|their)\s+time\s+)?"
    rf"{EACH}\s*({one_of(PERIODS)})\b",
    re.IGNORECASE,
)
RHYTHMS = {
    r"every\s+week|weekly": (1, Per.WEEK),
    r"every\s+month|monthly|once\s+a\s+month": (1, Per.MONTH),
    r"twice\s+a\s+month": (2, Per.MONTH),
    r"quarterly|every\s+(?:quarter|three\s+months|3\s+months)": (1, Per.QUARTER),
    r"once\s+a\s+year|yearly|annually": (1, Per.YEAR),
    r"twice\s+(?:a|per)\s+year|every\s+(?:six|6)\s+months": (2, Per.YEAR),
    r"every\s+(?:two|2|other)\s+months?": (6, Per.YEAR),
    r"every\s+(?:four|4)\s+months": (3, Per.YEAR),
}
WHO = r"(?:group|panel|committee|board|network|team|members?|partners|we)"
MEET = rf"\b(?:meetings?|{WHO}\s+(?:\w+\s+){{0,4}}?meets?)\b"
TIMES = re.compile(
    rf"{MEET}[^.;]*?(?:\b({HOW_BEFORE})\s+)?\b{NUMBER}(?:{TO}{NUMBER})?\s+times\s+{EACH}"
    rf"\s*({one_of(PERIODS)})\b",
    re.IGNORECASE,
)
RHYTHM = re.compile(
    rf"\b({one_of(RHYTHMS)})\b(?=\s+(?:\w+\s+)?{MEET})"
    rf"|{MEET}(?:\s+(?!not\b)[\w-]+){{0,4}}?\s+({one_of(RHYTHMS)})\b",
    re.IGNORECASE,
)
LASTING = re.compile(
    rf"\b(?:lasts?|lasting|each\s+of|for|of)\s+((?:(?:about|around|up\s+to|approximately)\s+)?{NUMBER}"
    rf"(?:{TO}{NUMBER})?\s+(?:hours?|minutes))\b(?!\s*(?:per|a|each|every)\b)"
    rf"|\b({NUMBER}(?:{TO}{NUMBER})?\s+(?:hours?|minutes))\s+each\b(?!\s+(?:week|month|year))",
    re.IGNORECASE,
)
READING = r"(?:prep\b|prepar\w+|reading|pre-?reading)"
PREP = {
    rf"\bincluding\s+(?:\w+\s+){{0,3}}?{READING}|\bincludes?\s+(?:\w+\s+){{0,3}}?{READING}": PrepTime.YES,
    r"(?:\bplus|\+|\bnot\s+including|\bexcluding|\bon\s+top\s+of|\bin\s+addition\s+to)"
    rf"\s+(?:\w+\s+){{0,3}}?{READING}"
    rf"|\b{READING}\s+(?:time\s+)?(?:is|comes|are)\s+(?:extra|on\s+top|additional)\b": PrepTime.NO,
}
TRAVEL = {
    r"\bincluding\s+(?:\w+\s+){0,4}?travel(?:ling)?(?:\s+time)?\b": TravelTime.YES,
    r"(?:\bplus|\+|\bnot\s+including|\bexcluding)\s+(?:\w+\s+){0,3}?travel(?:ling)?\b": TravelTime.NO,
}
AWAY = re.compile(
    r"\b(?:online|virtual(?:ly)?|remote(?:ly)?|microsoft\s+teams|ms\s+teams|teams|zoom)\b", re.IGNORECASE
)
THERE = re.compile(r"\b(?:in[- ]person|face[- ]to[- ]face|on\s+site)\b", re.IGNORECASE)
HYBRID = re.compile(r"\b(?:hybrid|(?:mix(?:ture)?|combination|blend)\s+of)\b", re.IGNORECASE)
DOUBT = re.compile(
    r"\b(?:or|and|not|no|mostly|mainly|usually|some\w*|once|twice|one|first|may|might|option\w*"
    r"|where\s+possible)\b|[;,]",
    re.IGNORECASE,
)
UNSURE = re.compile(r"\b(?:or|not|no|mostly|mainly|usually|may|might|sometimes)\b", re.IGNORECASE)
DAYTIMES = {
    r"\b(?:week\s?day\s+)?evenings?\b": Daytime.EVENING,
    r"\bweekends?\b|\bsaturdays?\b": Daytime.WEEKEND,
    r"\b(?:working|office)\s+hours\b|\bweek\s?days?\b(?!\s+evening)"
    r"|\bmonday\s+to\s+friday\b": Daytime.WORKDAY,
    r"\b(?:in\s+)?your\s+own\s+time\b": Daytime.OWN_TIME,
}
LENGTH = re.compile(
    rf"(?:\b({HOW_BEFORE}|usually|normally)\s+)?\b{NUMBER}(?:{TO}{NUMBER})?[\s-]+({one_of(LENGTHS)})\b",
    re.IGNORECASE,
)
USUAL = re.compile(r"\b(?:usual(?:ly)?|normal(?:ly)?|typical(?:ly)?)\b", re.IGNORECASE)
NO_END = re.compile(r"\b(?:ongoing|open[- ]ended|no\s+(?:fixed|set)\s+(?:end|term))\b", re.IGNORECASE)
AGAIN = re.compile(
    r"\b(?:extend\w*|exten(?:sion|sions)|renew\w*|re-?appoint\w*|(?:second|further)\s+(?:\w+\s+)?(?:term|period|years?|months?))\b",
    re.IGNORECASE,
)
NOT_AGAIN = re.compile(
    r"\b(?:cannot|can\s?not|will\s+not|no)\b[^.]*\b(?:extend|extension|renew|reappoint)", re.IGNORECASE
)
FURTHER = re.compile(
    rf"\b(?:further|another|second)\s+(?:(?:term|period)\s+of\s+)?(?:up\s+to\s+)?{NUMBER}\s+({one_of(LENGTHS)})\b",
    re.IGNORECASE,
)
ONCE = re.compile(r"\b(?:once|(?:a|one)\s+second\s+term|two\s+(?:consecutive\s+)?terms)\b", re.IGNORECASE)
LONGEST = re.compile(
    r"\b(?:maximum(?:\s+(?:period|term|total))?\s+of|no\s+more\s+than|up\s+to\s+a\s+(?:maximum|total)\s+of)"
    rf"\s+{NUMBER}\s+({one_of(LENGTHS)})\b",
    re.IGNORECASE,
)


def amount(text: str) -> Finds:
    """Find hours, days or meetings for each week, month, year or meeting."""
    for found in TIME.finditer(text):
        how, least, most, unit, per = found.groups()
        values = {
            "time_amount": kind_of(how, most),
            "quantity_min": str(number(least)),
            "quantity_max": str(number(most)) if most else None,
            "unit": which(UNITS, unit),
            "per": which(PERIODS, per),
        }
        if values["unit"] == Unit.MEETING == values["per"]:
            continue
        yield found[0], sentences.time_words(values), values
        if values["unit"] == Unit.MEETING and (each := _lasting(text)):
            row = {"what": _("Meetings"), "amount": kind_of(how, most), "least": number(least)}
            row |= {"most": number(most)} if most else {}
            row |= {"per": values["per"], "each": each}
            yield found[0], row_sentences.commitment(row), {"commitments": [row]}


def meetings(text: str) -> Finds:
    """Find how often a group meets, and how long a meeting is."""
    row: dict[str, Any] = {}
    if found := TIMES.search(text):
        how, least, most, per = found.groups()
        row = {"amount": kind_of(how, most), "least": number(least), "per": which(PERIODS, per)}
        row |= {"most": number(most)} if most else {}
    elif found := RHYTHM.search(text):
        least, per = which(RHYTHMS, found[1] or found[2])
        row = {"amount": Amount.EXACTLY, "least": least, "per": per}
    if not row or not found:
        return
    each = _lasting(text)
    row = {"what": _("Meetings")} | row | ({"each": each} if each else {})
    yield found[0], row_sentences.commitment(row), {"commitments": [row]}


def _lasting(text: str) -> str:
    """Return how long one meeting is, "" where a text says several times or none."""
    found = list(LASTING.finditer(text))
    return " ".join((found[0][1] or found[0][4]).split()) if len(found) == 1 else ""


def around(text: str) -> Finds:
    """Find if reading and travelling are part of the time, how people take part, and at what time of day."""
    tables: tuple[tuple[str, dict[str, Any], dict[Any, Any]], ...] = (
        ("includes_prep", PREP, PREP_WORDS),
        ("includes_travel", TRAVEL, TRAVEL_WORDS),
    )
    for name, table, words in tables:
        hits = [
            (found[0], answer)
            for one, answer in table.items()
            if (found := re.search(one, text, re.IGNORECASE))
        ]
        if len(hits) == 1:
            yield hits[0][0], str(words[hits[0][1]]), {name: hits[0][1]}
    times = {when: found for one, when in DAYTIMES.items() if (found := re.search(one, text, re.IGNORECASE))}
    if len(times) == 1 and not UNSURE.search(text):
        [(when, found)] = times.items()
        yield found[0], str(when.label), {"time_of_day": when}


def mode(text: str) -> Finds:
    """Find how people take part, where the words leave no choice and no doubt."""
    away, there, mixed = AWAY.search(text), THERE.search(text), HYBRID.search(text)
    if mixed and (mixed[0].lower() == "hybrid" or (away and there)):
        yield mixed[0], str(Mode.HYBRID.label), {"mode": Mode.HYBRID}
    elif not DOUBT.search(text) and not mixed and bool(away) != bool(there):
        kind, found = (Mode.ONLINE, away) if away else (Mode.IN_PERSON, there)
        if found and len(text.split()) <= FEW:
            yield found[0], str(kind.label), {"mode": kind}


FEW = 12
"""A longer text about places says more than one thing."""


def term(text: str) -> Finds:
    """Find how long a role lasts, and how firm that is."""
    if (found := NO_END.search(text)) and not LENGTH.search(text):
        values: dict[str, Any] = {"term_kind": TermKind.ONGOING}
        yield found[0], sentences.term_words(values), values
    for found in LENGTH.finditer(text):
        how, least, most, unit = found.groups()
        start = max(text.rfind(". ", 0, found.start()), 0)
        usual = USUAL.search(text[start : found.end()])
        kinds = {Amount.AT_LEAST: TermKind.AT_LEAST, Amount.UP_TO: TermKind.UP_TO}
        kind = TermKind.USUALLY if usual else kinds.get(kind_of(how, None), TermKind.FIXED)
        numbers = [number(one) for one in (least, most) if one]
        about = how and kind_of(how, None) == Amount.ABOUT
        if about or any(one != int(one) for one in numbers) or _is_notice(text, found):
            return
        values = {
            "term_kind": kind,
            "term_least": int(numbers[0]),
            "term_most": int(numbers[1]) if most else None,
            "term_unit": which(LENGTHS, unit),
        }
        yield found[0], sentences.term_words(values), values
        return


def _is_notice(text: str, found: re.Match[str]) -> bool:
    """Whether a length is that of something else: a notice, an age, the last few years, a renewal."""
    before, after = text[max(0, found.start() - 25) : found.start()], text[found.end() : found.end() + 12]
    return bool(
        re.search(
            r"\b(?:aged?|last|past|previous|within|after|every|further|another)\s*$", before, re.IGNORECASE
        )
        or re.match(r"['’]?s?['’]?\s*(?:notice|old|ago|of\s+age)\b", after, re.IGNORECASE)
    )


def renewal(text: str) -> Finds:
    """Find if it can go on for longer, how often and for how long."""
    values: dict[str, Any] = {}
    if found := NOT_AGAIN.search(text):
        values = {"renewal": Renewal.NO}
    elif found := AGAIN.search(text):
        values = {"renewal": Renewal.YES}
        if longer := FURTHER.search(text):
            values |= {"renewal_length": int(number(longer[1])), "renewal_unit": which(LENGTHS, longer[2])}
        if ONCE.search(text):
            values["renewal_times"] = 1
    if found:
        yield found[0], sentences.renewal_words(values), values
    if (top := LONGEST.search(text)) and AGAIN.search(text):
        longest = {"longest": int(number(top[1])), "longest_unit": which(LENGTHS, top[2])}
        yield top[0], sentences.SENTENCES["dates"](longest)[1], longest


def end(text: str) -> Finds:
    """Find the day on which a role ends."""
    days = list(days_in(text))
    if len(days) == 1 and re.search(
        r"\b(?:until|ends?\s+on|to)\s+(?:\w+\s+)?" + re.escape(days[0][0]), text, re.I
    ):
        values = {"ends_on": days[0][1].isoformat()}
        yield days[0][0], sentences.SENTENCES["dates"](values)[1], values
