import coproduce.foundation.clock
import coproduce.foundation.database.constraints
import coproduce.foundation.refs
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('people', '0001_initial'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('side', models.CharField(choices=[('organisation', 'we owe'), ('contributor', 'we are waiting for')], max_length=12)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='accounts.organisation')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='team.project')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='people.person')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks_after', to='people.person')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('subject_ref', models.CharField(blank=True, max_length=10)),
                ('label', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('first_due_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
                ('kept_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_why', models.TextField(blank=True)),
                ('remind_at', models.DateTimeField(blank=True, null=True)),
                ('waits_for', models.CharField(blank=True, max_length=200)),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'promise',
                'verbose_name_plural': 'promises',
                'ordering': ['due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('kept_at', None), ('released_at', None)), fields=['person', 'due_at'], name='promise_open_by_person'), models.Index(condition=models.Q(('kept_at', None), ('released_at', None)), fields=['project', 'due_at'], name='promise_open_by_project'), models.Index(condition=models.Q(('kept_at', None), ('released_at', None)), fields=['organisation', 'due_at', 'id'], name='promise_open_by_body'), models.Index(condition=models.Q(('kept_at__isnull', False)), fields=['organisation', '-kept_at', '-id'], name='promise_kept_by_body'), models.Index(condition=models.Q(('released_at__isnull', False)), fields=['organisation', '-released_at', '-id'], name='promise_released_by_body'), models.Index(condition=models.Q(('kept_at', None), ('released_at', None)), fields=['owner', 'due_at'], name='promise_open_by_owner'), models.Index(condition=models.Q(('kept_at', None), ('released_at', None), ('remind_at__isnull', False)), fields=['remind_at'], name='promise_to_remind'), models.Index(fields=['subject_type', 'subject_id'], name='promise_by_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kept_at', None), ('released_at', None), ('person__isnull', False)), fields=('kind', 'subject_type', 'subject_id', 'person', 'organisation'), name='one_open_promise_a_person'), models.UniqueConstraint(condition=models.Q(('kept_at', None), ('released_at', None), ('person', None)), fields=('kind', 'subject_type', 'subject_id'), name='one_open_promise_to_all'), models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None), ('released_why', '')), models.Q(('released_at__isnull', False), models.Q(('released_why', ''), _negated=True)), _connector='OR'), name='promise_release_has_a_reason'), models.CheckConstraint(condition=models.Q(('kept_at', None), ('released_at', None), _connector='OR'), name='promise_kept_or_released_not_both'), models.CheckConstraint(condition=models.Q(('side', 'organisation'), ('person__isnull', False), _connector='OR'), name='promise_of_a_contributor_names_them'), models.CheckConstraint(condition=models.Q(models.Q(('waiting_since', None), ('waits_for', '')), models.Q(('remind_at', None), ('waiting_since__isnull', False), models.Q(('waits_for', ''), _negated=True)), _connector='OR'), name='promise_that_waits_reminds_nobody')],
            },
        ),
        migrations.CreateModel(
            name='PromiseDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_dates', to='promises.promise')),
                ('was_due_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.TextField(blank=True, verbose_name='why')),
            ],
            options={
                'ordering': ['-moved_at', '-id'],
                'constraints': [coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('why',), name='promise_date_append_only')],
            },
        ),
        migrations.CreateModel(
            name='PromiseOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_owners', to='promises.promise')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('until', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.TextField(blank=True, verbose_name='why')),
            ],
            options={
                'ordering': ['-until', '-id'],
                'constraints': [coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('why',), name='promise_owner_append_only')],
            },
        ),
        migrations.CreateModel(
            name='PromiseWait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waits', to='promises.promise')),
                ('reason', models.CharField(max_length=60)),
                ('since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='promises.promise')),
            ],
            options={
                'ordering': ['since', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('promise', 'reason'), name='promise_waits_once_for_a_reason'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('since')), _connector='OR'), name='promise_wait_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='people.person', verbose_name='who is away')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputises', to='people.person', verbose_name='deputy')),
                ('first_day', models.DateField(verbose_name='first day away')),
                ('last_day', models.DateField(verbose_name='last day away')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ['first_day', 'id'],
                'indexes': [models.Index(fields=['deputy', 'last_day'], name='absence_by_deputy')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='absence_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('deputy', models.F('person')), _negated=True), name='absence_deputy_is_another')],
            },
        ),
        migrations.CreateModel(
            name='EscalationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='escalation', to='accounts.organisation')),
                ('contact_after_days', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days until the named contact is told')),
                ('head_after_days', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days until the head of involvement is told')),
                ('last_after_days', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days until the person named last is told')),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='head of involvement')),
                ('last', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='person who is told last')),
            ],
            options={
                'verbose_name': 'settings for late promises',
                'verbose_name_plural': 'settings for late promises',
                'constraints': [models.CheckConstraint(condition=models.Q(('contact_after_days__gte', 1), ('head_after_days__gte', models.F('contact_after_days')), ('last_after_days__gte', models.F('head_after_days'))), name='escalation_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PromiseEscalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='promises.promise')),
                ('step', models.PositiveSmallIntegerField(choices=[(1, 'the named contact of the project'), (2, 'the head of involvement'), (3, 'the person named for it')])),
                ('due_at', models.DateTimeField()),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('promise', 'step', 'due_at'), name='promise_escalated_once'), models.CheckConstraint(condition=models.Q(('step__in', [1, 2, 3])), name='escalation_step_known'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='promise_escalation_append_only')],
            },
        ),
    ]
