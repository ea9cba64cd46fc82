"""The columns of a file of hours that people gave before."""

from typing import Any

from django.utils.translation import gettext_lazy as _lazy

from contributors.people.earlier.models import MOST_MINUTES
from contributors.people.importing.rules import cells
from contributors.people.importing.rules.kinds import Column
from contributors.people.records.rules import Keep, day_of
from coproduce.foundation import fields
from coproduce.foundation.documents.spreadsheet import Kind
from coproduce.foundation.pages.presenters import hours

COLUMNS = (
    Column(
        "day",
        _lazy("Day"),
        cells.day,
        ("date", "on", "meeting date", "activity date"),
        needed=True,
        kind=Kind.DAY,
        example="3 April 2025",
    ),
    Column(
        "minutes",
        _lazy("Time"),
        cells.minutes(MOST_MINUTES),
        ("hours", "duration", "time given", "hours given"),
        needed=True,
        example="2:30",
    ),
    Column(
        "what",
        _lazy("What for"),
        cells.of_field(fields.LineField(max_length=120)),
        ("what", "activity", "meeting", "project", "description"),
        example="Steering group",
    ),
)
KEEPS: dict[str, Keep] = {
    "day": day_of("day"),
    "minutes": Keep("minutes", show=hours, needed=True),
    "what": Keep("what"),
}


def clock_time(minutes: Any) -> str:
    """Return minutes as a cell holds them, exactly: 150 is "2:30"."""
    whole, rest = divmod(int(minutes), 60)
    return f"{whole}:{rest:02d}"
