import coproduce.foundation.clock
import coproduce.foundation.refs
import django.core.validators
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
                ('fee_rate', models.CharField(blank=True, help_text='Then the fee follows the policy of the day. Leave it empty to type the fee.', max_length=200, verbose_name='rate of the payment policy')),
                ('fee_pence', models.PositiveIntegerField(default=0, verbose_name='fee')),
                ('expenses_pence', models.PositiveIntegerField(default=0, verbose_name='expenses')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('dropped', 'dropped')], default='planned', max_length=9)),
            ],
            options={
                'verbose_name': 'planned activity',
                'verbose_name_plural': 'planned activities',
                'ordering': ['on', 'id'],
                'indexes': [models.Index(fields=['project', 'on'], name='activities_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'dropped'])), name='activity_status_known'), models.CheckConstraint(condition=models.Q(('minutes_each__gt', 0), ('people__gt', 0), ('sessions__gt', 0)), name='activity_has_people_and_time'), models.CheckConstraint(condition=models.Q(('month_only', False), ('on__day', 1), _connector='OR'), name='activity_of_a_month_is_on_its_first')],
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
                ('first_month', models.DateField(blank=True, null=True, verbose_name='from which month')),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='who covers leave')),
                ('leads', models.BooleanField(default=False, verbose_name='leads involvement on this project')),
            ],
            options={
                'verbose_name': 'staff time',
                'verbose_name_plural': 'staff time',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['project', 'id'], name='staff_time_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('does', ''), _negated=True), _connector='OR'), name='staff_time_names_a_person_or_a_role'), models.CheckConstraint(condition=models.Q(('hours_a_month__gt', 0), ('months__gt', 0)), name='staff_time_is_some'), models.CheckConstraint(condition=models.Q(('first_month', None), ('first_month__day', 1), _connector='OR'), name='staff_time_from_a_first_of_month'), models.CheckConstraint(condition=models.Q(('cover', None), ('person', None), models.Q(('cover', models.F('person')), _negated=True), _connector='OR'), name='staff_time_cover_is_another'), models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('project',), name='one_involvement_lead_a_project')],
            },
        ),
        migrations.CreateModel(
            name='AccessCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_costs', to='team.project')),
                ('category', models.CharField(choices=[('001', 'help to understand or be understood'), ('002', 'an interpreter or other communication professional'), ('003', 'being contacted in a certain way'), ('004', 'papers in a certain format'), ('005', 'something else about communication'), ('006', 'help in my language'), ('007', 'someone to support me'), ('008', 'something for my own care'), ('009', 'something about the room or place'), ('010', 'other support'), ('011', 'something made to fit me')], max_length=3, verbose_name='kind of arrangement')),
                ('pence_each', models.PositiveIntegerField(verbose_name='cost for one meeting')),
                ('meetings', models.PositiveSmallIntegerField(verbose_name='how many meetings?')),
                ('changed_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'cost of an arrangement',
                'verbose_name_plural': 'costs of arrangements',
                'ordering': ['category'],
                'constraints': [models.UniqueConstraint(fields=('project', 'category'), name='access_cost_once_a_kind'), models.CheckConstraint(condition=models.Q(('category__in', ['001', '002', '003', '004', '005', '006', '007', '008', '009', '010', '011'])), name='access_cost_kind_known'), models.CheckConstraint(condition=models.Q(('meetings__gt', 0)), name='access_cost_of_some_meetings')],
            },
        ),
        migrations.CreateModel(
            name='LeadTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lead_times', to='accounts.organisation')),
                ('kind', models.CharField(choices=[('recruiting', 'finding people'), ('notice', 'inviting people'), ('papers', 'sending papers'), ('interpreter', 'booking interpreters and help with language'), ('formats', 'making papers in other formats'), ('support', 'booking people who support someone'), ('access', 'arranging other things that help people take part'), ('payment', 'paying people afterwards')], max_length=11)),
                ('days', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(365)], verbose_name='how many days?')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='where the number comes from')),
            ],
            options={
                'verbose_name': 'lead time',
                'verbose_name_plural': 'lead times',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind'), name='lead_time_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['recruiting', 'notice', 'papers', 'interpreter', 'formats', 'support', 'access', 'payment'])), name='lead_time_kind_known'), models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 365)), name='lead_time_is_some_days')],
            },
        ),
        migrations.CreateModel(
            name='StaffHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='resources.staffallocation')),
                ('month', models.DateField(verbose_name='month')),
                ('minutes', models.PositiveIntegerField(verbose_name='time given')),
                ('recorded_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'staff hours',
                'verbose_name_plural': 'staff hours',
                'ordering': ['month', 'id'],
                'constraints': [models.UniqueConstraint(fields=('allocation', 'month'), name='staff_hours_once_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='staff_hours_of_a_first_of_month'), models.CheckConstraint(condition=models.Q(('minutes__lte', 44640)), name='staff_hours_fit_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Funder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funders', to='team.project')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='money can be spent from')),
                ('ends_on', models.DateField(verbose_name='money can be spent until')),
                ('year_starts_in', models.PositiveSmallIntegerField(default=4, verbose_name='month their financial year starts')),
                ('pays_for', models.CharField(blank=True, max_length=300, verbose_name='what it may pay for')),
                ('outside', models.CharField(choices=[('refuse', 'do not save it'), ('warn', 'save it, and say so')], default='refuse', max_length=6, verbose_name='when a line is for something else')),
            ],
            options={
                'verbose_name': 'funder',
                'verbose_name_plural': 'funders',
                'ordering': ['starts_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='funder_named_once_a_project'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='funder_has_a_name'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='funder_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('year_starts_in__gte', 1), ('year_starts_in__lte', 12)), name='funder_year_starts_in_a_month'), models.CheckConstraint(condition=models.Q(('outside__in', ['refuse', 'warn'])), name='funder_outside_known')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_lines', to='team.project')),
                ('category', models.CharField(choices=[('fees', "fees for people's time"), ('expenses', 'travel and other expenses'), ('support', 'carers and support people'), ('training', 'training and induction, public and staff'), ('formats', 'formats, interpreters and translation'), ('venue', 'rooms and food'), ('access', 'access adjustments'), ('digital', 'data, devices and help to get online'), ('postage', 'postage and invitations'), ('staff_time', 'staff time for planning and longer meetings'), ('adverts', 'adverts to find people'), ('lead', 'a named involvement lead, with administration time'), ('contingency', 'contingency'), ('partners', 'payment to partner organisations'), ('overheads', 'overheads of the organisation')], max_length=11, verbose_name='what for')),
                ('planned_pence', models.PositiveBigIntegerField(verbose_name='amount')),
                ('cost_code', models.CharField(blank=True, max_length=30, verbose_name='cost code')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('funder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='resources.funder', verbose_name='funder')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='resources.plannedactivity', verbose_name='only for one activity')),
                ('first_on', models.DateField(blank=True, null=True, verbose_name='can be spent from')),
                ('last_on', models.DateField(blank=True, null=True, verbose_name='can be spent until')),
            ],
            options={
                'verbose_name': 'budget line',
                'verbose_name_plural': 'budget lines',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['project', 'id'], name='budget_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('planned_pence__gt', 0)), name='budget_line_has_money'), models.CheckConstraint(condition=models.Q(('category__in', ['fees', 'expenses', 'support', 'training', 'formats', 'venue', 'access', 'digital', 'postage', 'staff_time', 'adverts', 'lead', 'contingency', 'partners', 'overheads'])), name='budget_line_category_known'), models.CheckConstraint(condition=models.Q(('first_on', None), ('last_on', None), ('last_on__gte', models.F('first_on')), _connector='OR'), name='budget_line_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='PlannedCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_costs', to='team.project')),
                ('title', models.CharField(max_length=120, verbose_name='what')),
                ('category', models.CharField(choices=[('fees', "fees for people's time"), ('expenses', 'travel and other expenses'), ('support', 'carers and support people'), ('training', 'training and induction, public and staff'), ('formats', 'formats, interpreters and translation'), ('venue', 'rooms and food'), ('access', 'access adjustments'), ('digital', 'data, devices and help to get online'), ('postage', 'postage and invitations'), ('staff_time', 'staff time for planning and longer meetings'), ('adverts', 'adverts to find people'), ('lead', 'a named involvement lead, with administration time'), ('contingency', 'contingency'), ('partners', 'payment to partner organisations'), ('overheads', 'overheads of the organisation')], max_length=11, verbose_name='what for')),
                ('on', models.DateField(verbose_name='when')),
                ('number', models.PositiveIntegerField(default=1, verbose_name='how many')),
                ('each_pence', models.PositiveIntegerField(verbose_name='cost of one')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='costs', to='resources.plannedactivity', verbose_name='for which activity')),
            ],
            options={
                'verbose_name': 'planned cost',
                'verbose_name_plural': 'planned costs',
                'ordering': ['on', 'id'],
                'indexes': [models.Index(fields=['project', 'on'], name='planned_costs_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='planned_cost_has_a_title'), models.CheckConstraint(condition=models.Q(('each_pence__gt', 0), ('number__gt', 0)), name='planned_cost_has_number_and_amount'), models.CheckConstraint(condition=models.Q(('category__in', ['fees', 'expenses', 'support', 'training', 'formats', 'venue', 'access', 'digital', 'postage', 'staff_time', 'adverts', 'lead', 'contingency', 'partners', 'overheads'])), name='planned_cost_category_known')],
            },
        ),
        migrations.CreateModel(
            name='WhatIf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='what_ifs', to='team.project')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('copied_from', models.CharField(editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'what-if copy',
                'verbose_name_plural': 'what-if copies',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='what_if_named_once_a_project'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='what_if_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='WhatIfRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('what_if', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='resources.whatif')),
                ('part', models.CharField(choices=[('budget', 'budget line'), ('activities', 'activity'), ('costs', 'planned cost')], max_length=10)),
                ('of', models.CharField(blank=True, max_length=20)),
                ('values', models.JSONField()),
            ],
            options={
                'verbose_name': 'row of a what-if copy',
                'verbose_name_plural': 'rows of what-if copies',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('of', ''), _negated=True), fields=('what_if', 'part', 'of'), name='what_if_copies_a_row_once'), models.CheckConstraint(condition=models.Q(('part__in', ['budget', 'activities', 'costs'])), name='what_if_part_known')],
            },
        ),
    ]
