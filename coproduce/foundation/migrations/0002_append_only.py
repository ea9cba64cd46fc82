from django.db import migrations

from coproduce.foundation.append_only import AppendOnlyTriggers


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        AppendOnlyTriggers("foundation_historyentry"),
        AppendOnlyTriggers("foundation_promisedate"),
    ]
