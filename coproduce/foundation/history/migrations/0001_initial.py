import coproduce.foundation.clock
import coproduce.foundation.database.chains
import coproduce.foundation.database.constraints
import coproduce.foundation.history.models
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('team', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('verb', models.CharField(max_length=60, verbose_name='what was done')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.project')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('detail', models.JSONField(blank=True, default=dict, verbose_name='detail')),
            ],
            options={
                'verbose_name': 'history entry',
                'verbose_name_plural': 'history',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='history_of_subject'), models.Index(fields=['project', '-id'], name='history_of_project')],
                'constraints': [coproduce.foundation.database.constraints.AppendOnlyConstraint(erasable=('why',), name='history_entry_append_only'), coproduce.foundation.database.chains.ChainedConstraint(fields=('id', 'at', 'by', 'verb', 'subject_type', 'subject_id', 'organisation', 'project', 'detail'), name='history_entry_chained')],
            },
        ),
        migrations.CreateModel(
            name='AdministratorLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='administrator')),
                ('model', models.CharField(max_length=60, verbose_name='what was looked at')),
                ('keys', models.JSONField(verbose_name='rows')),
                ('searched', models.BooleanField(default=False, verbose_name='found by a search')),
                ('kept_until', models.DateField(default=coproduce.foundation.history.models.look_kept_until, verbose_name='kept until')),
            ],
            options={
                'verbose_name': 'look by an administrator',
                'verbose_name_plural': 'looks by administrators',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['kept_until'], name='look_by_its_time')],
                'constraints': [coproduce.foundation.database.constraints.TriggerConstraint(condition='TRUE', events=('update',), message='a look is never changed', name='administrator_look_never_changed'), coproduce.foundation.database.constraints.TriggerConstraint(condition='OLD.kept_until >= CURRENT_DATE', events=('delete',), message='a look is kept for its time', name='administrator_look_kept_its_time')],
            },
        ),
        migrations.CreateModel(
            name='ChainLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table_name', models.CharField(max_length=63)),
                ('column_names', models.TextField()),
                ('ids', models.TextField(help_text='Ranges of ids: {[1,4),[7,8)} are 1, 2, 3 and 7.')),
                ('row_count', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('position', models.BigIntegerField(null=True, unique=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'link of the chain',
                'verbose_name_plural': 'links of the chain',
                'indexes': [models.Index(condition=models.Q(('position', None)), fields=['id'], name='links_to_join')],
                'constraints': [coproduce.foundation.database.constraints.WrittenOnceConstraint(except_fields=('position', 'previous', 'hash'), message='this was written once', name='chain_link_written_once'), coproduce.foundation.database.constraints.WrittenOnceConstraint(fields=('position', 'previous', 'hash'), message='this was written once', name='chain_link_joined_once', when='OLD.position IS NOT NULL')],
            },
        ),
    ]
