"""Published rates, as examples to copy, check and approve. None of them is in force.

The two files in expenses/policies/data are copies of the research tables, with a source for each row.
Not taken: rows that only give the lowest and highest rate of a range (they price nothing). Rates whose
page has no date stay undated; whatever was not compared with the live document says "check before use".
"""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
RANGE_ONLY = ("lowest published rate", "highest published rate")
# (unit and boundary as written in the file): label, unit, operator of the lower or upper limit, minutes
UNITS = {
    ("day", "hours threshold not verified"): ("A day", "day", "", None),
    ("half day", "hours threshold not verified"): ("Half a day", "half_day", "", None),
    ("full-day meeting", "duration >= 4 hours"): ("Meeting", "day", ">=", 240),
    ("half-day meeting", "duration < 4 hours"): ("Meeting", "half_day", "<", 240),
    ("scheduled meeting", "duration > 4 hours"): ("Meeting", "day", ">", 240),
    ("scheduled meeting", "duration <= 4 hours"): ("Meeting", "half_day", "<=", 240),
    ("meeting", "duration > 4 hours"): ("Meeting", "day", ">", 240),
    ("meeting", "duration <= 4 hours"): ("Meeting", "half_day", "<=", 240),
    ("one-off task: review a document or training module", "per task"): (
        "Review of a document or training module", "task", "", None,
    ),
    ("hour", ""): ("Time", "hour", "", None),
    ("half day", ""): ("Half a day", "half_day", "", None),
    ("full day", ""): ("A day", "day", "", None),
    ("casual meeting without preparation", ""): ("Casual meeting without preparation", "meeting", "", None),
    ("meeting attended from home", "flat"): ("Meeting joined from home", "allowance", "", None),
}
VEHICLES = {
    "car or van": "car", "car": "car", "motorcycle": "motorcycle", "bicycle": "bicycle",
    "passenger (each, car or van)": "passenger", "passenger (each, named)": "passenger",
}
BANDS = {"up to threshold": "up_to", "first 100 miles": "up_to", "above threshold": "above",
         "beyond 100 miles": "above", "all": "all"}
# Exeter's page does not say whether 100 miles are counted for a journey or a claim.
THRESHOLDS = {"10000 miles per tax year": (10_000, "tax_year"), "100 miles": (100, "not_stated")}


def seed(apps, schema_editor=None):
    """Add what is missing; running it again changes nothing."""
    fees = read("payment_rates.csv")
    for row in fees:
        if row["unit"] not in RANGE_ONLY:
            add_rate(apps, row, fees)
    miles = read("mileage_rates.csv")
    for row in miles:
        add_mileage(apps, row, miles)


def read(name):
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def add_rate(apps, row, rows):
    label, unit, operator, minutes = UNITS[row["unit"], row["boundary"]]
    lower = operator in (">", ">=")
    policy = published(apps, row["policy"], row, [r for r in rows if r["policy"] == row["policy"]])
    apps.get_model("policies", "Rate").objects.get_or_create(
        policy=policy,
        label=label,
        role_tier="" if row["role_tier"] == "any" else row["role_tier"],
        unit=unit,
        lower_operator=operator if lower else "",
        lower_minutes=minutes if lower else None,
        upper_operator="" if lower else operator,
        upper_minutes=None if lower else minutes,
        amount_pence=int(Decimal(row["amount_gbp"]) * 100),
        effective_from=day(row["effective_from"]),
        defaults={"covers": row["covers"][:200], "source": row["source"]},
    )


def add_mileage(apps, row, rows):
    name = f"{row['scheme']} mileage"
    policy = published(apps, name, row, [r for r in rows if r["scheme"] == row["scheme"]])
    band = BANDS[row["band"]]
    miles, period = (None, "") if band == "all" else THRESHOLDS[row["threshold"]]
    apps.get_model("policies", "MileageRate").objects.get_or_create(
        policy=policy,
        vehicle=VEHICLES[row["vehicle"]],
        band=band,
        pence_per_mile=Decimal(row["pence_per_mile"]),
        threshold_miles=miles,
        period=period,
        effective_from=day(row["effective_from"]),
        effective_to=day(row["effective_to"]),
        defaults={"source": row["source"]},
    )


def published(apps, name, row, rows):
    dates = [day(r["effective_from"]) for r in rows]
    policy, _new = apps.get_model("policies", "Policy").objects.get_or_create(
        organisation=None,
        name=name,
        version=1,
        defaults={
            "effective_from": None if None in dates else min(dates),
            "source": row["source"],
            "check_before_use": True,
        },
    )
    return policy


def day(text):
    return dt.date.fromisoformat(text) if text else None


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
