"""What of a review may be shown, and where the two sides see it differently. Pure decisions.

Small groups are protected theme by theme (docs/decisions/0008): of three answers and more a side's
average is shown in half steps, of two only coarse words, of one nothing.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.foundation.known import known
from projects.power_balance.reviews.models import PowerRating, ReviewResult
from projects.power_balance.reviews.states import Equal, ShownAs, Theme
from projects.team.states import Side

SHOW_AVERAGE = 3
SHOW_COARSE = 2
LEAST_OF_A_SIDE = SHOW_COARSE
"""How many of each side must have rated before a review can be closed early or without the others."""

TIME_TO_RATE = dt.timedelta(days=14)
MONTHS_TO_NEXT = 6

LESS, BETWEEN, MORE = 3, 6, 9  # half steps: the middle of each third of the scale
BANDS = {
    LESS: gettext_lazy("less equal"),
    BETWEEN: gettext_lazy("in between"),
    MORE: gettext_lazy("more equal"),
}


def band(halves: float) -> int:
    """Return the third of the scale in which a value in half steps lies."""
    return LESS if halves <= 5 else MORE if halves >= 7 else BETWEEN


def protect(answers: Sequence[int]) -> tuple[ShownAs, int | None]:
    """Return how one side's answers to one theme may be shown, and the value in half steps."""
    if len(answers) < SHOW_COARSE:
        return ShownAs.NOTHING, None
    halves = 2 * sum(answers) / len(answers)
    if len(answers) < SHOW_AVERAGE:
        return ShownAs.COARSE, band(halves)
    return ShownAs.AVERAGE, int(halves + 0.5)


def result_of(theme: Theme, side: Side, ratings: Iterable[PowerRating]) -> dict[str, Any]:
    """Return what is kept of one side's ratings of one theme.

    Words are quoted only where their author said so, and sorted: their order tells nobody.
    """
    rows = [row for row in ratings if row.theme == theme and row.rater.side == side]
    answers = [row.equal for row in rows if row.equal != Equal.CANNOT_SAY]
    shown_as, halves = protect(answers)
    quoted = [row.words for row in rows if row.words and row.may_quote]
    words = sorted(quoted) if shown_as == ShownAs.AVERAGE else []
    return {
        "theme": theme,
        "side": side,
        "answered": len(answers),
        "shown_as": shown_as,
        "halves": halves,
        "words": words,
    }


@dataclass(frozen=True)
class Turnout:
    """How many of one side were asked and rated, and for how many of the others we still wait."""

    asked: int
    rated: int
    waiting: int


def may_close(turnout: dict[Side, Turnout], *, rate_by: dt.date, today: dt.date) -> bool:
    """Say whether a review can be closed: both sides are in, or the day is over and each has enough."""
    if not any(side.waiting for side in turnout.values()):
        return all(side.rated for side in turnout.values())
    return today > rate_by and all(side.rated >= LEAST_OF_A_SIDE for side in turnout.values())


@dataclass(frozen=True)
class ReviewFinding:
    """One theme: what each side says of it, and how far apart they are in half steps (None: unknown)."""

    theme: str
    public: str
    staff: str
    gap: int | None
    exact: bool
    sentence: str
    words: list[tuple[str, list[str]]]

    @property
    def apart(self) -> str:
        """How far apart, in words."""
        if self.gap is None:
            return _("cannot be compared")
        if self.gap == 0:
            return _("no difference")
        if not self.exact:
            return _("different")
        return _("1 step apart") if self.gap == 2 else _("%(n)s steps apart") % {"n": f"{self.gap / 2:g}"}


def findings(results: Iterable[ReviewResult]) -> list[ReviewFinding]:
    """Return what a closed review found, the widest gap between the sides first, the unknown last."""
    by = {(row.theme, row.side): row for row in results}
    found = [finding(theme, by[theme, Side.PUBLIC], by[theme, Side.PROFESSIONAL]) for theme in Theme]
    return sorted(found, key=lambda one: -1 if one.gap is None else one.gap, reverse=True)


def finding(theme: Theme, public: ReviewResult, staff: ReviewResult) -> ReviewFinding:
    """Compare what the two sides say of one theme."""
    difference = compare(public, staff)
    words = [(_("Public contributors"), public.words), (_("Staff"), staff.words)]
    return ReviewFinding(
        theme=str(theme.label),
        public=in_words(public),
        staff=in_words(staff),
        gap=None if difference is None else abs(difference),
        exact=public.shown_as == staff.shown_as == ShownAs.AVERAGE,
        sentence=sentence(difference),
        words=[(side, said) for side, said in words if said],
    )


def compare(public: ReviewResult, staff: ReviewResult) -> int | None:
    """Return by how many half steps staff find it more equal. Coarse words are compared as such."""
    if ShownAs.NOTHING in (public.shown_as, staff.shown_as):
        return None
    if ShownAs.COARSE in (public.shown_as, staff.shown_as):
        return band(known(staff.halves)) - band(known(public.halves))
    return known(staff.halves) - known(public.halves)


def sentence(difference: int | None) -> str:
    """Return what a difference between the sides means."""
    if difference is None:
        return _("Too few people answered, so the two sides cannot be compared.")
    if difference == 0:
        return _("Both sides see it the same way.")
    if difference > 0:
        return _("Public contributors find it less equal than staff do.")
    return _("Staff find it less equal than public contributors do.")


def in_words(result: ReviewResult) -> str:
    """Return what one side says, never as a number."""
    if result.shown_as == ShownAs.NOTHING:
        return _("too few people to show")
    if result.shown_as == ShownAs.COARSE:
        return str(BANDS[known(result.halves)])
    low, half = divmod(known(result.halves), 2)
    if not half:
        return str(Equal(low).label)
    return _("between “%(low)s” and “%(high)s”") % {"low": Equal(low).label, "high": Equal(low + 1).label}


def next_due(day: dt.date) -> dt.date:
    """Return the day six months later; from the 31st, the last day of a shorter month."""
    years, month = divmod(day.month - 1 + MONTHS_TO_NEXT, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))
