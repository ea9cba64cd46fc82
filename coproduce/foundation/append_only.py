"""Migration operations: the second wall behind what is only ever added to.

`AppendOnly` stops Python; these triggers stop everything else that can write SQL, on both engines.
SQLite loses triggers when a later migration remakes a table: repeat the operation there
(tests/foundation/test_append_only.py finds a table without its wall).
"""

from typing import Any

from django.db.migrations.operations.base import Operation

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% may not be changed: %', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
"""


class _Triggers(Operation):
    """Creates triggers on one table, and drops them on the way back."""

    reversible = True
    reduces_to_sql = True
    elidable = False

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's picture of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        vendor = schema_editor.connection.vendor
        if not self.router_allows(schema_editor, app_label):
            return
        if vendor == "postgresql":
            schema_editor.execute(POSTGRES_FUNCTION, params=None)
        for name, when, raises in self.triggers():
            schema_editor.execute(create_trigger(vendor, self.table, name, when, raises), params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if not self.router_allows(schema_editor, app_label):
            return
        on_table = f' ON "{self.table}"' if schema_editor.connection.vendor == "postgresql" else ""
        for name, _when, _raises in self.triggers():
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}', params=None)

    def router_allows(self, schema_editor: Any, app_label: str) -> bool:
        """Say whether this app's tables live in the database being migrated."""
        from django.db import router

        return router.allow_migrate(schema_editor.connection.alias, app_label)

    def triggers(self) -> list[tuple[str, str, str]]:
        """Return (name, event, message) of each trigger."""
        raise NotImplementedError

    def describe(self) -> str:
        return f"Keep {self.table} from being changed"


class AppendOnlyTriggers(_Triggers):
    """Refuse every UPDATE and DELETE on a table; on PostgreSQL also TRUNCATE."""

    def triggers(self) -> list[tuple[str, str, str]]:
        message = f"{self.table} is append-only"
        return [
            (f"{self.table}_no_update", "UPDATE", message),
            (f"{self.table}_no_delete", "DELETE", message),
            (f"{self.table}_no_truncate", "TRUNCATE", message),
        ]


class FrozenColumns(_Triggers):
    """Refuse changes of some columns of a table, and deleting its rows; other columns stay free."""

    def __init__(self, table: str, columns: tuple[str, ...]) -> None:
        super().__init__(table)
        self.columns = columns

    def triggers(self) -> list[tuple[str, str, str]]:
        frozen = ", ".join(f'"{column}"' for column in self.columns)
        return [
            (f"{self.table}_frozen", f"UPDATE OF {frozen}", f"{self.table}: this was written once"),
            (f"{self.table}_no_delete", "DELETE", f"{self.table} keeps its rows"),
            (f"{self.table}_no_truncate", "TRUNCATE", f"{self.table} keeps its rows"),
        ]


def create_trigger(vendor: str, table: str, name: str, event: str, message: str) -> str:
    """Return the SQL of one refusing trigger; names come from migrations, never from people."""
    if vendor == "postgresql":
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        return (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
    if event == "TRUNCATE":  # SQLite has none
        return "SELECT 1"
    return (
        f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
