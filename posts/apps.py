"""The two app configurations: the site itself, and its admin in place of Django's."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = "Writing"

    def ready(self) -> None:
        from .models.after_migration import drop_triggers, set_up

        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(set_up, sender=self)


class PostsAdminConfig(AdminConfig):
    default_site = "posts.admin.site.PostsAdminSite"

    def ready(self) -> None:
        # Before Django imports the site by its dotted path: it would be created twice.
        from . import admin  # noqa: F401

        super().ready()
