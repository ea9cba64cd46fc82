"""Who is asked to a series, and how often they were left out before.

Whoever was left out before counts as before: we ask what their availability says about the time of each
earlier meeting they were invited to. Answers and attendance are not used: people also stay away because
they are ill, and that is nobody's choice.
"""

import datetime as dt
from collections.abc import Mapping

from contributors.availability.queries import patterns_of
from contributors.availability.rules import Pattern
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import MeetingState
from projects.meetings.series import rules
from projects.meetings.series.rules import People, Proposal, Wish
from projects.meetings.special_days.queries import school_calendar_of
from projects.meetings.times.board import opened_up
from projects.team.models import Project

SECONDS = 1.5


def propose(
    project: Project, wish: Wish, sides: Mapping[int, str], *, now: dt.datetime, seconds: float = SECONDS
) -> Proposal:
    """Find times for people given as {person id: side}. Six queries. Raises NoTime."""
    patterns = patterns_of(sides, organisation_id=project.organisation_id)
    schools = school_calendar_of(project.organisation_id)
    people = People(
        opened_up(patterns, sides, wish.way),
        list(sides.values()),
        _times_left_out(project, patterns, sides),
    )
    return rules.propose(people, wish, schools, now=now, seconds=seconds)


def _times_left_out(project: Project, patterns: Mapping[int, Pattern], sides: Mapping[int, str]) -> list[int]:
    """Count for each person the meetings fixed so far whose time did not suit them. One query."""
    numbers = {pk: number for number, pk in enumerate(sides)}
    invitations = Invitation.objects.filter(
        meeting__project=project,
        meeting__status__in=(MeetingState.INVITED, MeetingState.HELD),
        person__in=list(numbers),
    )
    asked: dict[Meeting, list[int]] = {}
    for one in invitations.select_related("meeting"):
        asked.setdefault(one.meeting, []).append(numbers[one.person_id])
    ways = {meeting.way for meeting in asked}
    boards = {way: opened_up(patterns, sides, way).board for way in ways}
    times = [0] * len(numbers)
    for meeting, people in asked.items():
        left_out = boards[meeting.way].left_out(meeting.starts_at, meeting.ends_at)
        for number in people:
            times[number] += left_out >> number & 1
    return times
