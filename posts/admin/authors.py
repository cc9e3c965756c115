"""Authors, and the accounts they sign in with."""

from django import forms
from django.contrib import admin

from posts.models import Author

from .base import CountedAdmin


class AuthorForm(forms.ModelForm):
    class Meta:
        error_messages = {
            "account": {"unique": "Another author signs in with this account."},
            "slug": {"unique": "Another author has this address."},
        }


@admin.register(Author)
class AuthorAdmin(CountedAdmin):
    form = AuthorForm
    list_display = ["name", "slug", "account", "published_posts"]
    list_select_related = ["account"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "link", "account"]
