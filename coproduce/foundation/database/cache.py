"""The shared cache: rows of the database that live until their time is over.

Counters of sign-in tries stand here. Django's own backend throws out rows when there are many, so whoever
fills it would lift a limit; and it says nothing when a row could not be written, so nothing would be counted.
"""

import base64
import datetime as dt
import pickle
from typing import Any

from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from coproduce.foundation import clock

NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
MODES = {
    "add": "DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE {table}.expires < %s",
    "set": "DO UPDATE SET value = excluded.value, expires = excluded.expires",
}


class LivingCache(DatabaseCache):
    """Django's cache in the database; one statement adds or sets, and nothing is thrown out early.

    Two that add the same key at once: one of them is told that it did. Errors of the database come out.
    """

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = None) -> bool:
        """Write one row. Returns whether it was written: not when `mode` is "add" and one lives."""
        if mode not in MODES:
            return bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        seconds = self.get_backend_timeout(timeout)
        ends = NEVER if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
        now = _adapted(clock.now())
        packed = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        table = connection.ops.quote_name(self._table)
        # Nothing in these words comes from outside: the name of the table is in the settings.
        sql = (
            f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"  # noqa: S608
            f" ON CONFLICT (cache_key) {MODES[mode].format(table=table)}"
        )
        params = [key, packed, _adapted(ends), *([now] if mode == "add" else [])]
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
