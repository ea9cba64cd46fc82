"""Database constraints that a CHECK cannot state, kept by triggers on PostgreSQL and on SQLite.

They stand in `Meta.constraints` beside Django's own, and `makemigrations` finds them like any other:

    class Meta:
        constraints = [
            AppendOnlyConstraint(name="journal_entry_append_only"),
            WrittenOnceConstraint(name="payment_written_once", except_fields=["live", "result"]),
            TriggerConstraint(
                name="claim_own_decision",
                events=["insert", "update"],
                condition="EXISTS (SELECT 1 FROM {people.Person} p WHERE p.id = NEW.person_id AND ...)",
                message="nobody decides on their own claim",
            ),
        ]

A refusal reaches Python as `django.db.IntegrityError` with the constraint's name and message in it.
On PostgreSQL each constraint has one function of its own name; removing the constraint drops it.

SQLite forgets triggers when Django remakes a table; the schema editor of `foundation.database.sqlite3`
puts them back. On either engine a new field is covered as soon as it is added.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps as installed
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.ddl_references import Table
from django.db.models import BaseConstraint

from coproduce.foundation.database import erasing, triggers

ALWAYS = "TRUE"
MODEL = re.compile(r"\{(\w+)\.(\w+)\}")


class BaseTriggerConstraint(BaseConstraint):
    """A rule that the database keeps with triggers. Subclasses say what is refused in `refusals`."""

    message = ""
    error_code = "check_violation"
    deferred = False

    def refusals(self, model: Any, vendor: str) -> dict[str, str]:
        """Return for each event ("insert", "update" ...) the SQL condition under which it is refused."""
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Defer the triggers: unlike a CHECK they have no place inside CREATE TABLE.

        Django does the same with partial unique indexes, and so they follow a remade table on SQLite.
        """
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        vendor = schema_editor.connection.vendor
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return triggers.creation(vendor, self, table, self.refusals(model, vendor))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return triggers.removal(schema_editor.connection.vendor, self)

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Leave it to the database: whoever writes has asked the rules of the app before."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, BaseTriggerConstraint):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as Django's own constraints

    def __repr__(self) -> str:
        _path, _args, kwargs = self.deconstruct()
        return f"<{type(self).__name__}: {' '.join(f'{key}={value!r}' for key, value in kwargs.items())}>"


def unknown_fields(
    constraint: BaseConstraint, model: Any, names: Collection[str]
) -> list[checks.CheckMessage]:
    """Return an error for each name of a constraint that is no field of the model."""
    problems: list[checks.CheckMessage] = []
    for name in names:
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            text = f"Constraint {constraint.name} names the unknown field {name}."
            problems.append(checks.Error(text, obj=model, id="coproduce.E010"))
    return problems


class AppendOnlyConstraint(BaseTriggerConstraint):
    """Rows are added, and never changed or deleted; on PostgreSQL the table is not truncated either.

    `erasable` names personal fields: they alone may be replaced, by the value that stands for an erased one
    (`foundation.database.erasing`), and by no other.
    """

    message = "this table is append-only"
    error_code = "restrict_violation"

    def __init__(self, *, name: str, erasable: Collection[str] = ()) -> None:
        super().__init__(name=name)
        self.erasable = tuple(erasable)

    def refusals(self, model: Any, vendor: str) -> dict[str, str]:
        update = f"NOT ({erasing.allowed(model, self.erasable, vendor)})" if self.erasable else ALWAYS
        return {"update": update, "delete": ALWAYS, "truncate": ALWAYS}

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | ({"erasable": self.erasable} if self.erasable else {})

    def _check(self, model: Any, connection: Any) -> list[checks.CheckMessage]:
        return unknown_fields(self, model, self.erasable)


class WrittenOnceConstraint(BaseTriggerConstraint):
    """Values stay as they were first written; rows are not deleted either, unless `deletable`.

    Say which fields are meant with `fields`, or with `except_fields` all but those: then a field that is
    added later is covered too. `when` is SQL about OLD: the rule holds for rows that satisfied it before.
    """

    error_code = "restrict_violation"

    def __init__(
        self,
        *,
        name: str,
        fields: Collection[str] = (),
        except_fields: Collection[str] = (),
        when: str = "",
        deletable: bool = False,
        erasable: Collection[str] = (),
        message: str = "this was written once",
    ) -> None:
        if bool(fields) == bool(except_fields):
            raise ValueError("Name either fields or except_fields.")
        super().__init__(name=name)
        self.fields, self.except_fields = tuple(fields), tuple(except_fields)
        self.when, self.deletable, self.message = when, deletable, message
        self.erasable = tuple(erasable)

    def refusals(self, model: Any, vendor: str) -> dict[str, str]:
        changed = f"({self._differs(model, vendor)})"
        if self.erasable:
            changed = f"({changed} AND NOT ({erasing.allowed(model, self.erasable, vendor)}))"
        update = f"({self.when}) AND {changed}" if self.when else changed
        return {"update": update} | ({} if self.deletable else {"delete": ALWAYS, "truncate": ALWAYS})

    def _differs(self, model: Any, vendor: str) -> str:
        if vendor == "postgresql" and self.except_fields:
            # Not a list of columns: PostgreSQL would not hear of a column that is added later.
            left_out = ", ".join(
                triggers.literal(model._meta.get_field(one).column) for one in self.except_fields
            )
            old, new = (f"to_jsonb({row}) - ARRAY[{left_out}]::text[]" for row in ("OLD", "NEW"))
            return f"({old}) IS DISTINCT FROM ({new})"
        differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
        return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in self._columns(model))

    def _columns(self, model: Any) -> list[str]:
        if self.fields:
            return [model._meta.get_field(name).column for name in self.fields]
        fields = model._meta.local_concrete_fields
        return [field.column for field in fields if field.name not in self.except_fields]

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        said = {
            "fields": self.fields,
            "except_fields": self.except_fields,
            "when": self.when,
            "deletable": self.deletable,
            "erasable": self.erasable,
        }
        return path, args, kwargs | {k: v for k, v in said.items() if v} | {"message": self.message}

    def _check(self, model: Any, connection: Any) -> list[checks.CheckMessage]:
        return unknown_fields(self, model, (*self.fields, *self.except_fields, *self.erasable))


class TriggerConstraint(BaseTriggerConstraint):
    """Refuse `events` of rows for which `condition` is true.

    `condition` is SQL that both engines read. In it stand NEW and OLD for the row, {row} for NEW when it
    is inserted and OLD otherwise, and {app_label.Model} for the table of a model. With `deferred` it is
    asked at the end of the transaction, on PostgreSQL; SQLite cannot, and keeps nothing.
    """

    def __init__(
        self, *, name: str, events: Collection[str], condition: str, message: str, deferred: bool = False
    ) -> None:
        if not events or not set(events) <= {"insert", "update", "delete"}:
            raise ValueError(f"Not events of rows: {events}")
        super().__init__(name=name)
        self.events, self.condition = tuple(events), condition
        self.message, self.deferred = message, deferred

    def refusals(self, model: Any, vendor: str) -> dict[str, str]:
        condition = MODEL.sub(lambda found: f'"{_table(model, *found.groups())}"', self.condition).strip()
        return {
            event: f"({condition.replace('{row}', 'NEW' if event == 'insert' else 'OLD')})"
            for event in self.events
        }

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"events": self.events, "condition": self.condition, "message": self.message}
        return path, args, kwargs | ({"deferred": True} if self.deferred else {})

    def _check(self, model: Any, connection: Any) -> list[checks.CheckMessage]:
        problems: list[checks.CheckMessage] = []
        for app_label, name in MODEL.findall(self.condition):
            try:
                installed.get_model(app_label, name)
            except LookupError:
                text = f"Constraint {self.name} names the unknown model {app_label}.{name}."
                problems.append(checks.Error(text, obj=model, id="coproduce.E011"))
        return problems


def moves_only(name: str, *, field: str, steps: Collection[tuple[str, str]]) -> TriggerConstraint:
    """The rule that a column changes by these steps alone: (from, to)."""
    allowed = " OR ".join(
        f"(OLD.{field} = {triggers.literal(before)} AND NEW.{field} = {triggers.literal(after)})"
        for before, after in steps
    )
    return TriggerConstraint(
        name=name,
        events=["update"],
        condition=f"OLD.{field} <> NEW.{field} AND NOT ({allowed})",
        message=f"{field} does not change like that",
    )


def _table(model: Any, app_label: str, name: str) -> str:
    """Return the table of another model as the migration sees it.

    A migration's state holds only the apps it depends on, and a remade SQLite table stands alone: then
    the installed model answers, and for one that is gone since, Django's own way of naming tables.
    """
    for registry in (model._meta.apps, installed):
        try:
            return registry.get_model(app_label, name)._meta.db_table
        except LookupError:
            continue
    return f"{app_label}_{name}".lower()
