"""The table of the shared cache: counters of sign-in tries live in the database (trust F37).

Made by Django's own command, so that it has the shape the cache backend expects on either engine.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command(
        "createcachetable",
        settings.CACHES["default"]["LOCATION"],
        database=schema_editor.connection.alias,
        verbosity=0,
    )


def drop(apps, schema_editor):
    table = schema_editor.quote_name(settings.CACHES["default"]["LOCATION"])
    schema_editor.execute(f"DROP TABLE IF EXISTS {table}")


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []
    operations = [migrations.RunPython(make, drop)]
