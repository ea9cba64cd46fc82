from typing import Any

from django.db import connection, models

from coproduce.foundation.history.models import HistoryEntry


def record(subject: models.Model, verb: str, *, by: Any, why: str = "", detail: dict | None = None) -> HistoryEntry:
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


def scope(subject: models.Model, name: str) -> int | None:
    """Return the id of the organisation or project a row belongs to, when it says so."""
    if subject._meta.model_name == name:
        return subject.pk
    return getattr(subject, f"{name}_id", None)


def of(subject: models.Model) -> models.QuerySet[HistoryEntry]:
    """Return what was done to a row, newest first."""
    return HistoryEntry.objects.filter(subject_type=subject._meta.label, subject_id=subject.pk).select_related("by")
