"""Meetings as the duties of a role see them. As many queries for 30 people as for 3."""

from collections.abc import Collection

from django.db.models import Q

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.meetings.attendance.models import Attendance
from projects.meetings.feedback.models import MeetingFeedback
from projects.meetings.papers.promises import COPY
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.promises import PAPERS
from projects.meetings.planning.states import MeetingState, Response
from projects.roles.duties.rules import MeetingEvent
from projects.team.models import Project
from projects.team.states import Side


def events(project: Project, people: Collection[int], also: Collection[int]) -> list[MeetingEvent]:
    """Return the meetings that stand for each of these people: to come, or named in `also`. Four queries."""
    stands = Q(meeting__status=MeetingState.INVITED, meeting__starts_at__gt=clock.now())
    named = Q(meeting__status__in=(MeetingState.INVITED, MeetingState.HELD), meeting__in=also)
    asked = Invitation.objects.filter(stands | named, meeting__project=project, person__in=people)
    asked = asked.filter(side=Side.PUBLIC).select_related("meeting").order_by("meeting__starts_at", "pk")
    rows = list(asked)
    meetings = {one.meeting_id for one in rows}
    papers = _papers(meetings)
    came = set(Attendance.objects.filter(meeting__in=meetings, came=True).values_list("meeting", "person"))
    talked = set(
        MeetingFeedback.objects.filter(meeting__in=meetings, debrief=True).values_list("meeting", flat=True)
    )
    return [_event(one, papers, (one.meeting_id, one.person_id) in came, talked) for one in rows]


Papers = dict[tuple[int, int | None], Promise]


def _papers(meetings: Collection[int]) -> Papers:
    """Return the open promises of papers: to everybody, and to somebody in the way they asked."""
    rows = Promise.objects.open().filter(
        kind__in=(PAPERS.key, COPY.key), subject_type=Meeting._meta.label, subject_id__in=meetings
    )
    return {(one.subject_id, one.person_id): one for one in rows}


def _event(one: Invitation, papers: Papers, came: bool, talked: set[int]) -> MeetingEvent:
    meeting, no = one.meeting, one.response == Response.NO
    owed = papers.get((meeting.pk, one.person_id)) or papers.get((meeting.pk, None))
    return MeetingEvent(
        person=one.person_id,
        pk=meeting.pk,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        coming=not no,
        held=meeting.status == MeetingState.HELD,
        came=came,
        declined_at=one.responded_at if no else None,
        papers=owed.pk if owed else None,
        papers_due=owed.due_at if owed else None,
        papers_sent_at=meeting.papers_sent_at if meeting.has_papers else None,
        debriefed=meeting.pk in talked,
    )


def ids_of_public(meeting: Meeting) -> set[int]:
    """Return the public contributors who are asked to a meeting."""
    return set(meeting.invitations.filter(side=Side.PUBLIC).values_list("person", flat=True))


def who_came(meeting: Meeting) -> set[int]:
    """Return who is noted as having been there."""
    return set(meeting.attendance.filter(came=True).values_list("person", flat=True))
