"""Choosing many rows of a list: those that were ticked, all on the page, or all that match its filters.

A list offers it with `<c-choose>`, a GET form that leads to a check page. The check page names what was
chosen; only that is acted upon when it is confirmed, each row by its ordinary action. What has changed in
between is named, and the rest goes on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest

from coproduce.foundation.pages.forms import Form
from coproduce.foundation.text import can_be_stored
from coproduce.foundation.transitions import TransitionRefused

MOST = 100
"""So many are done at once: what a request can do, and what somebody can look over."""
HOW, TICKED, ALL, PAGE = "choose", "ticked", "all", "page"
ON_PAGE = "on_page"
NAMES = (HOW, ON_PAGE)
Rows = models.QuerySet[Any]


@dataclass(frozen=True)
class Chosen:
    """What was chosen: rows that can be acted upon, rows that no longer can, and how many did not fit."""

    rows: list[Any]
    gone: list[Any]
    beyond: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def refs(self) -> str:
        """What the check page hands on: the very rows it shows."""
        return ",".join(row.ref for row in self.rows)


class ChosenForm(Form):
    """The confirmation of a check page. It hands on which rows were shown, and they alone are acted upon."""

    chosen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].initial = chosen.refs


def choose(request: HttpRequest, able: Rows, *, matching: Rows, seen: Rows, name: str) -> Chosen:
    """Return what the address, or the check page that was sent, chooses.

    able      the rows that the action may be tried on, as this person may
    matching  those of them that the filters of the address leave over: found anew for "all that match"
    seen      the rows whose names the person may read: to say which ones are gone
    name      of the boxes
    """
    if "chosen" in request.POST:
        return _these(request.POST["chosen"].split(","), able, seen)
    how = request.GET.get(HOW, TICKED)
    if how == ALL:
        rows = list(matching[:MOST])
        return Chosen(rows, [], max(0, matching.count() - MOST) if len(rows) == MOST else 0)
    if how == PAGE:
        return Chosen(list(matching.filter(ref__in=_clean(request.GET.getlist(ON_PAGE)))), [])
    return _these(request.GET.getlist(name), able, seen)


def left_apart(request: HttpRequest, rows: Rows, matching: Rows) -> int:
    """Return how many of "all that match" cannot be done as one of many, and so are not in `matching`."""
    return rows.count() - matching.count() if request.GET.get(HOW) == ALL else 0


def each(
    request: HttpRequest,
    rows: Sequence[Any],
    action: Callable[[Any], Any],
    *,
    refused: Callable[[Any, str], str],
) -> int:
    """Do something with each row, in a transaction of its own, and name those it was refused for.

    `refused` makes the sentence from the row and the reason. Returns with how many it was done.
    """
    done = 0
    for row in rows:
        try:
            action(row)
            done += 1
        except TransitionRefused as refusal:
            messages.error(request, refused(row, str(refusal)))
    return done


def _these(refs: Sequence[str], able: Rows, seen: Rows) -> Chosen:
    wanted = _clean(refs)
    rows = list(able.filter(ref__in=wanted))
    here = {row.ref for row in rows}
    return Chosen(rows, list(seen.filter(ref__in=[ref for ref in wanted if ref not in here])))


def _clean(refs: Sequence[str]) -> list[str]:
    """Return references that a database can be asked for, each once and not too many."""
    return [ref for ref in dict.fromkeys(refs) if can_be_stored(ref)][:MOST]
