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
    ]

    operations = [
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('organisation', models.ForeignKey(blank=True, help_text='Empty for an example published by others.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='accounts.organisation')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('status', models.CharField(choices=[('draft', 'not in use'), ('asked', 'waits for approval'), ('approved', 'approved'), ('retired', 'withdrawn')], default='draft', max_length=8, verbose_name='status')),
                ('effective_from', models.DateField(blank=True, help_text='Empty if the published page has no date.', null=True, verbose_name='for activity from')),
                ('pay_within_days', models.PositiveSmallIntegerField(default=28, validators=[django.core.validators.MinValueValidator(1)], verbose_name='we pay within (days)')),
                ('claim_window_days', models.PositiveSmallIntegerField(default=90, help_text='Later claims are pointed out, never stopped.', verbose_name='claim within (days)')),
                ('pays_travel_time', models.BooleanField(default=False, help_text='At the rate of the activity. Claims will then ask for it.', verbose_name='pays for travelling time')),
                ('floor_pence_an_hour', models.PositiveIntegerField(blank=True, help_text='A fee that comes to less for the time it took is pointed out, never stopped.', null=True, verbose_name='point out a fee below (pence an hour)')),
                ('when_cancelled', models.CharField(blank=True, max_length=300, verbose_name='what we pay when something is called off late')),
                ('source', models.TextField(verbose_name='source')),
                ('check_before_use', models.BooleanField(default=True, help_text='Not yet compared with the live document.', verbose_name='check before use')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
            ],
            options={
                'verbose_name': 'policy',
                'verbose_name_plural': 'policies',
                'ordering': ['name', '-version'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'asked', 'approved', 'retired'])), name='policy_status_known'), models.CheckConstraint(condition=models.Q(('pay_within_days__gte', 1)), name='policy_pays_within_some_days'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None), ('status__in', ('draft', 'asked'))), models.Q(models.Q(('status__in', ('draft', 'asked')), _negated=True), ('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='policy_approval_has_who_and_when'), models.CheckConstraint(condition=models.Q(('approved_by', models.F('made_by')), _negated=True), name='policy_approved_by_somebody_else'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('check_before_use', False), ('effective_from__isnull', False), ('organisation__isnull', False)), _connector='OR'), name='policy_in_force_is_ours_dated_and_checked'), models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('organisation', 'effective_from'), name='one_policy_in_force_from_a_day'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('organisation', 'name', 'version'), name='policy_version_once'), models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('name', 'version'), name='published_policy_version_once'), coproduce.foundation.database.constraints.TriggerConstraint(condition="OLD.status <> 'draft'", events=('delete',), message='an approved policy stays', name='policy_in_force_stays')],
            },
        ),
        migrations.CreateModel(
            name='MileageRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mileage_rates', to='policies.policy')),
                ('vehicle', models.CharField(choices=[('car', 'car or van'), ('motorcycle', 'motorcycle'), ('bicycle', 'bicycle'), ('passenger', 'each passenger')], max_length=10, verbose_name='vehicle')),
                ('band', models.CharField(choices=[('all', 'every mile'), ('up_to', 'miles up to the threshold'), ('above', 'miles above the threshold')], default='all', max_length=5, verbose_name='band')),
                ('pence_per_mile', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='pence a mile')),
                ('threshold_miles', models.PositiveIntegerField(blank=True, null=True, verbose_name='threshold (miles)')),
                ('period', models.CharField(blank=True, choices=[('tax_year', 'a tax year'), ('claim', 'a claim'), ('journey', 'a journey'), ('not_stated', 'not stated: find out before use')], max_length=10, verbose_name='counted over')),
                ('effective_from', models.DateField(blank=True, null=True, verbose_name='for activity from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('source', models.TextField(verbose_name='source')),
            ],
            options={
                'verbose_name': 'mileage rate',
                'verbose_name_plural': 'mileage rates',
                'ordering': ['policy', 'vehicle', 'effective_from', '-band', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('vehicle__in', ['car', 'motorcycle', 'bicycle', 'passenger'])), name='mileage_vehicle_known'), models.CheckConstraint(condition=models.Q(('pence_per_mile__gt', 0)), name='mileage_rate_above_zero'), models.CheckConstraint(condition=models.Q(models.Q(('band', 'all'), ('period', ''), ('threshold_miles', None)), models.Q(('band__in', ['up_to', 'above']), ('threshold_miles__gt', 0), ('period__in', ['tax_year', 'claim', 'journey', 'not_stated'])), _connector='OR'), name='mileage_band_has_its_threshold'), models.CheckConstraint(condition=models.Q(('effective_from', None), ('effective_to', None), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='mileage_rate_ends_after_it_starts'), coproduce.foundation.database.constraints.TriggerConstraint(condition="EXISTS (SELECT 1 FROM {policies.Policy} policy WHERE policy.id = {row}.policy_id AND policy.status <> 'draft')", events=('insert', 'update', 'delete'), message='a policy that waits for approval or has it stays as it is', name='mileage_rate_in_force_stays'), coproduce.foundation.database.constraints.TriggerConstraint(condition="\nEXISTS (\n    SELECT 1 FROM {policies.MileageRate} other\n    WHERE other.policy_id = NEW.policy_id AND other.id <> COALESCE(NEW.id, 0) AND other.vehicle = NEW.vehicle AND (other.band = NEW.band OR other.band = 'all' OR NEW.band = 'all')\n    AND COALESCE(other.effective_from, '0001-01-01') <= COALESCE(NEW.effective_to, '9999-12-31')\n    AND COALESCE(NEW.effective_from, '0001-01-01') <= COALESCE(other.effective_to, '9999-12-31')\n)\n", events=('insert', 'update'), message='two versions of one rate share a day', name='mileage_one_version')],
            },
        ),
        migrations.CreateModel(
            name='ExpenseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lower_operator', models.CharField(blank=True, choices=[('>=', 'at least'), ('>', 'more than')], max_length=2, verbose_name='lower limit')),
                ('lower_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('upper_operator', models.CharField(blank=True, choices=[('<', 'less than'), ('<=', 'at most')], max_length=2, verbose_name='upper limit')),
                ('upper_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expense_rules', to='policies.policy')),
                ('category', models.CharField(choices=[('fee', 'Payment for your time'), ('home_meeting', 'Allowance for joining from home'), ('mileage', 'Miles in your own vehicle'), ('public_transport', 'Train, bus, tram or underground'), ('taxi', 'Taxi'), ('parking', 'Parking'), ('meal', 'Food and drink'), ('overnight', 'Overnight stay'), ('overnight_friends', 'Overnight stay with family or friends'), ('childcare', 'Childcare'), ('replacement_care', 'Care for an adult you look after'), ('supporter', 'Costs of someone who supports you'), ('communication', 'Interpreter or communication support'), ('home_costs', 'Printing, paper, post, phone or internet'), ('other', 'Something else')], max_length=20, verbose_name='kind of cost')),
                ('cap_pence', models.PositiveIntegerField(blank=True, null=True, verbose_name='up to (pence)')),
                ('cap_for', models.CharField(choices=[('line', 'each time'), ('each', 'each night, meal or thing'), ('hour', 'an hour'), ('day', 'a day')], default='line', max_length=4, verbose_name='for')),
                ('pays_no_more', models.BooleanField(default=False, help_text='Otherwise a higher amount is pointed out to the approver, never cut.', verbose_name='pays no more than that')),
                ('receipt_needed', models.BooleanField(default=True, verbose_name='receipt needed')),
                ('prior_agreement', models.BooleanField(default=False, verbose_name='agree it first')),
                ('booked_by', models.CharField(choices=[('either', 'you, or we can do it for you'), ('person', 'you'), ('organisation', 'we do: ask us')], default='either', max_length=12, verbose_name='who books it')),
                ('registration_needed', models.BooleanField(default=False, help_text='For childcare: the number under which the provider is registered.', verbose_name='The number the childcare provider is registered under.')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'expense rule',
                'verbose_name_plural': 'expense rules',
                'ordering': ['policy', 'category', 'lower_minutes', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lower_minutes', None), ('upper_minutes', None)), fields=('policy', 'category'), name='one_rule_a_kind_of_cost'), models.CheckConstraint(condition=models.Q(models.Q(('lower_minutes', None), ('lower_operator', '')), models.Q(('lower_minutes__isnull', False), ('lower_operator__in', ['>=', '>'])), _connector='OR'), name='expense_lower_limit_has_its_operator'), models.CheckConstraint(condition=models.Q(models.Q(('upper_minutes', None), ('upper_operator', '')), models.Q(('upper_minutes__isnull', False), ('upper_operator__in', ['<', '<='])), _connector='OR'), name='expense_upper_limit_has_its_operator'), models.CheckConstraint(condition=models.Q(('cap_for__in', ['line', 'each', 'hour', 'day'])), name='expense_cap_for_known'), models.CheckConstraint(condition=models.Q(('booked_by__in', ['either', 'person', 'organisation'])), name='expense_booked_by_known'), models.CheckConstraint(condition=models.Q(('category__in', ['fee', 'home_meeting', 'mileage', 'public_transport', 'taxi', 'parking', 'meal', 'overnight', 'overnight_friends', 'childcare', 'replacement_care', 'supporter', 'communication', 'home_costs', 'other'])), name='expense_rule_category_known'), models.CheckConstraint(condition=models.Q(('cap_pence', None), ('cap_pence__gt', 0), _connector='OR'), name='expense_cap_above_zero'), coproduce.foundation.database.constraints.TriggerConstraint(condition="EXISTS (SELECT 1 FROM {policies.Policy} policy WHERE policy.id = {row}.policy_id AND policy.status <> 'draft')", events=('insert', 'update', 'delete'), message='a policy that waits for approval or has it stays as it is', name='expense_rule_in_force_stays')],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lower_operator', models.CharField(blank=True, choices=[('>=', 'at least'), ('>', 'more than')], max_length=2, verbose_name='lower limit')),
                ('lower_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('upper_operator', models.CharField(blank=True, choices=[('<', 'less than'), ('<=', 'at most')], max_length=2, verbose_name='upper limit')),
                ('upper_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='policies.policy')),
                ('label', models.CharField(max_length=120, verbose_name='for')),
                ('role_tier', models.CharField(blank=True, help_text='Leave empty for any role.', max_length=80, verbose_name='in the role of')),
                ('unit', models.CharField(choices=[('hour', 'an hour; part hours by the minute'), ('part_hour_band', 'a length of time within a band'), ('block', 'each block of time, or part of one'), ('half_day', 'half a day'), ('day', 'a day'), ('meeting', 'a meeting'), ('task', 'a task'), ('allowance', 'an allowance'), ('night_friends', 'a night with family or friends'), ('zero', 'no fee: expenses only')], max_length=14, verbose_name='paid for')),
                ('block_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes in a block')),
                ('amount_pence', models.PositiveIntegerField(verbose_name='pence')),
                ('most_a_day_pence', models.PositiveIntegerField(blank=True, help_text='For one person and this role.', null=True, verbose_name='at most a day (pence)')),
                ('effective_from', models.DateField(blank=True, null=True, verbose_name='for activity from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('covers', models.CharField(blank=True, max_length=200, verbose_name='covers')),
                ('source', models.TextField(verbose_name='source')),
            ],
            options={
                'verbose_name': 'rate',
                'verbose_name_plural': 'rates',
                'ordering': ['policy', 'label', 'role_tier', '-amount_pence', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit__in', ['hour', 'part_hour_band', 'block', 'half_day', 'day', 'meeting', 'task', 'allowance', 'night_friends', 'zero'])), name='rate_unit_known'), models.CheckConstraint(condition=models.Q(models.Q(('lower_minutes', None), ('lower_operator', '')), models.Q(('lower_minutes__isnull', False), ('lower_operator__in', ['>=', '>'])), _connector='OR'), name='rate_lower_limit_has_its_operator'), models.CheckConstraint(condition=models.Q(models.Q(('upper_minutes', None), ('upper_operator', '')), models.Q(('upper_minutes__isnull', False), ('upper_operator__in', ['<', '<='])), _connector='OR'), name='rate_upper_limit_has_its_operator'), models.CheckConstraint(condition=models.Q(models.Q(('unit__in', ('block',)), ('block_minutes__gt', 0)), models.Q(models.Q(('unit__in', ('block',)), _negated=True), ('block_minutes', None)), _connector='OR'), name='rate_block_has_a_length'), models.CheckConstraint(condition=models.Q(models.Q(('unit__in', ('zero',)), ('amount_pence', 0)), models.Q(models.Q(('unit__in', ('zero',)), _negated=True), ('amount_pence__gt', 0)), _connector='OR'), name='rate_amount_fits_its_unit'), models.CheckConstraint(condition=models.Q(('most_a_day_pence', None), ('most_a_day_pence__gte', models.F('amount_pence')), _connector='OR'), name='rate_most_a_day_pays_it_once'), models.CheckConstraint(condition=models.Q(('effective_from', None), ('effective_to', None), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='rate_ends_after_it_starts'), coproduce.foundation.database.constraints.TriggerConstraint(condition="EXISTS (SELECT 1 FROM {policies.Policy} policy WHERE policy.id = {row}.policy_id AND policy.status <> 'draft')", events=('insert', 'update', 'delete'), message='a policy that waits for approval or has it stays as it is', name='rate_in_force_stays'), coproduce.foundation.database.constraints.TriggerConstraint(condition="\nEXISTS (\n    SELECT 1 FROM {policies.Rate} other\n    WHERE other.policy_id = NEW.policy_id AND other.id <> COALESCE(NEW.id, 0) AND other.label = NEW.label AND other.role_tier = NEW.role_tier\n    AND other.lower_operator = NEW.lower_operator\n    AND COALESCE(other.lower_minutes, 0) = COALESCE(NEW.lower_minutes, 0)\n    AND other.upper_operator = NEW.upper_operator\n    AND COALESCE(other.upper_minutes, 0) = COALESCE(NEW.upper_minutes, 0)\n    AND COALESCE(other.effective_from, '0001-01-01') <= COALESCE(NEW.effective_to, '9999-12-31')\n    AND COALESCE(NEW.effective_from, '0001-01-01') <= COALESCE(other.effective_to, '9999-12-31')\n)\n", events=('insert', 'update'), message='two versions of one rate share a day', name='rate_one_version')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='policies.policy')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('approved', models.BooleanField(null=True)),
                ('why_not', models.TextField(blank=True, verbose_name='why not')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'request to approve a policy',
                'verbose_name_plural': 'requests to approve policies',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('policy',), name='policy_asked_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('approved', None), ('why_not', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('approved', True), ('why_not', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('approved', False), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='policy_refused_with_a_reason')],
            },
        ),
    ]
