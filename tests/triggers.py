"""Append-only tables refuse DELETE and TRUNCATE, except from the clean-up after a test."""

from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations


def disable_during_flush() -> None:
    """Disable the triggers while Django empties the tables after a test, and enable them again."""
    empty_tables = BaseDatabaseOperations.execute_sql_flush

    def flush_without_triggers(self, sql_list):
        with disabled(connections[self.connection.alias]):
            return empty_tables(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = flush_without_triggers


@contextmanager
def disabled(connection):
    """Run the block with no trigger on any table."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        disable, enable = _postgres_statements(cursor) if postgres else _sqlite_statements(cursor)
        for statement in disable:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in enable:
                cursor.execute(statement)


def _postgres_statements(cursor) -> tuple[list[str], list[str]]:
    cursor.execute("SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
    tables = [row[0] for row in cursor.fetchall()]
    return [
        [f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables] for word in ("DISABLE", "ENABLE")
    ]


def _sqlite_statements(cursor) -> tuple[list[str], list[str]]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _sql in triggers], [sql for _name, sql in triggers]
