"""When people met, for how long, how papers reached them, and who was in the room."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.pages.presenters import hours
from projects.power_balance.evidence.rules.indicator import (
    SOURCES,
    Indicator,
    at_least,
    at_least_days,
    at_most_percent,
)
from projects.power_balance.thresholds.rules import Limits
from projects.team.states import Side


@dataclass(frozen=True)
class MeetingCounts:
    """What the queries counted: meetings, papers for one person each, who was in the room, what helped."""

    meetings: dict[str, int]
    copies: dict[str, int] = field(default_factory=dict)
    room: dict[str, int] = field(default_factory=dict)
    seats: dict[str, dict[str, int]] = field(default_factory=dict)
    reasons: Sequence[tuple[str, int]] = ()
    arrangements: dict[str, int] = field(default_factory=dict)


def lines(counted: MeetingCounts, limits: Limits) -> list[Indicator]:
    """Return what the meetings of a project tell: when, how long, what to read, who was there."""
    if not counted.meetings["all"]:
        return [Indicator("meetings", _("Meetings"), _("Nobody has been invited to a meeting yet."))]
    there = [_in_the_room(counted.room, limits), _came(counted)] if counted.room["all"] else []
    return [
        _left_out(counted.meetings, limits),
        _notice(counted.meetings, limits),
        _papers(counted.meetings, limits),
        *_copies(counted.copies, limits),
        _length(counted.meetings, limits),
        *there,
        *_arrangements(counted.arrangements),
    ]


def _left_out(counted: dict[str, int], limits: Limits) -> Indicator:
    said = _("%(left_out)s of %(all)s.") % counted
    if counted.get("silent"):
        words = ngettext(
            "For %(n)s of them, some public members had not told us when they can come.",
            "For %(n)s of them, some public members had not told us when they can come.",
            counted["silent"],
        )
        said = f"{said} {words % {'n': counted['silent']}}"
    return Indicator(
        "left-out",
        _("Meetings at a time that left out a public member"),
        said,
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


def _copies(counted: dict[str, int], limits: Limits) -> list[Indicator]:
    """Papers counted for each person, in the format they asked for (indicator 1)."""
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
        _("2 hours, as one long-standing group does"),
        str(SOURCES["POHWER"]),
        look=bool(counted["long"]),
        own=_("at most %(limit)s") % {"limit": limit} if "longest_minutes" in limits.own else "",
        rows="long" if counted["long"] else "",
    )


def _in_the_room(counted: dict[str, int], limits: Limits) -> Indicator:
    """Public members in the room, never one alone, and their share of all who were there (indicator 6)."""
    fewer = {**counted, "least": limits.public_in_room}
    words = _("Meetings with fewer than %(least)s: %(few)s of %(all)s.") % fewer
    if counted["all_people"]:
        share = round(100 * counted["all_public"] / counted["all_people"])
        words += " " + _("Of everyone who was there, %(share)s%% were public members.") % {"share": share}
    return Indicator(
        "few-in-room",
        _("Meetings with too few public members present"),
        words,
        _("Never one alone"),
        str(SOURCES["LANLINKS"]),
        look=bool(counted["few"]),
        own=at_least(limits, "public_in_room"),
        rows="few-in-room" if counted["few"] else "",
    )


def _came(counted: MeetingCounts) -> Indicator:
    """Who came by side, who said yes and did not come, and why, if enough people said (indicator 23)."""
    nobody = {"asked": 0, "came": 0, "missed": 0}
    public, staff = counted.seats.get(Side.PUBLIC, nobody), counted.seats.get(Side.PROFESSIONAL, nobody)
    words = [
        _("Public members: %(came)s of %(asked)s.") % public,
        _("Staff: %(came)s of %(asked)s.") % staff,
        _("Meetings noted: %(n)s.") % {"n": counted.room["all"]},
    ]
    if public["missed"]:
        words.append(_("Public members who said yes and did not come: %(missed)s.") % public)
    if counted.reasons:
        said = ", ".join(f"{reason} ({n})" for reason, n in counted.reasons)
        words.append(_("Why people could not come, in their own words: %(said)s.") % {"said": said})
    about, practice = _("Seats taken at meetings"), _("Look at how it changes, and at tiredness and stress")
    return Indicator("came", about, " ".join(words), practice, str(SOURCES["HEALTHTALK"]), rows="room")


def _arrangements(counted: dict[str, int]) -> list[Indicator]:
    """Access needs and whether they were met, as the people themselves say (indicator 7)."""
    if not counted["all"]:
        return []
    return [
        Indicator(
            "arrangements",
            _("What helps people take part was there at the meeting"),
            _(
                "%(there)s of %(all)s, according to the people who needed it. Not there, or only partly: "
                "%(not_there)s."
            )
            % counted,
            _("All"),
            str(SOURCES["AIS-2025"]),
            look=bool(counted["not_there"]),
        )
    ]
