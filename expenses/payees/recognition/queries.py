"""What a person may choose for, and which choice counts: for the meeting, the role, or everything else.

The apps above ask here, by the names of their own columns, and nowhere else.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import short_date
from expenses.payees.recognition.models import Declaration, RecognitionChoice
from projects.meetings.models import Meeting
from projects.roles.models import Assignment
from projects.roles.states import LIVE

RECENT = dt.timedelta(days=60)
"""A meeting stays on the page so long after it: until the fee is paid a choice can still be changed."""
OFFERED = 20


@dataclass(frozen=True)
class Activity:
    """One thing to choose for, with what is chosen now. Neither meeting nor role: everything else."""

    words: str
    meeting: Meeting | None = None
    assignment: Assignment | None = None
    chosen: RecognitionChoice | None = None


def meetings_of(person: Person) -> QuerySet[Meeting]:
    """The meetings a person was asked to and may choose for."""
    return Meeting.objects.asked(person).select_related("project")


def roles_of(person: Person) -> QuerySet[Assignment]:
    """The roles a person is invited to, or in."""
    seen = Assignment.objects.visible_to_member(person).filter(status__in=LIVE)
    return seen.select_related("role__project", "version")


def activities_of(person: Person) -> list[Activity]:
    """Return everything else first, then roles, then meetings by day. Three queries."""
    current = list(RecognitionChoice.objects.current().of(person))
    by_meeting = {one.meeting_id: one for one in current if one.meeting_id}
    by_role = {one.assignment_id: one for one in current if one.assignment_id}
    usual = next((one for one in current if not one.meeting_id and not one.assignment_id), None)
    coming = meetings_of(person).filter(starts_at__gte=clock.now() - RECENT).order_by("starts_at", "id")
    return [
        Activity("", chosen=usual),
        *(
            Activity(role.role.title, assignment=role, chosen=by_role.get(role.pk))
            for role in roles_of(person).order_by("-id")[:OFFERED]
        ),
        *(
            Activity(f"{one.title}, {short_date(one.starts_at)}", meeting=one, chosen=by_meeting.get(one.pk))
            for one in coming[:OFFERED]
        ),
    ]


def current_choice(
    person: Person, *, meeting: Meeting | None = None, assignment: Assignment | None = None
) -> RecognitionChoice | None:
    """Return what is chosen for exactly this activity."""
    mine = RecognitionChoice.objects.current().of(person)
    return mine.filter(meeting=meeting, assignment=assignment).first()


def declared(person: Person, day: dt.date) -> Declaration | None:
    """Return what a person declared for the tax year of a day."""
    return Declaration.objects.filter(person=person, year_start=clock.tax_year_start(day)).first()


def choice_id(*, person: Any = "person", meeting: Any = "meeting", project: Any = "project") -> Coalesce:
    """Return the id of the choice that counts, as an expression over rows with these columns."""
    mine = RecognitionChoice.objects.current().filter(person=OuterRef(person)).order_by("-id")
    return Coalesce(
        Subquery(mine.filter(meeting=OuterRef(meeting)).values("pk")[:1]),
        Subquery(mine.filter(assignment__role__project=OuterRef(project)).values("pk")[:1]),
        Subquery(mine.filter(meeting=None, assignment=None).values("pk")[:1]),
    )


def chosen(field: str) -> Coalesce:
    """Return a text of the choice that counts, "" without one; the rows carry `recognition`, its id."""
    found = RecognitionChoice.objects.filter(pk=OuterRef("recognition"))
    return Coalesce(Subquery(found.values(field)[:1]), Value(""), output_field=CharField())


def choice_for(person_id: int, meeting_id: int | None, project_id: int | None) -> RecognitionChoice | None:
    """Return the choice that counts for one claim; None when nothing was chosen."""
    mine = RecognitionChoice.objects.current().filter(person=person_id)
    ranked = [
        mine.filter(meeting=meeting_id) if meeting_id else mine.none(),
        mine.filter(assignment__role__project=project_id) if project_id else mine.none(),
        mine.filter(meeting=None, assignment=None),
    ]
    found = (rows.order_by("-id").first() for rows in ranked)
    return next((one for one in found if one), None)
