"""Who is on a panel, and what each may read. Nothing else leads from a member to a text."""

from django.db.models import QuerySet

from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.panel.states import Part


def readable(member: PanelMember) -> QuerySet[Expression]:
    """Return what a member may read: all who take part and of whom they said that they do not know them.

    No declaration, no row; a conflict that they ever named on this panel, no row. Who scores reads from the
    beginning of scoring on; who takes out names, before. The order tells nothing.
    """
    rows = Expression.objects.counted().filter(opportunity=member.opportunity_id, forgotten_on=None)
    if not member.has_joined or (member.part == Part.SCORES and not _begun(member)):
        return rows.none()
    said = Declaration.objects.filter(member=member, conflict=False)
    knows = Declaration.objects.filter(member__person=member.person_id, conflict=True)
    free = rows.filter(pk__in=said.values("expression"))
    return free.exclude(pk__in=knows.values("expression")).order_by("blind_ref")


def may_read(member: PanelMember, expression: Expression) -> bool:
    """Say whether a member may read and score one."""
    return readable(member).filter(pk=expression.pk).exists()


def _begun(member: PanelMember) -> bool:
    return Expression.objects.filter(
        opportunity=member.opportunity_id, opportunity__scoring_plan__begun_at__isnull=False
    ).exists()


def scorers(opportunity: Opportunity) -> QuerySet[PanelMember]:
    """Return who scores and is still there, with their names."""
    rows = PanelMember.objects.joined().filter(opportunity=opportunity, part=Part.SCORES)
    return rows.select_related("person").order_by("pk")


def conflicted(opportunity: Opportunity) -> set[tuple[int, int]]:
    """Return (person, expression) of everybody who said on this panel that they know somebody. One query."""
    rows = Declaration.objects.filter(member__opportunity=opportunity, conflict=True)
    return set(rows.values_list("member__person_id", "expression_id"))
