"""Many authors and tags on one post: no dearer than few, addressed as saving will."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts.models import Author, Post, Redirect, Tag
from posts.models.slugs import fill_slugs
from tests.support.bylines import make_signed, signing
from tests.support.desk_form import ADD, desk_of, open_desk, press, previewed, write
from tests.support.factories import make_post

pytestmark = pytest.mark.django_db


def test_preview_of_new_names_costs_the_same_for_few_and_for_many(editor):
    def count(many: int) -> int:
        names = [f"Name {number}" for number in range(many)]
        form = open_desk(editor, ADD) | {
            "title": "New",
            "byline": "\n".join(names),
            "tags": ", ".join(names),
        }
        with CaptureQueriesContext(connection) as queries:
            assert f"/authors/name-{many - 1}/" in previewed(editor, None, form)
        return len(queries)

    count(1)
    assert count(2) == count(100)


def test_desk_costs_the_same_for_one_author_and_for_ten(editor):
    def count(post) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as opening:
            form = open_desk(editor, desk_of(post)) | {"body": "Corrected."}
        with CaptureQueriesContext(connection) as saving:
            press(editor, desk_of(post), form)
        assert Post.objects.get(pk=post.pk).body == "Corrected."
        return len(opening), len(saving)

    names = [f"Name {number}" for number in range(10)]
    count(make_post())
    one = count(make_post(authors=("Ada",), published_at=None))
    assert one == count(make_post(authors=names, published_at=None))


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


@pytest.mark.parametrize(
    ("field", "line", "sentence"),
    [
        ("byline", "\n", "These are 101 authors, but only 100 are allowed."),
        ("tags", ", ", "These are 101 tags, but only 100 are allowed."),
    ],
)
def test_too_many_names_are_refused_with_their_number(editor, field, line, sentence):
    post = make_post()
    many = line.join(f"Name {number}" for number in range(101))
    page = write(editor, desk_of(post), **{field: many}).content.decode()
    assert sentence in page
    assert not Author.objects.exists()
    assert not Tag.objects.exists()


def test_post_that_has_more_authors_than_are_allowed_can_be_corrected(editor):
    authors = [Author(name=f"N {n}", slug=f"n-{n}") for n in range(101)]
    post = make_signed(*Author.objects.bulk_create(authors))
    write(editor, desk_of(post), body="Corrected.")
    post.refresh_from_db()
    assert post.body == "Corrected."
    assert len(signing(post)) == 101


def test_post_that_has_more_tags_than_are_allowed_can_be_corrected(editor):
    names = [f"N {n}" for n in range(101)]
    post = make_post(tags=names)
    page = write(editor, desk_of(post), tags=", ".join([*names, "One more"]))
    assert "These are 102 tags, but only 101 are allowed." in page.content.decode()
    write(editor, desk_of(post), body="Corrected.")
    post.refresh_from_db()
    assert post.body == "Corrected."
    assert post.tags.count() == 101


def test_name_that_stands_there_often_counts_once(editor):
    post = make_post()
    write(editor, desk_of(post), byline="Ada\n" * 101)
    assert signing(post) == [Author.objects.get(name="Ada").pk]


def test_thousands_of_names_are_refused_before_any_is_looked_up(editor):
    names = "\n".join(map("Name {}".format, range(3_000)))
    form = open_desk(editor, ADD) | {"byline": names, "tags": names}
    with CaptureQueriesContext(connection) as queries:
        previewed(editor, None, form)
    assert not [one for one in queries if "Name 2999" in one["sql"]]
