import coproduce.foundation.clock
import coproduce.foundation.database.constraints
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
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='accounts.organisation')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('summary', models.TextField(verbose_name='what it is about')),
                ('status', models.CharField(choices=[('planning', 'being planned'), ('running', 'running'), ('closed', 'closed')], default='planning', max_length=8, verbose_name='status')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='people.person', verbose_name='named contact')),
                ('starts_on', models.DateField(verbose_name='starts')),
                ('ends_on', models.DateField(verbose_name='ends')),
                ('cost_code', models.CharField(blank=True, max_length=30, verbose_name='cost code')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['organisation', '-id'], name='project_of_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='project_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('status__in', ['planning', 'running', 'closed'])), name='project_status_known')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='team.project')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
                ('side', models.CharField(choices=[('public', 'public contributor'), ('professional', 'staff')], max_length=12, verbose_name='side')),
                ('does', models.CharField(blank=True, max_length=120, verbose_name='what they do here')),
                ('joined_on', models.DateField(default=coproduce.foundation.clock.today, verbose_name='joined')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left')),
            ],
            options={
                'verbose_name': 'team member',
                'verbose_name_plural': 'team members',
                'ordering': ['side', 'id'],
                'indexes': [models.Index(condition=models.Q(('left_on', None)), fields=['person', 'project'], name='projects_of_a_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('project', 'person'), name='on_a_project_once_at_a_time'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='team_member_leaves_after_joining')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='team.project')),
                ('closed_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.TextField(verbose_name='why it is ending')),
                ('came_of_it', models.TextField(verbose_name='what came of it')),
                ('their_data', models.TextField(verbose_name='what happens to what you hold about people')),
                ('in_touch', models.TextField(verbose_name='how people can keep in touch')),
                ('why_unsigned', models.TextField(blank=True, verbose_name='why it is ending before both sides agree on every step')),
                ('told', models.ManyToManyField(related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'end of a project',
                'verbose_name_plural': 'ends of projects',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), ('came_of_it', ''), ('their_data', ''), ('in_touch', ''), _connector='OR', _negated=True), name='closing_says_why_and_what_follows'), coproduce.foundation.database.constraints.AppendOnlyConstraint(name='closing_append_only')],
            },
        ),
    ]
