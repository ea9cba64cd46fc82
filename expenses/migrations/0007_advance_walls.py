"""What the database refuses about money given before, whoever asks.

What became of an advance is only added to; nobody decides on their own advance or gives it to themselves; its amount and person stay.
SQLite lost the triggers of the tables that were made anew: they stand again.
"""

from importlib import import_module

from django.db import migrations

from coproduce.foundation.append_only import AppendOnlyTriggers

walls = import_module("expenses.migrations.0003_second_walls")

OWN = """
    EXISTS (SELECT 1 FROM contributors_person p WHERE p.id = NEW.person_id
        AND (p.account_id = NEW.decided_by_id OR p.account_id = NEW.given_by_id))
"""
CHANGED = "NEW.amount_pence <> OLD.amount_pence OR NEW.person_id <> OLD.person_id"
WALLS = [
    ("advance_own", "expenses_advance", "INSERT UPDATE", OWN, "nobody decides on or gives their own advance"),
    ("advance_stays", "expenses_advance", "UPDATE", CHANGED, "an advance stays as it was asked for"),
]
LOST = [wall for wall in walls.WALLS if wall[1] == "expenses_claimline"]


def raise_walls(apps, schema_editor):
    """Create the triggers that fit this database."""
    if schema_editor.connection.vendor == "postgresql":
        wanted, make = WALLS, walls.on_postgres
    else:
        wanted, make = [*WALLS, *LOST], walls.on_sqlite
    for name, table, events, condition, words in wanted:
        for statement in make(name, table, events.split(), condition, words):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("expenses", "0006_advances"), ("contributors", "0001_initial")]

    operations = [
        AppendOnlyTriggers("expenses_advanceuse"),
        AppendOnlyTriggers("expenses_journalentry"),
        AppendOnlyTriggers("expenses_journalline"),
        migrations.RunPython(raise_walls, migrations.RunPython.noop),
    ]
