from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import Organisation, StaffRole
from contributors.people.models import Connection, Person
from coproduce.foundation import clock
from coproduce.foundation.pages.steps import StepState
from projects.diversity import rules
from projects.diversity.models import Benchmark, DiversityAim, Release
from projects.diversity.rules import AimWithCharts
from projects.meetings.models import Invitation
from projects.meetings.planning.states import SEEN, MeetingState, Response
from projects.roles.models import Assignment
from projects.roles.states import AssignmentState
from projects.team.models import Project, TeamMember
from projects.team.states import Side


def state(project: Project) -> StepState:
    """Say where step 5 stands. One query."""
    return rules.state_of(DiversityAim.objects.filter(project=project).only("people", "how").order_by("id"))


def people_asked(organisation: Organisation) -> QuerySet[Person]:
    """Return the people whose answers count for an organisation: they can sign in and are not its staff.

    Answers count for the organisation that knew the person first, and for no other.
    """
    earlier = Connection.objects.filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    first = Connection.objects.filter(~Exists(earlier), organisation=organisation)
    staff = StaffRole.objects.current().filter(organisation=organisation)
    people = Person.objects.filter(pk__in=first.values("person"), account__isnull=False)
    return people.exclude(account__in=staff.values("user"))


def joined_since(organisation: Organisation, last: Release | None) -> int:
    """Return how many people who are asked joined after the day of the last release."""
    if last is None:
        return 0
    since = Connection.objects.filter(organisation=organisation, since__gt=clock.uk(last.made_at).date())
    return people_asked(organisation).filter(pk__in=since.values("person")).count()


def areas() -> list[str]:
    """Return the areas there are figures for, in the order of the published table. One query.

    An area with a single characteristic is left out: it compares nothing.
    """
    found = (
        Benchmark.objects.values("area").annotate(n=Count("characteristic", distinct=True)).filter(n__gt=1)
    )
    return sorted(found.order_by("area").values_list("area", flat=True))


def compared(aims: Iterable[DiversityAim]) -> list[AimWithCharts]:
    """Return each aim with its charts. One query for all of them."""
    aims = list(aims)
    wanted = {name for aim in aims for name in aim.characteristics}
    figures: dict[tuple[str, str], list[Benchmark]] = {}
    for row in Benchmark.objects.filter(area__in={aim.area for aim in aims}, characteristic__in=wanted):
        figures.setdefault((row.area, row.characteristic), []).append(row)
    return [rules.with_charts(aim, figures) for aim in aims]


def workload(project: Project) -> list[int]:
    """Return how many roles and meetings each public member has, smallest first. Three queries."""
    members = (
        TeamMember.objects.current()
        .filter(project=project, side=Side.PUBLIC)
        .values_list("person", flat=True)
    )
    pieces = dict.fromkeys(members, 0)
    roles = Assignment.objects.filter(role__project=project, status=AssignmentState.AGREED)
    meetings = Invitation.objects.filter(
        ~Q(response=Response.NO), meeting__project=project, meeting__status__in=SEEN
    ).exclude(meeting__status=MeetingState.CANCELLED)
    for rows in (roles, meetings):
        for person, n in (
            rows.filter(person__in=pieces).order_by().values_list("person").annotate(n=Count("id"))
        ):
            pieces[person] += n
    return sorted(pieces.values())
