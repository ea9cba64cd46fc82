"""The rows behind each number of the evidence: counted here and listed here, so that they agree."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.meetings.models import Meeting
from projects.meetings.states import MeetingState
from projects.power_balance.limits import Limits, limits_of
from projects.power_balance.models import Decision
from projects.power_balance.states import Followed
from projects.team.models import Project

LEFT_OUT = Q(left_out_public__gt=0)
WITHOUT = Q(followed=Followed.NOT_ASKED)
AGAINST = Q(followed__in=(Followed.PARTLY, Followed.NO))


def is_late() -> Q:
    """Promises kept after they were due, or open and overdue by the database's clock."""
    return Q(kept_at__gt=F("due_at")) | Q(kept_at=None, due_at__lt=clock.database_now())


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


def promises(project: Project) -> QuerySet[Promise]:
    """Promises of a project that count: not those somebody was released from."""
    return Promise.objects.filter(project=project, released_at=None)


def meetings(project: Project) -> QuerySet[Meeting]:
    """Meetings of a project that people were told of."""
    return Meeting.objects.filter(project=project, status__in=(MeetingState.INVITED, MeetingState.HELD))


def decisions(project: Project) -> QuerySet[Decision]:
    """Decisions of a project that are written down."""
    return Decision.objects.filter(project=project)


@dataclass(frozen=True)
class Behind:
    """The rows of one number: its heading, which rows, the sort key of their list, and how one is drawn."""

    heading: Any
    rows: Callable[[Project, Limits], QuerySet]
    key: str
    kind: str


BEHIND = {
    "late-ours": Behind(
        _("Promises of ours that were late"),
        lambda project, _limits: promises(project).filter(is_late(), side=Owed.ORGANISATION),
        "-due_at",
        "promise",
    ),
    "late-theirs": Behind(
        _("Promises of public members that were late"),
        lambda project, _limits: promises(project).filter(is_late(), side=Owed.CONTRIBUTOR),
        "-due_at",
        "promise",
    ),
    "left-out": Behind(
        _("Meetings at a time that left a public member out"),
        lambda project, _limits: meetings(project).filter(LEFT_OUT),
        "-starts_at",
        "meeting",
    ),
    "short-notice": Behind(
        _("Meetings with too little notice"),
        lambda project, limits: meetings(project).filter(short_notice(limits)),
        "-starts_at",
        "meeting",
    ),
    "late-papers": Behind(
        _("Meetings whose papers came too late"),
        lambda project, limits: meetings(project).filter(late_papers(limits)),
        "-starts_at",
        "meeting",
    ),
    "without": Behind(
        _("Decisions made without public members"),
        lambda project, _limits: decisions(project).filter(WITHOUT),
        "-decided_on",
        "decision",
    ),
    "against": Behind(
        _("Decisions that went another way than public members wanted"),
        lambda project, _limits: decisions(project).filter(AGAINST),
        "-decided_on",
        "decision",
    ),
}


def rows_behind(project: Project, number: str) -> QuerySet:
    """Return the rows of one number of a project. Raises KeyError for a number nobody counts."""
    found = BEHIND[number]
    rows = found.rows(project, limits_of(project.organisation_id))
    return rows.select_related("person", "owner") if found.kind == "promise" else rows
