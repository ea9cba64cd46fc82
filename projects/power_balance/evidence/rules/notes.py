"""How meetings went, as staff noted it, and whether public members say that it was so.

A tick by staff alone is the imbalance itself, so each line says what public members said of it.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext as _

from projects.meetings.feedback.states import Breaks, Chair, FeedbackLine
from projects.meetings.models import MeetingFeedback
from projects.power_balance.evidence.rules.indicator import SOURCES, Indicator, at_most_percent
from projects.power_balance.thresholds.rules import Limits

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Confirmed(TypedDict):
    """What `queries.notes.noted` adds to each row."""

    confirmed: bool
    starts_at: dt.datetime


@dataclass(frozen=True)
class MeetingNotes:
    """All that is noted about a project's meetings, the first meeting first, and which lines are disputed."""

    rows: "list[WithAnnotations[MeetingFeedback, Confirmed]]"
    disputed: set[tuple[int, str]] = field(default_factory=set)

    def count(self, **values: object) -> int:
        """Count the meetings of which just this is noted."""
        return sum(all(getattr(row, name) == value for name, value in values.items()) for row in self.rows)

    def disputed_at(self, *lines: FeedbackLine) -> int:
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


def lines(counted: tuple[MeetingNotes, dict[str, int]], limits: Limits) -> list[Indicator]:
    """Return what is noted of talks, breaks, the agenda and the chair, and what staff say of talks alone."""
    notes, talks = counted
    if not notes.rows:
        return _talks(talks)
    return [
        _brief(notes, limits),
        _kept(notes, limits),
        _agenda(notes),
        _chair(notes),
        *_talks(talks),
    ]


def said(notes: MeetingNotes, *disputed: FeedbackLine) -> str:
    """Return what public members said of what staff noted, in words."""
    n, others = len(notes.rows), notes.disputed_at(*disputed)
    if others and notes.confirmed:
        words = _(
            "As recorded by staff. Public members said it was different at %(others)s of %(n)s, and "
            "confirmed %(confirmed)s."
        )
    elif others:
        words = _("As recorded by staff. Public members said it was different at %(others)s of %(n)s.")
    elif notes.confirmed:
        words = _("As recorded by staff. Public members confirmed %(confirmed)s of %(n)s.")
    else:
        words = _("As recorded by staff. No public member has confirmed it yet.")
    return words % {"others": others, "n": n, "confirmed": notes.confirmed}


def _brief(notes: MeetingNotes, limits: Limits) -> Indicator:
    """Talks with public members before and after (indicator 10)."""
    n = len(notes.rows)
    without = n - notes.count(pre_brief=True, debrief=True)
    counts = {"n": n, "before": notes.count(pre_brief=True), "after": notes.count(debrief=True)}
    return Indicator(
        "no-talk",
        _("Meetings with a talk before and after"),
        _("Before: %(before)s of %(n)s. After: %(after)s of %(n)s.") % counts
        + " "
        + said(notes, FeedbackLine.PRE_BRIEF, FeedbackLine.DEBRIEF),
        _("Both"),
        str(SOURCES["ARCW-FACT"]),
        look=limits.too_many("not_kept_percent", without, n),
        own=at_most_percent(limits, "not_kept_percent"),
        rows="no-talk" if without else "",
    )


def _kept(notes: MeetingNotes, limits: Limits) -> Indicator:
    """Breaks and the end on time: people may rely on them for medicine, food or support (indicator 11)."""
    n = len(notes.rows)
    not_kept = sum(row.breaks == Breaks.NOT or not row.time_kept for row in notes.rows)
    counts = {
        "n": n,
        "kept": notes.count(breaks=Breaks.KEPT),
        "none": notes.count(breaks=Breaks.NONE),
        "time": notes.count(time_kept=True),
    }
    words = _("Breaks kept: %(kept)s of %(n)s. No break planned: %(none)s. Ended on time: %(time)s of %(n)s.")
    return Indicator(
        "not-kept",
        _("Breaks and the end of meetings"),
        words % counts + " " + said(notes, FeedbackLine.BREAKS, FeedbackLine.TIME),
        _("Breaks are planned and kept, and meetings end on time"),
        str(SOURCES["BDF"]),
        look=limits.too_many("not_kept_percent", not_kept, n),
        own=at_most_percent(limits, "not_kept_percent"),
        rows="not-kept" if not_kept else "",
    )


def _agenda(notes: MeetingNotes) -> Indicator:
    """Things on the agenda that public members proposed (indicator 13)."""
    counts = {
        "public": sum(row.items_public for row in notes.rows),
        "all": sum(row.items_all for row in notes.rows),
        "n": len(notes.rows),
    }
    return Indicator(
        "agenda",
        _("Things on the agenda that public members proposed"),
        _("%(public)s of %(all)s. Meetings noted: %(n)s.") % counts + " " + said(notes, FeedbackLine.ITEMS),
        _("Look at how it changes"),
        str(SOURCES["INVOLVE-TOR-2012"]),
        rows="noted",
    )


def _chair(notes: MeetingNotes) -> Indicator:
    """Who chairs, and whether that rotates between the sides (indicator 14)."""
    counts = {
        "public": notes.count(chaired_by=Chair.PUBLIC),
        "staff": notes.count(chaired_by=Chair.STAFF),
        "together": notes.count(chaired_by=Chair.TOGETHER),
        "changes": notes.changes_of_chair,
    }
    words = _(
        "A public member: %(public)s. Both together: %(together)s. Staff: %(staff)s. It changed from one"
        " meeting to the next: %(changes)s."
    )
    return Indicator(
        "chair",
        _("Who chaired the meetings"),
        words % counts + " " + said(notes, FeedbackLine.CHAIR),
        _("Agreed together, and shown"),
        str(SOURCES["ILIS"]),
        rows="noted",
    )


def _talks(counted: dict[str, int]) -> list[Indicator]:
    """Talks of staff alone before meetings: declared, in time, with notes (indicator 17)."""
    if not counted["all"]:
        return []
    words = _(
        "%(all)s were announced. Announced only after the meeting: %(late)s. Notes shared: %(shared)s. "
        "Notes still owed: %(owed)s."
    )
    return [
        Indicator(
            "talks",
            _("Staff talks before a meeting"),
            words % counted,
            _("Everyone is told before the meeting"),
            str(SOURCES["WEAHSN-2016"]),
            look=bool(counted["late"] or counted["owed"]),
            rows="talks",
        )
    ]
