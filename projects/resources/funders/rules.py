"""What a funder's rules say of a budget line."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import short_date
from projects.resources.models import BudgetLine, Funder
from projects.resources.states import BudgetCategory, Outside

Problem = tuple[str, str]
"""The field it is about, and a sentence."""


def problems(funder: Funder, category: str, first: dt.date | None, last: dt.date | None) -> Iterator[Problem]:
    """Yield where a line is outside what its funder pays for, or outside its days."""
    if not funder.pays(category):
        words = _("%(funder)s does not pay for this: %(what)s.")
        yield "category", words % {"funder": funder.name, "what": BudgetCategory(category).label}
    days = {"funder": funder.name, "first": short_date(funder.starts_on), "last": short_date(funder.ends_on)}
    words = _("%(funder)s pays from %(first)s to %(last)s.")
    if first and not funder.starts_on <= first <= funder.ends_on:
        yield "first_on", words % days
    if last and not funder.starts_on <= last <= funder.ends_on:
        yield "last_on", words % days


def refused(funder: Funder, category: str, first: dt.date | None, last: dt.date | None) -> list[Problem]:
    """Return what keeps a line from being saved: nothing where the funder only wants a warning."""
    return list(problems(funder, category, first, last)) if funder.outside == Outside.REFUSE else []


def warnings(lines: Iterable[BudgetLine]) -> list[str]:
    """Return a sentence for each saved line outside the rules of its funder. Needs `funder` loaded."""
    return [
        sentence
        for line in lines
        if line.funder
        for _field, sentence in problems(line.funder, line.category, line.first_on, line.last_on)
    ]
