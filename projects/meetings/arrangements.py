"""What to arrange so that everybody invited can take part. In people's own words, never a diagnosis."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.access_needs.actions import LOOKED
from contributors.people.models import AccessNeed, Person
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from projects.meetings.models import Arrangement, Meeting
from projects.meetings.states import ArrangementState, MeetingState, Response
from projects.team.models import Project, TeamMember
from projects.team.people import staff_of
from projects.team.states import Side


@transaction.atomic
def look(meeting: Meeting, *, by: User) -> list[Arrangement]:
    """Return what is arranged for a meeting, and write down that somebody looked (trust P9)."""
    rows = meeting.arrangements.for_organisers().select_related("need__person", "owner")
    found = list(rows.order_by("need__category", "need__person__name", "id"))
    _looked(meeting, (row.person for row in found), by=by)
    return found


@transaction.atomic
def look_ahead(meeting: Meeting, *, by: User) -> list[AccessNeed]:
    """Return what there will be to arrange once people are invited; that too is written down."""
    needs = needs_of(meeting).select_related("person")
    found = list(needs.order_by("category", "person__name", "id"))
    _looked(meeting, (need.person for need in found), by=by)
    return found


@transaction.atomic
def look_at(row: Arrangement, *, by: User) -> Arrangement:
    """Return one arrangement, and write down that somebody looked."""
    _looked(row.meeting, [row.person], by=by)
    return row


def _looked(meeting: Meeting, people: Iterable[Person], *, by: User) -> None:
    for person in {person.pk: person for person in people}.values():
        history.record(person, LOOKED, by=by, detail={"meeting": meeting.pk})


def needs_of(meeting: Meeting) -> QuerySet[AccessNeed]:
    """What people who are asked and have not said no let organisers see."""
    asked = meeting.invitations.exclude(response=Response.NO).values("person")
    return AccessNeed.objects.for_organisers().filter(person__in=asked)


def count(meeting: Meeting) -> int:
    """Return how many things there are to arrange, without looking at them."""
    return needs_of(meeting).count()


def not_listed(meeting: Meeting) -> int:
    """Return how many needs people told us of after the list was made."""
    if not can_change(meeting):
        return 0
    listed = meeting.arrangements.wanted().values("need")
    return needs_of(meeting).exclude(pk__in=listed).count()


def not_needed_any_more(meeting: Meeting) -> int:
    """Return how many things stand on the list that people have taken back since."""
    if not can_change(meeting):
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


def may_say(row: Arrangement) -> bool:
    """Say whether the meeting is one of which somebody can tell how it was."""
    meeting = row.meeting
    took_place = meeting.status in (MeetingState.INVITED, MeetingState.HELD)
    return took_place and meeting.starts_at <= clock.now() and row.status != ArrangementState.NOT_NEEDED


def of_project(project: Project) -> dict[str, int]:
    """Count what was to be there at the meetings held on a project, and what people said of it."""
    held = Arrangement.objects.filter(meeting__project=project, meeting__status=MeetingState.HELD)
    return held.wanted().counted()


def can_change(meeting: Meeting) -> bool:
    """Say whether there is still time to arrange something."""
    return meeting.status == MeetingState.INVITED and meeting.starts_at > clock.now()
