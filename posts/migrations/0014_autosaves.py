"""What is typed and not saved is an autosave, of an editing session."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0013_tag_changes_are_final"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("kepttext", "kepttext_of_one_text"),
        migrations.RemoveConstraint("revision", "revision_of_sitting"),
        migrations.RenameModel("KeptText", "Autosave"),
        migrations.RenameField("autosave", "sitting", "session"),
        migrations.RenameField("autosave", "version", "base_digest"),
        migrations.RenameField("autosave", "settled", "discarded_at"),
        migrations.RenameField("revision", "sitting", "session"),
        migrations.AlterField(
            "autosave",
            "discarded_at",
            models.DateTimeField(
                help_text="Since when it is no longer offered.", null=True
            ),
        ),
        migrations.AlterField(
            "autosave",
            "user",
            models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="posts_autosaves",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "revision",
            "session",
            models.UUIDField(
                help_text="The editing session at the desk that was saved by this.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            "autosave",
            models.CheckConstraint(
                condition=models.Q(post=None) | models.Q(page=None),
                name="autosave_of_one_text",
            ),
        ),
        migrations.AddConstraint(
            "revision",
            models.UniqueConstraint(fields=["session"], name="revision_of_session"),
        ),
    ]
