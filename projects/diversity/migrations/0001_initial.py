import coproduce.foundation.clock
import coproduce.foundation.database.constraints
import coproduce.foundation.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Benchmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=60)),
                ('area_code', models.CharField(blank=True, max_length=9)),
                ('characteristic', models.CharField(choices=[('age_band', 'age'), ('disability', 'disability'), ('ethnic_group_5', 'ethnic group, 5 groups'), ('ethnic_group_19', 'ethnic group, 19 groups'), ('religion', 'religion'), ('sex', 'sex'), ('sexual_orientation_16plus', 'sexual orientation'), ('unpaid_care_5plus', 'unpaid care')], max_length=30)),
                ('category', models.CharField(max_length=100)),
                ('count', models.PositiveIntegerField(blank=True, null=True)),
                ('denominator', models.PositiveIntegerField(blank=True, null=True)),
                ('tenths_of_percent', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=250)),
            ],
            options={
                'verbose_name': 'Census figure',
                'verbose_name_plural': 'Census figures',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('area', 'characteristic', 'category'), name='census_figure_once'), models.CheckConstraint(condition=models.Q(('tenths_of_percent__lte', 1000)), name='census_share_at_most_100')],
            },
        ),
        migrations.CreateModel(
            name='DiversityAim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diversity_aims', to='team.project')),
                ('people', models.CharField(max_length=200, verbose_name='Which people is this project about?')),
                ('area', models.CharField(blank=True, max_length=60, verbose_name='Where do they live?')),
                ('characteristics', models.JSONField(blank=True, default=list, verbose_name='What would you like to compare?')),
                ('why', models.TextField(verbose_name='Why do their views matter here?')),
                ('how', models.TextField(blank=True, verbose_name='How are you looking for them?')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'people the project is about',
                'verbose_name_plural': 'people the project is about',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'people'), name='people_of_a_project_named_once'), models.CheckConstraint(condition=models.Q(models.Q(('people', ''), _negated=True), models.Q(('why', ''), _negated=True)), name='diversity_aim_says_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diversity_releases', to='accounts.organisation')),
                ('number', models.PositiveIntegerField()),
                ('quarter', models.CharField(max_length=7)),
                ('outcome', models.CharField(choices=[('figures', 'figures'), ('most', 'most answered'), ('too_few', 'too few people to show anything')], max_length=7)),
                ('asked_rounded', models.PositiveIntegerField(blank=True, null=True)),
                ('answered_rounded', models.PositiveIntegerField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'diversity release',
                'verbose_name_plural': 'diversity releases',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='diversity_release_numbered_once'), models.UniqueConstraint(fields=('organisation', 'quarter'), name='one_diversity_release_a_quarter'), models.CheckConstraint(condition=models.Q(('quarter__regex', '^[0-9]{4}-Q[1-4]$')), name='release_quarter_shape'), models.CheckConstraint(condition=models.Q(models.Q(('answered_rounded', None), ('asked_rounded', None), ('outcome', 'too_few')), models.Q(('answered_rounded', None), ('asked_rounded__isnull', False), ('outcome', 'most')), models.Q(('answered_rounded__isnull', False), ('asked_rounded__isnull', False), ('outcome', 'figures')), _connector='OR'), name='diversity_release_shows_what_it_may'), models.CheckConstraint(condition=models.Q(('asked_rounded', None), ('asked_rounded__gte', 20), _connector='OR'), name='released_base_at_least_20'), models.CheckConstraint(condition=models.Q(('answered_rounded', None), ('answered_rounded__gte', 20), _connector='OR'), name='released_answers_at_least_20'), models.CheckConstraint(condition=models.Q(('answered_rounded', None), ('answered_rounded__lte', models.F('asked_rounded')), _connector='OR'), name='no_more_answered_than_asked'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='diversity_release_append_only')],
            },
        ),
    ]
