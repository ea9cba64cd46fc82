"""The long work of an import: checked row by row, brought in all or nothing, undone.

A small file is done while somebody waits. A long one is a task: checking goes on in pieces, so that whoever
runs it twice, or stops it half-way, loses and doubles nothing; bringing in is one transaction.
"""

import logging
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.queries import CHUNK, counts
from contributors.people.importing.rules import cells, kinds
from contributors.people.importing.rules.kinds import Verdict
from contributors.people.importing.states import Outcome, Status
from coproduce.foundation import clock
from coproduce.foundation.documents.tables import TableRow, cell_name, rows_of
from coproduce.foundation.transitions import TransitionRefused, lock, transition

log = logging.getLogger(__name__)
AT_ONCE = 500
"""So many rows are done while somebody waits."""
JUDGED = ("values", "problems", "outcome", "person", "changes", "candidates")


class Moved(Exception):
    """What is known here has changed since the rows were checked: somebody has to look again."""


def go_on(imported: PeopleImport) -> PeopleImport:
    """Do what an import waits for: at once where it is short, else by a worker after the transaction."""
    if imported.rows_read <= AT_ONCE:
        run(imported.pk)
        imported.refresh_from_db()
        return imported
    transaction.on_commit(partial(_call_worker, imported.pk))
    return imported


def _call_worker(pk: int) -> None:
    from contributors.people.importing.tasks import work_on_import

    try:
        work_on_import.delay(pk)
    except Exception as error:  # whatever the broker raises, the sweeper finds the import
        log.warning("the worker was not notified: %s", type(error).__name__)


def run(pk: int) -> None:
    """Do what an import waits for. May run late, twice, or in several workers at once."""
    status = PeopleImport.objects.filter(pk=pk).values_list("status", flat=True).first()
    if status == Status.CHECKING:
        check(pk)
    elif status == Status.WRITING:
        bring_in(pk)
    elif status == Status.UNDOING:
        undo(pk)


def check(pk: int) -> None:
    """Check the rows of a file, piece by piece. A second run goes on where the first one stopped."""
    imported = PeopleImport.objects.select_related("organisation", "made_by").get(pk=pk)
    judge = kinds.get(imported.kind).judge(imported, imported.made_by)
    done = imported.rows_done
    if done:  # a judge has to have seen all rows before these
        for some in _pieces(imported):
            judge.judge([row for row in some if row.number <= _last(imported, done)])
    fresh = bool(imported.packed)
    for some in _read(imported, done) if fresh else _pieces(imported, skip=done):
        if not _check_piece(imported, judge, some, done, fresh=fresh):
            return
        done += len(some)
    with transaction.atomic():
        last = lock(imported)
        if last.has(Status.CHECKING) and last.rows_done == last.rows_read:
            transition(last, "checked", by=None, packed=b"")


def _last(imported: PeopleImport, done: int) -> int:
    return imported.rows.order_by("number").values_list("number", flat=True)[done - 1]


def _read(imported: PeopleImport, skip: int) -> Iterator[list[ImportRow]]:
    rows = islice(rows_of(bytes(imported.packed)), skip, None)
    while some := list(islice(rows, CHUNK)):
        yield [
            ImportRow(imported=imported, number=row.number, cells=row.cells, marks=_text_keys(row.marks))
            for row in some
        ]


def _text_keys(marks: dict[int, str]) -> dict[str, str]:
    return {str(place): mark for place, mark in marks.items()}


def _pieces(imported: PeopleImport, skip: int = 0) -> Iterator[list[ImportRow]]:
    """Yield the rows that are kept, some at a time, in their order."""
    after = _last(imported, skip) if skip else 0
    while some := list(imported.rows.filter(number__gt=after).order_by("number")[:CHUNK]):
        yield some
        after = some[-1].number


@transaction.atomic
def _check_piece(
    imported: PeopleImport, judge: Any, some: list[ImportRow], done: int, *, fresh: bool
) -> bool:
    """Check some rows and keep them. False when somebody else has, or it was stopped."""
    now = lock(imported)
    if not now.has(Status.CHECKING) or now.rows_done != done:
        return False
    for row in some:
        understand(now, row)
    settle(now, some, judge)
    if fresh:
        ImportRow.objects.bulk_create(some)
    else:
        ImportRow.objects.bulk_update(some, JUDGED)
    now.rows_done = done + len(some)
    now.save(update_fields=["rows_done"])
    return True


def understand(imported: PeopleImport, row: ImportRow) -> None:
    """Say what the cells of a row mean, and what is wrong with them."""
    kind = kinds.get(imported.kind)
    read = TableRow(row.number, row.cells, {int(place): mark for place, mark in row.marks.items()})
    found, problems = cells.values_of(read, imported.mapping, kind.columns, len(imported.head))
    row.values, row.problems = found, [list(one) for one in problems]
    row.outcome = Outcome.REFUSED if problems else Outcome.ASK


def settle(imported: PeopleImport, some: Sequence[ImportRow], judge: Any) -> None:
    """Say what rows come to that could be understood; the others are left out with what is wrong."""
    clean = [row for row in some if not row.problems]
    for row, verdict in zip(clean, judge.judge(clean), strict=True):
        take(imported, row, verdict)


def take(imported: PeopleImport, row: ImportRow, verdict: Verdict) -> None:
    """Write a verdict into a row, its problems at the cells they are about."""
    kind = kinds.get(imported.kind)
    places = {means: int(place) for place, means in imported.mapping.items()}
    row.outcome, row.person_id = verdict.outcome, verdict.person
    row.candidates = verdict.candidates
    row.changes = [[str(kind.column(key).title), old, new] for key, old, new in verdict.changes]
    row.problems = [
        [cell_name(places[key], row.number) if key in places else _("Row %(n)s") % {"n": row.number}, words]
        for key, words in verdict.problems
    ]


def bring_in(pk: int) -> None:
    """Write all rows in one transaction, or none. Each is judged once more on what is known now."""
    try:
        with transaction.atomic():
            imported = lock(PeopleImport.objects.get(pk=pk))
            if imported.has(Status.WRITING):
                _write(imported)
    except Moved:
        with transaction.atomic():
            fresh = transition(PeopleImport.objects.get(pk=pk), "checked again", by=None, rows_done=0)
        check(fresh.pk)


def _write(imported: PeopleImport) -> None:
    kind = kinds.get(imported.kind)
    by = imported.done_by or imported.made_by
    judge = kind.judge(imported, imported.made_by)
    for some in _pieces(imported):
        _still_so(some, judge)
        kind.write(imported, [row for row in some if row.outcome in (Outcome.NEW, Outcome.CHANGED)], by)
    found = counts(imported)
    transition(
        imported,
        "brought in",
        by=by,
        created=found[Outcome.NEW],
        updated=found[Outcome.CHANGED],
        unchanged=found[Outcome.SAME],
        refused=found[Outcome.REFUSED],
        done_at=clock.now(),
        done_by=by,
    )


def _still_so(some: Sequence[ImportRow], judge: Any) -> None:
    clean = [row for row in some if row.values and not _unread(row)]
    for row, verdict in zip(clean, judge.judge(clean), strict=True):
        if (row.outcome, row.person_id) != (verdict.outcome, verdict.person):
            raise Moved


def _unread(row: ImportRow) -> bool:
    """Whether a row is left out for what stands in its cells: it was never compared with anybody."""
    return row.outcome == Outcome.REFUSED and bool(row.problems)


@transaction.atomic
def send_in(imported: PeopleImport, *, by: User) -> PeopleImport:
    """Bring in what was looked at. Raises TransitionRefused while a question is open, or for nothing."""
    found = counts(imported)
    if found[Outcome.ASK]:
        raise TransitionRefused(_("Answer the questions first: rows still wait for one."))
    if not found[Outcome.NEW] + found[Outcome.CHANGED]:
        raise TransitionRefused(_("There is nothing to bring in: no row is new or changes anything."))
    return go_on(transition(imported, "sent in", by=by, done_by=by))


@transaction.atomic
def ask_undo(imported: PeopleImport, *, by: User) -> PeopleImport:
    """Take an import back within a day. Raises TransitionRefused after it."""
    if not lock(imported).may_be_undone:
        raise TransitionRefused(_("It is too late to undo this, or it was undone already."))
    return go_on(transition(imported, "undo asked for", by=by))


@transaction.atomic
def undo(pk: int) -> None:
    """Take back every row that nothing has happened to since; the others stay, and say why."""
    imported = lock(PeopleImport.objects.get(pk=pk))
    if not imported.has(Status.UNDOING):
        return
    kind, kept = kinds.get(imported.kind), 0
    for some in _pieces(imported):
        rows = [row for row in some if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
        stays = kind.undo(imported, rows, imported.done_by or imported.made_by)
        for row in rows:
            if row.number in stays:
                row.problems = [[_("Row %(n)s") % {"n": row.number}, stays[row.number]]]
                row.save(update_fields=["problems"])
        kept += len(stays)
    transition(imported, "import undone", by=None, kept_back=kept)
