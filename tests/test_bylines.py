"""Who a byline means: the very authors who stood there, whatever they are called."""

import pytest

from posts.models import Author
from posts.models.author import ODD_BLANKS, fold_name

pytestmark = pytest.mark.django_db


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
