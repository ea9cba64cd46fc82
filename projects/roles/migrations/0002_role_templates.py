"""Every installation starts with three role templates. What administrators did with them since stays."""

from django.db import migrations

from projects.roles.data.role_templates import seed_templates


def seed(apps, schema_editor):
    seed_templates(apps.get_model("roles", "RoleTemplate"))


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
