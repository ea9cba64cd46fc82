"""Linear programmes of a few rows, solved exactly: two phases, Bland's rule, fractions throughout."""

from collections.abc import Sequence
from fractions import Fraction

Table = list[list[Fraction]]


def solve(
    rows: Sequence[Sequence[Fraction]], right: Sequence[Fraction], cost: Sequence[Fraction]
) -> tuple[list[Fraction], list[Fraction]]:
    """Minimise cost·x with rows·x = right and x >= 0. Returns (x, the price of each row).

    No number in `right` is negative. Raises ValueError where nothing fits, or no smallest value exists.
    """
    height, width = len(rows), len(cost)
    table = [
        [*row, *(Fraction(int(one == place)) for one in range(height)), right[place]]
        for place, row in enumerate(rows)
    ]
    base = list(range(width, width + height))
    first = [Fraction(0)] * width + [Fraction(1)] * height
    _improve(table, base, first, allowed=width + height)
    if any(column >= width and table[place][-1] for place, column in enumerate(base)):
        raise ValueError("nothing fits")
    _drive_out(table, base, width)
    second = [*cost, *([Fraction(0)] * height)]
    _improve(table, base, second, allowed=width)
    values = [Fraction(0)] * (width + height)
    for place, column in enumerate(base):
        values[column] = table[place][-1]
    prices = [
        sum((second[column] * table[at][width + row] for at, column in enumerate(base)), Fraction(0))
        for row in range(height)
    ]
    return values[:width], prices


def _improve(table: Table, base: list[int], cost: Sequence[Fraction], *, allowed: int) -> None:
    """Pivot until no column makes it cheaper. Bland's rule: it never goes round in a circle."""
    while True:
        entering = next(
            (
                column
                for column in range(allowed)
                if column not in base and _reduced(table, base, cost, column) < 0
            ),
            None,
        )
        if entering is None:
            return
        ratios = [
            (row[-1] / row[entering], base[place], place)
            for place, row in enumerate(table)
            if row[entering] > 0
        ]
        if not ratios:
            raise ValueError("no smallest value")
        _pivot(table, base, min(ratios)[2], entering)


def _reduced(table: Table, base: Sequence[int], cost: Sequence[Fraction], column: int) -> Fraction:
    paid = sum((cost[at] * table[place][column] for place, at in enumerate(base) if cost[at]), Fraction(0))
    return cost[column] - paid


def _drive_out(table: Table, base: list[int], width: int) -> None:
    """Take what stood for an empty start out of the base, where anything else can stand there."""
    for place, column in enumerate(base):
        if column < width:
            continue
        other = next((one for one in range(width) if table[place][one]), None)
        if other is not None:
            _pivot(table, base, place, other)


def _pivot(table: Table, base: list[int], place: int, column: int) -> None:
    by = table[place][column]
    table[place] = [value / by for value in table[place]]
    for other, row in enumerate(table):
        if other != place and row[column]:
            times = row[column]
            table[other] = [value - times * pivot for value, pivot in zip(row, table[place], strict=True)]
    base[place] = column
