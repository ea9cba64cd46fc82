"""What closing a project would end, and what goes on. Only reads."""

from collections.abc import Iterable

from django.db.models import QuerySet

from contributors.accounts.models import StaffRole
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise, PromiseQuerySet
from projects.meetings.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.team.models import Project, TeamMember
from projects.team.queries import still_owed
from projects.team.states import ProjectState, Side


def ending(project: Project) -> QuerySet[Promise]:
    """Return what both sides still owe each other that ends with a project, the most urgent first."""
    rows = Promise.objects.open().filter(project=project)
    rows = rows.exclude(pk__in=Promise.objects.outlasting().values("pk"))
    return rows.select_related("person", "project").order_by("due_at", "id")


def not_noted(project: Project) -> QuerySet[Meeting]:
    """Return the meetings that have begun and of which nobody has noted who came."""
    return project.meetings.filter(status=MeetingState.INVITED, starts_at__lte=clock.now())


def to_tell(project: Project, people: Iterable[Person]) -> list[Person]:
    """Return who hears that a project ends: its public members, these people, whoever is still owed money.

    Not who is on it as staff, or was.
    """
    staff = TeamMember.objects.filter(project=project, side=Side.PROFESSIONAL)
    owed = still_owed(project).exclude(person=None)
    wanted = {person.pk for person in people}
    wanted |= set(project.public_members().values_list("pk", flat=True))
    wanted |= set(owed.values_list("person", flat=True))
    wanted -= set(staff.values_list("person", flat=True))
    return list(Person.objects.filter(pk__in=wanted).order_by("id"))


def without_owner(project: Project) -> PromiseQuerySet:
    """Return what goes on although whoever looks after it works here no more."""
    here = StaffRole.objects.current().filter(organisation=project.organisation_id, user__is_active=True)
    rows = Promise.objects.open().outlasting().filter(project=project)
    return rows.exclude(owner__account__in=here.values("user"))


def never_began(project: Project) -> bool:
    """Say whether a project is being planned, with nothing promised yet and no public member on it, ever."""
    if project.status != ProjectState.PLANNING or Promise.objects.filter(project=project).exists():
        return False
    return not TeamMember.objects.filter(project=project, side=Side.PUBLIC).exists()
