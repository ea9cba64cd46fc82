"""How a meeting went, line by line, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.meetings.feedback.models import Dispute, MeetingFeedback
from projects.meetings.feedback.states import FeedbackLine

ANSWER_WITHIN = dt.timedelta(days=14)
NOBODY = 0


@dataclass(frozen=True)
class Told:
    """One line: what staff noted, how many people say it was different, and what one of them said."""

    line: FeedbackLine
    words: str
    differ: int
    mine: Sequence[Dispute]


def told(how: MeetingFeedback, disputes: Sequence[Dispute], person_id: int | None = None) -> list[Told]:
    """Return every line; `mine` holds the disputes of one person, or for staff (None) everybody's."""
    words = _lines_in_words(how)
    return [
        Told(
            line,
            words[line],
            len({one.person_id for one in disputes if one.line == line}),
            [one for one in disputes if one.line == line and person_id in (None, one.person_id)],
        )
        for line in words
    ]


def _lines_in_words(how: MeetingFeedback) -> dict[FeedbackLine, str]:
    items = {"public": how.items_public, "all": how.items_all}
    return {
        FeedbackLine.PRE_BRIEF: _("Yes") if how.pre_brief else _("No"),
        FeedbackLine.DEBRIEF: _("Yes") if how.debrief else _("No"),
        FeedbackLine.CHAIR: str(how.get_chaired_by_display()),
        FeedbackLine.ITEMS: _("%(public)s of %(all)s") % items,
        FeedbackLine.BREAKS: str(how.get_breaks_display()),
        FeedbackLine.TIME: _("Yes") if how.time_kept else _("No"),
    }
