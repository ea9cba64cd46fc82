import coproduce.foundation.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', coproduce.foundation.refs.RefField(default=coproduce.foundation.refs.new_ref, editable=False, max_length=10, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('what', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('rows', models.TextField(blank=True)),
                ('until', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['until'], name='removals_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='removal_names_its_kind')],
            },
        ),
    ]
