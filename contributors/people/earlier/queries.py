from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Min, Sum

from contributors.accounts.models import Organisation, User
from contributors.people.earlier.models import EarlierHours
from contributors.people.earlier.rules import COLUMNS, KEEPS, clock_time
from contributors.people.importing.rules.kinds import Values
from contributors.people.models import Person
from contributors.people.records.queries import Store

HOURS = Store(EarlierHours, COLUMNS, KEEPS, day="day")


def export_hours(organisation: Organisation, user: User) -> Iterator[Values]:
    """Yield the hours of an organisation's earlier records, as a file holds them."""
    for row in HOURS.export(organisation, user):
        yield row | {"minutes": clock_time(row["minutes"])}


def earlier_hours(person: Person, user: User) -> dict[str, Any] | None:
    """Return what the earlier records of the user's organisations say of somebody's time; None: nothing."""
    rows = EarlierHours.objects.filter(person=person, organisation__in=user.organisation_ids("see_people"))
    found = rows.aggregate(n=Count("pk"), minutes=Sum("minutes"), first=Min("day"), last=Max("day"))
    return found if found["n"] else None
