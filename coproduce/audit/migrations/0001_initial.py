import coproduce.foundation.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='when')),
                ('broken', models.PositiveIntegerField(verbose_name='rows that break a rule')),
                ('report', models.JSONField(verbose_name='report')),
            ],
            options={
                'verbose_name': 'audit',
                'verbose_name_plural': 'audits',
                'ordering': ['-id'],
            },
        ),
    ]
