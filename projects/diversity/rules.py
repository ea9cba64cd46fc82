"""What may be shown about who takes part, and how the work is shared. Nothing here names anybody.

The numbers are those of trust section 6.3: freezing and batching protect people, rounding and
hiding are the second layer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coproduce.foundation.pages.steps import StepState
from projects.diversity.models import Benchmark, DiversityAim
from projects.diversity.states import BASES, Characteristic, ReleaseOutcome

BASE = 20  # respondents, below which nothing is shown
PEOPLE_CHANGED = 10  # joined since the last release, below which the old one stays
FEWEST_SHOWN = 8
NEAREST = 5
MOST_PERCENT = 90

FEWEST_WITH_LOAD = 3
"""With fewer public members than this, a count of people would name them."""

SAME_QUARTER = gettext_lazy("This quarter already has its release. You can make the next one next quarter.")
TOO_FEW_CHANGED = gettext_lazy(
    "Fewer than 10 people have joined since the last release. A new one could point at one of them,"
    " so the last one stays."
)


@dataclass(frozen=True)
class ShownCounts:
    """What one release shows. Numbers are rounded; None where they stay hidden."""

    outcome: ReleaseOutcome
    asked: int | None = None
    answered: int | None = None


def refusal(*, quarter: str, last_quarter: str, joined: int) -> str:
    """Return why no release may be made now, or "".

    Looks only at what everybody knows: the quarter, and how many people `joined` since the last
    release (`last_quarter` is "" before the first). Never at answers, else the refusal would tell.
    """
    if not last_quarter:
        return ""
    if quarter <= last_quarter:
        return str(SAME_QUARTER)
    return str(TOO_FEW_CHANGED) if joined < PEOPLE_CHANGED else ""


def publish(*, asked: int, answered: int) -> ShownCounts:
    """Return what may be shown of two true counts of people.

    Fewer than 20 who answered: nothing. More than 90 % of those asked: "most", no number, because
    the few others could be named. Else both, each to the nearest 5.
    """
    answered = min(answered, asked)  # somebody who left may still have answers for this quarter
    if answered < BASE:
        return ShownCounts(ReleaseOutcome.TOO_FEW)
    if answered * 100 > asked * MOST_PERCENT:
        return ShownCounts(ReleaseOutcome.MOST, rounded(asked))
    return ShownCounts(ReleaseOutcome.FIGURES, rounded(asked), rounded(answered))


def rounded(count: int) -> int:
    """Return a count of people to the nearest 5."""
    return (count + NEAREST // 2) // NEAREST * NEAREST


def display(count: int) -> str:
    """Return one true count as it may be shown: 0 to 7 is "fewer than 8", others to the nearest 5."""
    return _("fewer than 8") if count < FEWEST_SHOWN else str(rounded(count))


def state_of(aims: Iterable[DiversityAim]) -> StepState:
    """Say where step 5 stands: the people are named, and how they are looked for."""
    aims = list(aims)
    missing = [] if aims else [_("Say which people this project is about.")]
    missing += [
        _("Say how you are looking for “%(people)s”.") % {"people": aim} for aim in aims if not aim.how
    ]
    summary = ", ".join(aim.people for aim in aims) or _("not started")
    return StepState(done=not missing, started=bool(aims), missing=missing, summary=summary[:120])


@dataclass(frozen=True)
class Chart:
    """The shares of one characteristic in one area, as rows of `<c-bars>`."""

    characteristic: str
    title: str
    rows: tuple[dict, ...]
    base: str
    source: str


@dataclass(frozen=True)
class AimWithCharts:
    """Some people a project is about, with the charts for where they live."""

    aim: DiversityAim
    charts: tuple[Chart, ...]
    without_figures: tuple[str, ...]


def with_charts(aim: DiversityAim, figures: Mapping[tuple[str, str], list[Benchmark]]) -> AimWithCharts:
    """Return some people with their charts, from {(area, characteristic): figures}."""
    asked_for = [Characteristic(name) for name in aim.characteristics if name in Characteristic.values]
    charts = [_chart(name, figures[aim.area, name]) for name in asked_for if (aim.area, name) in figures]
    without = [str(name.label) for name in asked_for if (aim.area, name) not in figures]
    return AimWithCharts(aim, tuple(charts), tuple(without) if aim.area else ())


def _chart(name: Characteristic, rows: list[Benchmark]) -> Chart:
    bars = tuple(
        {"label": row.category, "value": row.tenths_of_percent, "text": f"{row.tenths_of_percent / 10:.1f}%"}
        for row in rows
    )
    sources = dict.fromkeys(row.source for row in rows)
    return Chart(name, f"{rows[0].area}: {name.label}", bars, str(BASES[name]), "; ".join(sources))


def load_bars(pieces: list[int]) -> list[dict]:
    """Return how many people carry how many pieces of work, as rows of `<c-bars>`."""
    rows = []
    for size, people in sorted(Counter(pieces).items()):
        label = ngettext("%(n)s piece of work", "%(n)s pieces of work", size) % {"n": size}
        text = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
        rows.append({"label": label, "value": people, "text": text})
    return rows


def load_sentence(pieces: list[int]) -> str:
    """Return one plain sentence about how the work is shared."""
    if len(pieces) < FEWEST_WITH_LOAD:
        return _("There are too few public members to show this without pointing at someone.")
    if not sum(pieces):
        return _("No public member has a role or a meeting yet.")
    carrying = _people_with_half(pieces)
    return ngettext(
        "%(n)s of %(all)s public members carries half of the work or more.",
        "%(n)s of %(all)s public members carry half of the work or more.",
        carrying,
    ) % {"n": carrying, "all": len(pieces)}


def _people_with_half(pieces: list[int]) -> int:
    """Return the smallest number of people who together carry half of the work or more."""
    half, carried = sum(pieces) / 2, 0
    for people, size in enumerate(sorted(pieces, reverse=True), 1):
        carried += size
        if carried >= half:
            return people
    return len(pieces)
