"""A tag that was public and is not at present is remembered by its address."""

import pytest

from posts.models import Post
from posts.models.tags.tag_changes import rename_tag
from tests.support.factories import PAST, in_future, make_post
from tests.support.tag_pages import leads, named

pytestmark = pytest.mark.django_db


def test_untagged_posts_do_not_make_a_tag_forgotten(reader):
    post = make_post(tags=("old",))
    post.tags.clear()
    rename_tag(named("old"), name="new", slug="new", by=None)
    post.tags.add("new")
    assert leads(reader, "/tags/old/") == (301, "/tags/new/")
    assert leads(reader, "/tags/new/") == (200, None)


@pytest.mark.parametrize("action", ["update", "save", "delete", "many", "trash"])
def test_however_its_last_public_post_goes_the_tag_remembers(action, reader):
    post = make_post(tags=("old",))
    posts = Post.objects.filter(pk=post.pk)
    if action == "update":
        posts.update(published_at=None)
    elif action == "trash":
        posts.update(published_at=None, trashed_at=PAST)
    elif action == "save":
        post.published_at = None
        post.save()
    elif action == "delete":
        post.delete()
    else:
        posts.delete()
    found = named("old")
    assert found.was_public
    found.slug = "new"
    found.save()
    make_post(tags=("old",))
    assert leads(reader, "/tags/old/rss.xml") == (301, "/tags/new/rss.xml")


def test_drafts_come_and_go_without_a_trace():
    post = make_post(tags=("a",), published_at=in_future())
    post.published_at = None
    post.save()
    post.tags.clear()
    assert not named("a").was_public


def test_a_save_from_before_does_not_make_the_tag_forget():
    post = make_post(tags=("a",))
    early = named("a")
    post.tags.clear()
    early.description = "Saved from an open form."
    early.save()
    assert named("a").was_public
