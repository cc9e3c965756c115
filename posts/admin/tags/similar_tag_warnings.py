"""Warnings after a save about new tags that are similar to existing ones."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from posts.models.permissions import Viewer, known_tags
from posts.models.tags.tag_names import make_key

from .tag_pages import PERMISSIONS, has_tag_permissions
from .tag_search import similar_to_tags
from .tag_sentences import counted

MAX_WARNINGS = 5


def unknown_names(names: Iterable[str], user: Viewer) -> list[str]:
    """Return the names that are not tags yet, as far as the account may know; one
    query."""
    keys = {make_key(name): name for name in names}
    known = known_tags(user).filter(key__in=keys).values_list("key", flat=True)
    return [name for key, name in keys.items() if key not in set(known)]


def warn_of_similar_tags(request: HttpRequest, names: Iterable[str]) -> None:
    """Warn about tags that are similar to another, with a link to merge if allowed."""
    pairs = similar_to_tags(names, request.user)
    may_merge = has_tag_permissions(request, PERMISSIONS["merged"])
    for tag, similar in pairs[:MAX_WARNINGS]:
        message = format_html(
            "“{}” is a new tag, similar to “{}” ({}).",
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
