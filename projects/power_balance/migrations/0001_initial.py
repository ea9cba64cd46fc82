import coproduce.foundation.clock
import coproduce.foundation.database.constraints
import coproduce.foundation.refs
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
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='team.project')),
                ('title', models.CharField(max_length=200, verbose_name='what was decided')),
                ('decided_on', models.DateField(verbose_name='when')),
                ('options', models.TextField(verbose_name='what could have been chosen')),
                ('took_part', models.TextField(verbose_name='who could take part')),
                ('public_view', models.TextField(blank=True, verbose_name='what public members thought')),
                ('followed', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no'), ('not_asked', 'public members were not asked')], max_length=9, verbose_name='was that followed?')),
                ('reason', models.TextField(blank=True, verbose_name='why the decision was different')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting', verbose_name='at which meeting')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-decided_on', '-id'],
                'indexes': [models.Index(fields=['project', '-decided_on', '-id'], name='decisions_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('followed__in', ['yes', 'partly', 'no', 'not_asked'])), name='decision_followed_known'), models.CheckConstraint(condition=models.Q(('followed', 'yes'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_not_followed_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('followed', 'not_asked'), ('public_view', '')), models.Q(models.Q(('followed', 'not_asked'), _negated=True), models.Q(('public_view', ''), _negated=True)), _connector='OR'), name='decision_has_a_view_or_nobody_was_asked')],
            },
        ),
        migrations.CreateModel(
            name='PowerAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='power_actions', to='team.project')),
                ('found', models.TextField(verbose_name='what we found')),
                ('plan', models.TextField(blank=True, verbose_name='what we do about it')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='who is arranging it')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('status', models.CharField(choices=[('raised', 'waiting for our answer'), ('open', 'we are working on it'), ('done', 'we say it is done'), ('confirmed', 'a public contributor says it is done'), ('set_aside', 'nothing will change')], default='open', max_length=9, verbose_name='status')),
                ('raised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='raised by')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='confirmed by')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('set_aside_why', models.TextField(blank=True, verbose_name='why nothing will change')),
                ('indicator', models.SlugField(blank=True, db_index=False, editable=False, max_length=20)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'action against a power imbalance',
                'verbose_name_plural': 'actions against power imbalances',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['project', '-id'], name='power_actions_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('found', ''), _negated=True), name='power_action_says_what_was_found'), models.CheckConstraint(condition=models.Q(('status__in', ['raised', 'open', 'done', 'confirmed', 'set_aside'])), name='power_action_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('open', 'done', 'confirmed')), _negated=True), models.Q(models.Q(('plan', ''), _negated=True), ('due_on__isnull', False), ('owner__isnull', False)), _connector='OR'), name='power_action_has_plan_owner_and_date'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'raised'), _negated=True), ('raised_by__isnull', False), _connector='OR'), name='power_action_raised_by_one'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('status', 'confirmed')), models.Q(models.Q(('status', 'confirmed'), _negated=True), ('confirmed_at', None), ('confirmed_by', None)), _connector='OR'), name='power_action_confirmed_by_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'set_aside'), _negated=True), models.Q(('set_aside_why', ''), _negated=True), _connector='OR'), name='power_action_set_aside_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PowerReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='power_reviews', to='team.project')),
                ('status', models.CharField(choices=[('open', 'people are saying how equal it feels'), ('closed', 'closed'), ('called_off', 'called off')], default='open', max_length=10, verbose_name='status')),
                ('rate_by', models.DateField(verbose_name='by when')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('next_due_on', models.DateField(blank=True, null=True, verbose_name='when is the next review due?')),
                ('called_off_why', models.TextField(blank=True, verbose_name='why it is called off')),
            ],
            options={
                'verbose_name': 'power review',
                'verbose_name_plural': 'power reviews',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['project', '-id'], name='power_reviews_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed', 'called_off'])), name='power_review_status_known'), models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('project',), name='one_open_review_a_project'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('next_due_on__isnull', False), ('status', 'closed')), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_at', None), ('closed_by', None), ('next_due_on', None)), _connector='OR'), name='power_review_closed_by_when_and_next'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'called_off'), models.Q(('called_off_why', ''), _negated=True)), models.Q(models.Q(('status', 'called_off'), _negated=True), ('called_off_why', '')), _connector='OR'), name='power_review_called_off_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PowerThresholds',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('public_members', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='public members in a team, at least')),
                ('notice_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(90)], verbose_name='days of notice before a meeting, at least')),
                ('papers_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='days from papers to meeting, at least')),
                ('late_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='promises kept late, at most (percent)')),
                ('left_out_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='meetings that leave a public member out, at most (percent)')),
                ('without_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='decisions without public members, at most (percent)')),
                ('public_in_room', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='public members in the room, at least')),
                ('longest_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='minutes a meeting takes, at most')),
                ('not_kept_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='meetings without talks, breaks or an end on time, at most (percent)')),
            ],
            options={
                'verbose_name': 'own values for the power review',
                'verbose_name_plural': 'own values for the power review',
                'constraints': [models.CheckConstraint(condition=models.Q(('late_percent', None), ('late_percent__lte', 100), _connector='OR'), name='late_percent_is_one'), models.CheckConstraint(condition=models.Q(('left_out_percent', None), ('left_out_percent__lte', 100), _connector='OR'), name='left_out_percent_is_one'), models.CheckConstraint(condition=models.Q(('without_percent', None), ('without_percent__lte', 100), _connector='OR'), name='without_percent_is_one'), models.CheckConstraint(condition=models.Q(('not_kept_percent', None), ('not_kept_percent__lte', 100), _connector='OR'), name='not_kept_percent_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.project')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('sealed_words', models.TextField()),
                ('sealed_answer', models.TextField(blank=True)),
                ('raised_on', models.DateField(default=coproduce.foundation.clock.today)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('answer_by', models.DateField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'concern',
                'verbose_name_plural': 'concerns',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['contact', '-id'], name='concerns_of_contact'), models.Index(condition=models.Q(('person__isnull', False)), fields=['person', '-id'], name='concerns_of_person'), models.Index(condition=models.Q(('told_on', None)), fields=['raised_on'], name='concerns_to_tell')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sealed_words', ''), _negated=True), name='concern_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('answer_by', None), ('answered_on', None), ('code_hash', ''), ('person', None), ('sealed_answer', '')), models.Q(('answer_by__isnull', False), ('code_hash', ''), ('person__isnull', False)), models.Q(('answer_by__isnull', False), ('person', None), models.Q(('code_hash', ''), _negated=True)), _connector='OR'), name='concern_is_answered_to_a_name_or_a_code'), models.UniqueConstraint(condition=models.Q(('code_hash', ''), _negated=True), fields=('code_hash',), name='concern_code_is_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('sealed_answer', '')), models.Q(('answered_on__isnull', False), models.Q(('sealed_answer', ''), _negated=True)), _connector='OR'), name='concern_answer_has_a_day'), models.CheckConstraint(condition=models.Q(('done_on', None), ('answer_by', None), ('answered_on__isnull', False), _connector='OR'), name='concern_owed_an_answer_is_answered_before_done')],
            },
        ),
        migrations.CreateModel(
            name='ConcernContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('place', models.PositiveSmallIntegerField(choices=[(1, 'first'), (2, 'second, where the first is on the project')], default=1, verbose_name='place')),
            ],
            options={
                'verbose_name': 'concerns contact',
                'verbose_name_plural': 'concerns contacts',
                'ordering': ['organisation', 'place'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'place'), name='one_concerns_contact_a_place'), models.UniqueConstraint(fields=('organisation', 'user'), name='concerns_contact_once'), models.CheckConstraint(condition=models.Q(('place__in', [1, 2])), name='concerns_contact_place_known')],
            },
        ),
        migrations.CreateModel(
            name='DecisionDispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='power_balance.decision')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('words', models.TextField(verbose_name='what is wrong')),
                ('status', models.CharField(choices=[('waiting', 'waiting for our answer'), ('answered', 'answered')], default='waiting', max_length=8, verbose_name='status')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('answer', models.TextField(blank=True, verbose_name='our answer')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'dispute of a decision',
                'verbose_name_plural': 'disputes of decisions',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='dispute_says_what_is_not_right'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'answered'])), name='dispute_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('status', 'answered'), models.Q(('answer', ''), _negated=True)), models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('status', 'waiting')), _connector='OR'), name='dispute_answered_by_when_and_what'), models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('decision', 'person'), name='one_waiting_dispute_a_person')],
            },
        ),
        migrations.CreateModel(
            name='ReviewRater',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raters', to='power_balance.powerreview')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('side', models.CharField(choices=[('public', 'public contributor'), ('professional', 'staff')], max_length=12)),
                ('rated_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'person asked in a power review',
                'verbose_name_plural': 'people asked in power reviews',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('review', 'person'), name='asked_once_a_review'), models.CheckConstraint(condition=models.Q(('side__in', ['public', 'professional'])), name='review_rater_side_known')],
            },
        ),
        migrations.CreateModel(
            name='ReviewResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='power_balance.powerreview')),
                ('theme', models.CharField(choices=[('times', 'Meeting times'), ('papers', 'Papers and background'), ('voice', 'Who speaks and who chairs'), ('decisions', 'Decisions'), ('money', 'Money and time'), ('access', 'What people need to take part'), ('feedback', 'Hearing what changed')], max_length=9)),
                ('side', models.CharField(choices=[('public', 'public contributor'), ('professional', 'staff')], max_length=12)),
                ('answered', models.PositiveSmallIntegerField()),
                ('shown_as', models.CharField(choices=[('average', 'what the side says on average'), ('coarse', 'in broad words'), ('nothing', 'too few to show')], max_length=7)),
                ('halves', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('words', models.JSONField(blank=True, default=list)),
            ],
            options={
                'verbose_name': 'result of a power review',
                'verbose_name_plural': 'results of power reviews',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('review', 'theme', 'side'), name='one_result_a_theme_and_side'), models.CheckConstraint(condition=models.Q(('shown_as__in', ['average', 'coarse', 'nothing']), ('side__in', ['public', 'professional']), ('theme__in', ['times', 'papers', 'voice', 'decisions', 'money', 'access', 'feedback'])), name='review_result_known'), models.CheckConstraint(condition=models.Q(models.Q(('halves', None), ('shown_as', 'nothing')), models.Q(('answered', 2), ('halves__in', (3, 6, 9)), ('shown_as', 'coarse')), models.Q(('answered__gte', 3), ('halves__gte', 2), ('halves__lte', 10), ('shown_as', 'average')), _connector='OR'), name='review_result_protects_small_groups'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='review_result_append_only')],
            },
        ),
        migrations.CreateModel(
            name='PowerRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rater', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='power_balance.reviewrater')),
                ('theme', models.CharField(choices=[('times', 'Meeting times'), ('papers', 'Papers and background'), ('voice', 'Who speaks and who chairs'), ('decisions', 'Decisions'), ('money', 'Money and time'), ('access', 'What people need to take part'), ('feedback', 'Hearing what changed')], max_length=9)),
                ('equal', models.PositiveSmallIntegerField(choices=[(1, 'not at all equal'), (2, 'a little equal'), (3, 'partly equal'), (4, 'mostly equal'), (5, 'fully equal'), (0, 'cannot say')])),
                ('words', models.TextField(blank=True)),
                ('may_quote', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('rater', 'theme'), name='a_theme_rated_once'), models.CheckConstraint(condition=models.Q(('theme__in', ['times', 'papers', 'voice', 'decisions', 'money', 'access', 'feedback'])), name='power_rating_theme_known'), models.CheckConstraint(condition=models.Q(('equal__in', [1, 2, 3, 4, 5, 0])), name='power_rating_answer_known'), models.CheckConstraint(condition=models.Q(('may_quote', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='power_rating_quotes_words')],
            },
        ),
    ]
