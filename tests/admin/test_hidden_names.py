"""Tags, authors and uploads that only others' hidden texts use: typed, sent, and told
to those who may know.

Authors learn of what is on posts that they know; see posts/models/permissions.py.
"""

from typing import Any

import pytest
from lxml import html

from posts.models import Author, Post, Tag, Upload
from posts.models.publishing import trash
from tests.support.accounts import MARK, NAMED, World
from tests.support.desk_form import desk_of, open_desk, write
from tests.support.factories import PAST

pytestmark = pytest.mark.django_db

TAG, GUEST = f"{NAMED} tag", f"{NAMED} guest"


def forget(world: World) -> None:
    """Make as if Bob had not written his draft."""
    Post.objects.filter(pk=world.foreign.pk).delete()
    for model in (Tag, Author, Upload):
        model.objects.filter(name__startswith=NAMED).delete()


def said(response: Any) -> list[str]:
    """Return the messages and errors on a page of the admin."""
    page = html.fromstring(response.content.decode())
    found = page.xpath(
        "//*[contains(@class, 'messagelist')]/li | //*[@class='errornote']"
    )
    found += page.xpath("//ul[contains(@class, 'errorlist')]/li")
    return [" ".join(each.text_content().split()) for each in found]


def saved(world: World, **fields: str) -> list[str]:
    return said(write(world.client("author"), desk_of(world.own), **fields))


def completed(world: World, person: str, start: str) -> dict[str, int]:
    answer = world.client(person).get("/admin/markdown/tags/", {"start": start}).json()
    return {tag["name"]: tag["posts"] for tag in answer["tags"]}


def preview(world: World, **fields: str) -> Any:
    client = world.client("author")
    address = f"/admin/markdown/preview/?model=post&object={world.own.pk}"
    return client.post(address, open_desk(client, desk_of(world.own)) | fields).json()


# Addresses


@pytest.mark.parametrize("is_trashed", [False, True])
def test_an_address_is_taken_and_no_more_is_told(world, is_trashed):
    """An address is one text's: see .github/SECURITY.md."""
    if is_trashed:
        trash(world.foreign, by=world.accounts["bob"])
    told = " ".join(saved(world, slug="zanzibar-slug"))
    assert "Another text has this address." in told
    assert "trash" not in told
    assert MARK not in told


def test_an_address_made_from_a_title_gets_a_number_if_it_is_taken(world):
    saved(world, title="Zanzibar slug", slug="")
    world.own.refresh_from_db()
    assert world.own.slug == "zanzibar-slug-2"


def test_an_address_that_led_to_what_is_hidden_does_not_say_where(world):
    post = world.foreign
    for slug, date in (("first", PAST), ("second", PAST), ("zanzibar-third", None)):
        post.slug, post.published_at = slug, date
        post.save()
    told = " ".join(saved(world, slug="first"))
    assert "This address belonged to another text." in told
    assert "zanzibar" not in told
