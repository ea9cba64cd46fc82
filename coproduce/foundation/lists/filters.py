"""What narrows a list. Each filter is a field of a GET form and knows which rows it leaves over."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.forms import FilterForm, say_what_to_do
from coproduce.foundation.text import clean_search

Rows = models.QuerySet[Any]
Pairs = Iterable[tuple[str, LazyStr]]
LONGEST = 100
PERIODS: dict[str, tuple[LazyStr, int]] = {
    "7": (_("the last 7 days"), 7),
    "30": (_("the last 30 days"), 30),
    "92": (_("the last 3 months"), 92),
    "365": (_("the last 12 months"), 365),
}


class Filter(Protocol):
    """A question about a list. `hidden`: it is kept in the address, but asked elsewhere on the page."""

    @property
    def name(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    def field(self) -> forms.Field:
        """Return the form field."""

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """Return the rows that an answer leaves over; never called without an answer."""


@dataclass(frozen=True)
class Words:
    """A part of a text in any of some columns, whatever its capitals."""

    label: LazyStr
    columns: Sequence[str]
    name: str = "q"
    hidden: bool = False

    def field(self) -> forms.Field:
        return fields.LineField(label=self.label, required=False, max_length=LONGEST, width=20)

    def narrow(self, rows: Rows, value: Any) -> Rows:
        words = clean_search(value, LONGEST)
        either = models.Q()
        for column in self.columns:
            either |= models.Q(**{f"{column}__icontains": words})
        return rows.filter(either)


@dataclass(frozen=True)
class Choice:
    """One of several values of a column. `choices` may be a function where they wait for a request."""

    name: str
    label: LazyStr
    choices: Pairs | Callable[[], Pairs]
    column: str = ""  # the same as the name when not given
    hidden: bool = False

    def field(self) -> forms.Field:
        offered = self.choices() if callable(self.choices) else self.choices
        return forms.ChoiceField(label=self.label, required=False, choices=[("", _("All")), *offered])

    def narrow(self, rows: Rows, value: Any) -> Rows:
        return rows.filter(**{self.column or self.name: value})


@dataclass(frozen=True)
class Case:
    """One of several parts of a list, each with its own condition."""

    name: str
    label: LazyStr
    cases: dict[str, tuple[LazyStr, models.Q | Callable[[], models.Q]]]
    hidden: bool = False

    def field(self) -> forms.Field:
        offered = [(value, words) for value, (words, _condition) in self.cases.items()]
        return forms.ChoiceField(label=self.label, required=False, choices=[("", _("All")), *offered])

    def narrow(self, rows: Rows, value: Any) -> Rows:
        condition = self.cases[value][1]
        return rows.filter(condition() if callable(condition) else condition)


@dataclass(frozen=True)
class Since:
    """What happened in the last days or months. `moments`: the column holds moments, not days."""

    label: LazyStr
    column: str
    name: str = "since"
    moments: bool = True
    hidden: bool = False

    def field(self) -> forms.Field:
        offered = [(value, words) for value, (words, _days) in PERIODS.items()]
        return forms.ChoiceField(label=self.label, required=False, choices=[("", _("any time")), *offered])

    def narrow(self, rows: Rows, value: Any) -> Rows:
        until: dt.date = clock.now() if self.moments else clock.today()
        first = until - dt.timedelta(days=PERIODS[value][1])
        return rows.filter(**{f"{self.column}__gte": first, f"{self.column}__lte": until})


@dataclass(frozen=True)
class Kept:
    """A choice of the page itself (which part, which order): kept while the list is narrowed."""

    name: str
    hidden: bool = True

    def field(self) -> forms.Field:
        return forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def narrow(self, rows: Rows, value: Any) -> Rows:
        return rows


def form_of(filters: Sequence[Filter], given: Any) -> FilterForm:
    """Return the form of some filters, filled from an address."""
    form = FilterForm(
        given if any(one.name in given for one in filters) else None,
        auto_id="filter_%s",  # another form of the page may ask by the same name
    )
    for one in filters:
        form.fields[one.name] = one.field()
        say_what_to_do(form.fields[one.name])
    return form


def narrowed(rows: Rows, filters: Sequence[Filter], form: FilterForm) -> Rows:
    """Return the rows that the answers leave over. An answer that was not offered narrows nothing."""
    answers = asked(form)
    for one in filters:
        if answers.get(one.name):
            rows = one.narrow(rows, answers[one.name])
    return rows


def asked(form: forms.BaseForm) -> dict[str, Any]:
    """Return the good answers of a form of filters; nothing for a form nobody filled in."""
    if not form.is_bound:
        return {}
    form.is_valid()
    return form.cleaned_data
