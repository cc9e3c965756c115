"""The two app configurations: the site itself, and its admin in place of Django's."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = "Writing"

    def ready(self) -> None:
        from .models.essentials import ensure, release

        pre_migrate.connect(release, sender=self)
        post_migrate.connect(ensure, sender=self)


class PostsAdminConfig(AdminConfig):
    default_site = "posts.editor.site.PostsAdminSite"
