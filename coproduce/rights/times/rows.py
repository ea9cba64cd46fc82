"""Rows about a person, found by the schedule; and the two ways of forgetting one: deleted, or emptied."""

from collections import deque
from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation.database.erasing import erase_values, erased_value
from coproduce.foundation.privacy import LIBRARY_MODELS, Privacy
from coproduce.rights.times.schedule import DELETE, EMPTY, MODELS

FORGOTTEN_CLASSES = ("personal", "special", "bank", "secret")


def model_of(label: str) -> type[models.Model]:
    """Return a model by its label. Raises LookupError."""
    return apps.get_model(label)


@cache
def classes_of(label: str) -> dict[str, str]:
    """Return {field name: data class} of a model, of libraries too."""
    model = model_of(label)
    if label in LIBRARY_MODELS:
        return {field.name: LIBRARY_MODELS[label] for field in model._meta.concrete_fields}
    return getattr(model, "privacy", Privacy()).by_field()


@cache
def organisation_path(label: str) -> str:
    """Return the shortest look-up from a model to the organisation it belongs to; "" where there is none."""
    waiting: deque[tuple[type[models.Model], str]] = deque([(model_of(label), "")])
    seen: set[type[models.Model]] = set()
    while waiting:
        model, path = waiting.popleft()
        for one in model._meta.concrete_fields:
            other: Any = one.related_model if one.many_to_one or one.one_to_one else None
            if other is Organisation:
                return f"{path}{one.name}"
            if other in (None, Person, User) or other in seen:
                continue
            seen.add(other)
            waiting.append((other, f"{path}{one.name}__"))
    return ""


def about(
    label: str, person: Person, organisation_id: int | None = None, *, and_none: bool = True
) -> QuerySet[Any]:
    """Return the rows of a model that are about a person; of one organisation alone when it is named.

    `and_none` adds what belongs to no organisation at all: their account, what helps them.
    """
    kept, model = MODELS[label], model_of(label)
    theirs = Q()
    for path in kept.about:
        theirs |= Q(**{path: person.pk})
    if kept.mailbox and (email := _proved(person)):
        theirs |= Q(**{kept.mailbox: email})
    rows: QuerySet[Any] = model._base_manager.filter(theirs if kept.about else Q(pk__in=[]))
    if organisation_id is not None:
        rows = rows.filter(_of(organisation_path(label), organisation_id, and_none=and_none))
    return model._base_manager.filter(pk__in=rows.values("pk")) if kept.about else rows


def _proved(person: Person) -> str:
    """Return the mailbox a person signs in with; nothing where others sign in with it too."""
    account = person.account
    return account.email if account and account.people.count() == 1 else ""


def _of(path: str, organisation_id: int, *, and_none: bool) -> Q:
    if not path:
        return Q() if and_none else Q(pk__in=[])
    mine = Q(**{path: organisation_id})
    return mine | Q(**{f"{path}__isnull": True}) if and_none else mine


def of_an_account(label: str) -> bool:
    """Say whether the rows of a model hang on an account: people who share one have them together."""
    return any(path.endswith("people") for path in MODELS[label].about)


@cache
def emptied(label: str, *, files: bool = True) -> dict[str, Any]:
    """Return {field name: what an emptied row holds}. Raises NotErasable where the schedule is silent."""
    kept, found = MODELS[label], dict(MODELS[label].put)
    for name, data_class in classes_of(label).items():
        if data_class not in FORGOTTEN_CLASSES or name in kept.stays or name in found:
            continue
        one = model_of(label)._meta.get_field(name)
        if one.is_relation or (not files and isinstance(one, models.FileField)):
            continue
        found[name] = "" if data_class in ("bank", "secret") else erased_value(one)
    return found


def with_something_left(label: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Narrow rows to those that are not emptied yet."""
    left = Q(pk__in=[])
    for name, value in emptied(label).items():
        if value is None:
            left |= Q(**{f"{name}__isnull": False})
        else:
            full = ~Q(**{name: value})
            left |= full & ~Q(**{name: ""}) if isinstance(value, str) else full
    return rows.filter(left)


def empty(label: str, rows: QuerySet[Any], *, files: bool = True) -> int:
    """Take the words and names out of rows; a blank stays blank. Call it inside a transaction."""
    values = emptied(label, files=files)
    if not values:
        return 0
    _delete_files(label, rows, [name for name in values if _is_file(label, name)])
    return erase_values(rows, {name: _unless_blank(label, name, value) for name, value in values.items()})


def delete(label: str, rows: QuerySet[Any]) -> int:
    """Delete rows, and the files that stand in them. Call it inside a transaction."""
    _delete_files(label, rows, [f.name for f in rows.model._meta.concrete_fields if _is_file(label, f.name)])
    return rows.delete()[0]


def forget(label: str, rows: QuerySet[Any]) -> int:
    """Do with rows what the schedule says: delete them, or empty them. Returns how many."""
    then = MODELS[label].then
    return delete(label, rows) if then == DELETE else empty(label, rows) if then == EMPTY else 0


def _unless_blank(label: str, name: str, value: Any) -> Any:
    one: Any = model_of(label)._meta.get_field(name)
    if not isinstance(value, str) or not value or not one.blank or name in MODELS[label].put:
        return value if value is None else Value(value, output_field=one)
    return Case(When(**{name: ""}, then=F(name)), default=Value(value, output_field=one))


def _is_file(label: str, name: str) -> bool:
    return isinstance(model_of(label)._meta.get_field(name), models.FileField)


def _delete_files(label: str, rows: QuerySet[Any], names: Iterable[str]) -> None:
    """Delete files once the transaction stands: until then a row may still name them."""
    for name in names:
        for path in rows.exclude(**{name: ""}).values_list(name, flat=True):
            transaction.on_commit(partial(default_storage.delete, path))
