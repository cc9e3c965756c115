"""Redirects: made automatically when a public address changes, or added by hand."""

from django.contrib import admin

from posts.models import Redirect

from .base import EditorAdmin


@admin.register(Redirect)
class RedirectAdmin(EditorAdmin):
    list_display = ["old_path", "new_path", "created"]
    search_fields = ["old_path", "new_path"]
    fields = ["old_path", "new_path"]
