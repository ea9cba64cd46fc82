"""What a person may want to claim for: meetings they were asked to, and projects they are on."""

import datetime as dt

from django.db.models import QuerySet

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import short_date
from expenses.claims.occasions.rules import Occasion
from projects.meetings.models import Meeting
from projects.team.models import Project

RECENT = dt.timedelta(days=180)

OFFERED = 10


def occasions_of(person: Person) -> list[Occasion]:
    """Return recent meetings, newest first, then projects by title. Two queries."""
    now = clock.now()
    meetings = (
        Meeting.objects.asked(person)
        .filter(starts_at__lte=now, starts_at__gte=now - RECENT)
        .select_related("project__organisation")
        .order_by("-starts_at")[:OFFERED]
    )
    projects = (
        Project.objects.visible_to_member(person).select_related("organisation").order_by("title")[:OFFERED]
    )
    return [
        *(Occasion(f"m-{m.ref}", f"{m.title}, {short_date(m.starts_at)}", meeting=m) for m in meetings),
        *(Occasion(f"p-{p.ref}", p.title, project=p) for p in projects),
    ]


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Return the organisations that know a person."""
    return Organisation.objects.filter(connections__person=person).order_by("name")
