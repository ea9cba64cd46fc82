"""What an organiser should know before people are told of a meeting. Counts and days; never who.

Each check says what it is, what is practice and who says so (domain/level-playing-field.md), and what to
do. Nothing here stops anybody: these are values of good practice, not law.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import hours
from coproduce.foundation.working_days import bank_holiday_in
from projects.meetings.arrangements.rules import ARRANGED_BEFORE
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.rules import LONGEST, NOTICE, PAPERS_BEFORE
from projects.meetings.special_days.rules import SchoolCalendar, not_known, special
from projects.meetings.times.rules import LeftOut
from projects.resources.timeline.rules import Lead
from projects.resources.timeline.states import LeadKind

SOURCES = {
    "AIS-2025": gettext_lazy("Accessible Information Standard, DAPB1605 version 4.0"),
    "BDF": gettext_lazy("Meetings Matter checklist, Business Disability Forum"),
    "CAMBRC": gettext_lazy("Guidance for completing PPI sections, NIHR Cambridge BRC"),
    "DEMTREE": gettext_lazy("Budgeting for involvement, dementiatree.co.uk"),
    "DONCASTER": gettext_lazy("Co-production guide: meetings and events, Doncaster Council"),
    "ILIS": gettext_lazy("Co-production toolkit, Independent Living in Scotland"),
    "IMPERIAL-LETTER": gettext_lazy("Letter of appointment template, Imperial PERC"),
    "LANLINKS": gettext_lazy("Guidelines, Lanarkshire Links"),
    "OXNDM": gettext_lazy("Scheduling Inclusive Meetings, Oxford NDM"),
    "PISTD-1": gettext_lazy("Standard 1: Inclusive Opportunities, public involvement standards"),
    "POHWER": gettext_lazy("Nottingham Co-production Group meetings, POhWER"),
    "ULSTER": gettext_lazy("Arranging the event, Ulster University"),
    "WEAHSN-2016": gettext_lazy(
        "Five things to consider before embarking on co-production, West of England AHSN"
    ),
}
"""Titles by the names that domain/level-playing-field.md uses."""


@dataclass(frozen=True)
class Practice:
    """The days that count. `own` names those the organisation has set itself."""

    notice_days: int = NOTICE.days
    papers_days: int = PAPERS_BEFORE.days
    own: frozenset[str] = frozenset()


LATER_DAY = "meetings:move"
DETAILS = "meetings:edit"


@dataclass(frozen=True)
class InvitationFacts:
    """What is known of a meeting. `public` are asked; `to_arrange` things help people take part.

    `to_book` has the lead time of each of these, without whose it is; `not_costed` counts the kinds of them
    for which no money is planned; `outside` is said of a day on which the project does not run.
    """

    meeting: Meeting
    public: int
    to_arrange: int
    practice: Practice
    now: dt.datetime
    schools: SchoolCalendar = field(default_factory=SchoolCalendar)
    outside: str = ""
    to_book: Sequence[Lead] = ()
    not_costed: int = 0

    @property
    def late_to_book(self) -> list[Lead]:
        """Lead times of what helps people take part and is to be booked by today; the longest first."""
        today = clock.uk(self.now).date()
        wanted = self.to_book or [Lead(LeadKind.ACCESS, ARRANGED_BEFORE.days)] * self.to_arrange
        late = [one for one in wanted if self.day - dt.timedelta(days=one.days or 0) <= today]
        return sorted(late, key=lambda one: -(one.days or 0))

    @property
    def days_left(self) -> int:
        """Whole days until the meeting; 0 when it has begun."""
        return max((self.meeting.starts_at - self.now).days, 0)

    @property
    def day(self) -> dt.date:
        return clock.uk(self.meeting.starts_at).date()


@dataclass(frozen=True)
class Check:
    """One thing to think about; `page` names the page of the meeting, or project, where `todo` is done."""

    what: str
    practice: str
    source: str
    todo: str
    page: str = ""
    of_project: bool = False


@dataclass(frozen=True)
class BeforeInviting:
    """What stands on the page before people are told; `not_known` is what the checks cannot tell."""

    left_out: LeftOut
    better: Sequence[LeftOut]
    lines: Sequence[Check]
    not_known: Sequence[str]
    to_arrange: int
    late_to_book: int = 0


def before_inviting(facts: InvitationFacts, left_out: LeftOut, better: Sequence[LeftOut]) -> BeforeInviting:
    """Put together who is left out, better times, and what to think about."""
    unsure = not_known(facts.day, facts.schools)
    late = len(facts.late_to_book)
    return BeforeInviting(left_out, better, checks(facts), unsure, facts.to_arrange, late)


def checks(facts: InvitationFacts) -> list[Check]:
    """Return what to think about, in the order in which an organiser would change it."""
    return [line for check in CHECKS if (line := check(facts))]


def _check(what: str, practice: str, sources: str, todo: str, page: str = "") -> Check:
    return Check(what, practice, "; ".join(str(SOURCES[name]) for name in sources.split()), todo, page)


def _days(facts: InvitationFacts, name: str, practice: str) -> str:
    """Return a practice in days; an organisation's own value stands before it."""
    if name not in facts.practice.own:
        return practice
    own = _("Your organisation asks for at least %(n)s days.") % {"n": getattr(facts.practice, name)}
    return f"{own} {practice}"


def _notice(facts: InvitationFacts) -> Check | None:
    if facts.meeting.starts_at - facts.now >= dt.timedelta(days=facts.practice.notice_days):
        return None
    words = ngettext("People get %(n)s day of notice.", "People get %(n)s days of notice.", facts.days_left)
    practice = _days(facts, "notice_days", _("Practice is at least 14 days."))
    todo = _("Choose a later day")
    return _check(words % {"n": facts.days_left}, practice, "IMPERIAL-LETTER", todo, LATER_DAY)


def _papers(facts: InvitationFacts) -> Check | None:
    enough = dt.timedelta(days=facts.practice.papers_days)
    if not facts.meeting.has_papers or facts.meeting.starts_at - facts.now >= enough:
        return None
    words = ngettext(
        "There is %(n)s day left to get the papers to people.",
        "There are %(n)s days left to get the papers to people.",
        facts.days_left,
    )
    practice = _days(facts, "papers_days", _("Practice is at least 7 days, in the format each asked for."))
    todo = _("Choose a later day, or send the papers as soon as people are invited")
    return _check(words % {"n": facts.days_left}, practice, "LANLINKS OXNDM", todo, LATER_DAY)


def _arrangements(facts: InvitationFacts) -> Check | None:
    late = facts.late_to_book
    if not late:
        return None
    words = ngettext(
        "%(n)s thing that helps people take part still needs booking. The day for it has passed.",
        "%(n)s things that help people take part still need booking. The day for it has passed.",
        len(late),
    )
    practice = _("Ask and book early, so that everything people need is there. We plan %(n)s days before.")
    practice %= {"n": late[0].days}
    todo = _("See what it is, then choose a later day or book it now")
    return _check(words % {"n": len(late)}, practice, "BDF AIS-2025", todo, "meetings:arrangements")


def _access_money(facts: InvitationFacts) -> Check | None:
    if not facts.not_costed:
        return None
    words = ngettext(
        "No money is planned yet for %(n)s kind of thing that helps people take part.",
        "No money is planned yet for %(n)s kinds of things that help people take part.",
        facts.not_costed,
    )
    practice = _("Plan money for what people need before you invite them.")
    check = _check(
        words % {"n": facts.not_costed}, practice, "DEMTREE", _("Say what it costs"), "resources:access"
    )
    return replace(check, of_project=True)


def _outside(facts: InvitationFacts) -> Check | None:
    if not facts.outside:
        return None
    practice = _("What comes after the end of a project often has no money and nobody to see to it.")
    return _check(facts.outside, practice, "CAMBRC", _("Choose another day"), LATER_DAY)


def _bank_holiday(facts: InvitationFacts) -> Check | None:
    nations = bank_holiday_in(facts.day)
    if not nations:
        return None
    words = _("This day is a bank holiday in %(nations)s.") % {"nations": ", ".join(nations)}
    return _check(
        words, _("Check holidays before you fix a date."), "ULSTER", _("Choose another day"), LATER_DAY
    )


def _schools(facts: InvitationFacts) -> Check | None:
    words = special(facts.day, facts.schools).schools
    if not words:
        return None
    practice = _("Check school holidays before you fix a date.")
    todo = _("Ask parents and carers if it suits them, or choose another day")
    return _check(" ".join(words), practice, "ULSTER", todo, LATER_DAY)


def _festivals(facts: InvitationFacts) -> Check | None:
    words = special(facts.day, facts.schools).festivals
    if not words:
        return None
    practice = _("Check festivals before you fix a date. This is a check, not a rule.")
    todo = _("Ask people if it suits them, or choose another day")
    return _check(" ".join(words), practice, "ULSTER", todo, LATER_DAY)


def _length(facts: InvitationFacts) -> Check | None:
    if facts.meeting.ends_at - facts.meeting.starts_at <= LONGEST:
        return None
    words = _("The meeting takes %(time)s.") % {"time": hours(facts.meeting.minutes)}
    practice = _("A long-standing group takes 2 hours.")
    return _check(words, practice, "POHWER", _("Make it shorter, or split it into two"), LATER_DAY)


def _breaks(facts: InvitationFacts) -> Check | None:
    if facts.meeting.breaks:
        return None
    practice = _("Plan breaks and keep them. Some people need them for medicine, food or rest.")
    return _check(_("No break is planned."), practice, "BDF ULSTER", _("Say when the breaks are"), DETAILS)


def _way(facts: InvitationFacts) -> Check | None:
    if not facts.meeting.place:
        return None
    words = _("The times above already leave people time to travel.")
    practice = _("Choose a neutral place, and book travel for anyone who asks.")
    todo = _("Offer to book travel when people answer")
    return _check(words, practice, "PISTD-1 ILIS", todo)


def _online(facts: InvitationFacts) -> Check | None:
    if not facts.meeting.place or facts.meeting.online_link:
        return None
    practice = _("Let people choose to join online, and offer a test call.")
    return _check(
        _("Nobody can join online."), practice, "DONCASTER", _("Add a link to join online"), DETAILS
    )


def _joining(facts: InvitationFacts) -> Check | None:
    if facts.meeting.joining:
        return None
    practice = _("Put the date and how to join in the invitation itself.")
    todo = _("Say who will meet people, and what to press")
    return _check(
        _("The invitation does not say how to join, in words."), practice, "DONCASTER", todo, DETAILS
    )


def _people(facts: InvitationFacts) -> Check | None:
    todo, page = _("Change who is asked"), "meetings:people"
    if facts.public == 1:
        practice = _("Nobody should be the only one. Ask at least 2.")
        return _check(_("You are asking only one public contributor."), practice, "LANLINKS", todo, page)
    if facts.public == 0:
        practice = _("Include people from the start, and say so when you do not.")
        return _check(_("You are not asking any public contributors."), practice, "WEAHSN-2016", todo, page)
    return None


CHECKS = [
    *(_outside, _notice, _papers, _arrangements, _access_money, _bank_holiday, _schools, _festivals),
    *(_length, _breaks, _way, _online, _joining, _people),
]
