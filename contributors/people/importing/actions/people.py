"""Writing people from rows, and taking them back. Nobody is written to."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import JSONField, OuterRef, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.accounts.models import User
from contributors.people.actions import change_details
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


def write(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> None:
    """Write people down, and change what rows change. Called inside the transaction of the import."""
    if new := [row for row in rows if row.outcome == Outcome.NEW]:
        _make(imported, new, by)
    for row in rows:
        if row.outcome == Outcome.CHANGED:
            _change(imported, row, by)


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


def _change(imported: PeopleImport, row: ImportRow, by: User) -> None:
    person = Person.objects.get(pk=known(row))
    found = PersonSource.objects.filter(person=person, organisation=imported.organisation).first()
    row.before = {key: getattr(person, key) for key in people.DETAILS if key in row.values}
    row.before["had_source"] = found is not None
    ours = [key for key in people.OURS if key in row.values]
    if ours:
        source = found or PersonSource(
            person=person, organisation=imported.organisation, recorded_by=by, imported=imported
        )
        row.before |= {key: _plain(getattr(source, key)) for key in ours}
        said = _said(row.values, imported)
        for key in ours:
            setattr(source, key, said[key])
        source.recorded_by, source.recorded_at = by, clock.now()
        source.save()
        history.record(person, "source written down", by=by, detail={"fields": ours})
    row.save(update_fields=["before"])
    changed = {key: row.values[key] for key in people.DETAILS if key in row.values}
    change_details(person, by=by, **changed)


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
    for row in rows:
        if row.outcome == Outcome.CHANGED and row.person_id:
            _change_back(imported, row, by, stays)
    return stays


def _change_back(imported: PeopleImport, row: ImportRow, by: User, stays: dict[int, str]) -> None:
    person = Person.objects.get(pk=known(row))
    source = PersonSource.objects.filter(person=person, organisation=imported.organisation).first()
    details = {key: row.before[key] for key in people.DETAILS if key in row.before}
    ours = {key: row.before[key] for key in people.OURS if key in row.before}
    now = {key: getattr(person, key) for key in details}
    now |= {key: _plain(getattr(source, key, None)) for key in ours}
    if any(now[key] != row.values[key] for key in now):
        words = _("%(name)s stays as they are: somebody has changed it since.")
        stays[row.number] = words % {"name": person.name}
        return
    if source and not row.before.get("had_source"):
        source.delete()
    elif source and ours:
        for key, value in ours.items():
            setattr(source, key, dt.date.fromisoformat(value) if key == "consent_on" and value else value)
        source.save()
    change_details(person, by=by, **details)


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


def known(row: ImportRow) -> int:
    """Return the key of the person that a row changes. Raises ValueError when it changes nobody."""
    if row.person_id is None:
        raise ValueError(row)
    return row.person_id
