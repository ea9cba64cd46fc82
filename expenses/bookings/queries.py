"""What something can be booked for, and what we booked and paid for already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_when
from expenses.bookings.models import BookingRequest
from expenses.bookings.states import BookingState, What
from expenses.claims.models import Claim, ClaimLine
from projects.meetings.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.resources.costing.rules import Amounts, Piece
from projects.resources.states import BudgetCategory
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


def occasions_of(person: Person, *, arranged_by: User | None = None) -> Occasions:
    """Return what can be booked for. Two queries."""
    asked = Invitation.objects.visible_to_member(person).exclude(response=Response.NO)
    coming = asked.filter(meeting__status=MeetingState.INVITED, meeting__starts_at__gt=clock.now())
    projects = Project.objects.visible_to_member(person).exclude(status=ProjectState.CLOSED)
    if arranged_by:
        theirs = arranged_by_staff(arranged_by).values("pk")
        coming, projects = coming.filter(meeting__project__in=theirs), projects.filter(pk__in=theirs)
    rows = coming.select_related("meeting__project", "meeting__organiser").order_by("meeting__starts_at")
    return Occasions([row.meeting for row in rows[:OFFERED]], list(projects.order_by("title")[:OFFERED]))


def arranged_by_staff(user: User) -> QuerySet[Project]:
    """Return the projects whose meetings a member of staff may arrange."""
    return Project.objects.visible_to_staff(user).filter(
        organisation__in=user.organisation_ids("edit_project")
    )


def booked_for(claim: Claim) -> Callable[[ClaimLine], bool]:
    """Return what says whether we booked the same as a line, for the same meeting or day. One query."""
    booked = BookingRequest.objects.filter(
        person=claim.person_id, organisation=claim.organisation_id, status=BookingState.BOOKED
    ).exclude(kind=What.OTHER)
    days, meetings = set(), set()
    for one in booked:
        days.add((one.kind, one.on))
        if one.meeting_id:
            meetings.add((one.kind, one.meeting_id))
    return lambda line: (
        (line.category, claim.meeting_id) in meetings or (line.category, line.activity_date) in days
    )


def spent_on_projects(project_ids: Sequence[int]) -> Mapping[int, int]:
    """Return {project id: whole pence}. A ticket that was not needed in the end was paid all the same."""
    rows = BookingRequest.objects.filter(project__in=project_ids, cost_pence__isnull=False).order_by()
    return dict(rows.values_list("project").annotate(Sum("cost_pence")))


def booked_pieces(project_ids: Sequence[int]) -> Mapping[int, list[Piece]]:
    """Return {project id: what we booked and paid, by day, activity and person}, for the costing. One query.

    What was booked may tell of somebody's children or health: all of it counts as expenses there.
    """
    rows = BookingRequest.objects.filter(project__in=project_ids, cost_pence__isnull=False).order_by()
    found: dict[int, list[Piece]] = {}
    sums = rows.values_list("project", "on", "meeting__activity", "person").annotate(Sum("cost_pence"))
    for project, on, activity, person, pence in sums:
        amounts = Amounts(committed=pence, booked=pence)
        found.setdefault(project, []).append(Piece(BudgetCategory.EXPENSES, on, amounts, activity, person))
    return found
