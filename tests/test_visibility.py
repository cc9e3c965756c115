"""No draft, scheduled or unpublished text shows anywhere that the public can look."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from posts import urls
from posts.models import SiteSettings
from tests.support.factories import PAST, in_future, make_page, make_post

MARK = "Zanzibar"

# One with public posts, and the one in which only the hidden post is.
MONTHS = ("2024-03", "2019-01")

# Every public route, with the addresses to try. Those with "hidden" in them, and the
# year 2019, must not exist for the public.
ADDRESSES = {
    "": ["/"],
    "page/<number:page>/": ["/page/2/"],
    "posts/<word:slug>/": ["/posts/open/", "/posts/hidden/"],
    "tags/": ["/tags/"],
    "tags/<word:slug>/": ["/tags/shared/", "/tags/hidden-tag/"],
    "tags/<word:slug>/page/<number:page>/": [
        "/tags/shared/page/2/",
        "/tags/hidden-tag/page/2/",
    ],
    "authors/": ["/authors/"],
    "authors/<word:slug>/": ["/authors/open-author/", "/authors/hidden-author/"],
    "authors/<word:slug>/page/<number:page>/": [
        "/authors/open-author/page/2/",
        "/authors/hidden-author/page/2/",
    ],
    "archive/": ["/archive/"],
    "archive/<year:year>/": ["/archive/2024/", "/archive/2019/"],
    "sitemap.xml": ["/sitemap.xml"],
    "robots.txt": ["/robots.txt"],
    "favicon.ico": ["/favicon.ico"],
    "media/<path:name>": ["/media/hidden.png"],
    "subscribe/": ["/subscribe/"],
    # A link that leads there is another matter: tests/admin/desk/test_draft_links.py.
    "drafts/<str:token>/": ["/drafts/hidden/"],
    "<word:slug>/": ["/open-page/", "/hidden-page/"],
}
FEED_SUBJECTS = {
    "": [""],
    "tags/<word:slug>/": ["tags/shared/", "tags/hidden-tag/"],
    "authors/<word:slug>/": ["authors/open-author/", "authors/hidden-author/"],
}
for file in ("rss.xml", "atom.xml", "feed.json"):
    for route, subjects in FEED_SUBJECTS.items():
        ADDRESSES[f"{route}{file}"] = [f"/{it}{file}" for it in subjects]
        ADDRESSES[f"{route}feeds/<month:month>/{file}"] = [
            f"/{it}feeds/{month}/{file}" for it in subjects for month in MONTHS
        ]
STATES = ["draft", "scheduled", "unpublished"]


DATES = {"draft": None, "scheduled": in_future(), "unpublished": PAST}


@pytest.fixture
def site_with_hidden(db, request):
    """Two open posts, so that lists have a second page, and a hidden post and page."""
    site = SiteSettings.load()
    site.posts_per_page = 1
    site.save()
    make_post(title="First", slug="first", tags=("shared",), authors=("Open author",))
    make_post(title="Open", slug="open", tags=("shared",), authors=("Open author",))
    make_page(title="Open page", slug="open-page")
    hidden = make_post(
        title=f"{MARK} title",
        slug="hidden",
        summary=f"{MARK} summary",
        body=f"{MARK} body",
        tags=("shared", "hidden tag"),
        authors=("Open author", "Hidden author"),
        published_at=DATES[request.param],
    )
    page = make_page(
        title=f"{MARK} page",
        slug="hidden-page",
        body=MARK,
        published_at=DATES[request.param],
    )
    if request.param == "unpublished":
        for article in (hidden, page):
            article.published_at = None
            article.save()
    return hidden


def test_every_public_route_is_held_against_drafts():
    assert {str(pattern.pattern) for pattern in urls.urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("site_with_hidden", STATES, indirect=True)
@pytest.mark.parametrize("address", [a for some in ADDRESSES.values() for a in some])
def test_hidden_text_shows_nowhere(site_with_hidden, address, reader):
    response = reader.get(address)
    exists = not ("hidden" in address or "2019" in address)
    assert response.status_code in ({200, 302} if exists else {404, 410})
    shown = response.getvalue().decode()
    for trace in (MARK, "hidden", "Hidden"):
        assert trace not in shown.replace(address, "")


@pytest.mark.parametrize("site_with_hidden", STATES, indirect=True)
@pytest.mark.parametrize("address", ["/tags/", "/authors/"])
def test_counts_leave_hidden_posts_out(site_with_hidden, address, reader):
    [row] = reader.get(address).context["object_list"]
    assert row.count == 2


@pytest.mark.parametrize("site_with_hidden", ["draft"], indirect=True)
def test_neighbours_leave_hidden_posts_out(site_with_hidden, reader):
    context = reader.get("/posts/open/").context
    assert (context["older"].slug, context["newer"]) == ("first", None)


# Staff who may change a text see it at its own address, marked, and never from a cache.


def staff(*permissions: str, active: bool = True) -> Client:
    user = User.objects.create_user("staff", password="staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("site_with_hidden", ["draft", "scheduled"], indirect=True)
@pytest.mark.parametrize(
    ("address", "permission"),
    [("/posts/hidden/", "change_post"), ("/hidden-page/", "change_page")],
)
def test_staff_see_a_hidden_text_marked_and_uncached(
    site_with_hidden, address, permission
):
    response = staff(permission, "change_others_posts").get(address)
    shown = response.content.decode()
    assert response.status_code == 200
    assert MARK in shown
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "/change/" in shown


@pytest.mark.parametrize("site_with_hidden", ["draft"], indirect=True)
@pytest.mark.parametrize("permission", ["view_post", "change_post"])
def test_staff_who_may_not_change_this_very_draft_see_none(
    site_with_hidden, permission
):
    assert staff(permission).get("/posts/hidden/").status_code == 404


@pytest.mark.parametrize("site_with_hidden", ["draft"], indirect=True)
def test_a_draft_lists_nowhere_for_staff_either(site_with_hidden, editor):
    for address in ("/", "/tags/", "/rss.xml", "/sitemap.xml"):
        assert MARK not in editor.get(address).content.decode()


@pytest.mark.parametrize("site_with_hidden", ["draft"], indirect=True)
def test_a_stranger_cannot_tell_a_draft_from_nothing(site_with_hidden, reader):
    answers = [reader.get(f"/posts/{slug}/") for slug in ("hidden", "absent")]
    one, other = (dict(answer.headers) for answer in answers)
    assert one == other
    assert "Vary" not in one or "Cookie" not in one["Vary"]
