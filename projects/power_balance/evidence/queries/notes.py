"""How meetings went: what staff noted, and whether public members say that it was so."""

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from projects.meetings.feedback.states import Breaks
from projects.meetings.models import Dispute, FeedbackConfirmation, MeetingFeedback
from projects.power_balance.evidence.queries.meetings import talk_counts
from projects.power_balance.evidence.rules.notes import Confirmed, MeetingNotes
from projects.team.models import Project

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


NO_TALK = Q(pre_brief=False) | Q(debrief=False)
NOT_KEPT = Q(breaks=Breaks.NOT) | Q(time_kept=False)


def noted(project: Project) -> "QuerySet[WithAnnotations[MeetingFeedback, Confirmed]]":
    """What is noted about the meetings of a project, with `confirmed`: whether somebody said yes to it."""
    yes = FeedbackConfirmation.objects.filter(meeting=OuterRef("meeting"), said_at__gte=OuterRef("noted_at"))
    rows = MeetingFeedback.objects.filter(meeting__project=project)
    return rows.annotate(confirmed=Exists(yes), starts_at=F("meeting__starts_at"))


def notes(project: Project) -> MeetingNotes:
    """Return what is noted about the meetings of a project. Two queries; one where nothing is."""
    rows = list(noted(project).order_by("starts_at", "id"))
    if not rows:
        return MeetingNotes([])
    said = Dispute.objects.filter(meeting__in=[row.meeting_id for row in rows])
    return MeetingNotes(rows, set(said.values_list("meeting", "line")))


def counted(project: Project) -> tuple[MeetingNotes, dict[str, int]]:
    """Return what is noted about the meetings of a project, and how often staff talked alone before."""
    return notes(project), talk_counts(project)
