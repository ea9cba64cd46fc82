"""How organisations' bank files are written. What was agreed on stays as it was agreed on."""

import coproduce.foundation.clock
import coproduce.foundation.refs
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FROZEN = (
    "ref", "organisation_id", "version", "format", "days_ahead", "columns", "heading_row", "separator", "day_format",
    "unit", "service_user_number", "account_name", "tail", "made_by_id", "made_at",
)
TABLE, WORDS = "expenses_filesettings", "file settings stay as they were suggested"


def raise_walls(apps, schema_editor):
    """A status is saved with its row, so the wall asks what differs, not what was written."""
    if schema_editor.connection.vendor == "postgresql":
        differs = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN)
        statements = [
            f"CREATE FUNCTION file_settings_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE TRIGGER {TABLE}_stay BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({differs}) "
            "EXECUTE FUNCTION file_settings_stay()",
            f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW "
            "EXECUTE FUNCTION file_settings_stay()",
        ]
    else:
        differs = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FROZEN)
        stop = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        statements = [
            f"CREATE TRIGGER {TABLE}_stay BEFORE UPDATE ON {TABLE} WHEN {differs} {stop}",
            f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {stop}",
        ]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('contributors', '0001_initial'),
        ('expenses', '0004_payment_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FileSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('waiting', 'waiting for a second person'), ('in_use', 'in use'), ('replaced', 'no longer used')], default='waiting', max_length=8, verbose_name='status')),
                ('status_since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('format', models.CharField(choices=[('plain', 'Plain CSV'), ('own', 'CSV with your own columns'), ('bacs18', 'Bacs Standard 18')], max_length=6, verbose_name='format')),
                ('days_ahead', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(30)], verbose_name='working days until the bank acts on it')),
                ('columns', models.JSONField(blank=True, default=list, verbose_name='columns')),
                ('heading_row', models.BooleanField(default=True, verbose_name='first line with headings')),
                ('separator', models.CharField(choices=[(',', 'comma'), (';', 'semicolon'), ('\t', 'tab'), ('|', 'upright line |')], default=',', max_length=1, verbose_name='separator')),
                ('day_format', models.CharField(choices=[('%d/%m/%Y', '31/12/2026'), ('%Y-%m-%d', '2026-12-31'), ('%d%m%Y', '31122026'), ('%d/%m/%y', '31/12/26')], default='%d/%m/%Y', max_length=8, verbose_name='days as')),
                ('unit', models.CharField(choices=[('pounds', 'pounds, as 86.40'), ('pence', 'pence, as 8640')], default='pounds', max_length=6, verbose_name='amounts in')),
                ('service_user_number', models.CharField(blank=True, max_length=6, verbose_name='service user number')),
                ('account_name', models.CharField(blank=True, max_length=18, verbose_name='name of the account')),
                ('sealed_sort_code', models.TextField(blank=True)),
                ('sealed_account_number', models.TextField(blank=True)),
                ('tail', models.CharField(blank=True, max_length=4, verbose_name='ends in')),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='file_settings', to='contributors.organisation')),
            ],
            options={
                'verbose_name': 'file settings',
                'verbose_name_plural': 'file settings',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'version'), name='file_settings_version_once'), models.UniqueConstraint(condition=models.Q(('status', 'in_use')), fields=('organisation',), name='one_file_format_in_use'), models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('organisation',), name='one_file_format_waiting'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'in_use', 'replaced'])), name='file_settings_status_known'), models.CheckConstraint(condition=models.Q(('checked_by', models.F('made_by')), _negated=True), name='file_settings_checked_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='file_settings_check_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'in_use'), _negated=True), ('checked_at__isnull', False), _connector='OR'), name='file_settings_in_use_were_checked'), models.CheckConstraint(condition=models.Q(models.Q(('format', 'bacs18'), _negated=True), models.Q(models.Q(('service_user_number', ''), _negated=True), models.Q(('account_name', ''), _negated=True), models.Q(('sealed_account_number', ''), _negated=True)), _connector='OR'), name='bacs_needs_who_sends_it')],
            },
        ),
        migrations.RunPython(raise_walls, migrations.RunPython.noop),
    ]
