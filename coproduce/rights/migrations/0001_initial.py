import coproduce.foundation.clock
import coproduce.foundation.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('status', models.CharField(choices=[('asked', 'waits for an answer'), ('agreed', 'agreed, not done yet'), ('done', 'done'), ('refused', 'not agreed')], default='asked', max_length=7, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='asked')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_by', models.DateField(verbose_name='answer by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('why_not', models.TextField(blank=True, verbose_name='why not')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
            ],
            options={
                'verbose_name': 'wish to be forgotten',
                'verbose_name_plural': 'wishes to be forgotten',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['asked', 'agreed', 'done', 'refused'])), name='erasure_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('why_not', ''), _negated=True), _connector='OR'), name='erasure_refused_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('status', 'done')), models.Q(models.Q(('status', 'done'), _negated=True), ('done_at', None)), _connector='OR'), name='erasure_done_has_a_time'), models.UniqueConstraint(condition=models.Q(('status__in', ['asked', 'agreed'])), fields=('person', 'organisation'), name='erasure_open_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person_ref', models.CharField(max_length=20)),
                ('sealed', models.TextField()),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('kept_until', models.DateField(verbose_name='kept until')),
            ],
            options={
                'verbose_name': 'what the law keeps of someone erased',
                'verbose_name_plural': 'what the law keeps of people erased',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['kept_until'], name='held_apart_by_its_time')],
            },
        ),
    ]
