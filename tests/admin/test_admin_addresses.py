"""Every address of the admin, tried by everybody who should not get there.

An author can neither see, preview, change, publish, delete nor learn the title of
somebody else's draft, at any address and by whatever is sent to it.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.urls import URLResolver
from django.utils import timezone

from posts.models import Post
from posts.models.permissions import OTHERS_CODE
from posts.models.site_settings import ROW
from tests.support.accounts import (
    MARK,
    PEOPLE,
    SOUGHT,
    TYPED,
    Try,
    World,
    is_refused,
    make_world,
    state,
    told,
)
from tests.support.desk_form import desk_of

pytestmark = pytest.mark.django_db


def post(address: str, who: str, changes: bool = False, **data: Any) -> Try:
    return Try(address, who, data, changes)


def trashed(attempt: Try) -> Try:
    attempt.trashed = True
    return attempt


def desk(name: str, **data: Any) -> list[Try]:
    """Return what the desk asks of an endpoint, of a draft and of what is new."""
    path = f"markdown/{name}/?model="
    return [
        post(f"{path}post&object={{text}}", "author", **data),
        post(f"{path}post", "author", **data),
        post(f"{path}page&object={{page}}", "editor", **data),
        post(f"{path}page", "editor", **data),
    ]


def plain(model: str, who: str, key: str) -> dict[str, list[Try]]:
    """Return a model's six routes, where Django's permissions are the whole rule."""
    path = f"{model}/"
    one = f"{path}<path:object_id>/"
    return {
        path: [Try(path, who), post(path, who, action="delete_selected", index="0")],
        f"{path}add/": [Try(f"{path}add/", who), post(f"{path}add/", who)],
        f"{one}history/": [Try(f"{path}{key}/history/", who)],
        f"{one}delete/": [Try(f"{path}{key}/delete/", who)],
        f"{one}change/": [
            Try(f"{path}{key}/change/", who),
            post(f"{path}{key}/change/", who),
        ],
        one: [Try(f"{path}{key}/", "staff")],
    }


def chosen(action: str, changes: bool = True, **more: str) -> Try:
    """Return what a list of posts sends."""
    keys = ["{text}"]
    sent = {"action": action, "_selected_action": keys, **more}
    return post("posts/post/", "author", changes, **sent)


TEXT = "posts/post/{text}/"
DRAFT_LINK = "markdown/draft_link/?model=post&object={text}"
PAGE = "posts/page/{page}/"
HISTORY = "<int:pk>/history/"

# Every route of the admin, and what is tried there. A route that is missing here fails
# the first test: add a line that says who may use it.
ROUTES: dict[str, list[Try]] = {
    "": [Try("", "staff")],
    "login/": [Try("login/", "anybody")],
    "logout/": [post("logout/", "anybody")],
    "password_change/": [Try("password_change/", "staff")],
    "password_change/done/": [Try("password_change/done/", "staff")],
    "jsi18n/": [Try("jsi18n/", "staff")],
    "^(?P<app_label>posts|auth)/$": [
        Try("posts/", "author"),
        Try("auth/", "superuser"),
    ],
    "(?P<url>.*)$": [Try("zanz", "nobody")],
    "autocomplete/": [
        Try(
            "autocomplete/?app_label=posts&model_name=authorship&field_name=post"
            f"&term={SOUGHT}",
            "author",
        ),
    ],
    "r/<path:content_type_id>/<path:object_id>/": [
        Try("r/{post type}/{text}/", "author"),
        Try("r/{page type}/{page}/", "editor"),
        *(Try(f"r/{it}/", "nobody") for it in ("{user type}/1", "0/1", "x/y")),
    ],
    # The desk
    "markdown/preview/": desk("preview", **TYPED),
    "markdown/autosave/": desk("autosave", session="{new}", sequence="1", **TYPED),
    "markdown/discard_autosave/": desk("discard_autosave", session="{new}"),
    "markdown/draft_link/": [
        post("markdown/draft_link/?model=post&object={text}", "author", True),
        post(
            "markdown/draft_link/?model=post&object={text}", "author", revoke="{link}"
        ),
    ],
    "markdown/recovery/": [
        Try("markdown/recovery/?model=post&object={text}", "author"),
        Try("markdown/recovery/?model=post", "author"),
        Try("markdown/recovery/?model=page&object={page}", "editor"),
    ],
    "markdown/links/": [
        Try(f"markdown/links/?q={SOUGHT}", "author"),
        Try("markdown/links/?address=/posts/{slug}/", "author"),
    ],
    "markdown/tags/": [Try(f"markdown/tags/?start={SOUGHT}", "author")],
    "markdown/tags_similar/": [Try(f"markdown/tags_similar/?line={SOUGHT}", "author")],
    # Uploads
    "markdown/upload/": [post("markdown/upload/", "anybody")],
    "markdown/upload/<int:pk>/describe/": [
        post("markdown/upload/{upload}/describe/", "author", alt="Words")
    ],
    "markdown/upload/<int:pk>/discard/": [
        post("markdown/upload/{upload}/discard/", "author")
    ],
    **plain("posts/upload", "author", "{upload}"),
    # Posts
    "posts/post/": [
        Try("posts/post/", "author"),
        Try(f"posts/post/?q={SOUGHT}", "author"),
        Try("posts/post/?state=draft&o=1", "author"),
        Try("posts/post/?owner__username=bob", "anybody"),
        trashed(Try("posts/post/?state=trash", "author")),
        chosen("publish"),
        chosen("publish", select_across="1"),
        chosen("unpublish", changes=False),
        chosen("trash"),
        chosen("delete_selected", changes=False),
        *(
            trashed(post("posts/post/?state=trash", "author", True, **attempt.data))
            for attempt in (chosen("restore"), chosen("delete_for_good"))
            if attempt.data
        ),
    ],
    "posts/post/add/": [Try("posts/post/add/", "author")],
    "posts/post/<path:object_id>/history/": [Try(f"{TEXT}history/", "author")],
    "posts/post/<path:object_id>/delete/": [
        Try(f"{TEXT}delete/", "author"),
        post(f"{TEXT}delete/", "author", True),
        trashed(post(f"{TEXT}delete/", "author", True)),
    ],
    "posts/post/<path:object_id>/change/": [
        Try(f"{TEXT}change/", "author"),
        Try(f"{TEXT}change/?autosave={{session}}", "author"),
        Try("posts/post/{slug}/change/?_to_field=slug", "nobody"),
        trashed(Try(f"{TEXT}change/", "author")),
        *(
            post(f"{TEXT}change/", "author", button == "save", **{f"_{button}": ""})
            for button in ("save", "publish", "merge", "mine")
        ),
    ],
    "posts/post/<path:object_id>/": [Try(TEXT, "staff")],
    f"posts/post/{HISTORY}compare/": [
        Try(f"{TEXT}history/compare/", "author"),
        Try(f"{TEXT}history/compare/?from=1&to=now", "author"),
    ],
    f"posts/post/{HISTORY}<int:number>/": [Try(f"{TEXT}history/1/", "author")],
    f"posts/post/{HISTORY}unsaved/<uuid:session>/": [
        Try(f"{TEXT}history/unsaved/{{autosave}}/", "author"),
    ],
    f"posts/post/{HISTORY}<int:number>/restore/": [
        post(f"{TEXT}history/1/restore/", "author", True, seen="{digest}"),
    ],
    "posts/post/<int:pk>/versions/<int:number>/": [Try(f"{TEXT}versions/1/", "author")],
    "posts/post/trash/restore/": [
        trashed(post("posts/post/trash/restore/", "author", True, texts="{text}"))
    ],
    "posts/post/trash/empty/": [
        trashed(Try("posts/post/trash/empty/", "author")),
        trashed(post("posts/post/trash/empty/", "author", True)),
    ],
    # Pages
    **plain("posts/page", "editor", "{page}"),
    f"posts/page/{HISTORY}compare/": [Try(f"{PAGE}history/compare/", "editor")],
    f"posts/page/{HISTORY}<int:number>/": [Try(f"{PAGE}history/1/", "nobody")],
    f"posts/page/{HISTORY}unsaved/<uuid:session>/": [
        Try(f"{PAGE}history/unsaved/{{session}}/", "nobody"),
    ],
    f"posts/page/{HISTORY}<int:number>/restore/": [
        post(f"{PAGE}history/1/restore/", "nobody"),
    ],
    "posts/page/<int:pk>/versions/<int:number>/": [Try(f"{PAGE}versions/1/", "nobody")],
    "posts/page/trash/restore/": [
        post("posts/page/trash/restore/", "editor", texts="{text},{page}")
    ],
    "posts/page/trash/empty/": [Try("posts/page/trash/empty/", "editor")],
    # Tags
    **plain("posts/tag", "editor", "{tag}"),
    "posts/tag/<int:pk>/rename/": [Try("posts/tag/{tag}/rename/?name=x", "editor")],
    "posts/tag/merge/": [Try("posts/tag/merge/?tags={tag}&name=x", "editor")],
    "posts/tag/remove/": [Try("posts/tag/remove/?tags={tag}", "editor")],
    "posts/tag/similar/": [Try("posts/tag/similar/", "editor")],
    "posts/tag/changes/": [Try("posts/tag/changes/", "editor")],
    # Everything else
    **plain("posts/author", "editor", "{author}"),
    **plain("posts/redirect", "editor", "{redirect}"),
    **plain("posts/sitesettings", "editor", str(ROW)),
    "posts/sitesettings/": [Try("posts/sitesettings/", "staff")],
    "posts/sitesettings/add/": [Try("posts/sitesettings/add/", "nobody")],
    "posts/sitesettings/<path:object_id>/delete/": [
        Try(f"posts/sitesettings/{ROW}/delete/", "nobody")
    ],
    **plain("auth/user", "superuser", "{user}"),
    "auth/user/<id>/password/": [Try("auth/user/{user}/password/", "superuser")],
    **plain("auth/group", "superuser", "{group}"),
}


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
        " Add a line for each to ROUTES in tests/admin/test_admin_addresses.py."
    )
    assert not gone, f"These addresses are no more; take them out of ROUTES: {gone}."


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world, made once; what a test changes in it is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(once: World, db) -> World:
    return deepcopy(once)


TRIES = [attempt for attempts in ROUTES.values() for attempt in attempts]


@pytest.mark.parametrize("attempt", TRIES, ids=str)
def test_others_drafts_are_safe_and_own_ones_can_be_worked_on(world, attempt):
    if attempt.trashed:
        Post.objects.update(trashed_at=timezone.now())
    before, own = state(world.foreign), state(world.own)
    is_ranked = attempt.who in PEOPLE
    for person in ("stranger", "staff", "author", "librarian"):
        response = world.ask(person, attempt, world.foreign)
        assert_safe(world, before, response, attempt)
        is_about_it = "{text}" in attempt.address and attempt.who == "author"
        is_due = is_ranked and person in PEOPLE and not reaches(person, attempt)
        if is_about_it or is_due:
            assert is_refused(response), f"{person}: {response.status_code}"
    if not is_ranked:
        return
    if reaches("author", attempt):
        response = assert_works(world, "author", attempt, world.own, own)
        assert_safe(world, before, response, attempt)
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
    Post.objects.update(trashed_at=timezone.now() if trashed else None)
    before = state(viewed.foreign)
    for attempt in TRIES:
        if attempt.changes and attempt.trashed == trashed:
            viewed.ask("viewer", attempt, viewed.foreign)
            assert state(viewed.foreign) == before, str(attempt)
