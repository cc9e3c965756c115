"""The admin site itself: its names, its order, and the editor's two endpoints."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path

from .views import PreviewView, UploadView

WRITERS = [
    f"posts.{verb}_{model}" for verb in ("add", "change") for model in ("post", "page")
]
ORDER = ["Post", "Page", "Image", "Tag", "Author", "SiteSettings", "Redirect"]


def for_writers(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Return the view, refused to all who may neither write posts nor pages."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(map(request.user.has_perm, WRITERS)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class PostsAdminSite(AdminSite):
    site_header = "Posts"
    site_title = "Posts"
    index_title = "What would you like to write?"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        views = {"preview": PreviewView.as_view(), "upload": UploadView.as_view()}
        ours = [
            path(
                f"markdown/{name}/",
                self.admin_view(for_writers(view)),
                name=f"markdown_{name}",
            )
            for name, view in views.items()
        ]
        return [*ours, *super().get_urls()]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """Return the apps, the one for writing first, its models by their use."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "posts":
                app["models"].sort(key=lambda model: ORDER.index(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "posts")
