"""Census 2021 shares to compare a project's people with; every row carries its source.

The file is a copy of the research table. Four rows have a share but no count: their page gives none.
"""

import csv
from pathlib import Path

from django.db import migrations

FIGURES = Path(__file__).resolve().parent.parent / "data" / "census2021_benchmarks.csv"


def seed(apps, schema_editor=None):
    """Add what is missing; running it again changes nothing."""
    benchmark = apps.get_model("diversity", "Benchmark")
    with FIGURES.open(newline="", encoding="utf-8") as file:
        rows = [figure(benchmark, row) for row in csv.DictReader(file)]
    benchmark.objects.bulk_create(rows, ignore_conflicts=True)


def figure(benchmark, row):
    whole, _point, tenth = row["percent"].partition(".")
    return benchmark(
        area=row["area"],
        area_code=row["area_code"],
        characteristic=row["characteristic"],
        category=row["category"],
        count=row["count"] or None,
        denominator=row["denominator"] or None,
        tenths_of_percent=int(whole) * 10 + int(tenth or 0),
        source=row["source"],
    )


class Migration(migrations.Migration):
    dependencies = [("diversity", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
