"""What is known of a meeting before people are told, and what an organisation asks for."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse

from coproduce.foundation import clock
from projects.meetings.arrangements import queries as arrangements_queries
from projects.meetings.invitation_checks import rules
from projects.meetings.invitation_checks.rules import BeforeInviting, InvitationFacts, Practice
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import OPEN, MeetingState
from projects.meetings.special_days.queries import school_calendar_of
from projects.meetings.times import board
from projects.meetings.times import queries as times
from projects.resources.access.queries import costed_kinds
from projects.resources.access.rules import ToBook
from projects.resources.timeline.queries import lead_times_of
from projects.resources.timeline.rules import Leads, PlanEntry
from projects.resources.timeline.states import LeadKind, PlanKind, lead_of_need
from projects.team.dates.rules import outside
from projects.team.models import Project


def practice_of(leads: Leads) -> Practice:
    """Return what counts in an organisation, from its lead times."""
    mine = {"notice_days": leads[LeadKind.NOTICE], "papers_days": leads[LeadKind.PAPERS]}
    own = {name: lead.days for name, lead in mine.items() if lead.own and lead.days is not None}
    return Practice(**own, own=frozenset(own))


def to_come(project: Project) -> QuerySet[Meeting]:
    """Return the meetings of a project that are still to take place."""
    return project.meetings.filter(status__in=OPEN, starts_at__gt=clock.now())


def dates_of(project: Project) -> list[PlanEntry]:
    """Return the meetings of a project for its timeline, with what has to happen before each."""
    booked = arrangements_queries.still_to_book(to_come(project))
    meetings = project.meetings.exclude(status=MeetingState.CANCELLED)
    return [_entry(one, booked.get(one.pk, {})) for one in meetings]


def _entry(meeting: Meeting, needed: Mapping[str, object]) -> PlanEntry:
    before = [LeadKind.NOTICE] if meeting.status == MeetingState.PLANNED else []
    if meeting.has_papers and not meeting.papers_sent_at:
        before.append(LeadKind.PAPERS)
    return PlanEntry(
        on=clock.uk(meeting.starts_at).date(),
        kind=PlanKind.MEETING,
        title=meeting.title,
        key=f"meetings:{meeting.ref}",
        done=meeting.status == MeetingState.HELD,
        before=tuple(before),
        booking=tuple(sorted({lead_of_need(category) for category in needed})),
        pays=True,
        url=reverse("meetings:detail", args=[meeting.ref]),
        move_url=reverse("meetings:move", args=[meeting.ref]) if meeting.facts.is_open else "",
    )


def bookings_of(project: Project) -> list[ToBook]:
    """Return what is still to arrange for the meetings of a project that are to come."""
    meetings = to_come(project)
    booked = arrangements_queries.still_to_book(meetings)
    return [
        ToBook(
            one.title,
            clock.uk(one.starts_at).date(),
            reverse("meetings:arrangements", args=[one.ref]),
            booked[one.pk],
        )
        for one in meetings
        if one.pk in booked
    ]


def checks_before_inviting(meeting: Meeting, *, now: dt.datetime) -> BeforeInviting:
    """Gather what an organiser should know before people are told of a meeting. Nine queries."""
    leads, schools = lead_times_of(meeting.organisation_id), school_calendar_of(meeting.organisation_id)
    kinds = list(arrangements_queries.needs_of(meeting).values_list("category", flat=True))
    everybody = times.everybody_asked(meeting, meeting.invitations.all())
    counted = everybody.at(meeting.starts_at, meeting.ends_at)
    better = [] if counted.nobody else board.better_times(everybody, counted, now=now)
    facts = InvitationFacts(
        meeting=meeting,
        public=counted.of_public,
        to_arrange=len(kinds),
        practice=practice_of(leads),
        now=now,
        schools=schools,
        outside=outside(meeting.project, clock.uk(meeting.starts_at).date()),
        to_book=[leads[lead_of_need(category)] for category in kinds],
        not_costed=len(set(kinds) - costed_kinds(meeting.project)),
    )
    return rules.before_inviting(facts, counted, better)
