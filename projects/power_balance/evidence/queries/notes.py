"""How meetings went: what staff noted, and whether public members say that it was so."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from projects.meetings.models import Dispute, HowItWent, HowItWentConfirmed
from projects.meetings.states import Breaks, Chair, Line
from projects.team.models import Project

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Confirmed(TypedDict):
    """What `noted` adds to each row."""

    confirmed: bool
    starts_at: dt.datetime


NO_TALK = Q(pre_brief=False) | Q(debrief=False)
NOT_KEPT = Q(breaks=Breaks.NOT) | Q(time_kept=False)


def noted(project: Project) -> "QuerySet[WithAnnotations[HowItWent, Confirmed]]":
    """What is noted about the meetings of a project, with `confirmed`: whether somebody said yes to it."""
    yes = HowItWentConfirmed.objects.filter(meeting=OuterRef("meeting"), said_at__gte=OuterRef("noted_at"))
    rows = HowItWent.objects.filter(meeting__project=project)
    return rows.annotate(confirmed=Exists(yes), starts_at=F("meeting__starts_at"))


@dataclass(frozen=True)
class Notes:
    """All that is noted about a project's meetings, the first meeting first, and which lines are disputed."""

    rows: "list[WithAnnotations[HowItWent, Confirmed]]"
    disputed: set[tuple[int, str]] = field(default_factory=set)

    def count(self, **values: object) -> int:
        """Count the meetings of which just this is noted."""
        return sum(all(getattr(row, name) == value for name, value in values.items()) for row in self.rows)

    def disputed_at(self, *lines: Line) -> int:
        """Count the meetings at which somebody says that one of these lines was different."""
        return len({meeting for meeting, line in self.disputed if line in lines})

    @property
    def confirmed(self) -> int:
        return sum(row.confirmed for row in self.rows)

    @property
    def changes_of_chair(self) -> int:
        """How often another side than at the meeting before chaired."""
        chairs = [Chair(row.chaired_by) for row in self.rows]
        return sum(one != other for one, other in pairwise(chairs))


def notes(project: Project) -> Notes:
    """Return what is noted about the meetings of a project. Two queries; one where nothing is."""
    rows = list(noted(project).order_by("starts_at", "id"))
    if not rows:
        return Notes([])
    said = Dispute.objects.filter(meeting__in=[row.meeting_id for row in rows])
    return Notes(rows, set(said.values_list("meeting", "line")))
