"""What is known of a meeting before people are told, and what an organisation asks for."""

import datetime as dt

from django.apps import apps

from projects.meetings.arrangements import queries as arrangements_queries
from projects.meetings.invitation_checks import rules
from projects.meetings.invitation_checks.rules import BeforeInviting, InvitationFacts, Practice
from projects.meetings.planning.models import Meeting
from projects.meetings.special_days.queries import school_calendar_of
from projects.meetings.times import board
from projects.meetings.times import queries as times


def practice_of(organisation_id: int) -> Practice:
    """Return what counts in an organisation. One query."""
    thresholds = apps.get_model("power_balance", "PowerThresholds")  # an app above this one
    row = thresholds.objects.filter(organisation=organisation_id).first()
    names = ("notice_days", "papers_days")
    own = {name: value for name in names if (value := getattr(row, name, None)) is not None}
    return Practice(**own, own=frozenset(own))


def checks_before_inviting(meeting: Meeting, *, now: dt.datetime) -> BeforeInviting:
    """Gather what an organiser should know before people are told of a meeting. Seven queries."""
    practice, schools = practice_of(meeting.organisation_id), school_calendar_of(meeting.organisation_id)
    everybody = times.everybody_asked(meeting, meeting.invitations.all())
    counted = everybody.at(meeting.starts_at, meeting.ends_at)
    better = [] if counted.nobody else board.better_times(everybody, counted, now=now)
    facts = InvitationFacts(
        meeting=meeting,
        public=counted.of_public,
        to_arrange=arrangements_queries.count(meeting),
        practice=practice,
        now=now,
        schools=schools,
    )
    return rules.before_inviting(facts, counted, better)
