"""Writing people from rows, and taking them back. Nobody is written to."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.accounts.models import User
from contributors.people.importing.actions.inviting import tell
from contributors.people.importing.models import ImportRow, PeopleImport, PersonSource
from contributors.people.importing.queries import PeopleJudge, export_people, to_invite, touched
from contributors.people.importing.rules import kinds, people
from contributors.people.importing.rules.kinds import RowKind, Telling, Values
from contributors.people.importing.states import Outcome
from contributors.people.models import Connection, Person
from contributors.people.queries import plain
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history

BATCH = 200


def write(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> None:
    """Write people down, and change what rows change. Called inside the transaction of the import."""
    if new := [row for row in rows if row.outcome == Outcome.NEW]:
        _make(imported, new, by)
    if changed := [row for row in rows if row.outcome == Outcome.CHANGED]:
        _change(imported, changed, by)


def _make(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> None:
    """Write new people down. Each is a new record, even where the same person is known to somebody else:
    whoever brings in a list must not learn whom others know.
    """
    made = Person.objects.bulk_create([people.person_of(row.ref, row.values) for row in rows])
    for row, person in zip(rows, made, strict=True):
        row.person = person
    Connection.objects.bulk_create(
        Connection(person=row.person, organisation=imported.organisation, shares=not plain(_typed(row)))
        for row in rows
    )
    PersonSource.objects.bulk_create(_source(imported, row, by) for row in rows)
    same = Person.objects.filter(ref=OuterRef("ref")).values("pk")
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        person=Subquery(same), made_id=Subquery(same)
    )
    where = Value({"organisation": imported.organisation_id}, JSONField())
    history.record_all(Person.objects.filter(pk__in=[one.pk for one in made]), "added", by=by, detail=where)


def _typed(row: ImportRow) -> Values:
    kept = ("name", "email", "phone", "address", "channel", "format", "language")
    return {"channel": people.channel_of(row.values)} | {
        key: row.values[key] for key in kept if key in row.values
    }


def _source(imported: PeopleImport, row: ImportRow, by: User) -> PersonSource:
    return PersonSource(
        person=row.person,
        organisation=imported.organisation,
        imported=imported,
        recorded_by=by,
        **_said(row.values, imported),
    )


def _said(values: Values, imported: PeopleImport) -> Values:
    day = values.get("consent_on")
    return {
        "source": values.get("source") or imported.source,
        "consent": values.get("consent") or imported.consent,
        "consent_on": dt.date.fromisoformat(day) if day else None,
        "birth_year": values.get("birth_year"),
    }


def _change(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> None:
    """Change what rows say of people who are here: as many queries for a thousand rows as for one."""
    known, sources = _locked(imported, rows)
    for row in rows:
        person, found = known[person_of(row)], sources.get(person_of(row))
        row.before = {key: getattr(person, key) for key in people.DETAILS if key in row.values}
        row.before["had_source"] = found is not None
        if ours := [key for key in people.OURS if key in row.values]:
            source = found or PersonSource(
                person=person, organisation=imported.organisation, imported=imported
            )
            row.before |= {key: _plain(getattr(source, key)) for key in ours}
            said = _said(row.values, imported)
            sources[person.pk] = _set(source, {key: said[key] for key in ours})
            source.recorded_by, source.recorded_at = by, clock.now()
        _set(person, {key: row.values[key] for key in people.DETAILS if key in row.values})
    ImportRow.objects.bulk_update(rows, ["before"], batch_size=BATCH)
    _save(list(known.values()), list(sources.values()), by)


def _locked(
    imported: PeopleImport, rows: Sequence[ImportRow]
) -> tuple[dict[int, Person], dict[int, PersonSource]]:
    """Return the people that rows are about, locked, and what the organisation wrote down of them."""
    keys = [person_of(row) for row in rows]
    known = Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    sources = PersonSource.objects.filter(organisation=imported.organisation, person__in=keys)
    return {one.pk: one for one in known}, {one.person_id: one for one in sources}


def _set(record: Any, values: Values) -> Any:
    """Set what differs, and remember that on the record."""
    changed = {key: value for key, value in values.items() if getattr(record, key) != value}
    for key, value in changed.items():
        setattr(record, key, value)
    record.changed_keys = sorted(changed)
    return record


def _save(known: Sequence[Any], sources: Sequence[Any], by: User) -> None:
    """Save what was set, and write into the history of each person which fields it was."""
    PersonSource.objects.bulk_create(one for one in sources if not one.pk)
    written = [one for one in sources if getattr(one, "changed_keys", [])]
    PersonSource.objects.bulk_update(written, [*people.OURS, "recorded_by", "recorded_at"], batch_size=BATCH)
    changed = [one for one in known if getattr(one, "changed_keys", [])]
    Person.objects.bulk_update(changed, people.DETAILS, batch_size=BATCH)
    _tell_history("details changed", {one.pk: one.changed_keys for one in changed}, by)
    _tell_history("source written down", {one.person_id: one.changed_keys for one in written}, by)


def _tell_history(verb: str, fields: dict[int, list[str]], by: User) -> None:
    """Write one entry for each person; one statement for all who had the same fields changed."""
    for names in sorted({tuple(one) for one in fields.values()}):
        same = [pk for pk, found in fields.items() if tuple(found) == names]
        detail = Value({"fields": list(names)}, JSONField())
        history.record_all(Person.objects.filter(pk__in=same), verb, by=by, detail=detail)


def person_of(row: ImportRow) -> int:
    """Return the key of the person that a row changes. Raises ValueError when it changes nobody."""
    if row.person_id is None:
        raise ValueError(row)
    return row.person_id


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def undo(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> dict[int, str]:
    """Take rows back. Returns the numbers of those that stay, each with its reason."""
    stays: dict[int, str] = {}
    new = [row for row in rows if row.outcome == Outcome.NEW and row.made_id]
    busy = touched(imported, [row.made_id for row in new if row.made_id])
    gone = []
    for row in new:
        if row.made_id in busy:
            words = _("%(name)s stays: something has happened with them since. See their page.")
            stays[row.number] = words % {"name": row.title}
        elif row.made_id:
            gone.append(row.made_id)
    Person.objects.filter(pk__in=gone).delete()
    if changed := [row for row in rows if row.outcome == Outcome.CHANGED and row.person_id]:
        stays |= _change_back(imported, changed, by)
    return stays


def _change_back(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> dict[int, str]:
    known, sources = _locked(imported, rows)
    stays, gone = {}, []
    for row in rows:
        person, source = known[person_of(row)], sources.get(person_of(row))
        details = {key: row.before[key] for key in people.DETAILS if key in row.before}
        ours = {key: row.before[key] for key in people.OURS if key in row.before}
        now = {key: getattr(person, key) for key in details}
        now |= {key: _plain(getattr(source, key, None)) for key in ours}
        if any(now[key] != row.values[key] for key in now):
            words = _("%(name)s stays as they are: somebody has changed it since.")
            stays[row.number] = words % {"name": person.name}
            continue
        if source and not row.before.get("had_source"):
            gone.append(source.pk)
        elif source and ours:
            day = ours.get("consent_on")
            _set(source, ours | ({"consent_on": dt.date.fromisoformat(day)} if day else {}))
        _set(person, details)
    PersonSource.objects.filter(pk__in=gone).delete()
    _save(list(known.values()), [one for one in sources.values() if one.pk not in gone], by)
    return stays


PEOPLE = kinds.register(
    RowKind(
        "people",
        _lazy("People"),
        _lazy("Names, how to reach people, and where you have their details from."),
        people.COLUMNS,
        judge=PeopleJudge,
        write=write,
        undo=undo,
        export=export_people,
        makes_people=True,
        telling=Telling(
            to_invite,
            tell,
            _lazy("The message says that you have their details, where from, and how they agreed."),
        ),
    )
)
