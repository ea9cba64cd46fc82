"""What is known of a meeting before people are told, and what an organisation asks for."""

import datetime as dt

from django.apps import apps

from projects.meetings.arrangements import queries as arrangements_queries
from projects.meetings.invitation_checks.rules import InvitationFacts, Practice
from projects.meetings.planning.models import Meeting
from projects.meetings.special_days.queries import school_calendar_of


def practice_of(organisation_id: int) -> Practice:
    """Return what counts in an organisation. One query."""
    thresholds = apps.get_model(
        "power_balance", "PowerThresholds"
    )  # own values live in a room above this one
    row = thresholds.objects.filter(organisation=organisation_id).first()
    names = ("notice_days", "papers_days")
    own = {name: value for name in names if (value := getattr(row, name, None)) is not None}
    return Practice(**own, own=frozenset(own))


def facts_of(meeting: Meeting, *, public: int, now: dt.datetime) -> InvitationFacts:
    """Gather what the page needs to know before people are told. `public` contributors are asked."""
    return InvitationFacts(
        meeting=meeting,
        public=public,
        to_arrange=arrangements_queries.count(meeting),
        practice=practice_of(meeting.organisation_id),
        now=now,
        schools=school_calendar_of(meeting.organisation_id),
    )
