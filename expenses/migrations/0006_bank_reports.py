"""Files from the bank: their lines, and what was found on statements. What they say stays as it was read."""

import coproduce.foundation.clock
import coproduce.foundation.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coproduce.foundation.append_only import AppendOnlyTriggers, FrozenColumns

LINE = ("report_id", "number", "reference", "said", "why", "amount_pence", "on")


class Migration(migrations.Migration):

    dependencies = [
        ('contributors', '0001_initial'),
        ('expenses', '0005_file_settings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('results', 'Results of payments'), ('statement', 'Bank statement')], max_length=9, verbose_name='kind')),
                ('name', models.CharField(max_length=100, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('line_count', models.PositiveIntegerField(verbose_name='lines')),
                ('status', models.CharField(choices=[('read', 'read, not recorded'), ('recorded', 'recorded'), ('put_aside', 'put aside')], default='read', max_length=9, verbose_name='status')),
                ('status_since', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('made_at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('recorded_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_reports', to='contributors.organisation')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file from the bank',
                'verbose_name_plural': 'files from the bank',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ReadingRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('results', 'Results of payments'), ('statement', 'Bank statement')], max_length=9)),
                ('reference', models.CharField(default='Reference', max_length=60, verbose_name='column with the reference')),
                ('amount', models.CharField(default='Amount', max_length=60, verbose_name='column with the amount')),
                ('amount_in', models.CharField(blank=True, max_length=60, verbose_name='column with money in')),
                ('day', models.CharField(default='Date', max_length=60, verbose_name='column with the day')),
                ('said', models.CharField(default='Status', max_length=60, verbose_name='column with the result')),
                ('why', models.CharField(blank=True, max_length=60, verbose_name='column with the reason')),
                ('paid_words', models.CharField(default='paid', max_length=200, verbose_name='words that mean paid')),
                ('bounced_words', models.CharField(default='bounced, returned, rejected', max_length=200, verbose_name='words that mean it came back')),
                ('unit', models.CharField(choices=[('pounds', 'pounds, as 86.40'), ('pence', 'pence, as 8640')], default='pounds', max_length=6, verbose_name='amounts in')),
                ('money_out', models.CharField(choices=[('minus', 'with a minus'), ('plus', 'without a sign; money in has a minus')], default='minus', max_length=5, verbose_name='money out')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading_rules', to='contributors.organisation')),
            ],
            options={
                'verbose_name': 'columns of the bank',
                'verbose_name_plural': 'columns of the bank',
            },
        ),
        migrations.CreateModel(
            name='Reconciled',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reconciled', to='expenses.paymentrun')),
            ],
            options={
                'verbose_name': 'reconciled run',
                'verbose_name_plural': 'reconciled runs',
            },
        ),
        migrations.CreateModel(
            name='ReportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='line')),
                ('reference', models.CharField(max_length=140, verbose_name='reference')),
                ('said', models.CharField(choices=[('paid', 'paid'), ('bounced', 'came back'), ('unclear', 'not clear')], max_length=7, verbose_name='result')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('amount_pence', models.PositiveBigIntegerField(verbose_name='amount')),
                ('on', models.DateField(blank=True, null=True, verbose_name='on')),
                ('finding', models.CharField(choices=[('fits', 'fits'), ('done', 'recorded'), ('known', 'we knew that already'), ('amount', 'another amount'), ('twice', 'twice in the files'), ('state', 'does not fit where the payment stands'), ('unclear', 'we cannot read it'), ('unknown', 'we do not know this payment'), ('other', 'not about our payments')], max_length=7, verbose_name='what we found')),
                ('explained_at', models.DateTimeField(blank=True, null=True)),
                ('explained_why', models.TextField(blank=True)),
                ('explained_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_lines', to='expenses.payment')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='expenses.bankreport')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_lines', to='expenses.paymentrun')),
            ],
            options={
                'verbose_name': 'line of a file from the bank',
                'verbose_name_plural': 'lines of files from the bank',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('paid', 'paid'), ('bounced', 'came back'), ('unclear', 'not clear')], max_length=7)),
                ('at', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='expenses.payment')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='expenses.paymentrun')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='match', to='expenses.reportline')),
            ],
            options={
                'verbose_name': 'match with a statement',
                'verbose_name_plural': 'matches with statements',
            },
        ),
        migrations.AddIndex(
            model_name='bankreport',
            index=models.Index(fields=['organisation', '-id'], name='bank_report_of_organisation'),
        ),
        migrations.AddConstraint(
            model_name='bankreport',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'put_aside'), _negated=True), fields=('organisation', 'kind', 'sha256'), name='file_from_the_bank_once'),
        ),
        migrations.AddConstraint(
            model_name='bankreport',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['read', 'recorded', 'put_aside'])), name='bank_report_status_known'),
        ),
        migrations.AddConstraint(
            model_name='bankreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recorded_at__isnull', False), ('recorded_by__isnull', False), ('status', 'recorded')), models.Q(models.Q(('status', 'recorded'), _negated=True), ('recorded_at', None), ('recorded_by', None)), _connector='OR'), name='bank_report_recorded_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='readingrules',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind'), name='reading_rules_once'),
        ),
        migrations.AddConstraint(
            model_name='readingrules',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['results', 'statement'])), name='reading_rules_kind_known'),
        ),
        migrations.AddIndex(
            model_name='reportline',
            index=models.Index(fields=['report', 'finding', 'id'], name='report_line_by_finding'),
        ),
        migrations.AddIndex(
            model_name='reportline',
            index=models.Index(condition=models.Q(('explained_at', None), ('finding__in', ['amount', 'twice', 'state', 'unclear', 'unknown'])), fields=['id'], name='report_line_different'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='report_line_once'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.CheckConstraint(condition=models.Q(('finding__in', ['fits', 'done', 'known', 'amount', 'twice', 'state', 'unclear', 'unknown', 'other'])), name='report_finding_known'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.CheckConstraint(condition=models.Q(('said__in', ['paid', 'bounced', 'unclear'])), name='report_said_known'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('explained_at', None), ('explained_by', None), ('explained_why', '')), models.Q(('explained_at__isnull', False), ('explained_by__isnull', False), models.Q(('explained_why', ''), _negated=True)), _connector='OR'), name='difference_explained_has_who_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(condition=models.Q(('payment__isnull', False)), fields=('payment', 'said'), name='payment_on_a_statement_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(condition=models.Q(('run__isnull', False)), fields=('run', 'said'), name='run_on_a_statement_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('payment', None), ('run__isnull', False)), models.Q(('payment__isnull', False), ('run', None)), _connector='OR'), name='match_is_a_payment_or_a_run'),
        ),
        FrozenColumns("expenses_reportline", LINE),
        AppendOnlyTriggers("expenses_match"),
        AppendOnlyTriggers("expenses_reconciled"),
    ]
