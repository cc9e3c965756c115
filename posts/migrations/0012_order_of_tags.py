"""Tags stand in the order of their keys, byte by byte, on every database."""

import posts.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0011_sitting_once'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='tag',
            options={'ordering': [models.OrderBy(posts.models.fields.InBytes('key'))]},
        ),
    ]
