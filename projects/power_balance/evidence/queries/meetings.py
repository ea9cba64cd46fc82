"""Meetings that count, who was in the room, and how papers reached each public member."""

import datetime as dt
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from contributors.people.states import Format
from coproduce.foundation import clock
from projects.meetings.arrangements import queries as arrangements
from projects.meetings.attendance import queries as attendance
from projects.meetings.models import Attendance, Invitation, Meeting, PaperCopy, TalkBefore
from projects.meetings.planning.states import MeetingState, Response
from projects.power_balance.evidence.rules.meetings import MeetingCounts
from projects.power_balance.thresholds.rules import Limits
from projects.team.models import Project
from projects.team.states import Side

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class InTheRoom(TypedDict):
    """What `in_the_room` adds to each meeting: how many there were."""

    public: int
    everybody: int


class Seat(TypedDict):
    """What `seats` adds to each invitation."""

    was_there: bool


LEFT_OUT = Q(left_out_public__gt=0)
TOLD = (MeetingState.INVITED, MeetingState.HELD)


def meetings(project: Project) -> QuerySet[Meeting]:
    """Meetings of a project that people were told of."""
    return Meeting.objects.filter(project=project, status__in=TOLD)


def short_notice(limits: Limits) -> Q:
    """Meetings to which people were invited too late."""
    return Q(invited_at__gt=F("starts_at") - dt.timedelta(days=limits.notice_days))


def papers_were_due(limits: Limits) -> Q:
    """Meetings with papers that should be with people by now."""
    return Q(has_papers=True, starts_at__lt=clock.now() + dt.timedelta(days=limits.papers_days))


def late_papers(limits: Limits) -> Q:
    """Meetings whose papers came too late, or not at all."""
    in_time = Q(papers_sent_at__lte=F("starts_at") - dt.timedelta(days=limits.papers_days))
    return papers_were_due(limits) & ~in_time


def too_long(limits: Limits) -> Q:
    """Meetings that take longer than an organisation goes by."""
    return Q(ends_at__gt=F("starts_at") + dt.timedelta(minutes=limits.longest_minutes))


def copies(project: Project, limits: Limits) -> QuerySet[PaperCopy]:
    """Papers for one public member each, that should be with them by now, in the way they asked for.

    `arrived_at` is `PaperCopy.reached_at`, told by the database.
    """
    asked = Invitation.objects.filter(
        meeting=OuterRef("meeting"), person=OuterRef("person"), side=Side.PUBLIC
    )
    return PaperCopy.objects.filter(
        Exists(asked),
        meeting__project=project,
        meeting__status__in=TOLD,
        meeting__starts_at__lt=clock.now() + dt.timedelta(days=limits.papers_days),
    ).annotate(
        arrived_at=Case(
            When(given_at__isnull=False, then="given_at"),
            When(Q(format=Format.STANDARD) | Q(by_file=True), then="message__sent_at"),
        )
    )


def late_copies(limits: Limits) -> Q:
    """Copies that reached somebody too late, or not yet. Of `copies`."""
    latest = F("meeting__starts_at") - dt.timedelta(days=limits.papers_days)
    return Q(arrived_at=None) | Q(arrived_at__gt=latest)


def in_the_room(project: Project) -> "QuerySet[WithAnnotations[Meeting, InTheRoom]]":
    """Meetings of which it is noted who came, with `public` and `everybody`: how many were there."""
    held = Meeting.objects.filter(project=project, status=MeetingState.HELD)
    noted = Attendance.objects.filter(meeting=OuterRef("pk"))
    return held.filter(Exists(noted)).annotate(public=_there(side=Side.PUBLIC), everybody=_there())


def few_in_the_room(limits: Limits) -> Q:
    """Meetings with fewer public members than nobody being alone takes. Of `in_the_room`."""
    return Q(public__lt=limits.public_in_room)


def _there(**asked_as: Any) -> Coalesce:
    came = Attendance.objects.filter(meeting=OuterRef("pk"), came=True)
    if asked_as:
        invited = Invitation.objects.filter(
            meeting=OuterRef("meeting"), person=OuterRef("person"), **asked_as
        )
        came = came.filter(Exists(invited))
    counted = came.order_by().values("meeting").annotate(n=Count("id"))
    return Coalesce(Subquery(counted.values("n")), 0)


def seats(project: Project) -> "QuerySet[WithAnnotations[Invitation, Seat]]":
    """Invitations to the meetings `in_the_room`, each with `was_there`."""
    came = Attendance.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), came=True)
    held = in_the_room(project).values("pk")
    return Invitation.objects.filter(meeting__in=held).annotate(was_there=Exists(came))


def talks(project: Project) -> QuerySet[TalkBefore]:
    """Talks of staff alone before meetings, as they said themselves."""
    return TalkBefore.objects.filter(meeting__project=project, meeting__status__in=TOLD)


def talk_counts(project: Project) -> dict[str, int]:
    """Count talks of staff alone: told only after the meeting, with notes shared or owed. One query."""
    after = Q(declared_at__gt=F("meeting__starts_at"))
    owed = Q(shares_notes=True, notes_at=None, meeting__starts_at__lt=clock.now())
    return talks(project).aggregate(
        all=Count("id"),
        late=Count("id", filter=after),
        shared=Count("id", filter=Q(notes_at__isnull=False)),
        owed=Count("id", filter=owed),
    )


def counted(project: Project, limits: Limits) -> MeetingCounts:
    """Count what the meetings of a project tell. One query where nobody was invited to any."""
    told = meetings(project).aggregate(
        all=Count("id"),
        left_out=Count("id", filter=LEFT_OUT),
        silent=Count("id", filter=Q(silent_public__gt=0)),
        short=Count("id", filter=short_notice(limits)),
        papers=Count("id", filter=papers_were_due(limits)),
        late=Count("id", filter=late_papers(limits)),
        long=Count("id", filter=too_long(limits)),
    )
    if not told["all"]:
        return MeetingCounts(told)
    room = _room_counts(project, limits)
    late = Count("id", filter=late_copies(limits))
    return MeetingCounts(
        told,
        copies=copies(project, limits).aggregate(all=Count("id"), late=late),
        room=room,
        seats=_seat_counts(project) if room["all"] else {},
        reasons=attendance.reasons(project) if room["all"] else [],
        arrangements=arrangements.counts_of(project),
    )


def _room_counts(project: Project, limits: Limits) -> dict[str, int]:
    """Count the meetings of which it is noted who came, and the people there. One query."""
    return in_the_room(project).aggregate(
        all=Count("id"),
        few=Count("id", filter=few_in_the_room(limits)),
        all_public=Sum("public", default=0),
        all_people=Sum("everybody", default=0),
    )


def _seat_counts(project: Project) -> dict[str, dict[str, int]]:
    """Count, for each side, who was asked, came, and said yes but did not come. One query."""
    said_yes = Q(response=Response.YES, was_there=False)
    rows = (
        seats(project)
        .values("side")
        .order_by("side")
        .annotate(
            asked=Count("id"),
            came=Count("id", filter=Q(was_there=True)),
            missed=Count("id", filter=said_yes),
        )
    )
    return {
        side: {"asked": asked, "came": came, "missed": missed}
        for side, asked, came, missed in rows.values_list("side", "asked", "came", "missed")
    }
