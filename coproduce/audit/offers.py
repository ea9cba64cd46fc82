"""No offer stands open on a thing that is over; what was agreed is still what was offered."""

from django.db.models import Exists, OuterRef

from coproduce.audit.invariants import Finding, invariant, of_each, of_rows
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.roles.models import Agreement, Assignment
from projects.roles.promises import ANSWER
from projects.roles.states import LIVE, AssignmentState
from projects.team.models import TeamMember
from projects.team.states import ProjectState, Side

CHUNK = 500


@invariant(
    holds="No role is offered or held on a closed project.",
    mend="Take the offer back or end the role, with the reason.",
)
def no_role_on_a_closed_project() -> Finding:
    rows = Assignment.objects.filter(role__project__status=ProjectState.CLOSED)
    return of_rows(rows, rows.filter(status__in=LIVE))


@invariant(
    holds="Whoever was offered a role is asked for an answer by a day.",
    mend="Take the offer back, or offer it again.",
)
def every_offer_is_a_promise() -> Finding:
    rows = Assignment.objects.filter(status=AssignmentState.INVITED)
    asked = Promise.objects.open().filter(
        kind__startswith=f"{ANSWER.key.partition('.')[0]}.",
        subject_type=Assignment._meta.label,
        subject_id=OuterRef("pk"),
    )
    return of_rows(rows, rows.filter(~Exists(asked)))


@invariant(
    holds="Whoever has left a project holds no role on it.",
    mend="End the role, with the reason.",
)
def no_role_after_leaving() -> Finding:
    rows = Assignment.objects.filter(status=AssignmentState.AGREED)
    there = TeamMember.objects.current().filter(
        project=OuterRef("role__project"), person=OuterRef("person"), side=Side.PUBLIC
    )
    return of_rows(rows, rows.filter(~Exists(there)))


@invariant(
    holds="No meeting of a closed project is still to come.",
    mend="Call the meeting off.",
)
def no_meeting_to_come_on_a_closed_project() -> Finding:
    rows = Meeting.objects.filter(project__status=ProjectState.CLOSED)
    to_come = rows.filter(status__in=(MeetingState.PLANNED, MeetingState.INVITED))
    return of_rows(rows, to_come.filter(starts_at__gt=clock.now()))


@invariant(
    holds="The text that both sides agreed to is unchanged since.",
    mend="Compare with a backup: somebody wrote past the application.",
)
def agreements_hold() -> Finding:
    rows = Agreement.objects.select_related("version__role").iterator(CHUNK)
    return of_each(rows, lambda agreement: agreement.holds)
