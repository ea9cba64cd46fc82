import coproduce.foundation.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('people', '0001_initial'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_lines', to='team.project')),
                ('category', models.CharField(choices=[('fees', "fees for people's time"), ('expenses', 'travel and other expenses'), ('support', 'carers and support people'), ('training', 'training and induction, public and staff'), ('formats', 'formats, interpreters and translation'), ('venue', 'rooms and food'), ('access', 'access adjustments'), ('digital', 'data, devices and help to get online'), ('postage', 'postage and invitations'), ('staff_time', 'staff time for planning and longer meetings'), ('adverts', 'adverts to find people'), ('lead', 'a named involvement lead, with administration time'), ('contingency', 'contingency'), ('partners', 'payment to partner organisations')], max_length=11, verbose_name='what for')),
                ('planned_pence', models.PositiveBigIntegerField(verbose_name='amount')),
                ('cost_code', models.CharField(blank=True, max_length=30, verbose_name='cost code')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'budget line',
                'verbose_name_plural': 'budget lines',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['project', 'id'], name='budget_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('planned_pence__gt', 0)), name='budget_line_has_money'), models.CheckConstraint(condition=models.Q(('category__in', ['fees', 'expenses', 'support', 'training', 'formats', 'venue', 'access', 'digital', 'postage', 'staff_time', 'adverts', 'lead', 'contingency', 'partners'])), name='budget_line_category_known')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='team.project')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('on', models.DateField(verbose_name='by when')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['on', 'id'],
                'indexes': [models.Index(fields=['project', 'on'], name='milestones_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='milestone_done_has_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='PlannedActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_activities', to='team.project')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('on', models.DateField(verbose_name='when')),
                ('month_only', models.BooleanField(default=False)),
                ('people', models.PositiveSmallIntegerField(verbose_name='how many people')),
                ('sessions', models.PositiveSmallIntegerField(default=1, verbose_name='how many sessions')),
                ('minutes_each', models.PositiveSmallIntegerField(verbose_name='time for each session, with preparation')),
                ('fee_pence', models.PositiveIntegerField(default=0, verbose_name='fee')),
                ('expenses_pence', models.PositiveIntegerField(default=0, verbose_name='expenses')),
                ('status', models.CharField(choices=[('tentative', 'tentative'), ('committed', 'committed'), ('dropped', 'dropped')], default='tentative', max_length=9)),
            ],
            options={
                'verbose_name': 'planned activity',
                'verbose_name_plural': 'planned activities',
                'ordering': ['on', 'id'],
                'indexes': [models.Index(fields=['project', 'on'], name='activities_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['tentative', 'committed', 'dropped'])), name='activity_status_known'), models.CheckConstraint(condition=models.Q(('minutes_each__gt', 0), ('people__gt', 0), ('sessions__gt', 0)), name='activity_has_people_and_time'), models.CheckConstraint(condition=models.Q(('month_only', False), ('on__day', 1), _connector='OR'), name='activity_of_a_month_is_on_its_first')],
            },
        ),
        migrations.CreateModel(
            name='StaffAllocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_time', to='team.project')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('does', models.CharField(blank=True, max_length=120, verbose_name='role')),
                ('hours_a_month', models.PositiveSmallIntegerField(verbose_name='hours a month')),
                ('months', models.PositiveSmallIntegerField(verbose_name='how many months')),
                ('pence_an_hour', models.PositiveIntegerField(blank=True, null=True, verbose_name='cost an hour')),
            ],
            options={
                'verbose_name': 'staff time',
                'verbose_name_plural': 'staff time',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['project', 'id'], name='staff_time_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('does', ''), _negated=True), _connector='OR'), name='staff_time_names_a_person_or_a_role'), models.CheckConstraint(condition=models.Q(('hours_a_month__gt', 0), ('months__gt', 0)), name='staff_time_is_some')],
            },
        ),
    ]
