from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import F, Value

from coproduce.foundation import clock
from coproduce.foundation.database.bulk import insert_from
from coproduce.foundation.history.models import AdministratorLook, HistoryEntry

if TYPE_CHECKING:
    from contributors.accounts.models import User


def record(
    subject: models.Model,
    verb: str,
    *,
    by: "User | None",
    why: str = "",
    detail: dict[str, Any] | None = None,
) -> HistoryEntry:
    """Add one entry, in the transaction of what it tells of. `by` is None for the clock.

    Raises RuntimeError outside a transaction: an entry must not outlive what it tells of.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("history.record needs the transaction of its cause")
    return HistoryEntry.objects.create(
        by=by,
        verb=verb,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        organisation_id=scope(subject, "organisation"),
        project_id=scope(subject, "project"),
        why=why,
        detail=detail or {},
    )


def record_all(
    rows: models.QuerySet[Any], verb: str, *, by: "User | None", why: str = "", detail: Any = None
) -> int:
    """Add one entry for each row of a queryset, in one statement. Returns how many.

    `detail` may be an expression over the rows. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("history.record_all needs the transaction of its cause")
    nobody = Value(None, models.BigIntegerField())
    return insert_from(
        HistoryEntry,
        rows.order_by(),
        at=Value(clock.now(), models.DateTimeField()),
        by=Value(by.pk, models.BigIntegerField()) if by else nobody,
        verb=Value(verb),
        subject_type=Value(rows.model._meta.label),
        subject_id=F("pk"),
        organisation=scope_of_all(rows.model, "organisation") or nobody,
        project=scope_of_all(rows.model, "project") or nobody,
        why=Value(why),
        detail=Value({}, models.JSONField()) if detail is None else detail,
    )


def scope_of_all(model: type[models.Model], name: str) -> F | None:
    """Return `scope` as an expression over the rows of a model."""
    if model._meta.model_name == name:
        return F("pk")
    return F(f"{name}_id") if any(field.name == name for field in model._meta.fields) else None


def scope(subject: models.Model, name: str) -> int | None:
    """Return the id of the organisation or project a row belongs to, when it says so."""
    if subject._meta.model_name == name:
        return subject.pk
    return getattr(subject, f"{name}_id", None)


def record_look(model: type[models.Model], keys: list[int], *, by: "User", searched: bool) -> None:
    """Write down that an administrator was shown these rows: one row for one page."""
    AdministratorLook.objects.create(by=by, model=model._meta.label, keys=keys, searched=searched)


def forget_looks() -> int:
    """Delete what administrators looked at once its time is over. Returns how many. May run twice."""
    return AdministratorLook.objects.filter(kept_until__lt=clock.today()).delete()[0]
