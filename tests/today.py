"""Runs the tests as if today were another day: TEST_TODAY=2026-12-24 or TEST_TODAY=2027-03-28T00:30Z.

Both clocks go on from that moment: Python's (time-machine) and the database's, which a test that travels
further leaves alone, as in life. A day alone begins at ten in the morning in the UK; a moment without a
zone is on a UK wall clock.
"""

import datetime as dt
import os
import time
from zoneinfo import ZoneInfo

import time_machine

UK = ZoneInfo("Europe/London")
MORNING = dt.time(10)


def moment_of(words: str) -> dt.datetime:
    """Return the moment that TEST_TODAY means, aware. Raises SystemExit when it means none."""
    try:
        moment = dt.datetime.fromisoformat(words)
    except ValueError:
        raise SystemExit(f"TEST_TODAY is {words!r}: use a day or moment like 2027-03-28T00:30Z.") from None
    if len(words) == len("2026-12-24"):
        moment = dt.datetime.combine(moment, MORNING)
    return moment if moment.tzinfo else moment.replace(tzinfo=UK)


def pretend() -> dt.timedelta:
    """Start the clock of Python at TEST_TODAY. Returns how far that is from the real one; 0 without it."""
    words = os.environ.get("TEST_TODAY", "")
    if not words:
        return dt.timedelta(0)
    moment = moment_of(words)
    far = moment - dt.datetime.fromtimestamp(time.time(), tz=dt.UTC)
    time_machine.travel(moment, tick=True).start()
    return far


def move_database_clock(far: dt.timedelta) -> None:
    """Let the expression for the database's clock say another time. Both engines reckon in seconds."""
    from coproduce.foundation.clock import DatabaseNow

    if not far:
        return
    seconds = f"{far.total_seconds():+.3f} seconds"
    sqlite = f"STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f999', 'NOW', '{seconds}')"
    postgres = f"(STATEMENT_TIMESTAMP() + INTERVAL '{seconds}')"
    DatabaseNow.as_sqlite = _with_template(sqlite)
    DatabaseNow.as_postgresql = _with_template(postgres)


def _with_template(template: str):
    def as_vendor(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template=template, **extra)

    return as_vendor
