import coproduce.foundation.clock
import coproduce.foundation.database.constraints
import coproduce.foundation.refs
import coproduce.foundation.uploads.files
import django.core.validators
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
        ('policies', '0001_initial'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='accounts.organisation')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='team.project')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='meetings.meeting')),
                ('about', models.CharField(blank=True, max_length=120, verbose_name='what it is for')),
                ('status', models.CharField(choices=[('draft', 'being written'), ('sent', 'sent'), ('returned', 'we asked you something'), ('approved', 'approved'), ('refused', 'not approved'), ('in_payment', 'being paid'), ('paid', 'paid'), ('bounced', 'payment came back'), ('withdrawn', 'taken back')], default='draft', max_length=10, verbose_name='status')),
                ('status_since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('typed_by', models.ForeignKey(blank=True, help_text='The member of staff who typed it for the person.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('pay_by', models.DateField(blank=True, null=True, verbose_name='to be paid by')),
                ('pay_waits', models.CharField(blank=True, editable=False, max_length=200)),
                ('question', models.TextField(blank=True, verbose_name='our question')),
                ('reached', models.PositiveSmallIntegerField(default=1, help_text='The page it goes on with is the next one.', verbose_name='short pages answered')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('with_person', models.ForeignKey(blank=True, help_text='The claimant is told this name. Any approver may decide.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='who checks it')),
                ('with_since', models.DateTimeField(blank=True, null=True)),
                ('deputised_at', models.DateTimeField(blank=True, null=True, verbose_name='a deputy took over')),
                ('escalated_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('escalated_at', models.DateTimeField(blank=True, null=True, verbose_name='passed on because it was late')),
                ('attended', models.BooleanField(blank=True, null=True, verbose_name='took part, as the project says')),
                ('attendance_checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attendance_checked_at', models.DateTimeField(blank=True, null=True)),
                ('window_told_at', models.DateTimeField(blank=True, null=True, verbose_name='told that the time to claim is running out')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('split_from', models.ForeignKey(blank=True, help_text='Lines with a question wait here, so that the others can be paid.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='split_off', to='claims.claim')),
            ],
            options={
                'verbose_name': 'claim',
                'verbose_name_plural': 'claims',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['organisation', '-sent_at', '-id'], name='claim_newest_first'), models.Index(fields=['organisation', 'pay_by', 'id'], name='claim_most_urgent_first'), models.Index(fields=['organisation', 'status', '-sent_at'], name='claim_by_status'), models.Index(fields=['person', '-id'], name='claim_of_person'), models.Index(fields=['project', 'status'], name='claim_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'sent', 'returned', 'approved', 'refused', 'in_payment', 'paid', 'bounced', 'withdrawn'])), name='claim_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('pay_by', None), ('sent_at', None)), models.Q(('pay_by__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='claim_sent_has_a_day_to_pay'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'withdrawn']), ('sent_at__isnull', False), _connector='OR'), name='claim_beyond_draft_was_sent'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='claim_decision_has_who_and_when'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'sent', 'returned', 'withdrawn']), ('decided_at__isnull', False), _connector='OR'), name='claim_beyond_sent_was_decided'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('typed_by')), _negated=True), name='claim_not_decided_by_its_typist'), models.CheckConstraint(condition=models.Q(models.Q(('attendance_checked_at', None), ('attendance_checked_by', None), ('attended', None)), models.Q(('attendance_checked_at__isnull', False), ('attendance_checked_by__isnull', False), ('attended__isnull', False)), _connector='OR'), name='claim_attendance_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('with_person', None), ('with_since', None)), models.Q(('with_person__isnull', False), ('with_since__isnull', False)), _connector='OR'), name='claim_with_somebody_since'), models.CheckConstraint(condition=models.Q(models.Q(('escalated_at', None), ('escalated_to', None)), models.Q(('escalated_at__isnull', False), ('escalated_to__isnull', False)), _connector='OR'), name='claim_escalated_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('status', 'paid')), models.Q(models.Q(('status', 'paid'), _negated=True), ('paid_at', None)), _connector='OR'), name='claim_paid_has_a_time'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\nNEW.decided_by_id IS NOT NULL\nAND (OLD.decided_by_id IS NULL OR OLD.decided_by_id <> NEW.decided_by_id)\nAND NOT EXISTS (\n    SELECT 1 FROM {accounts.StaffRole} role JOIN {claims.Claim} claim ON claim.id = NEW.id\n    WHERE role.user_id = NEW.decided_by_id AND role.organisation_id = claim.organisation_id\n)\nAND NOT EXISTS (SELECT 1 FROM {accounts.User} u WHERE u.id = NEW.decided_by_id AND u.is_superuser)\n', events=('update',), message='only staff of its organisation decide on a claim', name='claim_decided_by_staff'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\n        NEW.decided_by_id IS NOT NULL AND EXISTS (\n            SELECT 1 FROM {claims.Claim} claim\n            JOIN {people.Person} person ON person.id = claim.person_id\n            WHERE claim.id = NEW.id AND NEW.decided_by_id IN (person.account_id, claim.typed_by_id)\n        )', events=('insert', 'update'), message='nobody decides on their own claim', name='claim_own_decision'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\n        NEW.decided_by_id IS NOT NULL AND EXISTS (\n            SELECT 1 FROM {claims.Claim} claim\n            JOIN {claims.Relative} said ON said.person_id = claim.person_id\n            WHERE claim.id = NEW.id AND said.user_id = NEW.decided_by_id\n        )', events=('insert', 'update'), message='nobody decides on a claim of a relative', name='claim_of_a_relative')],
            },
        ),
        migrations.CreateModel(
            name='ClaimSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim_settings', to='accounts.organisation')),
                ('deputy_after_days', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1)], verbose_name='a deputy takes over after (days)')),
                ('deputy', models.ForeignKey(blank=True, help_text='Someone who can approve claims. If empty, the next person who can.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='deputy')),
                ('escalate_to', models.ForeignKey(blank=True, help_text='Someone who can see claims. If empty, nobody is told.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='who is told of late claims')),
            ],
            options={
                'verbose_name': 'claim settings',
                'verbose_name_plural': 'claim settings',
                'constraints': [models.CheckConstraint(condition=models.Q(('deputy_after_days__gte', 1)), name='claim_settings_waits_a_day_or_more')],
            },
        ),
        migrations.CreateModel(
            name='Relative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('said_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'relative of a member of staff',
                'verbose_name_plural': 'relatives of members of staff',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('user', 'person'), name='relative_said_once'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='relative_append_only')],
            },
        ),
        migrations.CreateModel(
            name='ClaimLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='claims.claim')),
                ('part', models.CharField(blank=True, choices=[('time', 'their time'), ('preparation', 'getting ready'), ('on_the_way', 'travelling time'), ('home', 'joining from home'), ('journey', 'the way there')], max_length=11, verbose_name='asked on a short page')),
                ('kind', models.CharField(choices=[('fee', 'fee'), ('expense', 'expense'), ('allowance', 'allowance')], max_length=9, verbose_name='kind')),
                ('category', models.CharField(choices=[('fee', 'Payment for your time'), ('home_meeting', 'Allowance for joining from home'), ('mileage', 'Miles in your own vehicle'), ('public_transport', 'Train, bus, tram or underground'), ('taxi', 'Taxi'), ('parking', 'Parking'), ('meal', 'Food and drink'), ('overnight', 'Overnight stay'), ('overnight_friends', 'Overnight stay with family or friends'), ('childcare', 'Childcare'), ('replacement_care', 'Care for an adult you look after'), ('supporter', 'Costs of someone who supports you'), ('communication', 'Interpreter or communication support'), ('home_costs', 'Printing, paper, post, phone or internet'), ('other', 'Something else')], max_length=20, verbose_name='what it is for')),
                ('activity_date', models.DateField(verbose_name='date')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='details')),
                ('minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('miles_tenths', models.PositiveIntegerField(blank=True, null=True, verbose_name='miles, in tenths')),
                ('vehicle', models.CharField(blank=True, choices=[('car', 'car or van'), ('motorcycle', 'motorcycle'), ('bicycle', 'bicycle'), ('passenger', 'each passenger')], max_length=10, verbose_name='vehicle')),
                ('from_place', models.CharField(blank=True, max_length=120, verbose_name='from')),
                ('to_place', models.CharField(blank=True, max_length=120, verbose_name='to')),
                ('return_journey', models.BooleanField(default=False, verbose_name='there and back')),
                ('passengers', models.PositiveSmallIntegerField(default=0, verbose_name='passengers')),
                ('passenger_names', models.CharField(blank=True, max_length=200, verbose_name='who travelled with them')),
                ('provider_number', models.CharField(blank=True, max_length=40, verbose_name='registration number of the provider')),
                ('care_from', models.TimeField(blank=True, null=True, verbose_name='care from')),
                ('care_to', models.TimeField(blank=True, null=True, verbose_name='care until')),
                ('hourly_pence', models.PositiveIntegerField(blank=True, null=True, verbose_name='paid an hour, in pence')),
                ('supporter_cost', models.CharField(blank=True, choices=[('travel', 'their travel'), ('meal', 'their food and drink'), ('time', 'their time')], max_length=6, verbose_name='what for')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='how many')),
                ('amount_pence', models.PositiveIntegerField(verbose_name='amount in pence')),
                ('spent_pence', models.PositiveIntegerField(blank=True, help_text='Only where the policy pays less than that.', null=True, verbose_name='what was paid, in pence')),
                ('covered_pence', models.PositiveIntegerField(db_default=0, default=0, verbose_name='already given as an advance')),
                ('explanation', models.TextField(blank=True, verbose_name='how it was worked out')),
                ('rate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='policies.rate')),
                ('mileage_rate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='policies.mileagerate')),
                ('no_receipt_because', models.CharField(blank=True, max_length=200, verbose_name='why there is no receipt')),
                ('status', models.CharField(choices=[('pending', 'not decided yet'), ('approved', 'approved'), ('refused', 'not approved')], default='pending', max_length=8, verbose_name='decision')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_why', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'claim line',
                'verbose_name_plural': 'claim lines',
                'ordering': ['activity_date', 'id'],
                'indexes': [models.Index(fields=['claim', 'status'], name='claim_line_of_claim'), models.Index(fields=['activity_date', 'category', 'amount_pence'], name='claim_line_twins')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_pence__gt', 0)), name='claim_line_amount_above_zero'), models.CheckConstraint(condition=models.Q(('spent_pence', None), models.Q(('kind', 'expense'), ('spent_pence__gt', models.F('amount_pence'))), _connector='OR'), name='claim_line_spent_more_than_is_paid'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='claim_line_number_is_one_or_more'), models.CheckConstraint(condition=models.Q(('covered_pence', 0), models.Q(('covered_pence__lte', models.F('amount_pence')), ('kind', 'expense'), ('status', 'approved')), _connector='OR'), name='claim_line_covered_within_amount'), models.CheckConstraint(condition=models.Q(('kind__in', ['fee', 'expense', 'allowance'])), name='claim_line_kind_known'), models.CheckConstraint(condition=models.Q(('category__in', ['fee', 'home_meeting', 'mileage', 'public_transport', 'taxi', 'parking', 'meal', 'overnight', 'overnight_friends', 'childcare', 'replacement_care', 'supporter', 'communication', 'home_costs', 'other'])), name='claim_line_category_known'), models.CheckConstraint(condition=models.Q(models.Q(('category', 'fee'), ('kind', 'fee')), models.Q(('category__in', ['home_meeting', 'overnight_friends']), ('kind', 'allowance')), models.Q(models.Q(('category__in', ('fee', 'home_meeting', 'overnight_friends')), _negated=True), ('kind', 'expense')), _connector='OR'), name='claim_line_kind_fits_category'), models.CheckConstraint(condition=models.Q(models.Q(('category', 'mileage'), ('miles_tenths__gt', 0), models.Q(('vehicle', ''), _negated=True)), models.Q(models.Q(('category', 'mileage'), _negated=True), ('miles_tenths', None), ('passengers', 0), ('vehicle', '')), _connector='OR'), name='claim_line_miles_belong_to_mileage'), models.CheckConstraint(condition=models.Q(models.Q(('care_from', None), ('care_to', None)), models.Q(('care_to__gt', models.F('care_from')), ('category', 'replacement_care')), _connector='OR'), name='claim_line_care_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('part__in', ['', 'time', 'preparation', 'on_the_way', 'home', 'journey'])), name='claim_line_part_known'), models.UniqueConstraint(condition=models.Q(('part', ''), _negated=True), fields=('claim', 'part'), name='claim_page_answered_by_one_line'), models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'approved', 'refused'])), name='claim_line_decision_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decided_why', ''), ('status', 'pending')), models.Q(models.Q(('status', 'pending'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='claim_line_decision_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('decided_why', ''), _negated=True), _connector='OR'), name='claim_line_refused_with_reason'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\nNEW.decided_by_id IS NOT NULL\nAND (OLD.decided_by_id IS NULL OR OLD.decided_by_id <> NEW.decided_by_id)\nAND NOT EXISTS (\n    SELECT 1 FROM {accounts.StaffRole} role JOIN {claims.Claim} claim ON claim.id = NEW.claim_id\n    WHERE role.user_id = NEW.decided_by_id AND role.organisation_id = claim.organisation_id\n)\nAND NOT EXISTS (SELECT 1 FROM {accounts.User} u WHERE u.id = NEW.decided_by_id AND u.is_superuser)\n', events=('update',), message='only staff of its organisation decide on a claim', name='claim_line_decided_by_staff'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\n        NEW.decided_by_id IS NOT NULL AND EXISTS (\n            SELECT 1 FROM {claims.Claim} claim\n            JOIN {people.Person} person ON person.id = claim.person_id\n            WHERE claim.id = NEW.claim_id AND NEW.decided_by_id IN (person.account_id, claim.typed_by_id)\n        )', events=('insert', 'update'), message='nobody decides on their own claim', name='claim_line_own_decision'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\n        NEW.decided_by_id IS NOT NULL AND EXISTS (\n            SELECT 1 FROM {claims.Claim} claim\n            JOIN {claims.Relative} said ON said.person_id = claim.person_id\n            WHERE claim.id = NEW.claim_id AND said.user_id = NEW.decided_by_id\n        )', events=('insert', 'update'), message='nobody decides on a claim of a relative', name='claim_line_of_a_relative'), coproduce.foundation.database.constraints.TriggerConstraint(condition="\nOLD.status = 'approved' AND (\n    NEW.amount_pence > OLD.amount_pence OR (NEW.amount_pence < OLD.amount_pence AND OLD.kind <> 'fee')\n    OR NEW.kind <> OLD.kind OR NEW.category <> OLD.category OR NEW.activity_date <> OLD.activity_date\n    OR NEW.decided_by_id <> OLD.decided_by_id OR NEW.decided_at <> OLD.decided_at\n    OR NEW.status = 'pending'\n    OR (NEW.claim_id <> OLD.claim_id AND\n        (SELECT person_id FROM {claims.Claim} WHERE id = NEW.claim_id) <>\n        (SELECT person_id FROM {claims.Claim} WHERE id = OLD.claim_id))\n)\n", events=('update',), message='what was approved stays as it was', name='claim_line_approved_stays'), coproduce.foundation.database.constraints.TriggerConstraint(condition="OLD.status = 'approved'", events=('delete',), message='what was approved is kept', name='claim_line_approved_is_kept')],
            },
        ),
        migrations.CreateModel(
            name='ClaimMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='claims.claim')),
                ('kind', models.CharField(choices=[('twin', 'the same was claimed before'), ('household', 'someone in the household claimed the same'), ('receipt', 'the same receipt twice'), ('paid_already', 'we have already paid for this'), ('absent', 'recorded as not there'), ('more_time', 'more time than was recorded'), ('no_receipt', 'no receipt'), ('late', 'late'), ('limit', 'above the usual limit'), ('agree_first', 'should have been agreed first'), ('agreed', 'an amount that was agreed')], max_length=12, verbose_name='something to check')),
            ],
            options={
                'verbose_name': 'thing to check on a claim',
                'verbose_name_plural': 'things to check on claims',
                'ordering': ['claim', 'id'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'kind'), name='claim_marked_once_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['twin', 'household', 'receipt', 'paid_already', 'absent', 'more_time', 'no_receipt', 'late', 'limit', 'agree_first', 'agreed'])), name='claim_mark_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='FeeHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fee_hold', to='claims.claim')),
                ('not_before', models.DateField(blank=True, null=True, verbose_name='not paid before')),
                ('for_payer', models.BooleanField(default=False, verbose_name='waits for the payer')),
                ('since', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'fee that waits',
                'verbose_name_plural': 'fees that wait',
                'constraints': [models.CheckConstraint(condition=models.Q(('for_payer', False), ('not_before', None), _connector='OR'), name='fee_that_waits_for_payer_has_no_day')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=coproduce.foundation.uploads.files.random_path)),
                ('display_name', models.CharField(max_length=100)),
                ('content_type', models.CharField(choices=[('image/jpeg', 'JPEG'), ('application/pdf', 'PDF')], max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('scanned', models.CharField(choices=[('clean', 'Checked for viruses'), ('not scanned', 'Not scanned')], max_length=12)),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='claims.claimline')),
                ('added_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'receipt',
                'verbose_name_plural': 'receipts',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='TopUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='top_ups', to='claims.claimline')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='tops_up', to='claims.claimline')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policy')),
                ('before_pence', models.PositiveIntegerField(verbose_name='already paid or approved')),
                ('today_pence', models.PositiveIntegerField(verbose_name='at the current rates')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'top-up',
                'verbose_name_plural': 'top-ups',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('original', 'policy'), name='one_top_up_a_line_and_policy'), models.CheckConstraint(condition=models.Q(('today_pence__gt', models.F('before_pence'))), name='top_up_is_in_the_persons_favour'), models.CheckConstraint(condition=models.Q(('original', models.F('line')), _negated=True), name='top_up_of_another_line'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='top_up_append_only')],
            },
        ),
        migrations.CreateModel(
            name='ClaimAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='claims.claim')),
                ('question', models.TextField(verbose_name='question')),
                ('words', models.TextField(verbose_name='answer')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'answer about a claim',
                'verbose_name_plural': 'answers about claims',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='claim_answer_says_something'), coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('question', 'words'), name='claim_answer_append_only')],
            },
        ),
        migrations.CreateModel(
            name='SecondLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='second_look', to='claims.claim')),
                ('words', models.TextField(blank=True, verbose_name='why they do not agree')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('stands', models.BooleanField(null=True, verbose_name='the refusal stands')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('looked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'second look at a claim',
                'verbose_name_plural': 'second looks at claims',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('looked_at', None), ('looked_by', None), ('stands', None)), models.Q(('looked_at__isnull', False), ('looked_by__isnull', False), ('stands__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='second_look_has_who_when_and_why'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\nNEW.looked_by_id IS NOT NULL AND EXISTS (\n    SELECT 1 FROM {claims.Claim} claim\n    WHERE claim.id = NEW.claim_id AND claim.decided_by_id = NEW.looked_by_id\n)\n', events=('insert', 'update'), message='somebody else looks again at what was refused', name='second_look_by_somebody_else')],
            },
        ),
    ]
