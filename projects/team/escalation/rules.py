"""Which steps of telling others are due for a late promise."""

import datetime as dt
from collections.abc import Mapping

from coproduce.foundation.promises.models import Step


def late_since(days: int, now: dt.datetime) -> dt.datetime:
    """Return the moment before which a promise must have been due to be late for that many whole days."""
    return now - dt.timedelta(days=days)


def steps_due(due_at: dt.datetime, days: Mapping[Step, int], now: dt.datetime) -> list[Step]:
    """Return the steps that are due, the first one first."""
    return [step for step in Step if due_at <= late_since(days[step], now)]
