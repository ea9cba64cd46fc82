"""What time it is. The only place that asks.

Python's clock decides what a page says; the database's clock decides what is due, so that a
worker whose clock is wrong can neither send early nor skip (trust R8).
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models.functions import Now
from django.db.models.sql import Query
from django.utils import timezone

UK = ZoneInfo("Europe/London")
_pretended: ContextVar[dt.datetime | None] = ContextVar("pretended", default=None)


class DatabaseNow(Now):
    """The database's own clock, to the microsecond on both engines.

    SQLite tells whole milliseconds and compares text: without the tail, what was written a few
    microseconds ago would not be due yet.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f999', 'NOW')"
        return self.as_sql(compiler, connection, template=template, **extra)


def now() -> dt.datetime:
    """Return the present moment, aware, UTC."""
    return _pretended.get() or timezone.now()


@contextmanager
def pretend(moment: dt.datetime) -> Iterator[None]:
    """Let the application believe it is another moment: how the demo's story is told day by day.

    Only this thread believes it, and the database's clock never does.
    """
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def today() -> dt.date:
    """Return today's date in the UK."""
    return now().astimezone(UK).date()


def database_now() -> DatabaseNow:
    """Return an expression for the database's own clock, for every question of "is it due?"."""
    return DatabaseNow()


def database_moment() -> dt.datetime:
    """Ask the database's own clock, for a moment that is stored. One query."""
    compiler = Query(None).get_compiler(connection=connection)
    sql, params = compiler.compile(DatabaseNow())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        said = cursor.fetchone()[0]
    moment = dt.datetime.fromisoformat(said) if isinstance(said, str) else said
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def uk(moment: dt.datetime) -> dt.datetime:
    """Return the same moment on a UK wall clock."""
    return moment.astimezone(UK)


def end_of_day(date: dt.date) -> dt.datetime:
    """Return the last minute of a UK day: a promise "by 14 May" is broken on the 15th, not before."""
    return dt.datetime.combine(date, dt.time(23, 59), tzinfo=UK)


def tax_year_start(date: dt.date) -> dt.date:
    """Return the 6 April that opens the UK tax year of a date."""
    start = dt.date(date.year, 4, 6)
    return start if date >= start else dt.date(date.year - 1, 4, 6)
