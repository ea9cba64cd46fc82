"""The shared cache: rows of the database that live until their time is over.

Counters of sign-in tries stand here. Django's own backend throws out rows when there are many, so whoever
fills it would lift a limit; and it says nothing when a row could not be written, so nothing would be counted.
Values are JSON: who can write to the table cannot make a reader run code.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from coproduce.foundation import clock

NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
MODES = {
    "add": "DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE {table}.expires <= %s",
    "set": "DO UPDATE SET value = excluded.value, expires = excluded.expires",
}


class LivingCache(DatabaseCache):
    """Django's cache in the database; one statement adds or sets, and nothing is thrown out early.

    Two that add the same key at once: one of them is told that it did. Errors of the database come out.
    """

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Return the values of those keys that live."""
        known = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not known:
            return {}
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        places = ", ".join(["%s"] * len(known))
        sql = f"SELECT cache_key, value FROM {table} WHERE cache_key IN ({places}) AND expires > %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [*known, _adapted(clock.now())])
            return {known[key]: json.loads(value) for key, value in cursor.fetchall()}

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = None) -> bool:
        """Write one row. Returns whether it was written: not when `mode` is "add" and one lives."""
        if mode not in MODES:
            return bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        seconds = self.get_backend_timeout(timeout)
        ends = NEVER if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
        now = _adapted(clock.now())
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        # Nothing in these words comes from outside: the name of the table is in the settings.
        sql = (
            f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"  # noqa: S608
            f" ON CONFLICT (cache_key) {MODES[mode].format(table=table)}"
        )
        params = [key, json.dumps(value), _adapted(ends), *([now] if mode == "add" else [])]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.rowcount > 0


def _adapted(moment: dt.datetime) -> Any:
    """Return a moment as the column takes it: whole seconds."""
    return connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))


def forget_ended() -> int:
    """Delete rows whose time is over. Returns how many."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [_adapted(clock.now())])  # noqa: S608
        return cursor.rowcount
