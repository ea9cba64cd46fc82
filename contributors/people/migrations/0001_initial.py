import contributors.people.new_mailbox.models
import coproduce.foundation.clock
import coproduce.foundation.database.constraints
import coproduce.foundation.pages.languages
import coproduce.foundation.refs
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('address', models.TextField(blank=True, verbose_name='postal address')),
                ('channel', models.CharField(choices=[('email', 'email'), ('text', 'text message'), ('post', 'post'), ('phone', 'phone')], default='email', max_length=5, verbose_name='how to reach you')),
                ('format', models.CharField(choices=[('standard', 'standard print'), ('large', 'large print'), ('easy_read', 'Easy Read'), ('plain', 'plain text'), ('audio', 'audio'), ('braille', 'braille')], default='standard', max_length=10, verbose_name='format')),
                ('language', models.CharField(choices=coproduce.foundation.pages.languages.offered, default='en-gb', max_length=5, verbose_name='language')),
                ('discreet', models.BooleanField(default=False, help_text='Leave project names out of messages and calendars.', verbose_name='discreet titles')),
                ('quiet', models.CharField(choices=[('usual', 'at night, as usual'), ('own', 'at hours I choose'), ('none', 'never: any time is fine')], default='usual', max_length=5, verbose_name='quiet hours')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='quiet until')),
                ('added_on', models.DateField(default=coproduce.foundation.clock.today)),
                ('mailbox_changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('equality_token', models.TextField(blank=True, editable=False)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['name', 'id'], name='person_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_has_a_name'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='person_email_in_small_letters'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'email'), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='person_reached_by_email_has_one'), models.CheckConstraint(condition=models.Q(('quiet__in', ['usual', 'own', 'none'])), name='person_quiet_known'), models.CheckConstraint(condition=models.Q(models.Q(('quiet', 'own'), ('quiet_from__isnull', False), ('quiet_until__isnull', False)), models.Q(models.Q(('quiet', 'own'), _negated=True), ('quiet_from', None), ('quiet_until', None)), _connector='OR'), name='person_own_quiet_hours_are_said'), models.CheckConstraint(condition=models.Q(('quiet_from', None), models.Q(('quiet_from', models.F('quiet_until')), _negated=True), _connector='OR'), name='person_quiet_for_less_than_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='accounts.organisation')),
                ('since', models.DateField(default=coproduce.foundation.clock.today)),
                ('shares', models.BooleanField(default=True, verbose_name='may see how to reach me')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left on')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'organisation'), name='person_known_once')],
            },
        ),
        migrations.CreateModel(
            name='AccessNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_needs', to='people.person')),
                ('category', models.CharField(choices=[('001', 'help to understand or be understood'), ('002', 'an interpreter or other communication professional'), ('003', 'being contacted in a certain way'), ('005', 'something else about communication'), ('006', 'help in my language'), ('007', 'someone to support me'), ('008', 'something for my own care'), ('009', 'something about the room or place'), ('010', 'other support'), ('011', 'something made to fit me')], max_length=3, verbose_name='kind of need')),
                ('words', models.TextField(verbose_name='what helps')),
                ('seen_by', models.CharField(choices=[('organisers', 'the involvement team, and people who arrange meetings I come to'), ('team', 'the involvement team only')], default='organisers', max_length=10, verbose_name='who may see it')),
                ('recorded_on', models.DateField(default=coproduce.foundation.clock.today)),
                ('reviewed_on', models.DateField(default=coproduce.foundation.clock.today)),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'access need',
                'verbose_name_plural': 'access needs',
                'ordering': ['category', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='access_need_says_what_helps'), models.CheckConstraint(condition=models.Q(('category__in', ['001', '002', '003', '005', '006', '007', '008', '009', '010', '011'])), name='access_need_category_known'), models.CheckConstraint(condition=models.Q(('seen_by__in', ['organisers', 'team'])), name='access_need_seen_by_known'), models.CheckConstraint(condition=models.Q(('reviewed_on__gte', models.F('recorded_on')), models.Q(('ended_on', None), ('ended_on__gte', models.F('recorded_on')), _connector='OR')), name='access_need_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Supporter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporters', to='people.person')),
                ('helper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='people.person')),
                ('name', models.CharField(help_text='As the person wrote it.', max_length=120, verbose_name='name')),
                ('claims', models.BooleanField(default=False, verbose_name='may write my claims')),
                ('dates', models.BooleanField(default=False, verbose_name='may say when I can come')),
                ('asked_on', models.DateField(default=coproduce.foundation.clock.today)),
                ('accepted_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'supporter',
                'verbose_name_plural': 'supporters',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('person', models.F('helper')), _negated=True), name='supporter_is_somebody_else'), models.CheckConstraint(condition=models.Q(('claims', True), ('dates', True), _connector='OR'), name='supporter_may_something'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('person', 'helper'), name='supporter_once'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('asked_on')), _connector='OR'), name='supporter_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='OnBehalf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_for', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='written down')),
                ('how', models.CharField(choices=[('phone', 'by phone'), ('post', 'by post'), ('in_person', 'in person')], max_length=9, verbose_name='how they said it')),
                ('said_on', models.DateField(verbose_name='when they said it')),
                ('read_back', models.BooleanField(verbose_name='read back to them')),
                ('what', models.CharField(max_length=60, verbose_name='what it was about')),
                ('words', models.TextField(verbose_name='what they said')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'answer written down for someone',
                'verbose_name_plural': 'answers written down for people',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', '-id'], name='on_behalf_of_person'), models.Index(fields=['subject_type', 'subject_id', '-id'], name='on_behalf_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['phone', 'post', 'in_person'])), name='on_behalf_how_known'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='on_behalf_says_what'), coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('words',), name='on_behalf_append_only'), coproduce.foundation.database.constraints.TriggerConstraint(condition='\nEXISTS (\n    SELECT 1 FROM {people.Person} person\n    WHERE person.id = NEW.person_id AND person.account_id = NEW.recorded_by_id\n)\n', events=('insert',), message='nobody records an answer on their own behalf', name='on_behalf_of_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='people.onbehalf')),
                ('words', models.TextField(blank=True, verbose_name='what is wrong')),
                ('said_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answer', models.TextField(blank=True, verbose_name='what we did')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'objection to what was written down',
                'verbose_name_plural': 'objections to what was written down',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='objection_answered_by_and_when')],
            },
        ),
        migrations.CreateModel(
            name='PersonNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='written')),
                ('shared', models.BooleanField(verbose_name='the person may read it')),
                ('words', models.TextField(verbose_name='note')),
            ],
            options={
                'verbose_name': 'note about a person',
                'verbose_name_plural': 'notes about people',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', '-id'], name='notes_about_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='person_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='MailboxProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailbox_proofs', to='people.person')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('by_email', models.BooleanField(default=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ends_at', models.DateTimeField(default=contributors.people.new_mailbox.models.link_ends)),
                ('proved_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('proved_at', None), ('stopped_at', None)), fields=('person',), name='one_mailbox_waits_for_a_person'), models.CheckConstraint(condition=models.Q(('proved_at', None), ('stopped_at', None), _connector='OR'), name='mailbox_proved_or_stopped')],
            },
        ),
        migrations.CreateModel(
            name='MaybeSamePerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sign', models.CharField(choices=[('device', 'They were signed in on the same device.'), ('mailbox', 'The same mailbox was shown to be theirs.')], max_length=7, verbose_name='what they share')),
                ('found_at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='found')),
                ('answer', models.CharField(choices=[('not_yet', 'not asked yet'), ('two', 'two people'), ('one', 'one person')], default='not_yet', max_length=7, verbose_name='answer')),
                ('why', models.TextField(blank=True, verbose_name='how we know')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'two accounts that may be one person',
                'verbose_name_plural': 'accounts that may be one person',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='accounts_asked_about_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='accounts_in_one_order'), models.CheckConstraint(condition=models.Q(('sign__in', ['device', 'mailbox'])), name='same_person_sign_known'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'not_yet'), ('answered_at', None), ('answered_by', None), ('why', '')), models.Q(('answer__in', ['one', 'two']), ('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='same_person_answered_by_and_why')],
            },
        ),
        migrations.CreateModel(
            name='SeenDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen_devices', to=settings.AUTH_USER_MODEL)),
                ('mark', models.CharField(max_length=64)),
                ('seen_on', models.DateField(default=coproduce.foundation.clock.today)),
            ],
            options={
                'verbose_name': 'device an account was seen on',
                'verbose_name_plural': 'devices accounts were seen on',
                'indexes': [models.Index(fields=['mark'], name='accounts_on_a_device')],
                'constraints': [models.UniqueConstraint(fields=('account', 'mark'), name='device_seen_once')],
            },
        ),
    ]
