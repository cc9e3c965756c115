"""What the tests of tags have in common: their pages, and the trap that they avoid."""

import re
from html import unescape

from django.urls import reverse

from posts.models import Post, Tag, TaggedPost

from .factories import make_post

FEEDS = ("rss.xml", "atom.xml", "feed.json")


def page(name, *args) -> str:
    return reverse(f"admin:posts_tag_{name}", args=args)


def tag(name, **fields) -> Tag:
    return Tag.objects.create(name=name, **fields)


def named(name) -> Tag:
    return Tag.objects.get(name=name)


def titles(name) -> set[str]:
    """Return the titles of the posts that have a tag."""
    return set(Post.objects.filter(tags__name=name).values_list("title", flat=True))


def shown(response) -> str:
    """Return what a page says in its content, in one line."""
    content = response.content.decode().partition('<div id="content-main"')[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def confirm(client, address, **fields):
    """Look at the preview, then do what it says; return the page that follows."""
    look = client.post(address, fields)
    assert look.status_code == 200, look
    assert look.context["preview"], look.context["form"].errors
    seen = look.context["preview"].digest
    return client.post(address, {**fields, "seen": seen, "do": "yes"}, follow=True)


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def leads(client, address):
    answer = client.get(address)
    return answer.status_code, answer.get("Location")


def everything():
    """Return all tags, and which posts have them."""
    return (
        list(Tag.objects.values_list("pk", "name", "slug", "description")),
        sorted(TaggedPost.objects.values_list("tag__name", "content_object__title")),
    )


def two_spellings() -> tuple[Tag, Tag]:
    """The example of the trap T-B1: a and d have “ml”, b and d “Machine learning”."""
    make_post(title="a", tags=("ml",))
    make_post(title="b", tags=("Machine learning",))
    make_post(title="d", tags=("ml", "Machine learning"))
    make_post(title="hidden", tags=("ml",), published_at=None)
    return named("ml"), named("Machine learning")
