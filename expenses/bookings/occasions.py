"""What something can be booked for: meetings still to come that a person was asked to, and their projects."""

from dataclasses import dataclass

from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.presenters import uk_when
from projects.meetings.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.team.models import Project
from projects.team.states import ProjectState

OFFERED = 20


@dataclass(frozen=True)
class Occasions:
    """What a person may choose from; for staff only what they arrange themselves."""

    meetings: list[Meeting]
    projects: list[Project]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the meetings as answers of a form."""
        return [(one.ref, f"{one.title}, {uk_when(one.starts_at)}") for one in self.meetings]

    def meeting(self, ref: str) -> Meeting | None:
        return next((one for one in self.meetings if one.ref == ref), None)


def of(person: Person, *, arranged_by: User | None = None) -> Occasions:
    """Return what can be booked for. Two queries."""
    asked = Invitation.objects.visible_to_member(person).exclude(response=Response.NO)
    coming = asked.filter(meeting__status=MeetingState.INVITED, meeting__starts_at__gt=clock.now())
    projects = Project.objects.visible_to_member(person).exclude(status=ProjectState.CLOSED)
    if arranged_by:
        theirs = arranged(arranged_by).values("pk")
        coming, projects = coming.filter(meeting__project__in=theirs), projects.filter(pk__in=theirs)
    rows = coming.select_related("meeting__project", "meeting__organiser").order_by("meeting__starts_at")
    return Occasions([row.meeting for row in rows[:OFFERED]], list(projects.order_by("title")[:OFFERED]))


def arranged(user: User) -> QuerySet[Project]:
    """Return the projects whose meetings a member of staff may arrange."""
    return Project.objects.visible_to_staff(user).filter(
        organisation__in=user.organisation_ids("edit_project")
    )
