"""Planned against achieved: in words for the table, and drawn by the server for the picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects.scope.models import PieceAspect, ScaleLevel

WIDTH, LEFT, RIGHT = 320, 12, 308
ROW, FIRST = 62, 34
"""How far apart the lines of two aspects are, and where the first one is, in units of the view box."""


@dataclass(frozen=True)
class Mark:
    """Where one level stands on the line: text with a point, whatever the language of the page."""

    x: str
    y: str
    planned: bool = False
    achieved: bool = False


@dataclass(frozen=True)
class Line:
    """One aspect: its words, the line of its scale, a tick for each level, and what was planned, achieved."""

    label: str
    label_y: str
    y: str
    words_y: str
    words: str
    ticks: list[Mark]


@dataclass
class LevelsPicture:
    lines: list[Line] = field(default_factory=list)
    view_box: str = ""
    left: int = LEFT
    right: int = RIGHT


def compared(row: PieceAspect) -> str:
    """Say how what was achieved compares with the plan."""
    if row.achieved is None:
        return _("not known yet")
    if row.planned is None:
        return _("more than planned")
    step = row.achieved.order - row.planned.order
    if step == 0:
        return _("as planned")
    return _("more than planned") if step > 0 else _("less than planned")


def draw(rows: Sequence[PieceAspect], sizes: dict[int, int]) -> LevelsPicture | None:
    """Return the picture of decided aspects; None where nothing is decided on a scale.

    `sizes` says how many levels each scale has, by its key.
    """
    shown = [row for row in rows if row.planned or row.achieved]
    if not shown:
        return None
    lines = [_line(row, FIRST + number * ROW, sizes) for number, row in enumerate(shown)]
    return LevelsPicture(lines, f"0 0 {WIDTH} {FIRST + len(shown) * ROW - 22}")


def _line(row: PieceAspect, y: int, sizes: dict[int, int]) -> Line:
    one: ScaleLevel = row.planned or row.achieved  # type: ignore[assignment]  # draw() leaves the others out
    count = sizes[one.scale_id]
    step = (RIGHT - LEFT) / max(1, count - 1)
    orders = {"planned": row.planned and row.planned.order, "achieved": row.achieved and row.achieved.order}
    ticks = [
        Mark(
            f"{LEFT + (order - 1) * step:.1f}",
            str(y),
            planned=order == orders["planned"],
            achieved=order == orders["achieved"],
        )
        for order in range(1, count + 1)
    ]
    return Line(capfirst(str(row)), str(y - 16), str(y), str(y + 20), _words(row), ticks)


def _words(row: PieceAspect) -> str:
    planned = row.planned.name if row.planned else _("not now")
    achieved = row.achieved.name if row.achieved else _("not known yet")
    return _("Planned: %(planned)s. Achieved: %(achieved)s.") % {"planned": planned, "achieved": achieved}
