"""Searching by part of a title reads an index instead of every project (performance.md, F2).

Only PostgreSQL has trigrams; SQLite reads the titles, which the demo can afford.
"""

from django.db import migrations

NAME = "project_title_parts"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        # UPPER is what Django's icontains compares.
        schema_editor.execute(
            f"CREATE INDEX {NAME} ON team_project USING gin (UPPER(title::text) gin_trgm_ops)"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("team", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
