import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from contributors.availability.clocks.rules import clock_called
from contributors.availability.models import Away, Circumstances, Unavailable
from contributors.availability.rules import Pattern
from contributors.people.models import Connection, Person
from coproduce.foundation import clock


def clock_of(person: Person) -> ZoneInfo | None:
    """Return the clock a person lives by, if it is not the UK's. For them alone: it is private."""
    name = Circumstances.objects.filter(person=person).values_list("zone", flat=True).first()
    found = clock_called(name or "")
    return None if found == clock.UK else found


def _known_before(organisation_id: int | None) -> QuerySet[Connection]:
    """Return the connections with an organisation that only typed who somebody is whom we knew already."""
    typed = Connection.objects.filter(organisation=organisation_id, shares=False)
    earlier = Connection.objects.filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    return typed.filter(Exists(earlier) | Q(person__account__date_joined__lt=F("known_at")))


def patterns_of(ids: Iterable[int], *, organisation_id: int | None = None) -> Mapping[int, Pattern]:
    """Return when each person cannot come, by person id. Three queries, however many people.

    For an organisation that typed the name and e-mail of somebody known here before, and has no yes yet, they
    have told nothing, whoever else they told: their hours, and that they are known, are not its to learn.
    Who came here through that organisation tells their hours to it.
    """
    silent = _known_before(organisation_id).values("person")
    weekly: dict[int, list[tuple[int, int, int]]] = {pk: [] for pk in ids}
    away: dict[int, list[tuple[dt.date, dt.date]]] = {pk: [] for pk in weekly}
    theirs = Unavailable.objects.filter(person__in=list(weekly)).exclude(person__in=silent)
    rows = theirs.order_by()  # sorting costs, and says nothing
    for pk, weekday, start, end in rows.values_list("person", "weekday", "from_minute", "to_minute"):
        weekly[pk].append((weekday, start, end))
    days = Away.objects.filter(person__in=list(weekly)).exclude(person__in=silent).order_by()
    for pk, first, last in days.values_list("person", "first_day", "last_day"):
        away[pk].append((first, last))
    found = {
        pk: Pattern(tuple(weekly[pk]), tuple(away[pk]), told=bool(weekly[pk] or away[pk])) for pk in weekly
    }
    known = Circumstances.objects.filter(person__in=list(weekly)).exclude(person__in=silent)
    for pk, zone, before, after, online, told_at in known.values_list(
        "person", "zone", "before", "after", "joins_online", "told_at"
    ):
        found[pk] = replace(
            found[pk],
            zone=clock_called(zone),
            before=before,
            after=after,
            joins_online=online,
            told=found[pk].told or told_at is not None,
        )
    return found


def has_told(person: Person) -> bool:
    """Say whether a person told us when they can come. Three queries."""
    return patterns_of([person.pk])[person.pk].told
