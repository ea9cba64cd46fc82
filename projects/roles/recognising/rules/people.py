"""How many people, by when they apply, how they are chosen and checked. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from projects.roles.models import row_sentences, sentences
from projects.roles.models.choices import CheckLevel, Voting
from projects.roles.recognising.rules.patterns import (
    HOW_BEFORE,
    NUMBER,
    TO,
    clock_in,
    days_in,
    kind_of,
    number,
)

Finds = Iterator[tuple[str, str, dict[str, Any]]]

NOUN = (
    r"(?:places?|posts?|people|members?|roles?|vacanc(?:y|ies)|partners?|representatives?|contributors?"
    r"|trustees?|volunteers?|reviewers?|advisers?|advisors?"
    r"|(?:patients?|carers?)(?!\s+(?:safety|public|and|research|leaders?|representatives?|partners?|members?)))"
)
PEOPLE = re.compile(
    rf"(?:\b({HOW_BEFORE})\s+)?\b{NUMBER}(?:{TO}{NUMBER})?\s+(?:['‘’\w/-]+\s+){{0,3}}?{NOUN}\b", re.IGNORECASE
)
SEEKS = re.compile(
    rf"\b(?:seeking|recruiting|recruit|appoint|looking\s+for|need|welcome)\s+(?:for\s+)?"
    rf"((?:({HOW_BEFORE})\s+)?\b{NUMBER}(?:{TO}{NUMBER})?\s+(?:['‘’\w/-]+\s+){{0,3}}?{NOUN})\b",
    re.IGNORECASE,
)
LEVELS = {
    r"\bno\s+(?:dbs|criminal\s+record)\s+check"
    r"|\bdbs\s+(?:check\s+)?is\s+not\s+(?:needed|required)": CheckLevel.NONE,
    r"\benhanced\b[^.]*\bbarred\b": CheckLevel.BARRED,
    r"\benhanced\s+(?:dbs|disclosure|criminal)": CheckLevel.ENHANCED,
    r"\bstandard\s+(?:dbs|disclosure|criminal)": CheckLevel.STANDARD,
    r"\bbasic\s+(?:dbs|disclosure|criminal)": CheckLevel.BASIC,
}
VOTES = {
    r"\b(?:non[- ]voting|no\s+vot(?:e|ing\s+rights)|do(?:es)?\s+not\s+(?:have\s+a\s+)?vote)\b": Voting.NO,
    r"\b(?:full\s+voting|equal\s+vot(?:e|ing\s+rights)|the\s+same\s+vote)\b": Voting.ALL,
}


def places(text: str) -> Finds:
    """Find the number of people under the heading for it, where a number alone is enough."""
    if found := PEOPLE.search(text) or re.fullmatch(rf"\s*()?{NUMBER}()\s*", text, re.IGNORECASE):
        yield _people(found[0], *found.groups())


def sought(text: str) -> Finds:
    """Find the number of people in a sentence that says we look for them."""
    if found := SEEKS.search(text):
        yield _people(found[1], *found.groups()[1:])


def _people(words: str, how: str | None, least: str, most: str | None) -> tuple[str, str, dict[str, Any]]:
    low, high = int(number(least)), int(number(most)) if most else None
    kind = kind_of(how or None, most)
    says = _("%(n)s people") % {"n": row_sentences.amount_words(kind, low, high)}
    return words, says, {"places_amount": kind, "places": low, "places_most": high}


def closing(text: str) -> Finds:
    """Find the day by which people apply, and the time where there is only one."""
    days = list(days_in(text))
    for words, day in days[:1]:
        values: dict[str, Any] = {"closes_on": day.isoformat()}
        if (time := clock_in(text)) and len(days) == 1:
            values["closes_time"] = time.isoformat("minutes")
        yield words, sentences.closing_words(values), values


def start(text: str) -> Finds:
    """Find the day on which a role starts."""
    for words, day in list(days_in(text))[:1]:
        values = {"starts_on": day.isoformat()}
        yield words, sentences.SENTENCES["dates"](values)[1], values


def interview(text: str) -> Finds:
    """Find the day of the interviews."""
    for words, day in list(days_in(text))[:1]:
        if "interview" in text.lower():
            row = {"what": _("Interview"), "on": day.isoformat()}
            yield words, row_sentences.step(row), {"choosing_steps": [row]}


def checks(text: str) -> Finds:
    """Find which check of criminal records is named; of several none."""
    yield from _only("check_level", LEVELS, text, first=True)


def votes(text: str) -> Finds:
    """Find if public members vote."""
    yield from _only("public_votes", VOTES, text)


def _only(name: str, table: dict[str, Any], text: str, *, first: bool = False) -> Finds:
    hits = [(found[0], one) for sign, one in table.items() if (found := re.search(sign, text, re.IGNORECASE))]
    if len(hits) == 1 or (first and len(hits) == 2 and hits[0][1] == CheckLevel.BARRED):
        words, answer = hits[0]
        yield words, str(answer.label), {name: answer}
