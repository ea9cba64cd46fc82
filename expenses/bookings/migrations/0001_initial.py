import coproduce.foundation.clock
import coproduce.foundation.refs
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
        ('team', '0002_search_by_title'),
    ]

    operations = [
        migrations.CreateModel(
            name='BookingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booking_requests', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booking_requests', to='accounts.organisation')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booking_requests', to='team.project')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='booking_requests', to='meetings.meeting')),
                ('kind', models.CharField(choices=[('public_transport', 'A train, bus or coach ticket'), ('taxi', 'A taxi'), ('overnight', 'A place to stay overnight'), ('communication', 'An interpreter or communication support'), ('childcare', 'Childcare'), ('replacement_care', 'Care for an adult you look after'), ('other', 'Something else')], max_length=20, verbose_name='what to book')),
                ('words', models.TextField(verbose_name='what suits')),
                ('on', models.DateField(verbose_name='the day it is for')),
                ('needed_by', models.DateField(verbose_name='answer by')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='who books it')),
                ('status', models.CharField(choices=[('asked', 'no answer yet'), ('booked', 'booked'), ('cannot', 'we cannot book it'), ('not_needed', 'no longer needed')], default='asked', max_length=10)),
                ('status_since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('booking_reference', models.CharField(blank=True, max_length=60, verbose_name='booking reference')),
                ('how_to_get_it', models.TextField(blank=True, verbose_name='how you get it')),
                ('why_not', models.TextField(blank=True, verbose_name='why not')),
                ('another_way', models.TextField(blank=True, verbose_name='another way')),
                ('cost_pence', models.PositiveIntegerField(blank=True, null=True, verbose_name='cost')),
            ],
            options={
                'verbose_name': 'booking request',
                'verbose_name_plural': 'booking requests',
                'ordering': ['needed_by', 'id'],
                'indexes': [models.Index(fields=['organisation', 'status', 'needed_by', 'id'], name='booking_most_urgent'), models.Index(fields=['organisation', '-id'], name='booking_newest_first'), models.Index(fields=['person', '-id'], name='booking_of_person'), models.Index(fields=['project'], name='booking_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['asked', 'booked', 'cannot', 'not_needed'])), name='booking_status_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['public_transport', 'taxi', 'overnight', 'communication', 'childcare', 'replacement_care', 'other'])), name='booking_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), models.Q(('answered_at', None), ('answered_by', None)), _connector='OR'), name='booking_answer_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'booked'), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('how_to_get_it', ''), _negated=True)), _connector='OR'), name='booking_booked_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'cannot'), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('why_not', ''), _negated=True), models.Q(('another_way', ''), _negated=True)), _connector='OR'), name='booking_refused_offers_another_way'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'asked'), _negated=True), models.Q(('answered_at', None), ('answered_by', None)), _connector='OR'), name='booking_asked_has_no_answer'), models.CheckConstraint(condition=models.Q(('cost_pence', None), ('cost_pence__gt', 0), _connector='OR'), name='booking_cost_above_zero')],
            },
        ),
    ]
