import coproduce.foundation.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='KeyMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('setting', models.CharField(max_length=30, verbose_name='setting')),
                ('key_id', models.CharField(max_length=20, verbose_name='key')),
                ('proof', models.CharField(max_length=64)),
                ('since', models.DateTimeField(default=coproduce.foundation.clock.now, verbose_name='since')),
            ],
            options={
                'verbose_name': 'key in use',
                'verbose_name_plural': 'keys in use',
                'ordering': ['setting', 'id'],
                'constraints': [models.UniqueConstraint(fields=('setting', 'key_id'), name='key_is_marked_once')],
            },
        ),
    ]
