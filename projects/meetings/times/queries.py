"""When the people asked to a meeting cannot come."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from contributors.availability.queries import patterns_of
from projects.meetings.times.board import Everybody, opened_up

if TYPE_CHECKING:
    from projects.meetings.planning.models import Invitation, Meeting


def everybody_asked(meeting: "Meeting", invitations: Iterable["Invitation"]) -> Everybody:
    """Load when these people cannot come to a meeting. Three queries, however many people and times."""
    sides = {invitation.person_id: invitation.side for invitation in invitations}
    patterns = patterns_of(sides, organisation_id=meeting.organisation_id)
    return opened_up(patterns, sides, meeting.way)
