"""The pages for tags: who may see them, what they list, and how fast."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Post, Tag, TaggedPost
from posts.models.tags.tag_changes import delete_tags, merge_tags, rename_tag
from tests.support.factories import PAST, make_post
from tests.support.tag_pages import (
    everything,
    messages,
    named,
    page,
    shown,
    tag,
    two_spellings,
)

pytestmark = pytest.mark.django_db


# Similar tags


def test_similar_tags_are_listed_with_links_to_merge_them(editor):
    make_post(tags=("language model", "GAN", "RL"))
    make_post(tags=("languge model", "GANs", "ML"))
    response = editor.get(page("similar"))
    assert "2 pairs of tags" in shown(response)
    gan, gans = named("GAN"), named("GANs")
    assert f"?tags={gan.pk}&amp;tags={gans.pk}" in response.content.decode()
    assert "“RL”" not in shown(response)


def test_a_new_tag_that_is_similar_to_another_is_pointed_out_after_saving(editor):
    make_post(tags=("language model",))
    form = {"name": "languge model", "slug": "", "description": ""}
    after = editor.post(page("add"), form, follow=True)
    [told] = [text for text in messages(after) if "similar to" in text]
    assert "similar to “language model” (1 post)" in told
    assert "Merge them" in told


# Permission


def staff(client, *permissions):
    user = User.objects.create_user("helper", is_staff=True)
    for name in permissions:
        given = Permission.objects.filter(codename=name, content_type__model="tag")
        user.user_permissions.add(given.get(content_type__app_label="posts"))
    client.force_login(user)
    return client


def pages(found: Tag) -> dict[str, set[str]]:
    """Return every page with the permissions that it asks for."""
    rename_tag(found, name="new", slug="new", by=None)
    merge_tags([tag("x")], found, by=None)
    delete_tags([tag("y")], by=None)
    both = {"change_tag", "delete_tag"}
    return {
        page("rename", found.pk): {"change_tag"},
        f"{page('merge')}?tags={found.pk}": both,
        f"{page('remove')}?tags={found.pk}": {"delete_tag"},
        page("delete", found.pk): {"delete_tag"},
        page("similar"): {"change_tag"},
        page("changes"): {"change_tag"},
    }


@pytest.mark.parametrize(
    "given",
    [set(), {"view_tag", "add_tag"}, {"change_tag"}, {"delete_tag"}],
    ids=lambda given: "+".join(sorted(given)) or "none",
)
def test_every_page_asks_for_permission(given, reader):
    places = pages(tag("old"))
    staff(reader, *given)
    before = everything()
    for address, needed in places.items():
        status = 200 if needed <= given else 403
        assert reader.get(address).status_code == status, address
        if status == 403:
            assert reader.post(address, {"do": "yes"}).status_code == 403
    assert everything() == before


def test_strangers_are_asked_to_sign_in(reader):
    for address in pages(tag("old")):
        assert "/admin/login/" in reader.get(address)["Location"]


def test_forms_are_protected_against_forgery(editor):
    ml, _ = two_spellings()
    editor.handler.enforce_csrf_checks = True
    for address in (page("merge"), page("rename", ml.pk), page("delete", ml.pk)):
        assert editor.post(address, {"do": "yes"}).status_code == 403


# Size


@pytest.fixture
def crowded():
    """2,000 tags on 2,000 posts, four on each."""
    words = ["model", "learning", "theory", "agent", "proof", "sample", "bound"]
    names = [f"{words[n % 7]} {words[n % 5]} {n:04}" for n in range(2000)]
    Tag.objects.bulk_create(
        Tag(name=name, key=name, slug=f"t-{n}") for n, name in enumerate(names)
    )
    Post.objects.bulk_create(
        Post(title=f"Post {n}", slug=f"p-{n}", published_at=PAST) for n in range(2000)
    )
    tags = list(Tag.objects.values_list("pk", flat=True))
    TaggedPost.objects.bulk_create(
        TaggedPost(tag_id=tags[(n + k * k) % 2000], content_object_id=post)
        for n, post in enumerate(Post.objects.values_list("pk", flat=True))
        for k in range(4)
    )


@pytest.mark.parametrize("name", ["changelist", "similar", "changes"])
def test_pages_cost_no_query_per_row(crowded, name, editor):
    for _ in range(2):  # the first looks things up that are remembered
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(page(name)).status_code == 200
    assert len(queries) <= 12


def test_merging_costs_no_query_per_post(crowded, django_assert_max_num_queries):
    one, other = Tag.objects.all()[:2]
    with django_assert_max_num_queries(45):
        merge_tags([one], other, by=None)
