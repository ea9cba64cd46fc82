"""When schools are closed, area by area: read for a check, added in one go, taken off the list."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.meetings.models import SchoolHolidays


@dataclass(frozen=True)
class Row:
    """School holidays as somebody typed them."""

    area: str
    name: str
    first_day: dt.date
    last_day: dt.date
    published: str


@dataclass(frozen=True)
class SchoolCalendar:
    """What is known of the schools of some areas."""

    rows: tuple[Row, ...] = ()

    def on(self, day: dt.date) -> list[Row]:
        """Return the holidays that a day is in."""
        return [row for row in self.rows if row.first_day <= day <= row.last_day]

    def not_entered(self, day: dt.date) -> list[str]:
        """Return the areas with no holidays entered around a day: it is before all or after all of theirs."""
        areas: dict[str, list[Row]] = {}
        for row in self.rows:
            areas.setdefault(row.area, []).append(row)
        return [
            area
            for area, rows in sorted(areas.items())
            if not min(row.first_day for row in rows) <= day <= max(row.last_day for row in rows)
        ]


def calendar_of(organisation_id: int) -> SchoolCalendar:
    """Return what an organisation has entered. One query."""
    rows = SchoolHolidays.objects.filter(organisation=organisation_id)
    return SchoolCalendar(
        tuple(Row(*row) for row in rows.values_list("area", "name", "first_day", "last_day", "published"))
    )


@transaction.atomic
def add(organisation: Organisation, *, rows: Sequence[Row], by: User) -> int:
    """Add holidays, all or none. What stands there with the same area and first day is replaced.

    Returns how many rows were given. Raises Refused when two of them overlap in one area.
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


def _kept(organisation: Organisation, rows: Iterable[Row]) -> list[Row]:
    replaced = {(row.area, row.first_day) for row in rows}
    there = calendar_of(organisation.pk).rows
    return [row for row in there if (row.area, row.first_day) not in replaced]


def _do_not_overlap(rows: Iterable[Row]) -> None:
    last: dict[str, Row] = {}
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
