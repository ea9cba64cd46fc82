import coproduce.foundation.clock
import coproduce.foundation.refs
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
    ]
