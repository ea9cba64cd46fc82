"""What the project's own records say about power, beside what is practice elsewhere.

Practice values come from the research (domain/level-playing-field.md); none of them is law. They
stay shown where an organisation goes by a value of its own.
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
from projects.power_balance import behind
from projects.power_balance.limits import Limits, limits_of
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


@dataclass(frozen=True)
class Indicator:
    """One line of evidence: what it is about, what was counted, what is practice and who says so.

    `own` says what the organisation goes by instead; `rows` names the rows behind the number.
    """

    about: str
    counted: str
    practice: str = ""
    source: str = ""
    look: bool = False
    own: str = ""
    rows: str = ""


def evidence(project: Project) -> list[Indicator]:
    """Return the evidence about a project. Seven queries, however much there is."""
    limits = limits_of(project.organisation_id)
    return [
        *_promises(project, limits),
        _team(project, limits),
        *_meetings(project, limits),
        *_arrangements(project),
        *_decisions(project, limits),
    ]


def _promises(project: Project, limits: Limits) -> list[Indicator]:
    rows = behind.promises(project)
    counts = {row["side"]: row for row in _counts(rows)}
    late = _days_late(rows)
    ours, theirs = Owed.ORGANISATION, Owed.CONTRIBUTOR
    return [
        _side(_("Promises we made to public members"), counts.get(ours), late[ours], limits, "late-ours"),
        _side(
            _("Promises public members made to us"), counts.get(theirs), late[theirs], limits, "late-theirs"
        ),
    ]


def _counts(rows: QuerySet[Promise]) -> QuerySet:
    return (
        rows.values("side")
        .order_by("side")
        .annotate(
            kept=Count("id", filter=Q(kept_at__lte=F("due_at"))),
            late=Count("id", filter=behind.is_late()),
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


def _side(about: str, counts: dict | None, late: Sequence[int], limits: Limits, rows: str) -> Indicator:
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
    return Indicator(
        about,
        words,
        _("All kept in time"),
        look=limits.too_many("late_percent", counts["late"], counts["kept"] + counts["late"]),
        own=_percent(limits, "late_percent"),
        rows=rows if counts["late"] else "",
    )


def _percent(limits: Limits, name: str) -> str:
    """Return the organisation's own share in words, where it has set one."""
    return _("at most %(n)s%%") % {"n": getattr(limits, name)} if name in limits.own else ""


def _at_least(limits: Limits, name: str) -> str:
    """Return the organisation's own number of days in words, where it has set one."""
    if name not in limits.own:
        return ""
    n = getattr(limits, name)
    return ngettext("at least %(n)s day", "at least %(n)s days", n) % {"n": n}


def _team(project: Project, limits: Limits) -> Indicator:
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
        look=public < limits.public_members,
        own=_("at least %(n)s") % {"n": limits.public_members} if "public_members" in limits.own else "",
        rows="team",
    )


def _meetings(project: Project, limits: Limits) -> list[Indicator]:
    counted = behind.meetings(project).aggregate(
        all=Count("id"),
        left_out=Count("id", filter=behind.LEFT_OUT),
        short=Count("id", filter=behind.short_notice(limits)),
        papers=Count("id", filter=behind.papers_were_due(limits)),
        late=Count("id", filter=behind.late_papers(limits)),
    )
    if not counted["all"]:
        return [Indicator(_("Meetings"), _("Nobody is invited to a meeting yet."))]
    return [
        Indicator(
            _("Meetings at a time that left a public member out"),
            _("%(left_out)s of %(all)s.") % counted,
            _("None"),
            str(SOURCES["INVOLVE-BN8"]),
            look=limits.too_many("left_out_percent", counted["left_out"], counted["all"]),
            own=_percent(limits, "left_out_percent"),
            rows="left-out" if counted["left_out"] else "",
        ),
        Indicator(
            _("Meetings with too little notice"),
            _("%(short)s of %(all)s.") % counted,
            _("At least 14 days"),
            str(SOURCES["IMPERIAL-LETTER"]),
            look=bool(counted["short"]),
            own=_at_least(limits, "notice_days"),
            rows="short-notice" if counted["short"] else "",
        ),
        Indicator(
            _("Meetings whose papers came too late"),
            _("%(late)s of %(papers)s.") % counted,
            _("At least 7 days before"),
            str(SOURCES["LANLINKS"]),
            look=bool(counted["late"]),
            own=_at_least(limits, "papers_days"),
            rows="late-papers" if counted["late"] else "",
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


def _decisions(project: Project, limits: Limits) -> list[Indicator]:
    counted = behind.decisions(project).aggregate(
        all=Count("id"),
        without=Count("id", filter=behind.WITHOUT),
        against=Count("id", filter=behind.AGAINST),
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
            look=limits.too_many("without_percent", counted["without"], counted["all"]),
            own=_percent(limits, "without_percent"),
            rows="without" if counted["without"] else "",
        ),
        Indicator(
            _("Decisions that went another way than public members wanted"),
            _("%(against)s of %(all)s, each with a reason.") % counted,
            _("All have a reason"),
            str(SOURCES["VOICESCOT"]),
            rows="against" if counted["against"] else "",
        ),
    ]
