"""Who a byline means: the very authors who stood there, whatever they are called."""

import pytest
import time_machine
from django.utils import timezone

from posts.models import Author, Post, Redirect, Tag
from posts.models.author import ODD_BLANKS, fold_name
from posts.models.slugs import fill_slugs

from .filling import ADD, desk_of, open_desk, write

pytestmark = pytest.mark.django_db


def previewed(client, post=None, form=None) -> str:
    """Return the page that the preview shows of a form."""
    key = f"&object={post.pk}" if post else ""
    path = desk_of(post) if post else ADD
    address = f"/admin/markdown/preview/?model=post{key}"
    return client.post(address, form or open_desk(client, path)).json()["page"]


# Blanks


def test_every_name_that_folding_changes_is_looked_at():
    blanks = [chr(code) for code in range(0x3001) if chr(code).isspace()]
    kept = [blank for blank in blanks if fold_name(f"a{blank}b") == "a b"]
    for name in [*(f"a{blank}b" for blank in kept), "a  b", " a b", "a b "]:
        author = Author.objects.create(name="a b")
        Author.objects.filter(pk=author.pk).update(name=name)
        assert Author.objects.named(["a b"]) == {"a b": [author]}, ascii(name)
        author.delete()
    Author.objects.create(name="c d")
    assert not Author.objects.filter(name__regex=ODD_BLANKS).exists()


def test_blanks_in_an_authors_name_are_folded(editor):
    editor.post("/admin/posts/author/add/", {"name": "Ada\u00a0\u2003King "})
    assert Author.objects.get().name == "Ada King"


# Many names


def test_new_names_get_the_same_addresses_in_the_preview(editor, reader):
    Author.objects.create(name="Taken", slug="jo-x-2")
    Redirect.objects.create(old_path="/tags/moved/", new_path="/elsewhere/")
    fields = {
        "title": "New",
        "summary": "One.",
        "body": "Words.",
        "byline": "Jo x\nJo-x\n…\n?!\nJO X",
        "tags": "Moved, moved!, c, c++, 漢字",
    }
    with time_machine.travel(timezone.now(), tick=False):
        shown = previewed(editor, None, open_desk(editor, ADD) | fields)
        write(editor, ADD, button="publish", **fields)
    slugs = [*Author.objects.values_list("slug", flat=True)]
    slugs += Tag.objects.values_list("slug", flat=True)
    assert {"jo-x", "jo-x-3", "jo-x-4", "author", "author-2"} < set(slugs)
    assert {"moved-2", "moved-3", "c", "c-plus-plus"} < set(slugs)
    public = reader.get(Post.objects.get().get_absolute_url()).content.decode()
    assert public == shown


def test_no_rows_need_no_slugs(django_assert_num_queries):
    with django_assert_num_queries(0):
        fill_slugs([])
