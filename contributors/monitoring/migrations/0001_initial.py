import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='MonitoringAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('token', models.CharField(max_length=32)),
                ('unit', models.CharField(help_text='Reference of the organisation the figures are for.', max_length=10)),
                ('question', models.CharField(max_length=40)),
                ('answer', models.CharField(max_length=200)),
                ('own_words', models.TextField(blank=True, help_text="Sealed: only the person's own page opens it.")),
                ('quarter', models.CharField(max_length=7)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'question'], name='answers_of_unit')],
                'constraints': [models.UniqueConstraint(fields=('token', 'question'), name='one_current_answer'), models.CheckConstraint(condition=models.Q(('answer', ''), _negated=True), name='an_answer_is_not_blank'), models.CheckConstraint(condition=models.Q(('quarter__regex', '^[0-9]{4}-Q[1-4]$')), name='quarter_and_no_finer')],
            },
        ),
    ]
