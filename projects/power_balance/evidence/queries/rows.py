"""The rows behind each number of the evidence: counted here and listed here, so that they agree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.promises.kinds import Side as Owed
from projects.power_balance.evidence.queries import decisions, meetings, notes, people, promises
from projects.power_balance.thresholds.queries import limits_of
from projects.power_balance.thresholds.rules import Limits
from projects.team.models import Project


@dataclass(frozen=True)
class CountedRows:
    """The rows of one number: its heading, which rows, the sort key of their list, and how one is drawn."""

    heading: LazyStr
    rows: Callable[[Project, Limits], QuerySet[Any]]
    key: str
    kind: str


PROMISES = {
    "late-ours": CountedRows(
        _("Promises of ours that were late"),
        lambda project, _limits: promises.promises(project).filter(
            promises.is_late(), side=Owed.ORGANISATION
        ),
        "-due_at",
        "promise",
    ),
    "late-theirs": CountedRows(
        _("Promises of public members that were late"),
        lambda project, _limits: promises.promises(project).filter(promises.is_late(), side=Owed.CONTRIBUTOR),
        "-due_at",
        "promise",
    ),
    "late-duties": CountedRows(
        _("What roles say we do, and that was late"),
        lambda project, _limits: promises.of_roles(project).filter(promises.is_late()),
        "-due_at",
        "promise",
    ),
    "late-pay": CountedRows(
        _("Claims that were paid late"),
        lambda project, _limits: promises.payments(project).filter(promises.is_late()),
        "-due_at",
        "promise",
    ),
    "late-replies": CountedRows(
        _("Answers to public members that were late"),
        lambda project, _limits: promises.replies(project).filter(promises.is_late()),
        "-due_at",
        "promise",
    ),
}
MEETINGS = {
    "left-out": CountedRows(
        _("Meetings at a time that left out a public member"),
        lambda project, _limits: meetings.meetings(project).filter(meetings.LEFT_OUT),
        "-starts_at",
        "meeting",
    ),
    "short-notice": CountedRows(
        _("Meetings with too little notice"),
        lambda project, limits: meetings.meetings(project).filter(meetings.short_notice(limits)),
        "-starts_at",
        "meeting",
    ),
    "late-papers": CountedRows(
        _("Meetings whose papers came too late"),
        lambda project, limits: meetings.meetings(project).filter(meetings.late_papers(limits)),
        "-starts_at",
        "meeting",
    ),
    "late-copies": CountedRows(
        _("Papers that came too late to one public member"),
        lambda project, limits: meetings.copies(project, limits).filter(meetings.late_copies(limits)),
        "-sent_at",
        "copy",
    ),
    "long": CountedRows(
        _("Long meetings"),
        lambda project, limits: meetings.meetings(project).filter(meetings.too_long(limits)),
        "-starts_at",
        "meeting",
    ),
    "few-in-room": CountedRows(
        _("Meetings with too few public members present"),
        lambda project, limits: meetings.in_the_room(project).filter(meetings.few_in_the_room(limits)),
        "-starts_at",
        "room",
    ),
    "room": CountedRows(
        _("Who was present"), lambda project, _limits: meetings.in_the_room(project), "-starts_at", "room"
    ),
    "talks": CountedRows(
        _("Staff talks before meetings"), lambda project, _limits: meetings.talks(project), "-on", "talk"
    ),
}
NOTED = {
    "no-talk": CountedRows(
        _("Meetings without a talk before or after"),
        lambda project, _limits: notes.noted(project).filter(notes.NO_TALK),
        "-starts_at",
        "noted",
    ),
    "not-kept": CountedRows(
        _("Meetings that missed a break or ran late"),
        lambda project, _limits: notes.noted(project).filter(notes.NOT_KEPT),
        "-starts_at",
        "noted",
    ),
    "noted": CountedRows(
        _("How the meetings went"), lambda project, _limits: notes.noted(project), "-starts_at", "noted"
    ),
}
OTHERS = {
    "no-offer": CountedRows(
        _("Public members without a role that offers a fee"),
        lambda project, _limits: people.public_team(project).filter(offered=False),
        "-joined_on",
        "member",
    ),
    "without": CountedRows(
        _("Decisions made without public members"),
        lambda project, _limits: decisions.decisions(project).filter(decisions.WITHOUT),
        "-decided_on",
        "decision",
    ),
    "against": CountedRows(
        _("Decisions that were different from what public members wanted"),
        lambda project, _limits: decisions.decisions(project).filter(decisions.AGAINST),
        "-decided_on",
        "decision",
    ),
}
COUNTED_ROWS = PROMISES | MEETINGS | NOTED | OTHERS
READ_WITH = {
    "promise": ("person", "owner"),
    "copy": ("meeting", "message"),
    "noted": ("meeting",),
    "talk": ("meeting",),
    "member": ("person",),
}


def rows_of(project: Project, number: str) -> QuerySet[Any]:
    """Return the rows of one number of a project. Raises KeyError for a number nobody counts."""
    found = COUNTED_ROWS[number]
    rows = found.rows(project, limits_of(project.organisation_id))
    return rows.select_related(*READ_WITH.get(found.kind, ()))
