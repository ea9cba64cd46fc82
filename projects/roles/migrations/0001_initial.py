import coproduce.foundation.clock
import coproduce.foundation.database.constraints
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
            name='RoleDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='team.project')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'role description',
                'verbose_name_plural': 'role descriptions',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'title'), name='role_title_once_a_project'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='role_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='RoleTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.TextField(verbose_name='What the role is for')),
                ('activities', models.TextField(help_text='One on each line.', verbose_name='What you would do, and how')),
                ('their_duties', models.TextField(help_text='One on each line.', verbose_name='What we ask of you')),
                ('our_duties', models.TextField(help_text='One on each line.', verbose_name='What we do for you')),
                ('quantity_min', models.PositiveSmallIntegerField(verbose_name='How much time, at least')),
                ('quantity_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='How much time, at most')),
                ('unit', models.CharField(choices=[('hour', 'hours'), ('half_day', 'half days'), ('day', 'days'), ('meeting', 'meetings')], max_length=8, verbose_name='Counted in')),
                ('per', models.CharField(choices=[('week', 'a week'), ('month', 'a month'), ('quarter', 'every three months'), ('year', 'a year'), ('total', 'in total')], max_length=7, verbose_name='How often')),
                ('includes_prep', models.CharField(choices=[('yes', 'Yes, reading and preparing is part of this time'), ('no', 'No, reading and preparing comes on top'), ('unknown', 'We do not know yet')], default='unknown', max_length=7, verbose_name='Does this include reading and preparing?')),
                ('flexible', models.BooleanField(default=False, verbose_name='The times can be changed to suit people')),
                ('time_note', models.TextField(blank=True, verbose_name='More about the time')),
                ('support', models.TextField(verbose_name='What support there is')),
                ('essential', models.TextField(blank=True, help_text='One on each line.', verbose_name='What you need')),
                ('desirable', models.TextField(blank=True, help_text='One on each line.', verbose_name='What would help')),
                ('cannot_apply', models.TextField(blank=True, help_text='One on each line.', verbose_name='Who cannot take this role')),
                ('title', models.CharField(max_length=120, unique=True, verbose_name='title')),
                ('in_use', models.BooleanField(default=True, verbose_name='offered to staff')),
            ],
            options={
                'verbose_name': 'role template',
                'verbose_name_plural': 'role templates',
                'ordering': ['title'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity_min__gt', 0), models.Q(('quantity_max', None), ('quantity_max__gte', models.F('quantity_min')), _connector='OR')), name='roletemplate_time_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('their_duties', ''), _negated=True), models.Q(('our_duties', ''), _negated=True)), name='roletemplate_has_both_lists'), models.CheckConstraint(condition=models.Q(('unit__in', ['hour', 'half_day', 'day', 'meeting'])), name='roletemplate_unit_known'), models.CheckConstraint(condition=models.Q(('per__in', ['week', 'month', 'quarter', 'year', 'total'])), name='roletemplate_period_known')],
            },
        ),
        migrations.CreateModel(
            name='RoleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.TextField(verbose_name='What the role is for')),
                ('activities', models.TextField(help_text='One on each line.', verbose_name='What you would do, and how')),
                ('their_duties', models.TextField(help_text='One on each line.', verbose_name='What we ask of you')),
                ('our_duties', models.TextField(help_text='One on each line.', verbose_name='What we do for you')),
                ('quantity_min', models.PositiveSmallIntegerField(verbose_name='How much time, at least')),
                ('quantity_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='How much time, at most')),
                ('unit', models.CharField(choices=[('hour', 'hours'), ('half_day', 'half days'), ('day', 'days'), ('meeting', 'meetings')], max_length=8, verbose_name='Counted in')),
                ('per', models.CharField(choices=[('week', 'a week'), ('month', 'a month'), ('quarter', 'every three months'), ('year', 'a year'), ('total', 'in total')], max_length=7, verbose_name='How often')),
                ('includes_prep', models.CharField(choices=[('yes', 'Yes, reading and preparing is part of this time'), ('no', 'No, reading and preparing comes on top'), ('unknown', 'We do not know yet')], default='unknown', max_length=7, verbose_name='Does this include reading and preparing?')),
                ('flexible', models.BooleanField(default=False, verbose_name='The times can be changed to suit people')),
                ('time_note', models.TextField(blank=True, verbose_name='More about the time')),
                ('support', models.TextField(verbose_name='What support there is')),
                ('essential', models.TextField(blank=True, help_text='One on each line.', verbose_name='What you need')),
                ('desirable', models.TextField(blank=True, help_text='One on each line.', verbose_name='What would help')),
                ('cannot_apply', models.TextField(blank=True, help_text='One on each line.', verbose_name='Who cannot take this role')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='roles.roledescription')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('places', models.PositiveSmallIntegerField(default=2, verbose_name='How many people we are looking for')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='The role starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='The role ends')),
                ('extendable', models.BooleanField(default=False, verbose_name='It can go on for longer if both sides agree')),
                ('payment', models.CharField(choices=[('fee', 'We pay a fee'), ('expenses_only', 'No fee, expenses only')], max_length=13, verbose_name='Payment')),
                ('fee_pence', models.PositiveIntegerField(blank=True, null=True, verbose_name='The fee')),
                ('fee_for', models.CharField(blank=True, help_text='For example, each meeting of 2 hours', max_length=80, verbose_name='What the fee is for')),
                ('payment_note', models.TextField(blank=True, verbose_name='More about payment')),
                ('expenses', models.TextField(verbose_name='Which expenses we pay')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='Named contact')),
                ('accountable_to', models.CharField(max_length=200, verbose_name='Who you work with most closely')),
                ('concerns_to', models.CharField(max_length=200, verbose_name='Who you can go to if something is wrong')),
                ('status', models.CharField(choices=[('draft', 'being written'), ('offered', 'offered'), ('superseded', 'replaced by a later one')], default='draft', max_length=10, verbose_name='status')),
                ('sealed', models.TextField(blank=True, editable=False)),
                ('content_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('offered_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'version of a role',
                'verbose_name_plural': 'versions of roles',
                'ordering': ['role', '-number'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity_min__gt', 0), models.Q(('quantity_max', None), ('quantity_max__gte', models.F('quantity_min')), _connector='OR')), name='roleversion_time_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('their_duties', ''), _negated=True), models.Q(('our_duties', ''), _negated=True)), name='roleversion_has_both_lists'), models.CheckConstraint(condition=models.Q(('unit__in', ['hour', 'half_day', 'day', 'meeting'])), name='roleversion_unit_known'), models.CheckConstraint(condition=models.Q(('per__in', ['week', 'month', 'quarter', 'year', 'total'])), name='roleversion_period_known'), models.UniqueConstraint(fields=('role', 'number'), name='role_version_numbered_once'), models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('role',), name='one_draft_a_role'), models.UniqueConstraint(condition=models.Q(('status', 'offered')), fields=('role',), name='one_offered_version_a_role'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'offered', 'superseded'])), name='role_version_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('content_hash', ''), ('offered_at', None), ('sealed', ''), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), ('sealed', ''), ('content_hash', ''), _connector='OR', _negated=True), ('offered_at__isnull', False)), _connector='OR'), name='role_version_offered_is_sealed'), models.CheckConstraint(condition=models.Q(models.Q(('fee_pence__gt', 0), ('fee_pence__isnull', False), ('payment', 'fee'), models.Q(('fee_for', ''), _negated=True)), models.Q(('fee_pence', None), ('payment', 'expenses_only')), _connector='OR'), name='role_fee_or_expenses_only'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='role_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('places__gt', 0)), name='role_has_a_place'), coproduce.foundation.database.constraints.WrittenOnceConstraint(deletable=True, except_fields=('status',), message='a role version that was offered is never changed', name='offered_role_stands', when="OLD.status <> 'draft'"), coproduce.foundation.database.constraints.TriggerConstraint(condition="OLD.status <> 'draft' AND NEW.status = 'draft'", events=('update',), message='a role version that was offered is never changed', name='offered_role_is_no_draft_again')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='roles.roledescription')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to='people.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='roles.roleversion')),
                ('status', models.CharField(choices=[('invited', 'invited'), ('agreed', 'agreed'), ('declined', 'said no thank you'), ('withdrawn', 'invitation taken back'), ('ended', 'ended')], default='invited', max_length=9, verbose_name='status')),
                ('invited_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answer_by', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('why_over', models.TextField(blank=True, verbose_name='why it was taken back or ended')),
            ],
            options={
                'verbose_name': 'person in a role',
                'verbose_name_plural': 'people in roles',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', '-id'], name='roles_of_a_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('invited', 'agreed'))), fields=('role', 'person'), name='in_a_role_once_at_a_time'), models.CheckConstraint(condition=models.Q(('status__in', ['invited', 'agreed', 'declined', 'withdrawn', 'ended'])), name='assignment_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('status__in', ('invited', 'withdrawn'))), models.Q(models.Q(('status__in', ('invited', 'withdrawn')), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='assignment_answered_has_a_time'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='assignment_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='people.person')),
                ('side', models.CharField(choices=[('public', 'public contributor'), ('professional', 'staff')], max_length=12)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='roles.roleversion')),
                ('content_hash', models.CharField(max_length=64)),
                ('agreed_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('version', 'person'), name='agreed_to_a_version_once'), models.CheckConstraint(condition=models.Q(('content_hash', ''), _negated=True), name='agreement_names_its_text'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='role_agreement_append_only')],
            },
        ),
        migrations.CreateModel(
            name='ChangeProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='roles.assignment')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='roles.roleversion')),
                ('part', models.CharField(choices=[('purpose', 'What the role is for'), ('activities', 'What you would do, and how'), ('their_duties', 'What we ask of you'), ('our_duties', 'What we do for you'), ('time', 'How much time it takes'), ('payment', 'Payment and expenses'), ('support', 'Support and your contact'), ('other', 'Something else')], max_length=12, verbose_name='Which part?')),
                ('words', models.TextField(verbose_name='What would you change?')),
                ('status', models.CharField(choices=[('waiting', 'waiting for an answer'), ('accepted', 'taken up'), ('declined', 'not taken up'), ('lapsed', 'no longer needed')], default='waiting', max_length=8, verbose_name='status')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.TextField(blank=True, verbose_name='your answer')),
                ('became', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='took_up', to='roles.roleversion')),
            ],
            options={
                'verbose_name': 'suggested change',
                'verbose_name_plural': 'suggested changes',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('status__in', ('waiting', 'lapsed'))), models.Q(('status__in', ('accepted', 'declined')), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='proposal_answered_by_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='proposal_declined_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('became__isnull', False), _connector='OR'), name='proposal_taken_up_in_a_version')],
            },
        ),
    ]
