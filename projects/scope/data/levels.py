"""Scales of participation, as data: several, because no single one is agreed.

`participation_levels.csv` carries the levels and where each scale was read. The promise beside
each outcome follows the IAP2 idea that every level has its own promise to the public.
"""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from projects.scope.states import Involvement

DATA = Path(__file__).parent / "participation_levels.csv"

PROMISES: dict[str, LazyStr] = {
    Involvement.CO_PRODUCE: _("We decide and do this together, from start to end. We share the power."),
    Involvement.CO_DESIGN: _("We shape this together. We carry it out and tell you what happened."),
    Involvement.INVOLVE: _("We ask you while things are open. We tell you what changed because of you."),
    Involvement.INFORM_ONLY: _("We tell you clearly what happens. We do not ask for what we cannot use."),
    Involvement.NOT_NOW: _("We do not ask for your time now, and we say why."),
}


@cache
def scales() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return {scale: (its levels from low to high, its source)}."""
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: (row["model"], int(row["order"]))):
            levels, _source = found.get(row["model"], ((), ""))
            found[row["model"]] = ((*levels, row["level"]), row["source"])
    return found
