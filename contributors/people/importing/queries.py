"""Who an organisation knows, as a file is compared with it; and what was done with those it brought in."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.people.importing.models import ImportRow, PeopleImport, PersonSource, RememberedColumn
from contributors.people.importing.rules import kinds, people
from contributors.people.importing.rules.kinds import RowKind, Values, Verdict
from contributors.people.importing.states import AT_WORK, Outcome
from contributors.people.models import Connection, Person
from contributors.people.queries import with_readable_email
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.pages import languages
from coproduce.foundation.text import folded

CHUNK = 1_000
OWN = {Connection, PersonSource, ImportRow}
"""What an import itself hangs on a person."""


def remembered(organisation_id: int, kind: RowKind) -> dict[str, str]:
    """Return what headings mean in the files of an organisation, as said last."""
    rows = RememberedColumn.objects.filter(organisation=organisation_id, kind=kind.key)
    return dict(rows.values_list("heading", "means"))


def index_of(organisation: Organisation, user: User) -> people.Index:
    """Return the people an organisation knows, by what it may read of them, for rows to be compared with."""
    index = people.Index()
    sources = PersonSource.objects.filter(organisation=organisation).exclude(birth_year=None)
    born = dict(sources.values_list("person", "birth_year"))
    rows = Person.objects.known_to([organisation.pk]).order_by("pk")
    known: QuerySet[Any] = with_readable_email(rows, user)
    for pk, ref, name, email in known.values_list("pk", "ref", "name", "readable_email").iterator(CHUNK):
        index.add(people.Known(pk, ref, name, email, born.get(pk)))
    return index


class PeopleJudge:
    """Compares rows with the people an organisation knows, as they are when it is made."""

    def __init__(self, imported: PeopleImport, user: User) -> None:
        self.organisation, self.user = imported.organisation, user
        self.index = index_of(imported.organisation, user)

    def judge(self, rows: Sequence[ImportRow]) -> list[Verdict]:
        """Return the verdict of each of some rows."""
        self._fill([one for row in rows for one in self._whom(row.values)])
        return [people.judged(self.index, row.number, row.values, row.choice) for row in rows]

    def _whom(self, values: Values) -> list[people.Known]:
        sure, maybe = people.whom(self.index, values)
        return [sure] if sure else maybe

    def _fill(self, some: list[people.Known]) -> None:
        wanted = {one.pk: one for one in some if not one.facts}
        for row in seen_by(self.organisation, self.user, list(wanted)):
            one = wanted[row["pk"]]
            one.facts, one.may_change, one.shares = row, row["may_change"], row["shares"]


def seen_by(organisation: Organisation, user: User, keys: Sequence[int]) -> list[Values]:
    """Return what an organisation may see of some people, with `pk`, `shares` and `may_change`."""
    here = Connection.objects.filter(organisation=organisation, shares=True, person=OuterRef("pk"))
    staff = StaffRole.objects.current().filter(user=OuterRef("account"))
    readable = with_readable_email(Person.objects.filter(pk__in=keys), user)
    rows = readable.annotate(open_here=Exists(here), is_staff=Exists(staff))
    sources = {
        one.person_id: one for one in PersonSource.objects.filter(organisation=organisation, person__in=keys)
    }
    return [_seen(one, sources.get(one.pk), user) for one in rows.order_by("pk")]


def _seen(person: Any, source: PersonSource | None, user: User) -> Values:
    seen: Values = {"pk": person.pk, "ref": person.ref, "name": person.name}
    seen["email"] = person.readable_email
    if person.open_here:
        seen |= {key: getattr(person, key) for key in ("phone", "address", "channel", "format", "language")}
    else:
        seen["channel"] = "email"
    if source:
        day = source.consent_on
        seen |= {"source": source.source, "consent": source.consent, "birth_year": source.birth_year}
        seen["consent_on"] = day.isoformat() if day else None
    colleague = person.is_staff and person.account_id != user.pk
    return seen | {"shares": person.open_here, "may_change": person.open_here and not colleague}


def export_people(organisation: Organisation, user: User) -> Iterator[Values]:
    """Yield the people an organisation knows by name, each as far as it may see them."""
    rows = Person.objects.known_to([organisation.pk]).order_by("name", "pk").values_list("pk", flat=True)
    keys = list(rows)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        found = {one["pk"]: one for one in seen_by(organisation, user, some)}
        for pk in some:
            if one := found.get(pk):
                yield {**one, **_in_words(one)}


def _in_words(one: Values) -> Values:
    words: Values = {}
    person = Person(**{key: one[key] for key in ("channel", "format", "language") if one.get(key)})
    if one.get("channel"):
        words["channel"] = person.get_channel_display()
    if one.get("format"):
        words |= {"format": person.get_format_display(), "language": languages.name_of(person.language)}
    return words


def counts(imported: PeopleImport) -> dict[str, int]:
    """Return how many rows came to what; they add up to the rows that were read once all are checked."""
    found = dict.fromkeys(Outcome.values, 0)
    for outcome in Outcome.values:
        found[outcome] = imported.rows.filter(outcome=outcome).count()
    return found


def made(imported: PeopleImport) -> QuerySet[Person]:
    """Return the people an import made."""
    rows = imported.rows.filter(outcome=Outcome.NEW, made_id__isnull=False)
    return Person.objects.filter(pk__in=rows.values("made_id"))


def point_at_people() -> list[tuple[Any, str]]:
    """Return (model, field) of everything that points at a person, also where no name leads back."""
    fields: Any = Person._meta.get_fields(include_hidden=True)
    links = [one for one in fields if one.auto_created and not one.concrete and one.is_relation]
    return [(one.related_model, one.field.name) for one in links if not one.many_to_many]


def touched(imported: PeopleImport, keys: Sequence[int]) -> set[int]:
    """Return which of some people did something since they were brought in, or had something done.

    Everything that points at a person counts, also what a later version adds; so does a change of their own
    record, and an account. What it was is not said: it may be another organisation's.
    """
    found: set[int] = set()
    for model, name in point_at_people():
        if model not in OWN:
            rows = model._base_manager.filter(**{f"{name}__in": keys})
            found |= set(rows.values_list(name, flat=True))
    later = HistoryEntry.objects.filter(
        subject_type=Person._meta.label, subject_id__in=keys, at__gt=imported.done_at
    )
    others = Connection.objects.filter(person__in=keys).exclude(organisation=imported.organisation)
    signed = Person.objects.filter(pk__in=keys).exclude(account=None, equality_token="")
    found |= set(later.values_list("subject_id", flat=True)) | set(others.values_list("person", flat=True))
    return found | set(signed.values_list("pk", flat=True))


def to_invite(imported: PeopleImport) -> QuerySet[PersonSource]:
    """Return those an import made whom nobody has told yet."""
    waiting = imported.sources.filter(invited_at=None)
    if imported.emptied_at and imported.done_at:  # its rows are gone: those it wrote down that day
        return waiting.filter(person__added_on__gte=clock.uk(imported.done_at).date())
    return waiting.filter(person__in=made(imported).values("pk"))


def candidates_of(row: ImportRow) -> list[Person]:
    """Return whom a row may be."""
    known = Person.objects.known_to([row.imported.organisation_id])
    return list(known.filter(pk__in=row.candidates).order_by("pk"))


def named(imported: PeopleImport, keys: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return {key: (reference, folded name)} of some people the organisation of an import knows."""
    index = Person.objects.known_to([imported.organisation_id]).filter(pk__in=keys)
    return {pk: (ref, folded(name)) for pk, ref, name in index.values_list("pk", "ref", "name")}


def at_work() -> list[int]:
    """Return the imports that wait for the machine, oldest first."""
    waits = Q(status__in=AT_WORK) | Q(
        Exists(PersonSource.objects.filter(imported=OuterRef("pk"), invite_waits=True))
    )
    return list(PeopleImport.objects.filter(waits).order_by("pk").values_list("pk", flat=True))


def offered_to(user: User) -> list[RowKind]:
    """Return what a member of staff may bring in."""
    return [one for one in kinds.registered() if user.organisation_ids(one.capability)]


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Return the organisations for which a member of staff may bring people in."""
    return Organisation.objects.filter(pk__in=user.organisation_ids("edit_people")).order_by("name", "pk")


def taken_out_by(user: User) -> list[tuple[Organisation, list[RowKind]]]:
    """Return what a member of staff may take out of which organisation."""
    offered = [(one, user.organisation_ids(one.capability)) for one in kinds.registered()]
    return [
        (where, [one for one, allowed in offered if where.pk in allowed]) for where in organisations_of(user)
    ]
