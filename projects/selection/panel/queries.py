"""Who is on a panel, what each may read, whom they still have to speak of, and whether scoring can begin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from contributors.accounts.models import StaffRole, User
from contributors.people.models import Person
from coproduce.foundation import clock, permissions
from projects.selection.criteria.models import ScoringPlan
from projects.selection.criteria.queries import plan_of
from projects.selection.interest.models import Expression, ExpressionQuerySet
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.states import OpportunityState
from projects.selection.panel import rules
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.panel.states import LIVE, Part
from projects.team.models import Project
from projects.team.queries import contributors_of

WITH = ("opportunity__organisation", "opportunity__project__lead", "person")
PEOPLE_OFFERED = 50


def readable(member: PanelMember) -> QuerySet[Expression]:
    """Return what a member may read: all who take part and of whom they said that they do not know them.

    No declaration, no row; a conflict that they ever named on this panel, no row. Who scores reads from the
    beginning of scoring on; who takes out names, before. The order tells nothing.
    """
    rows = taking_part(member.opportunity)
    if not member.has_joined or (member.part == Part.SCORES and not _has_begun(member)):
        return rows.none()
    said = Declaration.objects.filter(member=member, conflict=False)
    knows = Declaration.objects.filter(
        member__person=member.person_id, member__opportunity=member.opportunity_id, conflict=True
    )
    free = rows.filter(pk__in=said.values("expression"))
    return free.exclude(pk__in=knows.values("expression")).order_by("blind_ref")


def may_read(member: PanelMember, expression: Expression) -> bool:
    """Say whether a member may read and score one."""
    return readable(member).filter(pk=expression.pk).exists()


def _has_begun(member: PanelMember) -> bool:
    return ScoringPlan.objects.filter(opportunity=member.opportunity_id, begun_at__isnull=False).exists()


def taking_part(opportunity: Opportunity) -> ExpressionQuerySet:
    """Return who takes part: sent, not taken back, not joined with another, not forgotten."""
    return Expression.objects.counted().filter(opportunity=opportunity, forgotten_on=None)


def scorers(opportunity: Opportunity) -> QuerySet[PanelMember]:
    """Return who scores and is still there, with their names."""
    rows = PanelMember.objects.joined().filter(opportunity=opportunity, part=Part.SCORES)
    return rows.select_related("person").order_by("pk")


def conflicted(opportunity: Opportunity) -> set[tuple[int, int]]:
    """Return (person, expression) of everybody who said on this panel that they know somebody. One query."""
    rows = Declaration.objects.filter(member__opportunity=opportunity, conflict=True)
    return set(rows.values_list("member__person_id", "expression_id"))


def mine(user: User, ref: str) -> PanelMember:
    """Return a part somebody was asked to play themselves. Raises Http404."""
    return permissions.get_visible_or_404(PanelMember.objects.of_user(user).select_related(*WITH), ref)


def member_for(user: User, ref: str) -> PanelMember:
    """Return a member of a panel of a project the user may change. Raises Http404, or PermissionDenied."""
    rows = PanelMember.objects.visible_to_staff(user).select_related(*WITH)
    found = permissions.get_visible_or_404(rows, ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def live_of(person: Person) -> QuerySet[PanelMember]:
    """Return what somebody is asked to or does on panels now."""
    rows = PanelMember.objects.filter(person=person, status__in=LIVE)
    return rows.select_related("opportunity").order_by("-pk")


def live_of_user(user: User) -> QuerySet[PanelMember]:
    """Return what somebody who is signed in is asked to or does on panels now."""
    rows = PanelMember.objects.of_user(user).filter(status__in=LIVE)
    return rows.select_related("opportunity").order_by("-pk")


def all_of_user(user: User) -> list[PanelMember]:
    """Return the last parts somebody was asked to play, the newest first."""
    rows = PanelMember.objects.of_user(user).select_related("opportunity__organisation")
    return list(rows.order_by("-pk")[:PEOPLE_OFFERED])


def gives_points(user: User, opportunity: Opportunity) -> bool:
    """Say whether somebody who is signed in scores here, or is asked to."""
    return Opportunity.objects.scored_by(user).filter(pk=opportunity.pk).exists()


def live_on(opportunity: Opportunity) -> list[PanelMember]:
    """Return who is asked to a panel or on it now."""
    return list(opportunity.panel.filter(status__in=LIVE).select_related("opportunity", "person"))


def live_in(project: Project) -> list[PanelMember]:
    """Return who is asked to a panel of a project or on it now."""
    rows = PanelMember.objects.filter(opportunity__project=project, status__in=LIVE)
    return list(rows.select_related("opportunity", "person").order_by("pk"))


def has_closed(opportunity: Opportunity) -> bool:
    """Say whether its closing moment has come: then all names are in."""
    if opportunity.status == OpportunityState.CLOSED:
        return True
    over = opportunity.closes_at is not None and opportunity.closes_at <= clock.now()
    return over and opportunity.status == OpportunityState.OPEN  # the task that closes it may be late


def undeclared(member: PanelMember) -> list[Expression]:
    """Return of whom a member has not said yet whether they know them, by name. None before closing."""
    if not member.has_joined or not has_closed(member.opportunity):
        return []
    said = Declaration.objects.filter(member=member).values("expression")
    rows = taking_part(member.opportunity).exclude(pk__in=said).select_related("person")
    return sorted(rows, key=lambda row: ((row.person.name if row.person else "").casefold(), row.ref))


@dataclass(frozen=True)
class Row:
    """One member on the page of a panel: of how many they said whether they know them, and know."""

    member: PanelMember
    said: int
    knows: int
    of: int

    @property
    def is_ready(self) -> bool:
        return self.member.has_joined and self.of > 0 and self.said == self.of


def rows_of(opportunity: Opportunity) -> list[Row]:
    """Return everybody asked to a panel, and how far their declarations are. Three queries."""
    there = Q(declarations__expression__in=taking_part(opportunity).values("pk"))
    members = opportunity.panel.select_related("person").annotate(
        n_said=Count("declarations", filter=there),
        n_knows=Count("declarations", filter=there & Q(declarations__conflict=True)),
    )
    of = taking_part(opportunity).count()
    found: list[Any] = list(members.order_by("pk"))
    return [Row(one, one.n_said, one.n_knows, of) for one in found]


def known_to_all(opportunity: Opportunity, ready: list[PanelMember]) -> int:
    """Return how many who take part none of these members may read."""
    if not ready:
        return 0
    knows = conflicted(opportunity)
    people = [member.person_id for member in ready]
    keys = taking_part(opportunity).values_list("pk", flat=True)
    return sum(1 for pk in keys if all((person, pk) in knows for person in people))


def beginning(opportunity: Opportunity) -> rules.Beginning:
    """Return what is known when staff want scoring to begin."""
    plan, rows = plan_of(opportunity), rows_of(opportunity)
    ready = [row.member for row in rows if row.is_ready and row.member.part == Part.SCORES]
    return rules.Beginning(
        scored=bool(plan and plan.scored),
        closed=has_closed(opportunity),
        people=taking_part(opportunity).count(),
        ready=len(ready),
        has_public=any(member.is_public for member in ready),
        no_public_why=plan.no_public_why if plan else "",
        unread=known_to_all(opportunity, ready),
        left_to_redact=taking_part(opportunity).unredacted().count(),
    )


def may_be_asked(opportunity: Opportunity, *, public: bool, search: str = "") -> list[Person]:
    """Return who can be asked to a panel: contributors, or staff; the first few with a name like that."""
    people = colleagues(opportunity.organisation_id)
    if public:
        people = contributors_of(opportunity.organisation_id).exclude(pk__in=people.values("pk"))
    there = PanelMember.objects.filter(opportunity=opportunity, status__in=LIVE)
    return list(people.exclude(pk__in=there.values("person")).filter(name__icontains=search)[:PEOPLE_OFFERED])


def colleagues(organisation_id: int) -> QuerySet[Person]:
    """Return everybody with a role as staff there, whatever it is: none of them is a public member."""
    roles = StaffRole.objects.current().filter(organisation=organisation_id, user__is_active=True)
    return Person.objects.filter(account__in=roles.values("user")).order_by("name", "id")


def reached_as(person: Person) -> dict[str, str]:
    """Return where somebody is reached, to compare with others."""
    return {"email": person.email, "phone": person.phone}
