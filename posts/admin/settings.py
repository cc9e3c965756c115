"""The site's settings: a single row, so the list redirects straight to its form."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from posts.models import NavigationLink, SiteSettings
from posts.models.rerendering import (
    count_stale,
    is_rerendering,
    rerender_in_background,
)
from posts.models.site_settings import ROW

from .base import EditorAdmin, LabelledInline

PATIENCE = 1.0  # seconds: so short a wait needs no bar


class SiteForm(forms.ModelForm):
    class Meta:
        widgets = {
            "time_zone": forms.Select(
                choices=[(name, name) for name in sorted(available_timezones())]
            ),
            "feed_addresses": forms.Textarea(
                attrs={"rows": 3, "class": "vLargeTextField", "spellcheck": "false"}
            ),
            "macros": forms.Textarea(
                attrs={"rows": 8, "class": "vLargeTextField tex", "spellcheck": "false"}
            ),
        }


class NavigationLinkInline(LabelledInline):
    model = NavigationLink
    verbose_name_plural = "links in the navigation, besides the pages"


@admin.register(SiteSettings)
class SiteSettingsAdmin(EditorAdmin):
    class Media:
        js = [Script("js/admin/rendering.js", type="module")]

    form = SiteForm
    inlines = [NavigationLinkInline]
    fieldsets = [
        (None, {"fields": ["title", "tagline", "language", "time_zone"]}),
        ("Licence of the texts", {"fields": ["licence", "licence_url"]}),
        ("Lists", {"fields": ["posts_per_page"]}),
        (
            "Feeds",
            {"fields": ["posts_in_feed", "feed_mathematics", "feed_addresses"]},
        ),
        ("Mathematics", {"fields": ["macros"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: SiteSettings | None = None
    ) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteSettings | None:
        return SiteSettings.load() if object_id == str(ROW) else None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        return redirect(f"{self.admin_site.name}:posts_sitesettings_change", ROW)

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        before = SiteSettings.load()
        response = super().changeform_view(request, *args, **kwargs)
        after = SiteSettings.load()
        if (before.macros, before.language) != (after.macros, after.language):
            # By this point the transaction of the save has ended.
            rerender_in_background().join(PATIENCE)
            outdated, total = count_stale()
            if not outdated:
                self.message_user(request, progress_sentence(outdated, total))
        return response

    def render_change_form(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> Any:
        outdated, total = count_stale()
        if outdated:
            if not is_rerendering():
                rerender_in_background()
            bar = format_html(
                '<span data-rendering="{}">{}</span>'
                ' <progress max="{}" value="{}" aria-label="Texts"></progress>',
                reverse(f"{self.admin_site.name}:posts_sitesettings_rendering"),
                progress_sentence(outdated, total),
                total,
                total - outdated,
            )
            self.message_user(request, bar)
        return super().render_change_form(request, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.rendering_view)
        name = "posts_sitesettings_rendering"
        return [path("rendering/", view, name=name), *super().get_urls()]

    def rendering_view(self, request: HttpRequest) -> HttpResponse:
        """Tell how far rendering the texts again has come."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        outdated, total = count_stale()
        said = progress_sentence(outdated, total)
        return JsonResponse({"said": said, "done": total - outdated, "total": total})


def progress_sentence(outdated: int, total: int) -> str:
    """Say how many texts are still to be rendered."""
    done = f"{total - outdated} of {total} texts have" if outdated else "All texts have"
    return f"{done} been rendered again for the new settings."
