"""Who is on the project, whom they can ask, and whether a fee was offered to them."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from projects.power_balance.evidence.queries import people as behind
from projects.power_balance.evidence.rules.indicator import SOURCES, Indicator, at_least
from projects.power_balance.thresholds.rules import Limits
from projects.team.models import Project, TeamMember
from projects.team.states import Side


def lines(project: Project, limits: Limits) -> list[Indicator]:
    """Return what the team itself tells. Two queries."""
    return [_team(project, limits), _contact(project), *_offer(project)]


def _team(project: Project, limits: Limits) -> Indicator:
    now, left = Count("id", filter=Q(left_on=None)), Count("id", filter=Q(left_on__isnull=False))
    sides = TeamMember.objects.filter(project=project).values("side").order_by("side")
    counts = {row["side"]: row for row in sides.annotate(now=now, left=left)}
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


def _contact(project: Project) -> Indicator:
    """Somebody to ask between meetings (indicator 22): a project cannot be without."""
    words = _("%(name)s.") % {"name": project.lead.name}
    source = str(SOURCES["LANLINKS"])
    return Indicator("contact", _("Named contact outside meetings"), words, _("One a project"), source)


def _offer(project: Project) -> list[Indicator]:
    """Public members who were offered a fee in a role (indicator 18).

    Staff come on salary. What is paid for one meeting is not written down, so the role is what counts.
    """
    counted = behind.public_team(project).aggregate(
        all=Count("id"), with_offer=Count("id", filter=Q(offered=True))
    )
    if not counted["all"]:
        return []
    without = counted["all"] - counted["with_offer"]
    return [
        Indicator(
            "no-offer",
            _("Public members without a role that offers a fee"),
            _("%(without)s of %(all)s.") % {**counted, "without": without},
            _("None: an offer is written down for all"),
            str(SOURCES["ARCW-FACT"]),
            look=bool(without),
            rows="no-offer" if without else "",
        )
    ]
