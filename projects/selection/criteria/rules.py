"""What points mean, and what criteria have to say before an opportunity opens."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr

POINTS: dict[int, LazyStr] = {
    0: _("Nothing of it"),
    1: _("A little of it"),
    2: _("Enough of it"),
    3: _("A lot of it"),
    4: _("More than we hoped for"),
}
"""The points of a criterion, and what each means to everyone who reads or scores."""
MOST_POINTS = max(POINTS)
MOST_CRITERIA = 6
COUNTS = _("What counts: the criteria by which people are chosen")
PLAN = _("Whether a panel gives points, or how else your team decides")


def too_high(*, criteria: int, bar_total: int) -> bool:
    """Say whether nobody can reach the points that are asked for."""
    return bar_total > criteria * MOST_POINTS
