import datetime as dt
from typing import Any

from django.db.models import Count, F, Sum

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from projects.meetings.attendance.models import Attendance, WhyNot
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.team.models import Project

FEWEST_WHO_SAID = 3
"""With fewer people than this, a count of reasons would tell whose they are."""

HOURS_SHOWN = 20


def may_answer(meeting: Meeting) -> bool:
    """Say whether an invitation to a meeting can still be answered."""
    return meeting.status == MeetingState.INVITED and meeting.starts_at > clock.now()


def may_say_why_not(invitation: Invitation) -> bool:
    """Say whether somebody said no, or did not come."""
    if invitation.meeting.status not in (MeetingState.INVITED, MeetingState.HELD):
        return False
    stayed_away = invitation.meeting.attendance.filter(person=invitation.person_id, came=False)
    return invitation.response == Response.NO or stayed_away.exists()


def reasons(project: Project) -> list[tuple[str, int]]:
    """Return how often each reason was given for meetings that are over, in words; nothing if few said.

    Never whose reason it was, never for one meeting.
    """
    said = WhyNot.objects.filter(
        invitation__meeting__project=project, invitation__meeting__status=MeetingState.HELD
    )
    people = said.aggregate(n=Count("invitation__person", distinct=True))["n"]
    if people < FEWEST_WHO_SAID:
        return []
    counts = dict(said.order_by().values_list("reason").annotate(n=Count("id")))
    return [(str(reason.label), counts[reason]) for reason in ReasonNotComing if reason in counts]


def hours_of(person: Person, user: User) -> list[dict[str, Any]]:
    """Return the projects where a person was at meetings that a user may see: title, meetings, minutes.

    Where they were longest stands first. One query.
    """
    came = Attendance.objects.filter(
        person=person, came=True, meeting__project__in=Project.objects.visible_to_staff(user)
    )
    rows: Any = came.order_by().values("meeting__project")
    rows = rows.annotate(title=F("meeting__project__title"), meetings=Count("id"), minutes=Sum("minutes"))
    return list(rows.order_by("-minutes", "meeting__project")[:HOURS_SHOWN])


def minutes_at(project: Project, person: Person, *, first: dt.date | None, last: dt.date) -> int:
    """Return for how many minutes a person was at the meetings of a project from one day to another."""
    begins = dt.datetime.combine(first, dt.time(), tzinfo=clock.UK) if first else None
    rows = Attendance.objects.filter(
        meeting__project=project, person=person, came=True, meeting__starts_at__lte=clock.end_of_day(last)
    )
    rows = rows.filter(meeting__starts_at__gte=begins) if begins else rows
    return rows.aggregate(total=Sum("minutes"))["total"] or 0
