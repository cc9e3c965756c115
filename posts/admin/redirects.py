"""Redirects: made automatically when a public address changes, or added by hand."""

from urllib.parse import unquote

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from posts.addresses import split_own
from posts.models import Post, Redirect

from .base import EditorAdmin
from .checks.destinations import look_up


class RedirectForm(forms.ModelForm):
    def clean_old_path(self) -> str:
        """Refuse the address of a page: readers get the page, never the redirect."""
        path = unquote(str(self.cleaned_data["old_path"]))
        if path.startswith("/") and _finds(path):
            raise forms.ValidationError(
                "There is a page at this address, so nobody would be redirected. To"
                " move the page, change its own address."
            )
        return path


@admin.register(Redirect)
class RedirectAdmin(EditorAdmin):
    list_display = ["old_path", "new_path", "created"]
    search_fields = ["old_path", "new_path"]
    fields = ["old_path", "new_path"]
    form = RedirectForm

    def save_model(
        self, request: HttpRequest, obj: Redirect, form: RedirectForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        own = split_own(obj.new_path) if obj.new_path else None
        if own and not _finds(own.path):
            messages.warning(
                request,
                f"Readers find nothing at {obj.new_path} now. Until something is"
                " published there, the redirect leads to “not found”.",
            )


def _finds(path: str) -> bool:
    """Return whether a reader finds a page of the site at a decoded path."""
    found = look_up(Post(), [path], [], AnonymousUser())[path]
    return found.state in {"open", "admin"}
