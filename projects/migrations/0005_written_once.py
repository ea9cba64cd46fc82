"""Views on the steps, the answers to them, diversity releases, agreements to a role and
results of power reviews are written once, whoever asks."""

from django.db import migrations

from coproduce.foundation.append_only import AppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_census_figures")]
    operations = [
        AppendOnlyTriggers("projects_signoff"),
        AppendOnlyTriggers("projects_signoffanswer"),
        AppendOnlyTriggers("projects_release"),
        AppendOnlyTriggers("projects_agreement"),
        AppendOnlyTriggers("projects_reviewresult"),
    ]
