"""What to arrange so that everybody invited can take part. In people's own words, never a diagnosis."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import AccessNeed, Connection, Person
from contributors.people.states import Format, NeedCategory
from coproduce.foundation import permissions
from projects.meetings.arrangements import rules
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.arrangements.states import ArrangementState
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.team.models import Project, TeamMember
from projects.team.queries import staff_of
from projects.team.states import Side


def get_arrangement(user: User, ref: str) -> Arrangement:
    """Return an arrangement for those who arrange its meeting. Raises Http404, or PermissionDenied."""
    seen = Arrangement.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(
        seen.select_related("meeting__project", "need__person", "owner", "done_by"), ref
    )
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_my_arrangement(person: Person, ref: str) -> Arrangement:
    """Return what is arranged for a person, for themselves. Raises Http404."""
    seen = Arrangement.objects.visible_to_member(person)
    return permissions.get_visible_or_404(
        seen.select_related("meeting__project", "meeting__organiser", "need", "owner"), ref
    )


def let_see(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Leave out who has said no, and whom an organisation knows by a name and an e-mail that it typed.

    Those have not said yet that it may see more of them; whoever says that they come has.
    """
    typed = Connection.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("meeting__project__organisation"), shares=False
    )
    return invitations.exclude(response=Response.NO).filter(Q(response=Response.YES) | ~Exists(typed))


def needs_of(meeting: Meeting) -> QuerySet[AccessNeed]:
    """What people who are asked and have not said no let organisers see."""
    asked = let_see(meeting.invitations.all()).values("person")
    return AccessNeed.objects.for_organisers().filter(person__in=asked)


def other_formats(meeting: Meeting) -> list[Person]:
    """Return who is asked, has not said no, and wants papers in another format than standard print."""
    asked = let_see(meeting.invitations.all()).exclude(person__format=Format.STANDARD)
    return [one.person for one in asked.select_related("person").order_by("person__name", "id")]


def count(meeting: Meeting) -> int:
    """Return how many things there are to arrange, without looking at them."""
    return needs_of(meeting).count()


def not_listed(meeting: Meeting) -> int:
    """Return how many needs people told us of after the list was made."""
    if not rules.can_change(meeting):
        return 0
    listed = meeting.arrangements.wanted().values("need")
    return needs_of(meeting).exclude(pk__in=listed).count()


def not_needed_any_more(meeting: Meeting) -> int:
    """Return how many things stand on the list that people have taken back since."""
    if not rules.can_change(meeting):
        return 0
    return meeting.arrangements.wanted().exclude(need__in=needs_of(meeting)).count()


def arrangers(project: Project) -> QuerySet[Person]:
    """Return the staff who can open the arrangements of a project, by name."""
    everywhere = StaffRole.objects.current().filter(
        organisation=project.organisation_id, role__in=roles_with("see_all_projects")
    )
    members = TeamMember.objects.current().filter(project=project, side=Side.PROFESSIONAL)
    may_open = Q(account__in=everywhere.values("user")) | Q(pk__in=members.values("person"))
    return staff_of([project.organisation_id]).filter(may_open)


def still_to_book(meetings: QuerySet[Meeting]) -> dict[int, dict[str, frozenset[int]]]:
    """Return {meeting: {kind of need: ids of people}} of what is not arranged yet. Three queries.

    Of people who are asked and have not said no. Another format counts while papers are still to be sent.
    """
    asked = let_see(Invitation.objects.filter(meeting__in=meetings))
    done = set(
        Arrangement.objects.filter(meeting__in=meetings, status=ArrangementState.DONE).values_list(
            "meeting", "need"
        )
    )
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    seen = asked.filter(person__access_needs__in=AccessNeed.objects.for_organisers())
    columns = ("meeting", "person__access_needs", "person__access_needs__category", "person")
    for meeting, need, category, person in seen.values_list(*columns):
        if (meeting, need) not in done:
            found[meeting][category].add(person)
    papers = asked.filter(meeting__has_papers=True, meeting__papers_sent_at=None)
    formats = papers.exclude(person__format=Format.STANDARD)
    for meeting, person in formats.values_list("meeting", "person"):
        found[meeting][NeedCategory.FORMAT].add(person)
    return {
        meeting: {category: frozenset(people) for category, people in needed.items()}
        for meeting, needed in found.items()
    }


def counts_of(project: Project) -> dict[str, int]:
    """Count what was to be there at the meetings held on a project, and what people said of it."""
    held = Arrangement.objects.filter(meeting__project=project, meeting__status=MeetingState.HELD)
    return held.wanted().counted()
