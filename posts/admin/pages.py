"""Writing pages."""

from django.contrib import admin

from posts.models import Page

from .articles import ArticleAdmin, StateFilter


@admin.register(Page)
class PageAdmin(ArticleAdmin):
    list_display = ["heading", "state", "in_navigation", "position", "published_at"]
    list_filter = [StateFilter, "in_navigation"]
    search_fields = ["title", "summary", "body"]
    search_help_text = "Words in title, summary or text."
    fieldsets = [
        (None, {"fields": ["title", "summary", "body"]}),
        ("Navigation", {"fields": [("in_navigation", "position")]}),
        (
            "Publication",
            {"fields": ["slug", "published_at", "revised_at", "canonical_url"]},
        ),
        (
            "Record",
            {"fields": ArticleAdmin.readonly_fields, "classes": ["collapse"]},
        ),
    ]
