"""The questions, as data: data/questions.csv holds every list with its source; ASKED says which we ask.

Lists: GOV.UK Design System, equality information; unpaid care: Census 2021; work and school: Social
Mobility Commission. Partnership and the rest of the file are left off: they are rarely of use. Age is
a band, never a birth date.
"""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr

FILE = Path(__file__).parent / "data" / "questions.csv"
PREFER_NOT_TO_SAY = "Prefer not to say"
WITH_OWN_WORDS = " (free text optional)"

# Question: its name on the person's own summary. The order is the order of the pages.
ASKED = {
    "ethnic_group_broad": _("Ethnic group"),
    "ethnic_group_detail_white": _("Ethnic background"),
    "ethnic_group_detail_mixed": _("Ethnic background"),
    "ethnic_group_detail_asian": _("Ethnic background"),
    "ethnic_group_detail_black": _("Ethnic background"),
    "ethnic_group_detail_other": _("Ethnic background"),
    "disability_condition": _("Long-term conditions"),
    "disability_impact": _("Effect on daily life"),
    "sex": _("Sex"),
    "gender_identity": _("Gender identity"),
    "sexual_orientation": _("Sexual orientation"),
    "religion": _("Religion"),
    "age_band": _("Age"),
    "unpaid_care": _("Looking after someone"),
    "seb_school_type": _("School"),
    "seb_free_school_meals": _("Free school meals"),
}


@dataclass(frozen=True)
class Question:
    """One question on one page. `follows` names the question and the answer that lead to it."""

    key: str
    words: str
    answers: tuple[str, ...]
    own_words_for: str = ""
    follows: tuple[str, str] | None = None

    @property
    def label(self) -> LazyStr:
        return ASKED[self.key]


@cache
def asked() -> dict[str, Question]:
    """Return the questions we ask, in the order of the pages."""
    with FILE.open(newline="", encoding="utf-8") as file:
        rows = groupby(csv.DictReader(file), key=lambda row: row["characteristic"])
        found = {key: _question(key, list(group)) for key, group in rows if key in ASKED}
    return {key: found[key] for key in ASKED}


def _question(key: str, rows: list[dict[str, str]]) -> Question:
    first = rows[0]
    categories = [row["category"] for row in sorted(rows, key=lambda row: int(row["order"]))]
    own_words = [one for one in categories if one.endswith(WITH_OWN_WORDS)]
    before, _equals, answer = first["follow_up_of"].partition("=")
    return Question(
        key=key,
        words=first["question"],
        answers=tuple(one.removesuffix(WITH_OWN_WORDS) for one in categories),
        own_words_for=own_words[0].removesuffix(WITH_OWN_WORDS) if own_words else "",
        follows=(before, answer) if before else None,
    )


def applies(question: Question, given: dict[str, str]) -> bool:
    """Say whether a question is asked of somebody who gave these answers ({question: answer})."""
    return question.follows is None or given.get(question.follows[0]) == question.follows[1]


def next_after(key: str, given: dict[str, str]) -> str:
    """Return the question that comes after one, or "" after the last. `key` "" gives the first."""
    keys = list(ASKED)
    later = keys[keys.index(key) + 1 :] if key else keys
    return next((one for one in later if applies(asked()[one], given)), "")


def no_longer_apply(given: dict[str, str]) -> list[str]:
    """Return the answered questions whose leading answer is no longer the one given."""
    return [key for key in given if key in ASKED and not applies(asked()[key], given)]
