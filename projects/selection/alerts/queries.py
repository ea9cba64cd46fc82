"""Reads of wishes to hear of opportunities. None says to anybody else who has one."""

import datetime as dt
from typing import Any

from django.db.models import Q

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf.queries import may_record
from coproduce.foundation import clock
from projects.selection.alerts.models import Alert
from projects.selection.alerts.states import AlertState
from projects.selection.opportunities.models import Opportunity


def of_person(person: Person, user: User) -> list[tuple[Any, Alert | None]]:
    """Return (organisation, its live wish or None) for each organisation of the user that may record one."""
    connections = person.connections.filter(
        organisation__in=user.organisation_ids("edit_people"), left_on=None
    )
    rows = [one.organisation for one in connections.select_related("organisation").order_by("pk")]
    live = {one.organisation_id: one for one in Alert.objects.live().filter(person=person)}
    return [(body, live.get(body.pk)) for body in rows if may_record(person, user, body.pk)]


def new_since(moment: dt.datetime) -> list[Opportunity]:
    """Return what opened after a moment and can still be answered, what closes soonest first."""
    rows = Opportunity.objects.taking().filter(Q(opens_at__gt=moment) | Q(opened_at__gt=moment))
    return list(rows.order_by("closes_at", "id"))


def to_tell() -> list[int]:
    """Return the wishes that have not heard of today yet, in order."""
    rows = Alert.objects.live().filter(told_until__lt=clock.now())
    return list(rows.order_by("told_until", "id").values_list("pk", flat=True))


def oldest_news() -> dt.datetime | None:
    """Return since when somebody has not been told."""
    return Alert.objects.live().order_by("told_until").values_list("told_until", flat=True).first()


def links_that_ended() -> list[int]:
    """Return the wishes whose mailbox never said yes."""
    rows = Alert.objects.filter(status=AlertState.WAITING, link_ends_at__lte=clock.now())
    return list(rows.order_by("pk").values_list("pk", flat=True))


def asked_lately(email: str) -> int:
    """Return how many links a mailbox was sent in the last day."""
    since = clock.now() - dt.timedelta(days=1)
    return Alert.objects.filter(email=email, asked_at__gt=since).count()
