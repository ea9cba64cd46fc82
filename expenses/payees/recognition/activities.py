"""What a person may choose for: a meeting, a role, or everything from now on."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import short_date
from expenses.payees.recognition.models import RecognitionChoice
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
    return Meeting.objects.visible_to_member(person).select_related("project")


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
