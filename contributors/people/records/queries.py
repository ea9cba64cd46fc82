"""The records an organisation has, as rows of a file are compared with them, and as they go out again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contributors.accounts.models import Organisation, User
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.queries import CHUNK, index_of
from contributors.people.importing.rules.kinds import Column, Values, Verdict
from contributors.people.models import Person
from contributors.people.records import rules
from contributors.people.records.rules import Held, Keep, Problems, Records, Whose

Against = Callable[[Organisation, Sequence[tuple[int, Values]]], dict[int, Problems]]


def _nothing(_organisation: Organisation, _rows: Sequence[tuple[int, Values]]) -> dict[int, Problems]:
    return {}


@dataclass(frozen=True)
class Store:
    """A model of records: its columns beside who, how each is kept, and which of them is the day.

    `against` returns what else speaks against some new rows, given as (person, values), by their place.
    """

    model: Any
    columns: tuple[Column, ...]
    keeps: Mapping[str, Keep]
    day: str
    against: Against = _nothing

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns of its file, in order."""
        return (rules.ROW_REF, *rules.WHO, *self.columns)

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Its columns by key."""
        return {one.key: one for one in self.all_columns}

    def fields(self, values: Values) -> dict[str, Any]:
        """Return the fields that a row sets; an empty cell sets none."""
        return {keep.field: keep.store(values[key]) for key, keep in self.keeps.items() if key in values}

    def said_by(self, record: Any) -> dict[str, Any]:
        """Return what a record says, as a row says it."""
        return {key: keep.load(getattr(record, keep.field)) for key, keep in self.keeps.items()}

    def held(self, record: Any) -> Held:
        """Return a record as rows are compared with it."""
        return Held(record.ref, record.person_id, tuple(self.said_by(record).values()))

    def judge(self, imported: PeopleImport, user: User) -> "RecordsJudge":
        """Return the judge of a file of these records."""
        return RecordsJudge(imported, user, self)

    def export(self, organisation: Organisation, user: User) -> Iterator[Values]:
        """Yield the records of an organisation, oldest first, in the shape that is read."""
        rows = self.model.objects.filter(organisation=organisation).order_by(self.keeps[self.day].field, "pk")
        for one in rows.select_related("person").iterator(CHUNK):
            who = {rules.REF: one.ref, rules.PERSON: one.person.ref, rules.NAME: one.person.name}
            yield who | self.said_by(one)


class RecordsJudge:
    """Compares rows with the people an organisation knows and the records it has of them."""

    def __init__(self, imported: PeopleImport, user: User, store: Store) -> None:
        self.organisation, self.store = imported.organisation, store
        self.index, self.here = index_of(imported.organisation, user), Records()

    def judge(self, rows: Sequence[ImportRow]) -> list[Verdict]:
        """Return the verdict of each of some rows. As many queries for one as for a thousand."""
        whose = [rules.whose(self.index, row.values, row.choice) for row in rows]
        self._fill(rows, whose)
        new = [
            (one.known.pk, row.values) if one.known else None for row, one in zip(rows, whose, strict=True)
        ]
        sure = [(at, one) for at, one in enumerate(new) if one and not rows[at].values.get(rules.REF)]
        against = self.store.against(self.organisation, [one for _at, one in sure])
        for place, problems in against.items():
            whose[sure[place][0]].problems += problems
        store, here = self.store, self.here
        return [
            rules.judged(here, store.keeps, store.by_key, one, row)
            for row, one in zip(rows, whose, strict=True)
        ]

    def _fill(self, rows: Sequence[ImportRow], whose: Sequence[Whose]) -> None:
        day = self.store.keeps[self.store.day]
        refs = {str(row.values[rules.REF]).lower() for row in rows if row.values.get(rules.REF)}
        people = {one.known.pk for one in whose if one.known}
        days = {day.store(row.values[self.store.day]) for row in rows if self.store.day in row.values}
        ours = self.store.model.objects.filter(organisation=self.organisation)
        self.here.by_ref = {one.ref: self.store.held(one) for one in ours.filter(ref__in=refs)}
        same = ours.filter(person__in=people, **{f"{day.field}__in": days})
        self.here.said = {(one.person, *one.facts) for one in map(self.store.held, same)}


def of_person(model: Any, person: Person, organisation_ids: Sequence[int]) -> Any:
    """Return the records some organisations have of a person, the newest first."""
    return model.objects.filter(person=person, organisation__in=organisation_ids)
