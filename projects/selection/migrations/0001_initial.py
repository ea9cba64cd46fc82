import coproduce.foundation.clock
import coproduce.foundation.refs
import coproduce.foundation.uploads.files
import django.db.models.deletion
import projects.selection.alerts.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('people', '0001_initial'),
        ('roles', '0001_initial'),
        ('team', '0002_search_by_title'),
    ]

    operations = [
        migrations.CreateModel(
            name='Opportunity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='accounts.organisation')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='team.project')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='roles.roleversion')),
                ('status', models.CharField(choices=[('draft', 'being written'), ('open', 'open'), ('closed', 'closed'), ('withdrawn', 'withdrawn')], default='draft', max_length=9, verbose_name='status')),
                ('title', models.CharField(max_length=120, verbose_name='Title')),
                ('summary', models.TextField(blank=True, verbose_name='What it is, in short')),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='How many people you are looking for')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='Opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='Closes')),
                ('hear_by', models.DateField(blank=True, null=True, verbose_name='The day by which everyone hears')),
                ('chosen_how', models.TextField(blank=True, verbose_name='How people are chosen')),
                ('chosen_by', models.CharField(blank=True, max_length=300, verbose_name='Who chooses')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='Whom to ask')),
                ('contact_words', models.CharField(blank=True, max_length=300, verbose_name='How to reach them')),
                ('other_ways', models.TextField(blank=True, verbose_name='Other ways to apply')),
                ('expenses', models.TextField(blank=True, verbose_name='Which expenses you pay')),
                ('access', models.TextField(blank=True, verbose_name='What you offer so that everyone can take part')),
                ('topic', models.CharField(blank=True, choices=[('cancer', 'Cancer'), ('heart', 'Heart, stroke and blood'), ('mental', 'Mental health'), ('brain', 'Brain, nerves and dementia'), ('diabetes', 'Diabetes and hormones'), ('lungs', 'Lungs and breathing'), ('bones', 'Bones, joints and muscles'), ('birth', 'Pregnancy, birth and babies'), ('children', 'Children and young people'), ('older', 'Older people'), ('disability', 'Disability'), ('learning', 'Learning disability and autism'), ('carers', 'Carers and families'), ('long_term', 'Long-term conditions and pain'), ('services', 'How services are run, and safety'), ('research', 'How research is done'), ('other', 'Something else')], max_length=10, verbose_name='Topic')),
                ('region', models.CharField(blank=True, choices=[('anywhere', 'Anywhere in the UK'), ('north_east', 'North East of England'), ('north_west', 'North West of England'), ('yorkshire', 'Yorkshire and the Humber'), ('east_midlands', 'East Midlands'), ('west_midlands', 'West Midlands'), ('east', 'East of England'), ('london', 'London'), ('south_east', 'South East of England'), ('south_west', 'South West of England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('ni', 'Northern Ireland')], max_length=13, verbose_name='Part of the country')),
                ('town', models.CharField(blank=True, max_length=80, verbose_name='Town or place')),
                ('mode', models.CharField(blank=True, choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'Some in person, some online'), ('choice', 'In person or online: you choose'), ('remote', 'From home, by post, phone or email'), ('unknown', 'To be agreed')], max_length=13, verbose_name='How people take part')),
                ('time_of_day', models.CharField(blank=True, choices=[('workday', 'On weekdays, in working hours'), ('evening', 'On weekday evenings'), ('weekend', 'At weekends'), ('mixed', 'At different times'), ('own_time', 'When it suits you'), ('unknown', 'To be agreed')], max_length=13, verbose_name='When it takes place')),
                ('time_words', models.TextField(blank=True, verbose_name='How much time it takes')),
                ('pay_words', models.TextField(blank=True, verbose_name='What you pay')),
                ('payment', models.CharField(blank=True, choices=[('fee', 'We pay a fee'), ('expenses_only', 'No fee, expenses only'), ('nothing', 'No fee and no expenses'), ('to_be_agreed', 'To be agreed')], max_length=13, verbose_name='Payment')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('ended_why', models.TextField(blank=True, verbose_name='Why it was withdrawn')),
            ],
            options={
                'verbose_name': 'opportunity',
                'verbose_name_plural': 'opportunities',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('status', 'open')), fields=['closes_at', 'id'], name='opportunity_open_by_closing'), models.Index(condition=models.Q(('status', 'open')), fields=['organisation', 'closes_at', 'id'], name='opportunity_open_of_body'), models.Index(fields=['project', '-id'], name='opportunity_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'open', 'closed', 'withdrawn'])), name='opportunity_status_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='opportunity_has_a_title'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('opened_at', None), ('status', 'withdrawn')), models.Q(('closes_at__isnull', False), ('contact__isnull', False), ('hear_by__isnull', False), ('opened_at__isnull', False), ('opens_at__isnull', False), ('places__gt', 0), models.Q(('chosen_how', ''), ('chosen_by', ''), ('contact_words', ''), ('other_ways', ''), _connector='OR', _negated=True)), _connector='OR'), name='open_opportunity_says_what_people_need'), models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='opportunity_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ('draft', 'open'))), models.Q(('ended_at__isnull', False), ('status__in', ('closed', 'withdrawn'))), _connector='OR'), name='opportunity_ended_has_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('ended_why', ''), _negated=True), _connector='OR'), name='opportunity_withdrawn_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='people.person')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='accounts.organisation')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('topics', models.CharField(blank=True, max_length=300, verbose_name='topics')),
                ('regions', models.CharField(blank=True, max_length=300, verbose_name='parts of the country')),
                ('status', models.CharField(choices=[('waiting', 'waits for a yes from the mailbox'), ('live', 'hears of new ones'), ('ended', 'ended')], default='waiting', max_length=7, verbose_name='status')),
                ('token_hash', models.CharField(blank=True, max_length=64)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='asked on')),
                ('link_ends_at', models.DateTimeField(default=projects.selection.alerts.models.link_ends)),
                ('told_until', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended on')),
            ],
            options={
                'verbose_name': 'wish to hear of opportunities',
                'verbose_name_plural': 'wishes to hear of opportunities',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('status', 'live')), fields=['told_until', 'id'], name='alert_to_tell')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'live', 'ended'])), name='alert_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('status', 'ended')), models.Q(models.Q(('status', 'ended'), _negated=True), ('ended_at', None)), _connector='OR'), name='alert_ended_has_when'), models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('recorded_by', None), models.Q(('email', ''), _negated=True)), models.Q(('email', ''), ('organisation__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='alert_by_mailbox_or_recorded'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'waiting'), _negated=True), models.Q(('token_hash', ''), _negated=True), _connector='OR'), name='alert_waits_for_a_link'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('status', 'live')), fields=('person', 'organisation'), name='alert_of_body_once_a_person'), models.UniqueConstraint(condition=models.Q(('status', 'live'), models.Q(('email', ''), _negated=True)), fields=('email',), name='alert_once_a_mailbox'), models.UniqueConstraint(condition=models.Q(('token_hash', ''), _negated=True), fields=('token_hash',), name='alert_link_once')],
            },
        ),
        migrations.CreateModel(
            name='Expression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('blind_ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expressions', to='selection.opportunity')),
                ('status', models.CharField(choices=[('draft', 'not sent yet'), ('sent', 'waiting for an answer'), ('answered', 'answered'), ('withdrawn', 'withdrawn'), ('joined', 'joined with a newer one')], default='draft', max_length=9, verbose_name='status')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expressions', to='people.person')),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('sealed_code', models.TextField(blank=True, editable=False)),
                ('for_somebody', models.BooleanField(default=False, verbose_name='filled in for someone else')),
                ('sealed_contact', models.TextField(blank=True)),
                ('sealed_helper', models.TextField(blank=True)),
                ('sealed_needs', models.TextField(blank=True)),
                ('came_by', models.CharField(choices=[('online', 'online'), ('phone', 'by phone'), ('post', 'by post'), ('person', 'in person')], default='online', max_length=6, verbose_name='how it came')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='came in')),
                ('late_why', models.TextField(blank=True, verbose_name='why it is taken though late')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('yes', 'yes'), ('reserve', 'reserve'), ('no', 'no'), ('off', 'called off')], max_length=7, verbose_name='outcome')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('delete_on', models.DateField(blank=True, null=True, verbose_name='deleted on')),
                ('forgotten_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'expression of interest',
                'verbose_name_plural': 'expressions of interest',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['opportunity', '-id'], name='expression_of_opportunity'), models.Index(condition=models.Q(('status', 'sent')), fields=['opportunity', 'sent_at'], name='expression_waiting'), models.Index(condition=models.Q(('forgotten_on', None)), fields=['delete_on'], name='expression_to_forget')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'sent', 'answered', 'withdrawn', 'joined'])), name='expression_status_known'), models.UniqueConstraint(condition=models.Q(('code_hash', ''), _negated=True), fields=('code_hash',), name='expression_code_is_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('person', None), ('sent_at', None), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('delete_on__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='expression_sent_has_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'sent'), _negated=True), ('person__isnull', False), _connector='OR'), name='expression_waiting_has_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('code_hash', ''), ('ended_at__isnull', False), ('outcome', ''), ('person', None), ('status__in', ('withdrawn', 'joined'))), models.Q(models.Q(('status__in', ('withdrawn', 'joined')), _negated=True), ('ended_at', None)), _connector='OR'), name='expression_ended_names_nobody'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('status', 'answered'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('status', 'answered'), _negated=True), ('answered_at', None)), _connector='OR'), name='expression_answered_has_an_outcome'), models.CheckConstraint(condition=models.Q(('late_why', ''), ('typed_by__isnull', False), _connector='OR'), name='expression_late_taken_by_staff'), models.CheckConstraint(condition=models.Q(('forgotten_on', None), models.Q(('code_hash', ''), ('person', None), ('sealed_needs', ''), ('status', 'answered')), _connector='OR'), name='expression_forgotten_names_nobody')],
            },
        ),
        migrations.CreateModel(
            name='ExpressionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=coproduce.foundation.uploads.files.random_path)),
                ('display_name', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('scanned', models.CharField(choices=[('clean', 'Checked for viruses'), ('not scanned', 'Not scanned')], max_length=12)),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('content_type', models.CharField(choices=[('image/jpeg', 'JPEG'), ('application/pdf', 'PDF'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word'), ('text/plain', 'text'), ('audio/mpeg', 'MP3'), ('audio/mp4', 'M4A')], max_length=80)),
                ('expression', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='selection.expression')),
            ],
            options={
                'verbose_name': 'file of an expression',
                'verbose_name_plural': 'files of expressions',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='InterestQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='selection.opportunity')),
                ('ask', models.CharField(choices=[('why', 'Why would you like to do this?'), ('life', 'What do you know about this from your own life?'), ('bring', 'What would you bring to the group?'), ('others', 'Tell us about a time you worked on something with other people'), ('time', 'Which days and times suit you?'), ('conflict', 'Is there anything that could stop you from being fair here?')], max_length=8, verbose_name='question')),
                ('criterion', models.CharField(max_length=200, verbose_name='what it counts for')),
                ('place', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['place', 'id'],
                'constraints': [models.UniqueConstraint(fields=('opportunity', 'ask'), name='interest_asked_once'), models.CheckConstraint(condition=models.Q(('criterion', ''), _negated=True), name='interest_asked_for_a_criterion'), models.CheckConstraint(condition=models.Q(('ask__in', ['why', 'life', 'bring', 'others', 'time', 'conflict'])), name='interest_question_known')],
            },
        ),
        migrations.CreateModel(
            name='ExpressionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expression', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='selection.expression')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='selection.interestquestion')),
                ('sealed_words', models.TextField()),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['question__place', 'id'],
                'constraints': [models.UniqueConstraint(fields=('expression', 'question'), name='interest_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='OutcomeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcome_texts', to='selection.opportunity')),
                ('outcome', models.CharField(choices=[('yes', 'yes'), ('reserve', 'reserve'), ('no', 'no'), ('off', 'called off')], max_length=7, verbose_name='outcome')),
                ('words', models.TextField(verbose_name='what you say')),
            ],
            options={
                'verbose_name': 'words for an outcome',
                'verbose_name_plural': 'words for outcomes',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('opportunity', 'outcome'), name='one_text_an_outcome'), models.CheckConstraint(condition=models.Q(('outcome__in', ['yes', 'reserve', 'no', 'off']), models.Q(('words', ''), _negated=True)), name='outcome_text_says_something')],
            },
        ),
    ]
