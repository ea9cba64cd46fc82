import coproduce.foundation.clock
import coproduce.foundation.database.constraints
import coproduce.foundation.refs
import coproduce.foundation.uploads.files
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('meetings', '0001_initial'),
        ('people', '0001_initial'),
        ('roles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Determination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='determinations', to='roles.roledescription')),
                ('words', models.TextField(verbose_name='what the payer determined')),
                ('decided_on', models.DateField(verbose_name='determined on')),
                ('decided_by', models.CharField(max_length=120, verbose_name='determined by')),
                ('pay_route', models.CharField(choices=[('payroll', 'through the payroll'), ('accounts_payable', 'through accounts payable'), ('voucher', 'with vouchers'), ('petty_cash', 'from petty cash'), ('charity', 'to a charity')], max_length=16, verbose_name='people in this role are paid')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'status determination',
                'verbose_name_plural': 'status determinations',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('role',), name='one_determination_counts_for_a_role'), models.CheckConstraint(condition=models.Q(('pay_route__in', ['payroll', 'accounts_payable', 'voucher', 'petty_cash', 'charity'])), name='pay_route_of_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), name='determination_says_what_and_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='EarningsLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('sealed_pence', models.TextField()),
                ('per', models.CharField(choices=[('week', 'a week'), ('month', 'a month')], max_length=5, verbose_name='in')),
                ('changed_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'earnings limit',
                'verbose_name_plural': 'earnings limits',
                'constraints': [models.CheckConstraint(condition=models.Q(('per__in', ['week', 'month'])), name='limit_period_known')],
            },
        ),
        migrations.CreateModel(
            name='FeeTiming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fee_timing', to='people.person')),
                ('pace', models.CharField(choices=[('go', 'As soon as they are approved'), ('hold', 'Not before a day I choose'), ('weekly', 'At most one fee a week'), ('monthly', 'At most one fee a month')], max_length=7, verbose_name='when fees are paid')),
                ('until', models.DateField(blank=True, null=True, verbose_name='not before')),
                ('changed_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'timing of fees',
                'verbose_name_plural': 'timing of fees',
                'constraints': [models.CheckConstraint(condition=models.Q(('pace__in', ['go', 'hold', 'weekly', 'monthly'])), name='fee_timing_known'), models.CheckConstraint(condition=models.Q(models.Q(('pace', 'hold'), ('until__isnull', False)), models.Q(models.Q(('pace', 'hold'), _negated=True), ('until', None)), _connector='OR'), name='fee_held_until_a_day')],
            },
        ),
        migrations.CreateModel(
            name='IndependentAdviser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='independent_adviser', to='accounts.organisation')),
                ('name', models.CharField(max_length=120, verbose_name='who they are')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('words', models.TextField(blank=True, help_text='For example, that it is free, and what to say when they call.', verbose_name='what people should know')),
            ],
            options={
                'verbose_name': 'independent adviser',
                'verbose_name_plural': 'independent advisers',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('email', ''), _negated=True), models.Q(('website', ''), _negated=True), _connector='OR'), name='adviser_can_be_reached')],
            },
        ),
        migrations.CreateModel(
            name='PayPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pay_preference', to='people.person')),
                ('route', models.CharField(choices=[('bank', 'Into a bank or building society account'), ('cheque', 'By cheque in the post'), ('cash', 'In cash, when we meet'), ('voucher', 'With vouchers'), ('charity', 'To a charity I name'), ('none', 'No payment for my time: expenses only')], default='bank', max_length=7, verbose_name='how you want to be paid')),
                ('charity', models.CharField(blank=True, max_length=120, verbose_name='charity')),
                ('talk_first', models.BooleanField(default=False, verbose_name='I would like to talk before any payment is made')),
                ('changed_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'way to be paid',
                'verbose_name_plural': 'ways to be paid',
                'constraints': [models.CheckConstraint(condition=models.Q(('route__in', ['bank', 'cheque', 'cash', 'voucher', 'charity', 'none'])), name='pay_route_known'), models.CheckConstraint(condition=models.Q(models.Q(('route', 'charity'), models.Q(('charity', ''), _negated=True)), models.Q(models.Q(('route', 'charity'), _negated=True), ('charity', '')), _connector='OR'), name='pay_to_charity_names_it')],
            },
        ),
        migrations.CreateModel(
            name='RecognitionChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recognition_choices', to='people.person')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='roles.assignment')),
                ('choice', models.CharField(choices=[('pay', 'Pay me'), ('voucher', 'Give me vouchers'), ('donate', 'Give it to a charity I name'), ('less', 'Pay me less'), ('decline', 'No fee this time, thank you'), ('expenses_only', 'My costs only'), ('advice', 'I need advice first')], max_length=13, verbose_name='how to recognise my time')),
                ('charity', models.CharField(blank=True, max_length=120, verbose_name='charity')),
                ('most_pence', models.PositiveIntegerField(blank=True, null=True, verbose_name='the most for one day')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'choice of recognition',
                'verbose_name_plural': 'choices of recognition',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('choice__in', ['pay', 'voucher', 'donate', 'less', 'decline', 'expenses_only', 'advice'])), name='recognition_choice_known'), models.CheckConstraint(condition=models.Q(('meeting', None), ('assignment', None), _connector='OR'), name='recognition_is_about_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'donate'), models.Q(('charity', ''), _negated=True)), models.Q(models.Q(('choice', 'donate'), _negated=True), ('charity', '')), _connector='OR'), name='recognition_donated_names_the_charity'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'less'), ('most_pence__gt', 0), ('most_pence__isnull', False)), models.Q(models.Q(('choice', 'less'), _negated=True), ('most_pence', None)), _connector='OR'), name='recognition_less_says_how_much'), models.UniqueConstraint(condition=models.Q(('meeting__isnull', False), ('replaced_at', None)), fields=('person', 'meeting'), name='recognition_of_a_meeting_once'), models.UniqueConstraint(condition=models.Q(('assignment__isnull', False), ('replaced_at', None)), fields=('person', 'assignment'), name='recognition_of_a_role_once'), models.UniqueConstraint(condition=models.Q(('assignment', None), ('meeting', None), ('replaced_at', None)), fields=('person',), name='recognition_of_all_else_once')],
            },
        ),
        migrations.CreateModel(
            name='BankDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_details', to='people.person')),
                ('version', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('pending', 'waiting'), ('active', 'in use'), ('superseded', 'no longer used')], default='pending', max_length=10, verbose_name='status')),
                ('status_since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('sealed_name', models.TextField()),
                ('sealed_sort_code', models.TextField()),
                ('sealed_account_number', models.TextField()),
                ('sealed_roll_number', models.TextField(blank=True)),
                ('tail', models.CharField(max_length=4, verbose_name='ends in')),
                ('fingerprint', models.CharField(db_index=True, max_length=100)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('usable_from', models.DateTimeField(verbose_name='usable from')),
                ('needs_check', models.BooleanField(default=False, verbose_name='needs a second person to check it')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'bank details',
                'verbose_name_plural': 'bank details',
                'ordering': ['person', '-version'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'active', 'superseded'])), name='bank_details_status_known'), models.UniqueConstraint(fields=('person', 'version'), name='bank_details_version_once'), models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('person',), name='one_bank_account_in_use'), models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('person',), name='one_bank_account_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='bank_check_has_who_and_when'), models.CheckConstraint(condition=models.Q(('checked_by', models.F('made_by')), _negated=True), name='bank_check_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('needs_check', False), ('checked_at__isnull', False), _connector='OR'), name='bank_details_in_use_were_checked'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\nNEW.checked_by_id IS NOT NULL AND EXISTS (\n    SELECT 1 FROM {people.Person} person\n    WHERE person.id = NEW.person_id AND person.account_id = NEW.checked_by_id\n)\n', events=('insert', 'update'), message='nobody checks their own bank details', name='bank_own_check')],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='people.person')),
                ('year_start', models.DateField(verbose_name='tax year from')),
                ('outcome', models.CharField(choices=[('not_public', 'No full-time job in the public sector'), ('unrelated', 'Full-time public sector job, unrelated and in their own time'), ('costs_only', 'Full-time public sector job: normally costs only')], max_length=10, verbose_name='outcome')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'declaration about a public sector job',
                'verbose_name_plural': 'declarations about public sector jobs',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', '-year_start'], name='declarations_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['not_public', 'unrelated', 'costs_only'])), name='declaration_known'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='declaration_append_only')],
            },
        ),
        migrations.CreateModel(
            name='DeterminationEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=coproduce.foundation.uploads.files.random_path)),
                ('display_name', models.CharField(max_length=100)),
                ('content_type', models.CharField(choices=[('image/jpeg', 'JPEG'), ('application/pdf', 'PDF')], max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('scanned', models.CharField(choices=[('clean', 'Checked for viruses'), ('not scanned', 'Not scanned')], max_length=12)),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('determination', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='payees.determination')),
            ],
            options={
                'verbose_name': 'evidence of a determination',
                'verbose_name_plural': 'evidence of determinations',
            },
        ),
        migrations.CreateModel(
            name='RecordedRoute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_routes', to='people.person')),
                ('status', models.CharField(choices=[('pending', 'waiting'), ('active', 'in use'), ('superseded', 'no longer used')], default='pending', max_length=10, verbose_name='status')),
                ('status_since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('route', models.CharField(choices=[('bank', 'Into a bank or building society account'), ('cheque', 'By cheque in the post'), ('cash', 'In cash, when we meet'), ('voucher', 'With vouchers'), ('charity', 'To a charity I name'), ('none', 'No payment for my time: expenses only')], max_length=7, verbose_name='how they want to be paid')),
                ('charity', models.CharField(blank=True, max_length=120, verbose_name='charity')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('usable_from', models.DateTimeField(verbose_name='usable from')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'way to be paid, written down for someone',
                'verbose_name_plural': 'ways to be paid, written down for people',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'active', 'superseded'])), name='recorded_route_status_known'), models.CheckConstraint(condition=models.Q(('route__in', ['bank', 'cheque', 'cash', 'voucher', 'charity', 'none'])), name='recorded_route_known'), models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('person',), name='one_recorded_route_waits'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='recorded_route_check_has_who_and_when'), models.CheckConstraint(condition=models.Q(('checked_by', models.F('made_by')), _negated=True), name='recorded_route_checked_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('checked_at__isnull', False), _connector='OR'), name='recorded_route_in_use_was_checked')],
            },
        ),
        migrations.CreateModel(
            name='DeterminationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='determination_requests', to='roles.roledescription')),
                ('asked_of', models.CharField(max_length=120, verbose_name='asked of')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'question to the payer about a role',
                'verbose_name_plural': 'questions to the payer about roles',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('role',), name='one_open_determination_request_for_a_role'), models.CheckConstraint(condition=models.Q(('asked_of', ''), _negated=True), name='determination_request_says_of_whom')],
            },
        ),
    ]
