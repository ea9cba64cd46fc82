"""Writing records from rows, and taking them back: some rows at a time, with as many queries for all."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.accounts.models import User
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.rules.kinds import RowKind
from contributors.people.importing.states import Outcome
from contributors.people.records import rules
from contributors.people.records.queries import Store
from coproduce.foundation.history import actions as history
from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr

event_types.register(
    {
        "record changed": _lazy("A file changed it"),
        "record put back": _lazy("A file that had changed it was undone"),
    }
)
BATCH = 200


def kind_of(store: Store, key: str, title: LazyStr, hint: LazyStr, *, capability: str) -> RowKind:
    """Return what is brought in into a store of records, for the registry."""
    return RowKind(
        key,
        title,
        hint,
        store.all_columns,
        judge=store.judge,
        write=lambda imported, rows, by: write(store, imported, rows, by),
        undo=lambda imported, rows, by: undo(store, rows, by),
        export=store.export,
        capability=capability,
    )


def write(store: Store, imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> None:
    """Write new records down, and change what rows change. Called inside the transaction of the import."""
    new = [row for row in rows if row.outcome == Outcome.NEW]
    store.model.objects.bulk_create(
        store.model(
            ref=row.ref,
            organisation=imported.organisation,
            person_id=row.person_id,
            imported=imported,
            source=imported.source,
            recorded_by=by,
            **store.fields(row.values),
        )
        for row in new
    )
    same = store.model.objects.filter(ref=OuterRef("ref")).values("pk")
    ImportRow.objects.filter(pk__in=[row.pk for row in new]).update(made_id=Subquery(same))
    _change(store, [row for row in rows if row.outcome == Outcome.CHANGED], by)


def _change(store: Store, rows: Sequence[ImportRow], by: User) -> None:
    records = _by_ref(store, [row.values[rules.REF].lower() for row in rows])
    for row in rows:
        record = records[row.values[rules.REF].lower()]
        row.before = store.said_by(record)
        for name, value in store.fields(row.values).items():
            setattr(record, name, value)
    ImportRow.objects.bulk_update(rows, ["before"], batch_size=BATCH)
    _keep(store, list(records.values()), "record changed", by)


def undo(store: Store, rows: Sequence[ImportRow], by: User) -> dict[int, str]:
    """Take rows back. Returns the numbers of those that stay, each with its reason."""
    stays: dict[int, str] = {}
    changed = [row for row in rows if row.outcome == Outcome.CHANGED]
    refs = [row.values[rules.REF].lower() for row in changed]
    records = _by_ref(store, [row.ref for row in rows if row.outcome == Outcome.NEW] + refs)
    gone, back = [], []
    for row in rows:
        is_new = row.outcome == Outcome.NEW
        record = records.get(row.ref if is_new else row.values[rules.REF].lower())
        if record is None:
            continue
        if not _is_as_brought(store, record, row):
            words = _("%(name)s: another file has changed this since, so it stays.")
            stays[row.number] = words % {"name": row.title}
        elif is_new:
            gone.append(record.pk)
        else:
            for name, value in store.fields(row.before).items():
                setattr(record, name, value)
            back.append(record)
    store.model.objects.filter(pk__in=gone).delete()
    _keep(store, back, "record put back", by)
    return stays


def _is_as_brought(store: Store, record: Any, row: ImportRow) -> bool:
    now = store.said_by(record)
    return all(now[key] == row.values[key] for key in store.keeps if key in row.values)


def _by_ref(store: Store, refs: Sequence[str]) -> dict[str, Any]:
    rows = store.model.objects.select_for_update().filter(ref__in=refs).order_by("pk")
    return {one.ref: one for one in rows}


def _keep(store: Store, records: list[Any], verb: str, by: User) -> None:
    if records:
        fields = [keep.field for keep in store.keeps.values()]
        store.model.objects.bulk_update(records, fields, batch_size=BATCH)
        history.record_all(store.model.objects.filter(pk__in=[one.pk for one in records]), verb, by=by)
