"""Questions to the database that may take only so long."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections


@contextmanager
def no_longer_than(milliseconds: int) -> Iterator[None]:
    """Let no single question in the block take longer. Too slow raises OperationalError.

    On PostgreSQL alone: SQLite has no such limit and no server that could hang.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(milliseconds)])
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
        except DatabaseError:
            connection.close()  # it broke, or stands in a transaction that failed: nobody gets it like this
            raise
