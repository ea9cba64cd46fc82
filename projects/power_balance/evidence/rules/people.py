"""Who is on the project, whom they can ask, and whether a fee was offered to them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.power_balance.evidence.rules.indicator import SOURCES, Indicator, at_least
from projects.power_balance.thresholds.rules import Limits
from projects.team.states import Side


@dataclass(frozen=True)
class TeamCounts:
    """Of each side, how many are there `now` and `left`; who leads; how many were offered a fee."""

    sides: dict[str, dict[str, int]]
    lead: str
    public: int = 0
    with_offer: int = 0


def lines(counted: TeamCounts, limits: Limits) -> list[Indicator]:
    """Return what the team itself tells."""
    return [_team(counted.sides, limits), _contact(counted.lead), *_offer(counted)]


def _team(counts: dict[str, dict[str, int]], limits: Limits) -> Indicator:
    nobody = {"now": 0, "left": 0}
    public = counts.get(Side.PUBLIC, nobody)
    everybody = sum(row["now"] for row in counts.values())
    words = _("%(public)s of %(everybody)s people.") % {"public": public["now"], "everybody": everybody}
    if public["left"]:
        words += " " + _("Public members who left: %(left)s.") % public
    return Indicator(
        "team",
        _("Public members in the team"),
        words,
        _("Never one alone"),
        str(SOURCES["LANLINKS"]),
        look=public["now"] < limits.public_members,
        own=at_least(limits, "public_members"),
        rows="team",
    )


def _contact(lead: str) -> Indicator:
    """Somebody to ask between meetings (indicator 22): a project cannot be without."""
    words = _("%(name)s.") % {"name": lead}
    source = str(SOURCES["LANLINKS"])
    return Indicator("contact", _("Named contact outside meetings"), words, _("One a project"), source)


def _offer(counted: TeamCounts) -> list[Indicator]:
    """Public members who were offered a fee in a role (indicator 18).

    Staff come on salary. What is paid for one meeting is not written down, so the role is what counts.
    """
    if not counted.public:
        return []
    without = counted.public - counted.with_offer
    return [
        Indicator(
            "no-offer",
            _("Public members without a role that offers a fee"),
            _("%(without)s of %(all)s.") % {"without": without, "all": counted.public},
            _("None: an offer is made to everyone in writing"),
            str(SOURCES["ARCW-FACT"]),
            look=bool(without),
            rows="no-offer" if without else "",
        )
    ]
