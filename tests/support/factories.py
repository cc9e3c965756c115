"""Rows for tests: sensible defaults, every field open to change."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from posts.models import Author, Authorship, Page, Post

PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def in_future() -> datetime:
    return timezone.now() + timedelta(days=3)


def make_post(
    *, tags: tuple[str, ...] = (), authors: tuple[str, ...] = (), **fields: Any
) -> Post:
    """Return a saved post, public unless `published_at` says otherwise."""
    defaults = {
        "title": "An essay",
        "summary": "What it is about.",
        "body": "The *first* paragraph.\n\nThe second.",
        "published_at": PAST,
    }
    post = Post.objects.create(**defaults | fields)
    post.tags.set(tags)
    for position, name in enumerate(authors):
        author, _ = Author.objects.get_or_create(name=name)
        Authorship.objects.create(post=post, author=author, position=position)
    return post


def make_page(**fields: Any) -> Page:
    """Return a saved page, public unless `published_at` says otherwise."""
    defaults = {"title": "About", "body": "Who writes.", "published_at": PAST}
    return Page.objects.create(**defaults | fields)
