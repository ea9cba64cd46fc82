"""Answering what a row asks, and mending what is wrong in it, before anything is written."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.people.importing.actions import working
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.queries import named
from contributors.people.importing.rules import kinds
from contributors.people.importing.states import Choice, Outcome, Status
from coproduce.foundation.text import folded
from coproduce.foundation.transitions import TransitionRefused, lock


@transaction.atomic
def mend(row: ImportRow, *, cells: dict[int, str] | None = None, choice: str = "") -> ImportRow:
    """Change cells of a row, or say whom it is; the row is judged anew.

    Rows that were refused because of this one are looked at again when the file is brought in. Raises
    TransitionRefused once it is.
    """
    imported = _open(row.imported)
    row = lock(row)
    row.choice = choice
    for place, text in (cells or {}).items():
        while len(row.cells) <= place:
            row.cells.append("")
        if row.cells[place] != text:
            row.cells[place] = text
            row.marks.pop(str(place), None)  # what is typed here is what it says
    working.understand(imported, row)
    _judge(imported, [row])
    row.save()
    return row


@transaction.atomic
def answer_all(imported: PeopleImport, *, choice: str) -> int:
    """Give every open question one answer. Returns how many were answered.

    Someone new, left out, or the one person here with the same name; where two have it the question stays.
    """
    fresh = _open(imported)
    rows = list(fresh.rows.filter(outcome=Outcome.ASK).order_by("number"))
    names = named(fresh, {key for row in rows for key in row.candidates}) if choice == Choice.ONE else {}
    for row in rows:
        row.choice = _namesake(row, names) if choice == Choice.ONE else Choice(choice)
    rows = [row for row in rows if row.choice]
    _judge(fresh, rows)
    ImportRow.objects.bulk_update(rows, ["choice", *working.JUDGED], batch_size=200)
    return len(rows)


def _namesake(row: ImportRow, names: dict[int, tuple[str, str]]) -> str:
    """Return the reference of the one candidate whose name the row has, or nothing."""
    wanted = folded(row.values.get("name", ""))
    same = [ref for ref, name in (names[key] for key in row.candidates if key in names) if name == wanted]
    return same[0] if len(same) == 1 else ""


def _judge(imported: PeopleImport, rows: list[ImportRow]) -> None:
    """Judge some rows beside the others of their file."""
    judge = kinds.get(imported.kind).judge(imported, imported.made_by)
    if imported.rows_read <= working.AT_ONCE:
        mended = {row.pk for row in rows}
        others = imported.rows.exclude(pk__in=mended).exclude(outcome=Outcome.REFUSED).order_by("number")
        judge.judge(list(others))
    working.settle(imported, rows, judge)


def _open(imported: PeopleImport) -> PeopleImport:
    fresh = lock(imported)
    if not fresh.has(Status.READY):
        raise TransitionRefused(_("This file has gone on since you opened the page. Nothing was changed."))
    return fresh
