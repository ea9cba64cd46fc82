"""Census figures for the people a project is about. Nothing here looks at who takes part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from projects.diversity.models import Benchmark, DiversityAim
from projects.diversity.states import BASES, Characteristic


@dataclass(frozen=True)
class Chart:
    """The shares of one characteristic in one area, as rows of `components/bars.html`."""

    characteristic: str
    title: str
    rows: tuple[dict[str, Any], ...]
    base: str
    source: str


@dataclass(frozen=True)
class Shown:
    """Some people a project is about, with the charts for where they live."""

    aim: DiversityAim
    charts: tuple[Chart, ...]
    without_figures: tuple[str, ...]


def areas() -> list[str]:
    """Return the areas there are figures for, in the order of the published table. One query.

    An area with a single characteristic is left out: it compares nothing.
    """
    found = (
        Benchmark.objects.values("area").annotate(n=Count("characteristic", distinct=True)).filter(n__gt=1)
    )
    return sorted(found.order_by("area").values_list("area", flat=True))


def compared(aims: Iterable[DiversityAim]) -> list[Shown]:
    """Return each aim with its charts. One query for all of them."""
    aims = list(aims)
    wanted = {name for aim in aims for name in aim.characteristics}
    figures: dict[tuple[str, str], list[Benchmark]] = {}
    for row in Benchmark.objects.filter(area__in={aim.area for aim in aims}, characteristic__in=wanted):
        figures.setdefault((row.area, row.characteristic), []).append(row)
    return [_shown(aim, figures) for aim in aims]


def _shown(aim: DiversityAim, figures: dict[tuple[str, str], list[Benchmark]]) -> Shown:
    asked_for = [Characteristic(name) for name in aim.characteristics if name in Characteristic.values]
    charts = [_chart(name, figures[aim.area, name]) for name in asked_for if (aim.area, name) in figures]
    without = [str(name.label) for name in asked_for if (aim.area, name) not in figures]
    return Shown(aim, tuple(charts), tuple(without) if aim.area else ())


def _chart(name: Characteristic, rows: list[Benchmark]) -> Chart:
    bars = tuple(
        {"label": row.category, "value": row.tenths_of_percent, "text": f"{row.tenths_of_percent / 10:.1f}%"}
        for row in rows
    )
    sources = dict.fromkeys(row.source for row in rows)
    return Chart(name, f"{rows[0].area}: {name.label}", bars, str(BASES[name]), "; ".join(sources))
