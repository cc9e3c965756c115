from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0015_words")]

    operations = [
        migrations.AddField(
            model_name="redirect",
            name="was_public",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AlterField(
            model_name="redirect",
            name="old_path",
            field=models.CharField(
                help_text="A path on this site, such as “/2021/03/essay.html” or “/?p=12”.",
                max_length=500,
                unique=True,
                verbose_name="old address",
            ),
        ),
    ]
