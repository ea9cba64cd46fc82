"""A role version that was offered is never changed: the database refuses it too, whoever asks.

Only its status may still move on (from offered to replaced). A later migration that rebuilds the
table on SQLite drops the trigger with it and must make it again.
"""

from django.db import migrations

NAME = "offered_role_stands"
REFUSAL = "a role version that was offered is never changed"


def stand(apps, schema_editor):
    version = apps.get_model("projects", "RoleVersion")
    table = version._meta.db_table
    columns = [field.column for field in version._meta.local_concrete_fields if field.name not in ("id", "status")]
    fixed = "OLD.status <> 'draft'"
    if schema_editor.connection.vendor == "postgresql":
        old, new = (", ".join(f'{row}."{column}"' for column in columns) for row in ("OLD", "NEW"))
        schema_editor.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({fixed} AND (NEW.status = 'draft' OR ({old}) IS DISTINCT FROM ({new}))) "
            f"EXECUTE FUNCTION {NAME}()"
        )
    else:
        differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {table} "
            f"WHEN {fixed} AND (NEW.status = 'draft' OR {differs}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def fall(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {NAME}() CASCADE")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [migrations.RunPython(stand, fall)]
