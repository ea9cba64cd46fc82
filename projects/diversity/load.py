"""Who carries the load: how much work lies on how many people. Never whose it is."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.meetings.models import Invitation
from projects.meetings.states import SEEN, MeetingState, Response
from projects.roles.models import Assignment
from projects.roles.states import AssignmentState
from projects.team.models import Project, TeamMember
from projects.team.states import Side

FEWEST = 3
"""With fewer public members than this, a count of people would name them."""


def load(project: Project) -> list[int]:
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


def bars(pieces: list[int]) -> list[dict[str, Any]]:
    """Return how many people carry how many pieces of work, as rows of `components/bars.html`."""
    rows = []
    for size, people in sorted(Counter(pieces).items()):
        label = ngettext("%(n)s piece of work", "%(n)s pieces of work", size) % {"n": size}
        text = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
        rows.append({"label": label, "value": people, "text": text})
    return rows


def sentence(pieces: list[int]) -> str:
    """Return one plain sentence about how the work is shared."""
    if len(pieces) < FEWEST:
        return _("There are too few public members to show this without pointing at somebody.")
    if not sum(pieces):
        return _("No public member has a role or a meeting yet.")
    carrying = _people_with_half(pieces)
    return ngettext(
        "%(n)s of %(all)s public members carries half of the work or more.",
        "%(n)s of %(all)s public members carry half of the work or more.",
        carrying,
    ) % {"n": carrying, "all": len(pieces)}


def _people_with_half(pieces: list[int]) -> int:
    """Return the smallest number of people who together carry half of the work or more."""
    half, carried = sum(pieces) / 2, 0
    for people, size in enumerate(sorted(pieces, reverse=True), 1):
        carried += size
        if carried >= half:
            return people
    return len(pieces)
