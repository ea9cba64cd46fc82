"""Checks every row of a file with the forms of the plan, and says what it would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from projects.resources.costing.rules import Plan
from projects.resources.forms import RESOURCE_KINDS, ResourceForm
from projects.resources.funders.forms import MONEY_KINDS
from projects.resources.models import Funder
from projects.resources.spreadsheet.rules import COLUMNS, PART, REF, Read
from projects.resources.states import BudgetCategory, PlanPart
from projects.resources.what_if.rules import kept, plain, rows_of

KINDS = RESOURCE_KINDS | MONEY_KINDS
Key = tuple[PlanPart, str]


@dataclass
class Result:
    """What a file would do. Every row that was read is in exactly one of the four counts."""

    read: int = 0
    unchanged: int = 0
    refused: int = 0
    changed: dict[Key, dict[str, Any]] = field(default_factory=dict)
    added: list[tuple[PlanPart, dict[str, Any]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def created(self) -> int:
        return len(self.added)

    @property
    def updated(self) -> int:
        return len(self.changed)


def check(plan: Plan, rows: list[Read]) -> Result:
    """Return what the rows of a file would do to a plan. Rows of the plan that are not in it stay."""
    standing: dict[Key, Any] = {(part, row.ref): row for part, row in rows_of(plan)}
    funders = list(plan.project.funders.all())
    found, seen = Result(read=len(rows)), set[str]()
    for row in rows:
        part = part_of(row.cells[PART])
        ref = row.cells[REF].lower()
        problems = _problems(row, part, ref, standing, seen)
        seen.add(ref)
        if part is None or problems:
            found.refused += 1
            found.problems += problems
            continue
        form = _form(plan, part, row, funders)
        if not form.is_valid():
            found.refused += 1
            found.problems += _named(form, part, row)
        elif not ref:
            found.added.append((part, form.values()))
        elif plain(part, form.values()) == kept(part, standing[part, ref]):
            found.unchanged += 1
        else:
            found.changed[part, ref] = form.values()
    return found


def part_of(words: str) -> PlanPart | None:
    """Return the part of the plan that a cell names."""
    return next((one for one in PlanPart if words.lower() in (one.value, str(one.label).lower())), None)


def _problems(
    row: Read, part: PlanPart | None, ref: str, standing: Mapping[Key, Any], seen: set[str]
) -> list[str]:
    found = [
        _("%(cell)s: type the value itself, not a formula.") % {"cell": row.name(n)}
        for n in sorted(row.formulas)
    ]
    if part is None:
        known = ", ".join(str(one.label) for one in PlanPart)
        found.append(
            _("%(cell)s: this must be one of: %(known)s.") % {"cell": row.name(PART), "known": known}
        )
    elif ref and (part, ref) not in standing:
        words = _("%(cell)s: the plan has no such row. Leave the cell empty for a new one.")
        found.append(words % {"cell": row.name(REF)})
    if ref and ref in seen:
        found.append(_("%(cell)s: this row is there twice.") % {"cell": row.name(REF)})
    return found


def _form(plan: Plan, part: PlanPart, row: Read, funders: list[Funder]) -> ResourceForm:
    data: dict[str, Any] = {}
    for place, column in enumerate(COLUMNS):
        name = column.fields.get(part)
        if name:
            data |= _typed(plan, name, row.cells[place], funders)
    return KINDS[part].form(data, project=plan.project)


def _typed(plan: Plan, name: str, text: str, funders: list[Funder]) -> dict[str, Any]:
    """Return what a person would have typed in the form for a cell."""
    if name == "category":
        labels = {str(one.label).lower(): one.value for one in BudgetCategory}
        return {name: labels.get(text.lower(), text)}
    if name == "minutes_each":
        return {f"{name}_0": "", f"{name}_1": text}
    if name == "funder":
        found = next((str(one.pk) for one in funders if one.name.lower() == text.lower()), None)
        return {name: found or ("0" if text else "")}
    if name == "activity":
        named = next((str(one.pk) for one in plan.activities if one.ref == text.lower()), None)
        return {name: named or ("0" if text else "")}
    return {name: text}


def _named(form: BaseForm, part: PlanPart, row: Read) -> list[str]:
    """Return the errors of a form with the names of their cells."""
    places = {name: place for place, one in enumerate(COLUMNS) if (name := one.fields.get(part))}
    return [
        f"{row.name(places.get(name, PART))}: {sentence}"
        for name, errors in form.errors.items()
        for sentence in errors
    ]
