import coproduce.foundation.clock
import coproduce.foundation.refs
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('statement_name', models.CharField(help_text='What people see on their bank statement.', max_length=18, verbose_name='name on bank statements')),
                ('help_phone', models.CharField(blank=True, max_length=30, verbose_name='help phone')),
                ('help_email', models.EmailField(blank=True, max_length=254, verbose_name='help email')),
                ('postal_address', models.TextField(blank=True, help_text='How your letters begin: the address, one line each.', verbose_name='postal address')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may use the admin pages')),
                ('date_joined', models.DateTimeField(default=coproduce.foundation.clock.now)),
                ('sessions_ended', models.PositiveIntegerField(default=0, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['email'],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='account_email_in_small_letters')],
            },
        ),
        migrations.CreateModel(
            name='StaffRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='accounts.organisation', verbose_name='organisation')),
                ('role', models.CharField(choices=[('ppi_manager', 'PPI manager'), ('project_staff', 'project staff'), ('approver', 'approver'), ('finance', 'finance'), ('reporting', 'reporting'), ('read_only', 'read only'), ('administrator', 'administrator')], max_length=15, verbose_name='role')),
                ('since', models.DateField(default=coproduce.foundation.clock.today, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended')),
                ('waits', models.BooleanField(default=False, editable=False, verbose_name='waits for a second person')),
                ('asked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('confirmed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('refused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='refused')),
            ],
            options={
                'verbose_name': 'staff role',
                'verbose_name_plural': 'staff roles',
                'ordering': ['organisation', 'role', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('refused_at', None), ('until', None)), fields=('user', 'organisation', 'role'), name='one_open_role_of_a_kind'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='staff_role_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('role__in', ['ppi_manager', 'project_staff', 'approver', 'finance', 'reporting', 'read_only', 'administrator'])), name='staff_role_known'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(models.Q(('confirmed_by', models.F('asked_by')), _negated=True), models.Q(('confirmed_by', models.F('user')), _negated=True)), _connector='OR'), name='staff_role_confirmed_by_another'), models.CheckConstraint(condition=models.Q(('waits', False), ('confirmed_by', None), _connector='OR'), name='staff_role_waits_or_is_confirmed')],
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='devices', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('browser', models.CharField(blank=True, max_length=20, verbose_name='browser')),
                ('machine', models.CharField(choices=[('iphone', 'an iPhone'), ('ipad', 'an iPad'), ('android_phone', 'an Android phone'), ('android_tablet', 'an Android tablet'), ('windows', 'a Windows computer'), ('mac', 'a Mac'), ('chromebook', 'a Chromebook'), ('linux', 'a Linux computer'), ('other', 'a phone or computer')], default='other', max_length=20, verbose_name='machine')),
                ('kept', models.BooleanField(default=False, verbose_name='stays signed in')),
                ('signed_in_at', models.DateTimeField(null=True, verbose_name='signed in')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
            ],
            options={
                'verbose_name': 'signed-in device',
                'verbose_name_plural': 'signed-in devices',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('machine__in', ['iphone', 'ipad', 'android_phone', 'android_tablet', 'windows', 'mac', 'chromebook', 'linux', 'other'])), name='device_machine_known')],
            },
        ),
    ]
