"""Tags: ours, in place of taggit's own."""

# Imported here, so that it registers its admin before that is taken out: its action for
# merging tags loses associations and asks for no permission.
import taggit.admin  # noqa: F401
from django.contrib import admin
from taggit.models import Tag as StockTag

from posts.models import Tag

from .counted import CountedAdmin

admin.site.unregister(StockTag)


@admin.register(Tag)
class TagAdmin(CountedAdmin):
    list_display = ["name", "slug", "published_posts"]
    search_fields = ["name", "slug", "description"]
    fields = ["name", "slug", "description"]
