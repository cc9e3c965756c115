"""The site's settings: a single row, so the list redirects straight to its form."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from posts.models import NavigationLink, SiteSettings
from posts.models.rerendering import rerender_stale
from posts.models.site_settings import ROW

from .base import EditorAdmin, LabelledInline


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
            count = rerender_stale()
            texts = "1 text" if count == 1 else f"{count} texts"
            self.message_user(request, f"{texts} rendered again for the new settings.")
        return response
