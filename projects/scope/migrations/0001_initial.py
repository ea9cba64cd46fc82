import coproduce.foundation.clock
import coproduce.foundation.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NothingIsFixed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='nothing_is_fixed', to='team.project')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'nothing is fixed',
                'verbose_name_plural': 'nothing is fixed',
            },
        ),
        migrations.CreateModel(
            name='PieceOfWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('aspect', models.CharField(choices=[('definition', 'saying what the work is'), ('design', 'design'), ('delivery', 'delivery'), ('decisions', 'decision-making'), ('distribution', 'sharing the results'), ('evaluation', 'evaluation')], max_length=12, verbose_name='which part of the work')),
                ('description', models.TextField(blank=True, verbose_name='what is done')),
                ('outcome', models.CharField(blank=True, choices=[('co_produce', 'co-produce'), ('co_design', 'co-design'), ('involve', 'involve'), ('inform_only', 'inform only'), ('not_now', 'not now')], max_length=12, verbose_name='how people are involved')),
                ('outcome_why', models.TextField(blank=True, verbose_name='why')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='team.project')),
            ],
            options={
                'verbose_name': 'piece of work',
                'verbose_name_plural': 'pieces of work',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'title'), name='piece_of_work_named_once'), models.CheckConstraint(condition=models.Q(('aspect__in', ['definition', 'design', 'delivery', 'decisions', 'distribution', 'evaluation'])), name='piece_aspect_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'co_produce', 'co_design', 'involve', 'inform_only', 'not_now'])), name='piece_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='piece_outcome_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not_now'), _negated=True), models.Q(('outcome_why', ''), _negated=True), _connector='OR'), name='piece_not_now_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='InfluenceStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('thread', models.CharField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('open', 'open'), ('limited', 'limited'), ('fixed', 'fixed')], max_length=7, verbose_name='can people change it?')),
                ('statement', models.TextField(verbose_name='what is it about?')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('who_decides', models.CharField(max_length=120, verbose_name='who decides')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='when it is decided')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True, verbose_name='why it was taken back')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='influence', to='team.project')),
            ],
            options={
                'verbose_name': 'influence statement',
                'verbose_name_plural': 'influence statements',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['project'], name='influence_current')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'version'), name='influence_version_once'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('thread',), name='influence_one_current_version'), models.CheckConstraint(condition=models.Q(('kind__in', ['open', 'limited', 'fixed'])), name='influence_kind_known'), models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='influence_says_something'), models.CheckConstraint(condition=models.Q(('kind', 'open'), models.Q(('why', ''), _negated=True), _connector='OR'), name='influence_less_than_open_has_a_reason'), models.CheckConstraint(condition=models.Q(('withdrawn_why', ''), ('ended_at__isnull', False), _connector='OR'), name='influence_withdrawn_has_ended')],
            },
        ),
        migrations.CreateModel(
            name='ScreenAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=20)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'Not sure')], max_length=8, verbose_name='answer')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('answered_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='scope.pieceofwork')),
            ],
            options={
                'verbose_name': 'screening answer',
                'verbose_name_plural': 'screening answers',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('piece', 'question'), name='screening_question_answered_once'), models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'no', 'not_sure'])), name='screening_answer_known'), models.CheckConstraint(condition=models.Q(('question__in', ['decision_open', 'decider_known', 'fixed_known', 'result_noticed', 'enough_time', 'money_agreed', 'lead_named', 'ready_to_change', 'afterwards_agreed', 'other_level_known'])), name='screening_question_known')],
            },
        ),
    ]
