"""The admin site itself: its titles, its order, and the endpoints of the desk."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path

from posts.admin.accounts.sign_in import SignInForm
from posts.admin.desk.endpoints import DESK_ENDPOINTS
from posts.admin.desk.link_completion import LinkView
from posts.admin.desk.resume import (
    autosave_to_resume,
    read_unsent,
    sign_in_to_resume,
)
from posts.admin.desk.routes import is_desk
from posts.admin.tags.tag_completion import TAG_ENDPOINTS
from posts.admin.uploads.upload_endpoints import UPLOAD_ENDPOINTS

from .view_on_site import view_on_site

WRITERS = [
    f"posts.{verb}_{model}" for verb in ("add", "change") for model in ("post", "page")
]
ORDER = ["Post", "Page", "Upload", "Tag", "Author", "SiteSettings", "Redirect"]


def for_writers(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Return the view, refused to accounts that may write neither posts nor pages."""

    def guarded(request: HttpRequest, *args: object, **kw: object) -> HttpResponseBase:
        if not any(map(request.user.has_perm, WRITERS)):
            raise PermissionDenied
        return view(request, *args, **kw)

    return guarded


class PostsAdminSite(AdminSite):
    site_header = "Posts"
    site_title = "Posts"
    index_title = "What would you like to write?"
    enable_nav_sidebar = False
    login_form = SignInForm
    login_template = "admin/accounts/login.html"

    def get_urls(self) -> list[URLResolver | URLPattern]:
        views = {**DESK_ENDPOINTS, **UPLOAD_ENDPOINTS}
        views["links"] = LinkView.as_view()
        ours = [
            path(
                f"markdown/{name}/",
                self.admin_view(for_writers(view)),
                name=f"markdown_{name.rpartition('/')[2]}",
            )
            for name, view in views.items()
        ]
        ours += [
            path(f"markdown/{name}/", self.admin_view(view), name=f"markdown_{name}")
            for name, view in TAG_ENDPOINTS.items()
        ]
        on_site = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(view_on_site),
            {"site": self},
            name="view_on_site",
        )
        return [on_site, *ours, *super().get_urls()]

    def admin_view[View: Callable[..., HttpResponseBase]](
        self, view: View, cacheable: bool = False
    ) -> View:
        """Return the view for signed-in users; a text sent by others is not lost."""
        guarded = super().admin_view(view, cacheable)

        def resuming(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            is_lost = request.method == "POST" and not self.has_permission(request)
            if is_lost and is_desk(request.path):
                return sign_in_to_resume(request)
            return guarded(request, *args, **kwargs)

        return cast("View", update_wrapper(resuming, view))

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Sign in; what was typed before, and sent along, is autosaved and shown."""
        # `carried` comes from a sign-in page of 0.2.0 that was open during the update.
        unsent = request.POST.get("unsent") or request.POST.get("carried", "")
        context = {"unsent": unsent, **(extra_context or {})}
        response = super().login(request, context)
        if unsent and response.status_code == 302 and self.has_permission(request):
            data = read_unsent(unsent)
            response["Location"] = autosave_to_resume(
                request, response["Location"], data
            )
        return response

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the apps, the one for writing first, with its models in our order."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "posts":
                app["models"].sort(key=lambda model: ORDER.index(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "posts")
