from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.lists.filters import Case, Kept, Since, Words
from coproduce.foundation.lists.registry import Column, day, declare
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import OPEN, PromiseQuerySet

SHOW = {
    "late": gettext_lazy("Late"),
    "we_owe": gettext_lazy("What we owe"),
    "we_wait_for": gettext_lazy("What we are waiting for"),
    "waiting": gettext_lazy("Waiting for something"),
    "kept": gettext_lazy("Kept"),
    "released": gettext_lazy("No longer owed"),
}

ORDER = {"kept": "-kept_at", "released": "-released_at"}


def part_of(rows: PromiseQuerySet, show: str) -> PromiseQuerySet:
    """Return the promises of one filter; an unknown filter shows all that are open."""
    if show == "late":
        return rows.overdue()
    if show == "kept":
        return rows.exclude(kept_at=None)
    if show == "released":
        return rows.exclude(released_at=None)
    if show == "waiting":
        return rows.open().exclude(waiting_since=None)
    sides = {"we_owe": Side.ORGANISATION, "we_wait_for": Side.CONTRIBUTOR}
    return rows.open().filter(side=sides[show]) if show in sides else rows.open()


def due(promise: Any) -> Any:
    """Return the day a promise is due, or None while it waits: then no day is named."""
    return None if promise.is_waiting else promise.due_at


def waits_for(promise: Any, *, for_staff: bool = True) -> str:
    """Return what an open promise waits for, in the words of one side."""
    if not promise.is_waiting or not promise.is_open:
        return ""
    words = [str(reason.for_staff if for_staff else reason.for_contributor) for reason in promise.reasons]
    return get_text_list(words, _("and"))


PROMISES = declare(
    "promises:list",
    title=gettext_lazy("Promises"),
    columns=[
        Column(gettext_lazy("Promise"), "words_for_staff"),
        Column(gettext_lazy("With"), "person.name"),
        Column(gettext_lazy("Project"), "project.title"),
        Column(gettext_lazy("Looked after by"), "owner.name"),
        day(gettext_lazy("Due"), due),
        Column(gettext_lazy("Waits for"), waits_for),
        day(gettext_lazy("Kept"), "kept_at"),
        day(gettext_lazy("No longer owed since"), "released_at"),
    ],
    filters=[
        Kept("show"),
        Words(
            gettext_lazy("Name, project or who looks after it"),
            ["person__name", "project__title", "owner__name", "label"],
        ),
        Since(gettext_lazy("Made in"), "made_at"),
    ],
)
MY_PROMISES = declare(
    "my_promises:list",
    title=gettext_lazy("Promises between us"),
    columns=[
        Column(gettext_lazy("Promise"), "words_for_contributor"),
        Column(gettext_lazy("Project"), "project.title"),
        day(gettext_lazy("Due"), due),
        Column(gettext_lazy("Waits for"), lambda promise: waits_for(promise, for_staff=False)),
        day(gettext_lazy("Kept"), "kept_at"),
        day(gettext_lazy("No longer owed since"), "released_at"),
    ],
    filters=[
        Words(gettext_lazy("Part of the project's title"), ["project__title", "label"]),
        Case(
            "state",
            gettext_lazy("Status"),
            {"open": (gettext_lazy("Open"), OPEN), "over": (gettext_lazy("Kept, or no longer owed"), ~OPEN)},
        ),
        Since(gettext_lazy("Made in"), "made_at"),
    ],
    own=True,
)
