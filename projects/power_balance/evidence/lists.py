from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.registry import Column, day, declare


def what(row: Any) -> str:
    """Return what a row behind a number of the evidence is called on its page."""
    for name in ("words_for_staff", "title"):
        if found := getattr(row, name, ""):
            return found
    return row.meeting.title if hasattr(row, "meeting") else row.person.name


def when(row: Any) -> Any:
    """Return the day that stands beside it."""
    meeting = getattr(row, "meeting", None)
    for name in ("due_at", "starts_at", "on", "joined_on", "decided_on"):
        if found := getattr(row, name, None):
            return found
    return meeting.starts_at if meeting else None


EVIDENCE = declare(
    "power_balance:evidence_rows",
    title=_("Behind the number"),
    columns=[Column(_("What"), what), day(_("When"), when)],
)
