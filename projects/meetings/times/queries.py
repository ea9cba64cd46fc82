"""When the people asked to a meeting cannot come."""

from collections.abc import Iterable

from contributors.availability.rules import patterns_of
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.times import rules
from projects.meetings.times.rules import Everybody


def everybody(meeting: Meeting, invitations: Iterable[Invitation]) -> Everybody:
    """Load when these people cannot come. Three queries, however many people and times."""
    sides = {invitation.person_id: invitation.side for invitation in invitations}
    return rules.opened_up(patterns_of(sides), sides, rules.way_of(meeting.place, meeting.online_link))
