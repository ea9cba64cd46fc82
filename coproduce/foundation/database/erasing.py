"""What stands where a personal value was: the only value an append-only table lets one be replaced by.

Erasing is no permission that somebody holds. The triggers of `foundation.database.constraints` allow one
change of a row that is written once: a field named as erasable takes the value `erased_value` gives it,
and everything else in the row stays. So history can forget a sentence, and nobody can rewrite it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models

MARK = "[erased]"
"""Stands for an erased text. Not a blank: a reader sees that something was here."""


class NotErasable(TypeError):
    """A field that has no value to stand for an erased one: its row is deleted or stays."""


def erased_value(field: Any) -> Any:
    """Return what a field holds once it is erased. Raises NotErasable for a number, date or choice."""
    if field.choices and not field.null:
        raise NotErasable(str(field))
    short = isinstance(field, models.CharField) and (field.max_length or len(MARK)) < len(MARK)
    if short or isinstance(field, models.FileField):
        return ""
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, (models.CharField, models.TextField)) and not field.choices:
        return MARK
    if field.null:
        return None
    raise NotErasable(str(field))


def erase_values(rows: models.QuerySet[Any], values: dict[str, Any]) -> int:
    """Put erased values in place of personal ones, past the refusals of append-only querysets.

    The triggers stay: they refuse anything but the erased value of an erasable field. Returns how many rows.
    """
    plain: models.QuerySet[Any] = models.QuerySet(rows.model, using=rows.db)
    plain.query = rows.order_by().query.chain()
    return plain.update(**values)


def allowed(model: Any, names: Iterable[str], vendor: str) -> str:
    """Return SQL that is true of an update that changes nothing but erases some of these fields."""
    same = "IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"
    fields = [model._meta.get_field(name) for name in names]
    others = _others(model, [field.column for field in fields], vendor, same)
    return " AND ".join([others, *(_same_or_erased(field, vendor, same) for field in fields)])


def _others(model: Any, columns: list[str], vendor: str, same: str) -> str:
    if vendor == "postgresql":  # not a list of columns: it would not hear of one that is added later
        left_out = ", ".join(f"'{column}'" for column in columns)
        old, new = (f"to_jsonb({row}) - ARRAY[{left_out}]::text[]" for row in ("OLD", "NEW"))
        return f"({old}) {same} ({new})"
    kept = [field.column for field in model._meta.local_concrete_fields if field.column not in columns]
    return "(" + " AND ".join(f'OLD."{column}" {same} NEW."{column}"' for column in kept) + ")"


def _same_or_erased(field: Any, vendor: str, same: str) -> str:
    value = erased_value(field)
    literal = "NULL" if value is None else f"'{value or ''}'" if not isinstance(value, dict) else "'{}'"
    if isinstance(value, dict) and vendor == "postgresql":
        literal += "::jsonb"
    column = field.column
    return f'(NEW."{column}" {same} OLD."{column}" OR NEW."{column}" {same} {literal})'
