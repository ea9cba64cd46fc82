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
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='team.project')),
                ('step', models.PositiveSmallIntegerField()),
                ('side', models.CharField(choices=[('public', 'public contributor'), ('professional', 'staff')], max_length=12)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='people.person')),
                ('view', models.CharField(choices=[('agree', 'Agree'), ('concerns', 'Agree, but…'), ('disagree', 'Disagree')], max_length=8, verbose_name='what do you think?')),
                ('words', models.TextField(blank=True, verbose_name='in your words')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'view on a step',
                'verbose_name_plural': 'views on steps',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['project', 'step', 'person', '-id'], name='sign_offs_of_a_step')],
                'constraints': [models.CheckConstraint(condition=models.Q(('step__gte', 1), ('step__lte', 5)), name='sign_off_step_one_to_five'), models.CheckConstraint(condition=models.Q(('view__in', ['agree', 'concerns', 'disagree'])), name='sign_off_view_known'), models.CheckConstraint(condition=models.Q(('side__in', ['public', 'professional'])), name='sign_off_side_known'), models.CheckConstraint(condition=models.Q(('view', 'agree'), models.Q(('words', ''), _negated=True), _connector='OR'), name='sign_off_but_has_words'), coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('words',), name='sign_off_append_only')],
            },
        ),
        migrations.CreateModel(
            name='SignOffAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sign_off', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='checklist.signoff')),
                ('words', models.TextField(verbose_name='your answer')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'answer to a view',
                'verbose_name_plural': 'answers to views',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='sign_off_answer_says_something'), coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('words',), name='sign_off_answer_append_only')],
            },
        ),
        migrations.CreateModel(
            name='SignOffAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_off_asks', to='team.project')),
                ('step', models.PositiveSmallIntegerField()),
                ('answer_by', models.DateField(verbose_name='answer by')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'question about a step',
                'verbose_name_plural': 'questions about steps',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['project', 'step', '-id'], name='asks_of_a_step')],
                'constraints': [models.CheckConstraint(condition=models.Q(('step__gte', 1), ('step__lte', 5)), name='sign_off_ask_step_one_to_five'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='sign_off_ask_append_only')],
            },
        ),
    ]
