"""Who still has to do with an organisation, and since when somebody has not."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import StaffRole
from contributors.people.models import Connection, Person
from projects.roles.models import Assignment
from projects.roles.states import LIVE
from projects.team.models import Closing, TeamMember
from projects.team.states import ProjectState


def without_ties_since(day: dt.date) -> QuerySet[Person]:
    """Return people whose last role and project ended before a day; nobody added since, no staff."""
    me = OuterRef("pk")
    on_a_team = TeamMember.objects.filter(person=me).filter(
        Q(left_on=None) & ~Q(project__status=ProjectState.CLOSED)
        | Q(left_on__gte=day)
        | Q(left_on=None)
        & Exists(Closing.objects.filter(project=OuterRef("project"), closed_at__date__gte=day))
    )
    in_a_role = Assignment.objects.filter(person=me).filter(Q(status__in=LIVE) | Q(ends_on__gte=day))
    staff = StaffRole.objects.filter(user__people=me).filter(Q(until=None) | Q(until__gte=day))
    new = Connection.objects.filter(person=me).filter(Q(since__gte=day) | Q(left_on__gte=day))
    ties = (on_a_team, in_a_role, staff, new)
    rows = Person.objects.filter(added_on__lt=day)
    for tie in ties:
        rows = rows.filter(~Exists(tie))
    return rows
