"""When people met, for how long, how papers reached them, and who was in the room."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from coproduce.foundation.presenters import hours
from projects.meetings import arrangements, how_it_went
from projects.meetings.states import Response
from projects.power_balance.evidence.queries import meetings as behind
from projects.power_balance.evidence.rules.indicator import (
    SOURCES,
    Indicator,
    at_least,
    at_least_days,
    at_most_percent,
)
from projects.power_balance.thresholds.rules import Limits
from projects.team.models import Project
from projects.team.states import Side


def lines(project: Project, limits: Limits) -> list[Indicator]:
    """Return what the meetings of a project tell: when, how long, what to read, who was there."""
    counted = behind.meetings(project).aggregate(
        all=Count("id"),
        left_out=Count("id", filter=behind.LEFT_OUT),
        short=Count("id", filter=behind.short_notice(limits)),
        papers=Count("id", filter=behind.papers_were_due(limits)),
        late=Count("id", filter=behind.late_papers(limits)),
        long=Count("id", filter=behind.too_long(limits)),
    )
    if not counted["all"]:
        return [Indicator("meetings", _("Meetings"), _("Nobody is invited to a meeting yet."))]
    room = _room(project, limits)
    there = [_in_the_room(room, limits), _came(project, room["all"])] if room["all"] else []
    return [
        _left_out(counted, limits),
        _notice(counted, limits),
        _papers(counted, limits),
        *_copies(project, limits),
        _length(counted, limits),
        *there,
        *_arrangements(project),
    ]


def _left_out(counted: dict[str, int], limits: Limits) -> Indicator:
    return Indicator(
        "left-out",
        _("Meetings at a time that left a public member out"),
        _("%(left_out)s of %(all)s.") % counted,
        _("None"),
        str(SOURCES["INVOLVE-BN8"]),
        look=limits.too_many("left_out_percent", counted["left_out"], counted["all"]),
        own=at_most_percent(limits, "left_out_percent"),
        rows="left-out" if counted["left_out"] else "",
    )


def _notice(counted: dict[str, int], limits: Limits) -> Indicator:
    return Indicator(
        "short-notice",
        _("Meetings with too little notice"),
        _("%(short)s of %(all)s.") % counted,
        _("At least 14 days"),
        str(SOURCES["IMPERIAL-LETTER"]),
        look=bool(counted["short"]),
        own=at_least_days(limits, "notice_days"),
        rows="short-notice" if counted["short"] else "",
    )


def _papers(counted: dict[str, int], limits: Limits) -> Indicator:
    return Indicator(
        "late-papers",
        _("Meetings whose papers came too late"),
        _("%(late)s of %(papers)s.") % counted,
        _("At least 7 days before"),
        str(SOURCES["LANLINKS"]),
        look=bool(counted["late"]),
        own=at_least_days(limits, "papers_days"),
        rows="late-papers" if counted["late"] else "",
    )


def _copies(project: Project, limits: Limits) -> list[Indicator]:
    """Papers counted for each person, in the format they asked for (indicator 1)."""
    late = Count("id", filter=behind.late_copies(limits))
    counted = behind.copies(project, limits).aggregate(all=Count("id"), late=late)
    if not counted["all"]:
        return []
    return [
        Indicator(
            "late-copies",
            _("Papers that reached a public member too late, in the way they asked for"),
            _("%(late)s of %(all)s.") % counted,
            _("At least 7 days before"),
            str(SOURCES["LANLINKS"]),
            look=bool(counted["late"]),
            own=at_least_days(limits, "papers_days"),
            rows="late-copies" if counted["late"] else "",
        )
    ]


def _length(counted: dict[str, int], limits: Limits) -> Indicator:
    limit = hours(limits.longest_minutes)
    return Indicator(
        "long",
        _("Meetings longer than %(limit)s") % {"limit": limit},
        _("%(long)s of %(all)s.") % counted,
        _("2 hours, seen in a group that has met for long"),
        str(SOURCES["POHWER"]),
        look=bool(counted["long"]),
        own=_("at most %(limit)s") % {"limit": limit} if "longest_minutes" in limits.own else "",
        rows="long" if counted["long"] else "",
    )


def _room(project: Project, limits: Limits) -> dict[str, int]:
    """Count the meetings of which it is noted who came, and the people there. One query."""
    return behind.in_the_room(project).aggregate(
        all=Count("id"),
        few=Count("id", filter=behind.few_in_the_room(limits)),
        all_public=Sum("public", default=0),
        all_people=Sum("everybody", default=0),
    )


def _in_the_room(counted: dict[str, int], limits: Limits) -> Indicator:
    """Public members in the room, never one alone, and their share of all who were there (indicator 6)."""
    fewer = {**counted, "least": limits.public_in_room}
    words = _("Meetings with fewer than %(least)s: %(few)s of %(all)s.") % fewer
    if counted["all_people"]:
        share = round(100 * counted["all_public"] / counted["all_people"])
        words += " " + _("Of all who were there, %(share)s%% were public members.") % {"share": share}
    return Indicator(
        "few-in-room",
        _("Meetings with too few public members in the room"),
        words,
        _("Never one alone"),
        str(SOURCES["LANLINKS"]),
        look=bool(counted["few"]),
        own=at_least(limits, "public_in_room"),
        rows="few-in-room" if counted["few"] else "",
    )


def _came(project: Project, meetings: int) -> Indicator:
    """Who came by side, who said yes and did not come, and why, if enough people said (indicator 23)."""
    said_yes = Q(response=Response.YES, was_there=False)
    rows = (
        behind.seats(project)
        .values("side")
        .order_by("side")
        .annotate(
            asked=Count("id"),
            came=Count("id", filter=Q(was_there=True)),
            missed=Count("id", filter=said_yes),
        )
    )
    counts = {row["side"]: row for row in rows}
    nobody = {"asked": 0, "came": 0, "missed": 0}
    public, staff = counts.get(Side.PUBLIC, nobody), counts.get(Side.PROFESSIONAL, nobody)
    words = [
        _("Public members: %(came)s of %(asked)s.") % public,
        _("Staff: %(came)s of %(asked)s.") % staff,
        _("Meetings noted: %(n)s.") % {"n": meetings},
    ]
    if public["missed"]:
        words.append(_("Public members who said yes and did not come: %(missed)s.") % public)
    if reasons := how_it_went.reasons(project):
        said = ", ".join(f"{reason} ({n})" for reason, n in reasons)
        words.append(_("Why people could not come, as they say: %(said)s.") % {"said": said})
    about, practice = _("Seats taken at meetings"), _("Look at how it changes, and at tiredness and stress")
    return Indicator("came", about, " ".join(words), practice, str(SOURCES["HEALTHTALK"]), rows="room")


def _arrangements(project: Project) -> list[Indicator]:
    """Access needs and whether they were met, as the people themselves say (indicator 7)."""
    counted = arrangements.of_project(project)
    if not counted["all"]:
        return []
    return [
        Indicator(
            "arrangements",
            _("What helps people take part was there at the meeting"),
            _("%(there)s of %(all)s, as the people say. Not or only partly there: %(not_there)s.") % counted,
            _("All"),
            str(SOURCES["AIS-2025"]),
            look=bool(counted["not_there"]),
        )
    ]
