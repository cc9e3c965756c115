"""Somebody who may view a text but not change it: nothing that is tried changes it."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from posts.models import Post
from posts.models.permissions import OTHERS_CODE
from tests.admin.test_admin_addresses import TRIES, routes
from tests.support.accounts import MARK, TYPED, World, make_world, state, told
from tests.support.desk_form import desk_of

pytestmark = pytest.mark.django_db

# Every endpoint of the desk but those that are not asked about a text.
ABOUT_NO_TEXT = ("markdown/links/", "markdown/tags", "markdown/upload/")
ENDPOINTS = [
    route
    for route in routes(admin.site.urls[0])
    if route.startswith("markdown/") and not route.startswith(ABOUT_NO_TEXT)
]


@pytest.fixture
def world() -> World:
    world = make_world()
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label="posts",
            # Whoever may write something gets as far as the desk's endpoints.
            codename__in=["view_post", "add_post", "change_page", OTHERS_CODE],
        )
    )
    world.accounts["viewer"] = viewer
    return world


def test_whoever_may_only_view_a_text_sees_it(world):
    assert MARK in told(world.client("viewer").get(desk_of(world.foreign)))


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_whoever_may_only_view_a_text_is_refused_by_every_endpoint(world, endpoint):
    address = f"/admin/{endpoint}?model=post&object={world.foreign.pk}"
    sent = TYPED | {"session": str(uuid4()), "sequence": "1"}
    before = state(world.foreign)
    for person, is_refused in (("viewer", True), ("editor", False)):
        client = world.client(person)
        answers = client.get(address), client.post(address, sent)
        statuses = {answer.status_code for answer in answers} - {405}
        assert (statuses == {403}) == is_refused, (person, statuses)
        if is_refused:
            assert MARK not in "".join(map(told, answers))
            assert state(world.foreign) == before


@pytest.mark.parametrize("trashed", [False, True])
def test_whoever_may_only_view_a_text_cannot_change_it(world, trashed):
    Post.objects.update(trashed_at=timezone.now() if trashed else None)
    before = state(world.foreign)
    for attempt in TRIES:
        if attempt.changes and attempt.trashed == trashed:
            world.ask("viewer", attempt, world.foreign)
            assert state(world.foreign) == before, str(attempt)
