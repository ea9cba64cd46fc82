"""How a meeting went, line by line, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.meetings.models import Dispute, HowItWent, Meeting
from projects.meetings.states import Line

NOBODY = 0


@dataclass(frozen=True)
class Told:
    """One line: what staff noted, how many people say it was different, and what one of them said."""

    line: Line
    words: str
    differ: int
    mine: Sequence[Dispute]


def of_meeting(meeting: Meeting, person_id: int | None = None, *, words: bool = True) -> list[Told]:
    """Return how a meeting went; nothing before it is noted. Without `words`, no dispute itself."""
    how = HowItWent.objects.filter(meeting=meeting).first()
    if how is None:
        return []
    disputes = list(meeting.disputes.select_related("person"))
    return told(how, disputes, person_id if words else NOBODY)


def told(how: HowItWent, disputes: Sequence[Dispute], person_id: int | None = None) -> list[Told]:
    """Return every line; `mine` holds the disputes of one person, or for staff (None) everybody's."""
    words = _words(how)
    return [
        Told(
            line,
            words[line],
            len({one.person_id for one in disputes if one.line == line}),
            [one for one in disputes if one.line == line and person_id in (None, one.person_id)],
        )
        for line in Line
    ]


def _words(how: HowItWent) -> dict[Line, str]:
    items = {"public": how.items_public, "all": how.items_all}
    return {
        Line.PRE_BRIEF: _("Yes") if how.pre_brief else _("No"),
        Line.DEBRIEF: _("Yes") if how.debrief else _("No"),
        Line.CHAIR: str(how.get_chaired_by_display()),
        Line.ITEMS: _("%(public)s of %(all)s") % items,
        Line.BREAKS: str(how.get_breaks_display()),
        Line.TIME: _("Yes") if how.time_kept else _("No"),
    }
