"""The parts of a role description that repeat: what a row of each holds, and how people read it.

A row is a dict in a JSON column, with a key of its own in `id`. Amounts are whole pence, days are ISO 8601.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.refs import new_ref
from projects.roles.models import row_sentences
from projects.roles.models.choices import Amount, Mode, PayUnit, Per, YesNo


@dataclass(frozen=True)
class Cell:
    """One answer of a row. kind: "line", "pence", "number", "day" or "choice" (one of `answers`)."""

    name: str
    label: Any
    kind: str = "line"
    answers: type[TextChoices] | None = None
    help: Any = ""


@dataclass(frozen=True)
class Shape:
    """What the rows of one part are. one: what a single row is called; add: the words that add one."""

    name: str
    one: Any
    add: Any
    cells: tuple[Cell, ...]
    said: Callable[[Mapping[str, Any]], str]
    lead: Any = ""


PAY_RATES = Shape(
    "pay_rates",
    _("A rate of pay"),
    _("Add a rate of pay"),
    (
        Cell("what", _("What it is for"), help=_("For example: meetings, reading at home, training.")),
        Cell("pence", _("How much"), "pence", help=_("Empty: still to be agreed.")),
        Cell("most_pence", _("Up to"), "pence", help=_("Only where it is between two amounts.")),
        Cell("unit", _("How it is counted"), "choice", PayUnit),
        Cell("for_words", _("More about what it is paid for"), help=_("For example: up to 4 hours.")),
        Cell("band", _("Band or level"), help=_("For example: Involvement band C.")),
    ),
    row_sentences.pay,
)
COMMITMENTS = Shape(
    "commitments",
    _("A part of the work"),
    _("Add a meeting or another part of the work"),
    (
        Cell("what", _("What it is"), help=_("For example: committee meetings, papers to read.")),
        Cell("amount", _("How sure is the number?"), "choice", Amount),
        Cell("least", _("How many"), "number"),
        Cell("most", _("How many, at most"), "number", help=_("Only where it is between two numbers.")),
        Cell("per", _("How often"), "choice", Per),
        Cell("each", _("How long each one is"), help=_("For example: 2 hours, or a whole day.")),
        Cell("mode", _("How people take part"), "choice", Mode),
        Cell("expected", _("How many people are asked to come to"), help=_("For example: 3 of 4.")),
    ),
    row_sentences.commitment,
)
VENUES = Shape(
    "venues",
    _("A place"),
    _("Add a place"),
    (
        Cell("what", _("Name of the place"), help=_("For an online place, the name of the tool.")),
        Cell("address", _("Address, or how to get there")),
        Cell("used_for", _("What takes place there, and how often")),
    ),
    row_sentences.venue,
)
SEATS = Shape(
    "seats",
    _("People in the group"),
    _("Add people in the group"),
    (
        Cell("who", _("Who they are"), help=_("For example: public members, doctors, researchers.")),
        Cell("least", _("How many"), "number"),
        Cell("most", _("How many, at most"), "number", help=_("Only where it is between two numbers.")),
        Cell("chairs", _("Does one of them chair?"), "choice", YesNo),
        Cell("votes", _("May they vote?"), "choice", YesNo),
    ),
    row_sentences.seat,
)
CHOOSING_STEPS = Shape(
    "choosing_steps",
    _("A step of choosing"),
    _("Add a step of choosing"),
    (
        Cell("what", _("What happens"), help=_("For example: an informal talk, an interview.")),
        Cell("on", _("On which day"), "day"),
        Cell("when", _("When, in your own words"), help=_("For example: in the week of 12 January.")),
        Cell("who", _("Who does it")),
    ),
    row_sentences.step,
)
SHAPES = {one.name: one for one in (PAY_RATES, COMMITMENTS, VENUES, SEATS, CHOOSING_STEPS)}


def with_keys(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a role in which every row of a part that repeats has a key of its own."""
    return {
        name: [{"id": new_ref(), **row} for row in value] if name in SHAPES else value
        for name, value in words.items()
    }


def said(name: str, row: Mapping[str, Any]) -> str:
    """Return how people read a row; of a part that is there no more, what stands in it."""
    if shape := SHAPES.get(name):
        return shape.said(row)
    return "; ".join(str(value) for value in row.values())
