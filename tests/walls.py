"""Append-only tables refuse DELETE and TRUNCATE; only the clean-up after a test may pass."""

from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations


def let_clean_up_pass() -> None:
    """Take the triggers away while Django empties the tables after a test, and put them back."""
    empty_tables = BaseDatabaseOperations.execute_sql_flush

    def without_triggers(self, sql_list):
        with lowered(connections[self.connection.alias]):
            return empty_tables(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = without_triggers


@contextmanager
def lowered(connection):
    """Run the block with no trigger on any table."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        down, up = _postgres_switches(cursor) if postgres else _sqlite_switches(cursor)
        for statement in down:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in up:
                cursor.execute(statement)


def _postgres_switches(cursor) -> tuple[list[str], list[str]]:
    cursor.execute("SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
    tables = [row[0] for row in cursor.fetchall()]
    return [
        [f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables] for word in ("DISABLE", "ENABLE")
    ]


def _sqlite_switches(cursor) -> tuple[list[str], list[str]]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _sql in triggers], [sql for _name, sql in triggers]
