"""Scales of participation, as data: several, because no single one is agreed.

`participation_levels.csv` carries the levels of each scale, where it was read, what each level comes to
(`stands_for`), and the promise of a level where its scale has one. `FIRST` is the scale of an organisation
that has chosen none.
"""

import csv
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "participation_levels.csv"
FIRST = "NHS England ways of involving"


def seed_scales(scale_model: Any, level_model: Any) -> int:
    """Add the scales of the file that are not there yet. Returns how many were added."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["model"], int(row["order"])))
    added = 0
    there = set(scale_model.objects.filter(organisation=None).values_list("name", flat=True))
    for name in dict.fromkeys(row["model"] for row in rows):
        if name in there:
            continue
        levels = [row for row in rows if row["model"] == name]
        scale = scale_model.objects.create(name=name, source=levels[0]["source"])
        level_model.objects.bulk_create(
            level_model(
                scale=scale,
                order=int(row["order"]),
                name=row["level"],
                stands_for=row["stands_for"],
                own_promise=row["promise"],
            )
            for row in levels
        )
        added += 1
    return added
