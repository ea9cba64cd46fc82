"""Public members on a project, and whether a fee was offered to them in a role."""

from django.db.models import Exists, OuterRef, QuerySet

from projects.roles.models import Assignment
from projects.roles.models.wording import PaymentKind
from projects.roles.states import LIVE
from projects.team.models import Project, TeamMember
from projects.team.states import Side


def public_team(project: Project) -> QuerySet[TeamMember]:
    """Public members on a project now, with `offered`: a role with a fee was put before them in writing."""
    roles = Assignment.objects.filter(
        role__project=project,
        person=OuterRef("person"),
        status__in=LIVE,
        version__payment=PaymentKind.FEE,
    )
    here = TeamMember.objects.current().filter(project=project, side=Side.PUBLIC)
    return here.annotate(offered=Exists(roles))
