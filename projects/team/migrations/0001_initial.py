import coproduce.foundation.clock
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
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('summary', models.TextField(verbose_name='what it is about')),
                ('status', models.CharField(choices=[('planning', 'being planned'), ('running', 'running'), ('closed', 'closed')], default='planning', max_length=8, verbose_name='status')),
                ('starts_on', models.DateField(verbose_name='starts')),
                ('ends_on', models.DateField(verbose_name='ends')),
                ('cost_code', models.CharField(blank=True, max_length=30, verbose_name='cost code')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='people.person', verbose_name='named contact')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='accounts.organisation')),
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
                ('side', models.CharField(choices=[('public', 'public contributor'), ('professional', 'staff')], max_length=12, verbose_name='side')),
                ('does', models.CharField(blank=True, max_length=120, verbose_name='what they do here')),
                ('joined_on', models.DateField(default=coproduce.foundation.clock.today, verbose_name='joined')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='team.project')),
            ],
            options={
                'verbose_name': 'team member',
                'verbose_name_plural': 'team members',
                'ordering': ['side', 'id'],
                'indexes': [models.Index(condition=models.Q(('left_on', None)), fields=['person', 'project'], name='projects_of_a_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('project', 'person'), name='on_a_project_once_at_a_time'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='team_member_leaves_after_joining')],
            },
        ),
    ]
