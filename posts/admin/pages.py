"""The admin of pages."""

from django.contrib import admin

from posts.admin.desk.desk_admin import drawer
from posts.admin.desk.desk_page import DATE_FIELDSET
from posts.models import Page

from .articles import ArticleAdmin, StateFilter

ADDRESS = ("slug", "canonical_url")


@admin.register(Page)
class PageAdmin(ArticleAdmin):
    list_display = ["heading", "state", "in_navigation", "position", "published_at"]
    list_filter = [StateFilter, "in_navigation"]
    search_fields = ["title", "summary", "body"]
    search_help_text = "Words in title, summary or text."
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        ("Summary", drawer("summary")),
        ("Navigation, address", drawer("in_navigation", "position", *ADDRESS)),
        ("Record", drawer(*ArticleAdmin.readonly_fields)),
        (DATE_FIELDSET, {"fields": ["published_at"]}),
    ]
