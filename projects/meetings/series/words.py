"""A proposal in words. Nothing here knows a name.

A point is one time left out; with a weight of 2, one time is 2 points.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.meetings.series.fair import Plan
from projects.meetings.series.proposal import ProposedMeeting


def why(row: ProposedMeeting) -> str:
    """Say in a few short sentences why a meeting has its time."""
    if row.same:
        said = _("It is also the best time on its own.")
    elif row.more > 0:
        words = ngettext(
            "It leaves out %(n)s person more, so that others are not left out again.",
            "It leaves out %(n)s people more, so that others are not left out again.",
            row.more,
        )
        said = words % {"n": row.more}
    else:
        said = _("It leaves out other people, no more of them, so that it is not always the same ones.")
    if row.never:
        words = ngettext(
            "%(n)s person cannot come at any of the times for this meeting.",
            "%(n)s people cannot come at any of the times for this meeting.",
            row.never,
        )
        said = f"{said} {words % {'n': row.never}}"
    return said


def how_sure(plan: Plan) -> str:
    """Say whether this is the best there is, or how far from it we may be."""
    if plan.proved:
        return _("There is no fairer plan for these days and hours. That is proved.")
    found = _("This is the fairest plan we found in the time we had.")
    return f"{found} {_at_best(plan)}"


def _at_best(plan: Plan) -> str:
    (heaviest, most, total), best = plan.score, plan.at_best
    if best[0] < heaviest:
        words = _("At best, nobody would have more than %(best)s points instead of %(n)s.")
        return words % {"best": best[0], "n": heaviest}
    if best[1] < most:
        words = ngettext(
            "The most points cannot be fewer. At best, %(n)s person fewer would have that many.",
            "The most points cannot be fewer. At best, %(n)s people fewer would have that many.",
            most - best[1],
        )
        return words % {"n": most - best[1]}
    return _("Only the points in all could be fewer, by %(n)s at most.") % {"n": total - best[2]}
