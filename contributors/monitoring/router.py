"""Keeps equality answers in their own database, and everything else out of it."""

from typing import Any

ALIAS = "monitoring"


class KeepApart:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return ALIAS if model._meta.app_label == ALIAS else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Refuse any relation that has one foot in the store."""
        return one._meta.app_label == other._meta.app_label if ALIAS in self._labels(one, other) else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label == ALIAS) == (db == ALIAS)

    def _labels(self, one: Any, other: Any) -> set[str]:
        return {one._meta.app_label, other._meta.app_label}
