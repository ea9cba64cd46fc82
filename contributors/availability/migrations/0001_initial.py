import coproduce.foundation.refs
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='away', to='people.person')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
            ],
            options={
                'ordering': ['first_day', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='away_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Circumstances',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='circumstances', to='people.person')),
                ('zone', models.CharField(blank=True, help_text='Leave empty for UK time.', max_length=64, verbose_name='time zone')),
                ('before', models.PositiveSmallIntegerField(default=0, verbose_name='minutes to get there')),
                ('after', models.PositiveSmallIntegerField(default=0, verbose_name='minutes to get back')),
                ('joins_online', models.BooleanField(default=False, verbose_name='joins online wherever there is a choice')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told us when they can come')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('after__lte', 480), ('before__lte', 480)), name='circumstances_travel_within_hours')],
            },
        ),
        migrations.CreateModel(
            name='Unavailable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unavailable', to='people.person')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='day')),
                ('from_minute', models.PositiveSmallIntegerField(verbose_name='from')),
                ('to_minute', models.PositiveSmallIntegerField(verbose_name='to')),
            ],
            options={
                'ordering': ['weekday', 'from_minute'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_minute__gt', models.F('from_minute')), ('to_minute__lte', 1440)), name='unavailable_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('weekday__in', [0, 1, 2, 3, 4, 5, 6])), name='unavailable_weekday_known'), models.UniqueConstraint(fields=('person', 'weekday', 'from_minute'), name='unavailable_starts_once')],
            },
        ),
    ]
