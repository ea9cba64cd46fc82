"""What somebody told us about when they can come, in the words of their written copy."""

from typing import Any

from contributors.availability.clocks.rules import clocks
from contributors.availability.models import Unavailable
from contributors.availability.recording.states import (
    AWAY_WORDS,
    CLOCK_WORDS,
    ONLINE_WORDS,
    TRAVEL_WORDS,
    WEEKLY_WORDS,
    Told,
)
from coproduce.foundation.pages.presenters import hours, uk_date


def in_words(topic: str, told: dict[str, Any]) -> str:
    """Return what was told about a topic in a sentence or two."""
    if topic == Told.WEEKLY:
        times = {"from_minute": told["from_minute"], "to_minute": told["to_minute"]}
        rows = [Unavailable(weekday=day, **times) for day in told["weekdays"]]
        return WEEKLY_WORDS % {"when": ", ".join(map(str, rows))}
    if topic == Told.AWAY:
        return AWAY_WORDS % {"first": uk_date(told["first_day"]), "last": uk_date(told["last_day"])}
    if topic == Told.CLOCK:
        return CLOCK_WORDS % {"clock": dict(clocks()).get(told["zone"], "UK")}
    times = {name: hours(told[name]) for name in ("before", "after")}
    online = f" {ONLINE_WORDS}" if told["joins_online"] else ""
    return TRAVEL_WORDS % times + online
