"""A line over time, drawn by the server: where each dot, line and word stands. Pure.

Numbers leave as text with a point, whatever the language of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from projects.power_balance.trend.rules import TrendUnit, TrendValue

WIDTH, HEIGHT = 320, 190
LEFT, RIGHT, TOP, BOTTOM = 40, 304, 26, 156
LABELS = 4
"""More words than this along the bottom run into each other on a phone."""
WITH_NUMBERS = 8
"""Up to so many dots have their number beside them; the table has all of them."""


@dataclass(frozen=True)
class PictureText:
    x: str
    y: str
    text: str


@dataclass
class TrendPicture:
    """Dots with their numbers, a line from dot to dot, a scale and the periods."""

    dots: list[PictureText] = field(default_factory=list)
    line: str = ""
    scale: list[PictureText] = field(default_factory=list)
    labels: list[PictureText] = field(default_factory=list)
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"
    left: int = LEFT
    right: int = RIGHT


def draw(values: Sequence[TrendValue], unit: TrendUnit) -> TrendPicture | None:
    """Return the picture of a series; None where there is nothing to draw."""
    numbers = [one.number for one in values if one.number is not None]
    if not numbers:
        return None
    top = 100 if unit == TrendUnit.SHARE else max(2, 2 * ceil(max(numbers) / 2))
    picture = TrendPicture(scale=_scale(top, unit), labels=_labels(values))
    sign = _sign(unit)
    for place, one in enumerate(values):
        if one.number is None:
            continue
        x, y = _x(place, len(values)), BOTTOM - (BOTTOM - TOP) * one.number / top
        number = f"{one.number:g}{sign}" if len(numbers) <= WITH_NUMBERS else ""
        picture.dots.append(PictureText(_text(x), _text(y), number))
    picture.line = " ".join(f"{dot.x},{dot.y}" for dot in picture.dots)
    return picture


def _scale(top: int, unit: TrendUnit) -> list[PictureText]:
    sign = _sign(unit)
    heights = ((BOTTOM, 0), ((TOP + BOTTOM) / 2, top // 2), (TOP, top))
    return [PictureText(_text(LEFT - 6), _text(y), f"{number}{sign}") for y, number in heights]


def _sign(unit: TrendUnit) -> str:
    return "%" if unit == TrendUnit.SHARE else ""


def _labels(values: Sequence[TrendValue]) -> list[PictureText]:
    step = ceil(len(values) / LABELS)
    return [
        PictureText(_text(_x(place, len(values))), _text(BOTTOM + 22), one.period.short)
        for place, one in enumerate(values)
        if place % step == 0
    ]


def _x(place: int, places: int) -> float:
    """Return how far right a period stands: in the middle of its share of the width."""
    return LEFT + (RIGHT - LEFT) * (place + 0.5) / places


def _text(number: float) -> str:
    return f"{number:.1f}"
