"""Which kinds of arrangement people on a project need, as far as somebody may see them, and their cost."""

from collections import defaultdict
from dataclasses import dataclass

from contributors.accounts.models import User
from contributors.people.models import AccessNeed, Connection, Person
from contributors.people.states import Format, NeedCategory
from coproduce.foundation import clock
from projects.resources.access import rules
from projects.resources.access.rules import AccessLine, AccessTotal, ToBook
from projects.resources.models import AccessCost
from projects.resources.signals import booking_asked
from projects.resources.timeline.queries import lead_times_of
from projects.team.models import Project, TeamMember


@dataclass(frozen=True)
class AccessPlan:
    """The lines of one project for one person, and who is behind them: for the note of who looked."""

    lines: list[AccessLine]
    people: frozenset[int]

    @property
    def total(self) -> AccessTotal:
        return rules.total(self.lines)

    @property
    def late(self) -> bool:
        return any(booking.late for line in self.lines for booking in line.bookings)


def access_plan(project: Project, user: User) -> AccessPlan:
    """Return what to arrange on a project as far as a user may see it. A few queries, however many people.

    Who may not change the project sees nothing at all: neither kinds nor sums.
    """
    if not user.can("edit_project", project.organisation_id):
        return AccessPlan([], frozenset())
    needs = needs_on(project, user)
    meetings = to_book(project)
    costs = {row.category: row for row in AccessCost.objects.filter(project=project)}
    leads = lead_times_of(project.organisation_id)
    lines = rules.access_lines(needs, meetings, costs, leads, clock.today())
    behind = [*needs.values(), *(people for row in meetings for people in row.needed.values())]
    return AccessPlan(lines, frozenset().union(*behind))


def needs_on(project: Project, user: User) -> dict[str, frozenset[int]]:
    """Return {category: ids of people} of what those on a project let organisers see.

    What they told the involvement team alone is there for who belongs to it.
    """
    typed = Connection.objects.filter(organisation=project.organisation_id, shares=False)  # and no yes so far
    on_it = TeamMember.objects.current().filter(project=project).exclude(person__in=typed.values("person"))
    members = on_it.values("person")
    seen = AccessNeed.objects.for_organisers() | AccessNeed.objects.visible_to(user)
    found: dict[str, set[int]] = defaultdict(set)
    for category, person in seen.filter(person__in=members).values_list("category", "person"):
        found[category].add(person)
    formats = Person.objects.filter(pk__in=members).exclude(format=Format.STANDARD)
    for person in formats.values_list("pk", flat=True):
        found[NeedCategory.FORMAT].add(person)
    return {category: frozenset(people) for category, people in found.items()}


def to_book(project: Project) -> list[ToBook]:
    """Return the meetings to come for which something is still to arrange, as the apps above say."""
    found: list[ToBook] = []
    for _receiver, answer in booking_asked.send(sender=Project, project=project):
        found += answer or []  # type: ignore[arg-type]  # a signal knows no types
    return found


def costed_kinds(project: Project) -> set[str]:
    """Return the kinds of arrangement for which a project has a cost. One query."""
    return set(AccessCost.objects.filter(project=project).values_list("category", flat=True))


def suggestion(project: Project, category: str, user: User) -> int | None:
    """Return what a user's other projects of the organisation last planned for one meeting; None for none.

    Only from projects they may see, and never a number that nobody typed.
    """
    mine = Project.objects.visible_to_staff(user).filter(organisation=project.organisation_id)
    others = AccessCost.objects.filter(category=category, project__in=mine).exclude(project=project)
    return others.order_by("-changed_at", "-id").values_list("pence_each", flat=True).first()
