"""Every address of the admin, tried by everybody who should not get there.

An author can neither see, preview, change, publish, delete nor learn the title of
somebody else's draft, at any address and by whatever is sent to it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.urls import URLResolver
from django.utils import timezone

from posts.models import Post
from posts.models.permissions import OTHERS_CODE
from tests.support.accounts import (
    MARK,
    NAMED,
    PEOPLE,
    TYPED,
    Try,
    World,
    is_refused,
    state,
    told,
)
from tests.support.admin_routes import ROUTES
from tests.support.desk_form import desk_of

pytestmark = pytest.mark.django_db


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Yield every route, each with those that it is below in front."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_every_route_of_the_admin_has_a_line():
    there = set(routes(admin.site.urls[0]))
    missing, gone = sorted(there - set(ROUTES)), sorted(set(ROUTES) - there)
    assert not missing, (
        f"The admin has addresses of which nothing says who may use them: {missing}."
        " Add a line for each to ROUTES in tests/support/admin_routes.py."
    )
    assert not gone, f"These addresses are no more; take them out of ROUTES: {gone}."


TRIES = [attempt for attempts in ROUTES.values() for attempt in attempts]


@pytest.mark.parametrize("attempt", TRIES, ids=str)
def test_others_drafts_are_safe_and_own_ones_can_be_worked_on(world, attempt):
    if attempt.trashed:
        Post.objects.filter(published_at=None).update(trashed_at=timezone.now())
    before, own = state(world.foreign), state(world.own)
    is_ranked = attempt.who in PEOPLE
    for person in ("stranger", "staff", "author", "librarian"):
        response = world.ask(person, attempt, world.foreign)
        assert_safe(world, before, response, attempt)
        if person != "librarian":
            assert_unnamed(world, response)
        is_about_it = "{text}" in attempt.address and attempt.who == "author"
        is_due = is_ranked and person in PEOPLE and not reaches(person, attempt)
        if is_about_it or is_due:
            assert is_refused(response), f"{person}: {response.status_code}"
    if not is_ranked:
        return
    if reaches("author", attempt):
        response = assert_works(world, "author", attempt, world.own, own)
        assert_safe(world, before, response, attempt)
        assert_unnamed(world, response)
    person = "editor" if reaches("editor", attempt) else "superuser"
    assert_works(world, person, attempt, world.foreign, before)


def reaches(person: str, attempt: Try) -> bool:
    return PEOPLE.index(person) >= PEOPLE.index(attempt.who)


def assert_safe(world: World, before: Any, response: Any, attempt: Try) -> None:
    """Nothing of somebody else's draft was told or changed."""
    assert response.status_code != 500
    text = told(response)
    assert MARK not in text
    assert "zanzibar" not in text or "{slug}" in attempt.address
    assert state(world.foreign) == before


def assert_unnamed(world: World, response: Any) -> None:
    """Nothing was told of what only that draft uses, except what was sent along."""
    sent = world.values["hidden upload address"]
    assert NAMED.lower() not in told(response).replace(sent, "").lower()


def assert_works(
    world: World, person: str, attempt: Try, article: Post, before: Any
) -> Any:
    """It is allowed, and changes what it should change."""
    response = world.ask(person, attempt, article)
    assert not is_refused(response), f"{person}: {response.status_code}"
    if attempt.changes:
        assert state(article) != before, f"{person} changed nothing."
    return response


# Somebody who may view a text but not change it

# Every endpoint of the desk but those that are not asked about a text.
ABOUT_NO_TEXT = ("markdown/links/", "markdown/tags", "markdown/upload/")
ENDPOINTS = [
    route
    for route in routes(admin.site.urls[0])
    if route.startswith("markdown/") and not route.startswith(ABOUT_NO_TEXT)
]


@pytest.fixture
def viewed(world: World) -> World:
    """The world, and in it somebody who may view posts but change none."""
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


def test_whoever_may_only_view_a_text_sees_it(viewed):
    assert MARK in told(viewed.client("viewer").get(desk_of(viewed.foreign)))


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_whoever_may_only_view_a_text_is_refused_by_every_endpoint(viewed, endpoint):
    address = f"/admin/{endpoint}?model=post&object={viewed.foreign.pk}"
    sent = TYPED | {"session": str(uuid4()), "sequence": "1"}
    before = state(viewed.foreign)
    for person, refused in (("viewer", True), ("editor", False)):
        client = viewed.client(person)
        answers = client.get(address), client.post(address, sent)
        statuses = {answer.status_code for answer in answers} - {405}
        assert (statuses == {403}) == refused, (person, statuses)
        if refused:
            assert MARK not in "".join(map(told, answers))
            assert state(viewed.foreign) == before


@pytest.mark.parametrize("trashed", [False, True])
def test_whoever_may_only_view_a_text_cannot_change_it(viewed, trashed):
    Post.objects.filter(published_at=None).update(
        trashed_at=timezone.now() if trashed else None
    )
    before = state(viewed.foreign)
    for attempt in TRIES:
        if attempt.changes and attempt.trashed == trashed:
            viewed.ask("viewer", attempt, viewed.foreign)
            assert state(viewed.foreign) == before, str(attempt)
