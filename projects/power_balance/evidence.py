"""What the project's own records say about power, beside what is practice elsewhere.

Practice values come from the research (domain/level-playing-field.md); none of them is law.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.meetings import arrangements
from projects.meetings.models import Meeting
from projects.meetings.rules import NOTICE, PAPERS_BEFORE
from projects.meetings.states import MeetingState
from projects.power_balance.models import Decision
from projects.power_balance.states import Followed
from projects.team.models import Project, TeamMember
from projects.team.states import Side

SOURCES = {
    "IMPERIAL-LETTER": gettext_lazy("Invitation letter, Imperial"),
    "INVOLVE-BN8": gettext_lazy("Briefing note 8, INVOLVE"),
    "LANLINKS": gettext_lazy("Guidelines, Lanarkshire Links"),
    "AIS-2025": gettext_lazy("Accessible Information Standard, NHS England, 2025"),
    "VOICESCOT": gettext_lazy("National Standards for Community Engagement, Scotland"),
    "IAP2-7": gettext_lazy("IAP2 core values, value 7"),
}
LEAST_PUBLIC_MEMBERS = 2  # "never one alone": LANLINKS, indicator 6


@dataclass(frozen=True)
class Indicator:
    """One line of evidence: what it is about, what was counted, what is practice and who says so."""

    about: str
    counted: str
    practice: str = ""
    source: str = ""
    look: bool = False


def evidence(project: Project) -> list[Indicator]:
    """Return the evidence about a project. Six queries, however much there is."""
    return [
        *_promises(project),
        _team(project),
        *_meetings(project),
        *_arrangements(project),
        *_decisions(project),
    ]


def _promises(project: Project) -> list[Indicator]:
    rows = Promise.objects.filter(project=project, released_at=None)
    counts = {row["side"]: row for row in _counts(rows)}
    late = _days_late(rows)
    return [
        _side(
            _("Promises we made to public members"), counts.get(Owed.ORGANISATION), late[Owed.ORGANISATION]
        ),
        _side(_("Promises public members made to us"), counts.get(Owed.CONTRIBUTOR), late[Owed.CONTRIBUTOR]),
    ]


def _counts(rows: QuerySet[Promise]) -> QuerySet:
    is_late = Q(kept_at__gt=F("due_at")) | Q(kept_at=None, due_at__lt=clock.database_now())
    return (
        rows.values("side")
        .order_by("side")
        .annotate(
            kept=Count("id", filter=Q(kept_at__lte=F("due_at"))),
            late=Count("id", filter=is_late),
            moved=Count("id", filter=~Q(due_at=F("first_due_at"))),
        )
    )


def _days_late(rows: QuerySet[Promise]) -> dict[str, list[int]]:
    """Return, for each side, how many days late each late promise was kept, or is by now."""
    now = clock.now()
    found: dict[str, list[int]] = {side: [] for side in Owed.values}
    late = rows.filter(Q(kept_at__gt=F("due_at")) | Q(kept_at=None, due_at__lt=now))
    for side, due_at, kept_at in late.values_list("side", "due_at", "kept_at"):
        found[side].append(days_late(due_at, kept_at or now))
    return found


def days_late(due_at: dt.datetime, done_at: dt.datetime) -> int:
    """Return how many UK days after its due day something was done; the same day counts as 0."""
    return max((clock.uk(done_at).date() - clock.uk(due_at).date()).days, 0)


def _side(about: str, counts: dict | None, late: Sequence[int]) -> Indicator:
    if not counts or not (counts["kept"] or counts["late"]):
        return Indicator(about, _("None has fallen due yet."))
    words = _("%(kept)s kept in time, %(late)s late.") % counts
    if late:
        days = median(late)
        words += " " + ngettext(
            "Half were late by %(days)s day or more.", "Half were late by %(days)s days or more.", int(days)
        ) % {"days": f"{days:g}"}
    if counts["moved"]:
        words += " " + _("%(moved)s had its date moved.") % counts
    return Indicator(about, words, _("All kept in time"), look=bool(counts["late"]))


def _team(project: Project) -> Indicator:
    sides = (
        TeamMember.objects.current()
        .filter(project=project)
        .values("side")
        .order_by("side")
        .annotate(n=Count("id"))
    )
    counts = {row["side"]: row["n"] for row in sides}
    public, everybody = counts.get(Side.PUBLIC, 0), sum(counts.values())
    return Indicator(
        _("Public members in the team"),
        _("%(public)s of %(everybody)s people.") % {"public": public, "everybody": everybody},
        _("Never one alone"),
        str(SOURCES["LANLINKS"]),
        look=public < LEAST_PUBLIC_MEMBERS,
    )


def _meetings(project: Project) -> list[Indicator]:
    now = clock.now()
    fixed = Meeting.objects.filter(project=project, status__in=(MeetingState.INVITED, MeetingState.HELD))
    papers_were_due = Q(has_papers=True, starts_at__lt=now + PAPERS_BEFORE)
    counted = fixed.aggregate(
        all=Count("id"),
        left_out=Count("id", filter=Q(left_out_public__gt=0)),
        short=Count("id", filter=Q(invited_at__gt=F("starts_at") - NOTICE)),
        papers=Count("id", filter=papers_were_due),
        papers_in_time=Count(
            "id", filter=papers_were_due & Q(papers_sent_at__lte=F("starts_at") - PAPERS_BEFORE)
        ),
    )
    if not counted["all"]:
        return [Indicator(_("Meetings"), _("Nobody is invited to a meeting yet."))]
    return [
        Indicator(
            _("Meetings at a time that left a public member out"),
            _("%(left_out)s of %(all)s.") % counted,
            _("None"),
            str(SOURCES["INVOLVE-BN8"]),
            look=bool(counted["left_out"]),
        ),
        Indicator(
            _("Meetings with less than 14 days of notice"),
            _("%(short)s of %(all)s.") % counted,
            _("None"),
            str(SOURCES["IMPERIAL-LETTER"]),
            look=bool(counted["short"]),
        ),
        Indicator(
            _("Papers sent at least 7 days before"),
            _("%(papers_in_time)s of %(papers)s.") % counted,
            _("All"),
            str(SOURCES["LANLINKS"]),
            look=counted["papers_in_time"] < counted["papers"],
        ),
    ]


def _arrangements(project: Project) -> list[Indicator]:
    """Access needs and whether they were met, as the people themselves say (indicator 7)."""
    counted = arrangements.of_project(project)
    if not counted["all"]:
        return []
    return [
        Indicator(
            _("What helps people take part was there at the meeting"),
            _("%(there)s of %(all)s, as the people say. Not or only partly there: %(not_there)s.") % counted,
            _("All"),
            str(SOURCES["AIS-2025"]),
            look=bool(counted["not_there"]),
        )
    ]


def _decisions(project: Project) -> list[Indicator]:
    counted = Decision.objects.filter(project=project).aggregate(
        all=Count("id"),
        without=Count("id", filter=Q(followed=Followed.NOT_ASKED)),
        against=Count("id", filter=Q(followed__in=(Followed.PARTLY, Followed.NO))),
    )
    if not counted["all"]:
        return [
            Indicator(
                _("Decisions"),
                _("None is written down yet."),
                _("All written down"),
                str(SOURCES["VOICESCOT"]),
                look=True,
            )
        ]
    return [
        Indicator(
            _("Decisions made without public members"),
            _("%(without)s of %(all)s.") % counted,
            _("None"),
            str(SOURCES["IAP2-7"]),
            look=bool(counted["without"]),
        ),
        Indicator(
            _("Decisions that went another way than public members wanted"),
            _("%(against)s of %(all)s, each with a reason.") % counted,
            _("All have a reason"),
            str(SOURCES["VOICESCOT"]),
        ),
    ]
