import coproduce.foundation.clock
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
            name='NothingIsFixed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='nothing_is_fixed', to='team.project')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
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
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='team.project')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='what is done')),
            ],
            options={
                'verbose_name': 'piece of work',
                'verbose_name_plural': 'pieces of work',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'title'), name='piece_of_work_named_once')],
            },
        ),
        migrations.CreateModel(
            name='InfluenceStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='influence', to='team.project')),
                ('thread', models.CharField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('open', 'open'), ('limited', 'limited'), ('fixed', 'fixed')], max_length=7, verbose_name='can people change it?')),
                ('statement', models.TextField(verbose_name='what is it about?')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('who_decides', models.CharField(max_length=120, verbose_name='who decides')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='when it is decided')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True, verbose_name='why it was taken back')),
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
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='scope.pieceofwork')),
                ('question', models.CharField(max_length=20)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'Not sure')], max_length=8, verbose_name='answer')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'screening answer',
                'verbose_name_plural': 'screening answers',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('piece', 'question'), name='screening_question_answered_once'), models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'no', 'not_sure'])), name='screening_answer_known'), models.CheckConstraint(condition=models.Q(('question__in', ['decision_open', 'decider_known', 'fixed_known', 'result_noticed', 'enough_time', 'money_agreed', 'lead_named', 'ready_to_change', 'afterwards_agreed', 'other_level_known'])), name='screening_question_known')],
            },
        ),
        migrations.CreateModel(
            name='Scale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scales', to='accounts.organisation')),
                ('name', models.CharField(max_length=120, verbose_name='name of the scale')),
                ('source', models.CharField(max_length=300, verbose_name='where it comes from')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'scale of participation',
                'verbose_name_plural': 'scales of participation',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='scale_named_once'), models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('name',), name='seeded_scale_named_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='scale_has_name_and_source')],
            },
        ),
        migrations.CreateModel(
            name='ChosenScale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='chosen_scale', to='accounts.organisation')),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scope.scale')),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chosen_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'chosen scale',
                'verbose_name_plural': 'chosen scales',
            },
        ),
        migrations.CreateModel(
            name='ScaleLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='scope.scale')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('name', models.CharField(max_length=80, verbose_name='level')),
                ('stands_for', models.CharField(choices=[('co_produce', 'co-produce'), ('co_design', 'co-design'), ('involve', 'involve'), ('inform_only', 'inform only'), ('not_now', 'not now')], max_length=12, verbose_name='what it comes to')),
                ('own_promise', models.TextField(blank=True, verbose_name='promise to the public')),
            ],
            options={
                'verbose_name': 'level of a scale',
                'verbose_name_plural': 'levels of scales',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('scale', 'order'), name='scale_level_order_once'), models.UniqueConstraint(fields=('scale', 'name'), name='scale_level_named_once'), models.CheckConstraint(condition=models.Q(('order__gte', 1), models.Q(('name', ''), _negated=True)), name='scale_level_has_place_and_name'), models.CheckConstraint(condition=models.Q(('stands_for__in', ['co_produce', 'co_design', 'involve', 'inform_only'])), name='scale_level_stands_for_known')],
            },
        ),
        migrations.CreateModel(
            name='PieceAspect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aspects', to='scope.pieceofwork')),
                ('aspect', models.CharField(choices=[('definition', 'saying what the work is'), ('design', 'design'), ('delivery', 'delivery'), ('decisions', 'decision-making'), ('distribution', 'sharing the results'), ('evaluation', 'evaluation')], max_length=12, verbose_name='which part of the work')),
                ('state', models.CharField(choices=[('undecided', 'not decided yet'), ('decided', 'decided'), ('reopened', 'being discussed again')], default='undecided', max_length=9)),
                ('planned', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scope.scalelevel')),
                ('achieved', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scope.scalelevel')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('who_decided', models.CharField(blank=True, max_length=120, verbose_name='who decided')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='when it was decided')),
            ],
            options={
                'verbose_name': 'aspect of a piece of work',
                'verbose_name_plural': 'aspects of pieces of work',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('piece', 'aspect'), name='piece_aspect_once'), models.CheckConstraint(condition=models.Q(('aspect__in', ['definition', 'design', 'delivery', 'decisions', 'distribution', 'evaluation'])), name='piece_aspect_known'), models.CheckConstraint(condition=models.Q(('state__in', ['undecided', 'decided', 'reopened'])), name='piece_aspect_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('achieved', None), ('decided_on', None), ('planned', None), ('state', 'undecided'), ('who_decided', ''), ('why', '')), models.Q(models.Q(('state', 'undecided'), _negated=True), models.Q(('who_decided', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='piece_aspect_decided_has_who_and_when'), models.CheckConstraint(condition=models.Q(('state', 'undecided'), ('planned__isnull', False), models.Q(('why', ''), _negated=True), _connector='OR'), name='piece_aspect_not_now_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AspectVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='scope.pieceaspect')),
                ('number', models.PositiveSmallIntegerField()),
                ('change', models.CharField(choices=[('decided', 'decided'), ('achieved', 'what was achieved'), ('reopened', 'opened again')], max_length=9)),
                ('planned', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scope.scalelevel')),
                ('achieved', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scope.scalelevel')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('who_decided', models.CharField(blank=True, max_length=120, verbose_name='who decided')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='when it was decided')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'change of an aspect',
                'verbose_name_plural': 'changes of aspects',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('row', 'number'), name='aspect_version_once'), models.CheckConstraint(condition=models.Q(('change__in', ['decided', 'achieved', 'reopened'])), name='aspect_change_known'), models.CheckConstraint(condition=models.Q(models.Q(('change', 'reopened'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='aspect_reopened_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ScopeComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope_comments', to='team.project')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope_comments', to='people.person')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='scope.influencestatement')),
                ('kind', models.CharField(choices=[('comment', 'Say what I think'), ('proposal', 'Propose a change')], max_length=8, verbose_name='What would you like to do?')),
                ('words', models.TextField(verbose_name='What would you like to say?')),
                ('status', models.CharField(choices=[('waiting', 'waiting for an answer'), ('answered', 'answered'), ('taken_up', 'taken up'), ('partly', 'partly taken up'), ('not_taken', 'not taken up'), ('withdrawn', 'taken back'), ('lapsed', 'no longer needed')], default='waiting', max_length=9, verbose_name='status')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answer', models.TextField(blank=True, verbose_name='your answer')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'comment on the scope',
                'verbose_name_plural': 'comments on the scope',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['comment', 'proposal'])), name='scope_comment_kind_known'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'answered', 'taken_up', 'partly', 'not_taken', 'withdrawn', 'lapsed'])), name='scope_comment_status_known'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='scope_comment_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['answered', 'taken_up', 'partly', 'not_taken']), ('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), models.Q(models.Q(('status__in', ['answered', 'taken_up', 'partly', 'not_taken']), _negated=True), ('answer', ''), ('answered_at', None), ('answered_by', None)), _connector='OR'), name='scope_comment_answered_by_and_when')],
            },
        ),
    ]
