import coproduce.foundation.clock
import coproduce.foundation.pages.languages
import coproduce.foundation.refs
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DemoMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('to', models.CharField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('message_id', models.CharField(max_length=100)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='MailServer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ill_since', models.DateTimeField(blank=True, null=True, verbose_name='not working since')),
                ('well_since', models.DateTimeField(blank=True, null=True)),
                ('probe_at', models.DateTimeField(blank=True, null=True)),
                ('failed_probes', models.PositiveSmallIntegerField(default=0)),
                ('refuses_all', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('refused', models.CharField(blank=True, max_length=300)),
                ('alarmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'mail server',
                'verbose_name_plural': 'mail server',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_mail_server'), models.CheckConstraint(condition=models.Q(models.Q(('ill_since', None), ('probe_at', None)), models.Q(('ill_since__isnull', False), ('probe_at__isnull', False)), _connector='OR'), name='an_ill_mail_server_is_probed')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='people.person')),
                ('channel', models.CharField(choices=[('email', 'email'), ('text', 'text message'), ('post', 'post'), ('phone', 'phone')], default='email', max_length=5, verbose_name='channel')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='address')),
                ('goes_to', models.CharField(choices=[('person', 'the person, as they are reached when it is sent'), ('account', 'the account, at its mailbox when it is sent'), ('fixed', 'the address that was written down')], default='person', max_length=7)),
                ('language', models.CharField(default='en-gb', max_length=5, verbose_name='language')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('params', models.JSONField(blank=True, default=dict)),
                ('sealed', models.TextField(blank=True, help_text='A sealed code, deleted once sent.')),
                ('payload_version', models.PositiveSmallIntegerField(default=1)),
                ('dedupe_key', models.CharField(max_length=200, unique=True)),
                ('message_id', models.CharField(max_length=100, unique=True)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='made')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('in_doubt', 'may or may not have been sent'), ('parked', 'needs a person'), ('cancelled', 'not sent: no longer needed'), ('too_late', 'not sent: too late')], default='waiting', max_length=9, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('lease_number', models.PositiveIntegerField(default=0)),
                ('trying_since', models.DateTimeField(blank=True, null=True)),
                ('doubts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages (outbox)',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('channel', 'email'), ('state', 'waiting')), fields=['due_at', 'id'], name='message_to_send'), models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='message_being_sent'), models.Index(condition=models.Q(('state', 'parked')), fields=['organisation'], name='message_parked'), models.Index(condition=models.Q(('state', 'waiting')), fields=['expires_at'], name='message_to_expire'), models.Index(fields=['organisation', '-id'], name='message_of_organisation'), models.Index(fields=['recipient', '-id'], name='message_of_recipient')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'in_doubt', 'parked', 'cancelled', 'too_late'])), name='message_state_known'), models.CheckConstraint(condition=models.Q(('goes_to__in', ['person', 'account', 'fixed'])), name='message_goes_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='message_sent_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until', None)), _connector='OR'), name='message_being_sent_has_a_lease'), models.CheckConstraint(condition=models.Q(('state', 'sending'), ('trying_since', None), _connector='OR'), name='message_tried_while_being_sent'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'email'), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='message_by_email_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='NotificationText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='message_texts', to='accounts.organisation')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('language', models.CharField(choices=coproduce.foundation.pages.languages.offered, default='en-gb', max_length=5, verbose_name='language')),
                ('subject', models.CharField(max_length=120, verbose_name='subject')),
                ('body', models.TextField(verbose_name='body')),
            ],
            options={
                'verbose_name': 'message text',
                'verbose_name_plural': 'message texts',
                'ordering': ['organisation', 'kind', 'language'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind', 'language'), name='one_text_a_kind_and_language')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='since')),
                ('why', models.CharField(max_length=200, verbose_name='why')),
                ('is_open', models.BooleanField(default=True, verbose_name='on hold')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released')),
                ('released_by', models.CharField(blank=True, max_length=100, verbose_name='released by')),
            ],
            options={
                'verbose_name': 'hold',
                'verbose_name_plural': 'holds',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('is_open',), name='one_hold_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SentBefore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dedupe_hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'message sent before a restore',
                'verbose_name_plural': 'messages sent before a restore',
            },
        ),
    ]
