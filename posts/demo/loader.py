"""Puts the demo into an empty site; a site that has any text is left as it is."""

import re
from io import BytesIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from posts.models import Author, Authorship, Page, Post, Upload

from .demo_texts import DemoText, texts
from .figure import draw

FIGURE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(" + re.escape(settings.MEDIA_URL) + r"(?P<name>demo/\S+)"
)


def load_demo() -> bool:
    """Load the demo unless there is a post or a page; return whether it was loaded.

    So nothing that somebody wrote, edited or deleted is ever touched.
    """
    if Post.objects.exists() or Page.objects.exists():
        return False
    with transaction.atomic():
        for text in texts():
            _load_figure(text)
            _load_text(text)
    return True


def _load_figure(text: DemoText) -> None:
    """Draw the figure that a text shows, under the name by which it shows it."""
    if not (found := FIGURE.search(text.body)):
        return
    name, content = found["name"], BytesIO()
    if Upload.objects.filter(file=name).exists():
        return
    drawing = draw()
    drawing.save(content, "PNG", optimize=True)
    default_storage.delete(name)
    width, height = drawing.size
    Upload.objects.create(
        file=default_storage.save(name, content),
        alt=found["alt"],
        width=width,
        height=height,
        size=len(content.getbuffer()),
    )


def _load_text(text: DemoText) -> None:
    fields = {
        "title": text.title,
        "slug": text.slug,
        "summary": text.summary,
        "body": text.body,
        "published_at": text.published,
    }
    if text.kind == "page":
        Page.objects.create(**fields)
        return
    post = Post.objects.create(**fields)
    post.tags.set(text.tags)
    for position, name in enumerate(text.authors):
        author, _ = Author.objects.get_or_create(name=name)
        Authorship.objects.create(post=post, author=author, position=position)
