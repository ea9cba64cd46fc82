"""Public members on a project, and whether a fee was offered to them in a role."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from projects.power_balance.evidence.rules.people import TeamCounts
from projects.roles.models import Assignment
from projects.roles.models.wording import PaymentKind
from projects.roles.states import LIVE
from projects.team.models import Project, TeamMember
from projects.team.states import Side

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Offered(TypedDict):
    """What `public_team` adds to each row."""

    offered: bool


def public_team(project: Project) -> "QuerySet[WithAnnotations[TeamMember, Offered]]":
    """Public members on a project now, with `offered`: a role with a fee was put before them in writing."""
    roles = Assignment.objects.filter(
        role__project=project,
        person=OuterRef("person"),
        status__in=LIVE,
        version__payment=PaymentKind.FEE,
    )
    here = TeamMember.objects.current().filter(project=project, side=Side.PUBLIC)
    return here.annotate(offered=Exists(roles))


def counted(project: Project) -> TeamCounts:
    """Count who is on the project now, who left, and to how many a fee was offered. Two queries."""
    now, left = Count("id", filter=Q(left_on=None)), Count("id", filter=Q(left_on__isnull=False))
    sides = TeamMember.objects.filter(project=project).values("side").order_by("side")
    offers = public_team(project).aggregate(
        public=Count("id"), with_offer=Count("id", filter=Q(offered=True))
    )
    return TeamCounts(
        sides={
            side: {"now": n, "left": gone}
            for side, n, gone in sides.annotate(now=now, left=left).values_list("side", "now", "left")
        },
        lead=project.lead.name,
        **offers,
    )
