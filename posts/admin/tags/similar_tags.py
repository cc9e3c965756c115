"""A word after saving about new tags that are perhaps meant as older ones."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from posts.models import Tag
from posts.models.tags.tag import make_key

from .tag_pages import PERMISSIONS, may
from .tag_search import similar_to
from .tag_sentences import counted

MOST_WARNINGS = 5


def unknown_names(names: Iterable[str]) -> list[str]:
    """Return those of the names that are no tags yet; one query."""
    keys = {make_key(name): name for name in names}
    known = Tag.objects.filter(key__in=keys).values_list("key", flat=True)
    return [name for key, name in keys.items() if key not in set(known)]


def warn_of_similar_tags(request: HttpRequest, names: Iterable[str]) -> None:
    """Say which of these tags resemble another; who may, is led to merging them."""
    pairs = similar_to(names)
    may_merge = may(request, PERMISSIONS["merged"])
    for tag, similar in pairs[:MOST_WARNINGS]:
        message = format_html(
            "“{}” is a new tag. There is “{}” ({}): perhaps they are the same.",
            tag.name,
            similar.name,
            counted(similar.posts, "post"),
        )
        if may_merge:
            query = urlencode(
                {"tags": [tag.pk, similar.pk], "into": similar.pk}, doseq=True
            )
            address = f"{reverse('admin:posts_tag_merge')}?{query}"
            message += format_html(' <a href="{}">Merge them…</a>', address)
        messages.warning(request, message)
