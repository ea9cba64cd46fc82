"""School holidays are added in one go, and taken off the list."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.meetings.special_days import queries
from projects.meetings.special_days.models import SchoolHolidays
from projects.meetings.special_days.rules import Holiday


@transaction.atomic
def add(organisation: Organisation, *, rows: Sequence[Holiday], by: User) -> int:
    """Add holidays, all or none. What stands there with the same area and first day is replaced.

    Returns how many rows were given. Raises TransitionRefused when two of them overlap in one area.
    """
    transitions.lock(organisation)
    _do_not_overlap([*rows, *_kept(organisation, rows)])
    for row in rows:
        SchoolHolidays.objects.update_or_create(
            organisation=organisation,
            area=row.area,
            first_day=row.first_day,
            defaults={"name": row.name, "last_day": row.last_day, "published": row.published},
        )
    history.record(organisation, "school holidays entered", by=by, detail={"rows": len(rows)})
    return len(rows)


def _kept(organisation: Organisation, rows: Iterable[Holiday]) -> list[Holiday]:
    replaced = {(row.area, row.first_day) for row in rows}
    there = queries.school_calendar_of(organisation.pk).rows
    return [row for row in there if (row.area, row.first_day) not in replaced]


def _do_not_overlap(rows: Iterable[Holiday]) -> None:
    last: dict[str, Holiday] = {}
    for row in sorted(rows, key=lambda row: (row.area, row.first_day)):
        before = last.get(row.area)
        if before and row.first_day <= before.last_day:
            words = _("“%(one)s” and “%(other)s” of %(area)s overlap. Nothing was saved.")
            raise transitions.TransitionRefused(
                words % {"one": before.name, "other": row.name, "area": row.area}
            )
        last[row.area] = row


@transaction.atomic
def remove(row: SchoolHolidays, *, by: User) -> None:
    """Take holidays off the list."""
    detail = {"area": row.area, "name": row.name}
    history.record(row.organisation, "school holidays taken off", by=by, detail=detail)
    row.delete()
