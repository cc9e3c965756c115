"""A change of tags is no longer undone by a button: what was done and taken back again
leaves the log, because names are followed through it."""

from django.db import migrations, models


def drop_what_was_undone(apps, schema_editor):
    changes = apps.get_model("posts", "TagChange").objects.using(
        schema_editor.connection.alias
    )
    pairs = list(changes.filter(action="undone").values_list("pk", "undoes"))
    changes.filter(pk__in=[pk for pk, _ in pairs]).delete()
    changes.filter(pk__in=[undone for _, undone in pairs]).delete()


class Migration(migrations.Migration):
    dependencies = [("posts", "0012_order_of_tags")]

    operations = [
        migrations.RunPython(drop_what_was_undone, migrations.RunPython.noop),
        migrations.RemoveField("tagchange", "undoes"),
        migrations.AlterField(
            "tagchange",
            "action",
            models.CharField(
                choices=[
                    ("renamed", "renamed"),
                    ("merged", "merged"),
                    ("deleted", "deleted"),
                ],
                max_length=10,
            ),
        ),
    ]
