"""History, trash and bulk actions as somebody at a browser meets them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect

from posts.models import Post, Revision
from posts.models.history.revision import record_save
from posts.models.publishing import trash
from tests.support.factories import make_post
from tests.support.page_checks import OVERFLOW, RULES
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "The first paragraph.\n\nA second one, which stays.\n\nThe third of them.\n"
HISTORY = "/admin/posts/post/1/history/"


@pytest.fixture
def post(db) -> Post:
    """A public post with a history of two saves."""
    post = make_post(pk=1, title="Of bees", body=BODY, tags=("insects",))
    Revision.objects.record_found(post)
    post.body = BODY.replace("first paragraph", "opening")
    post.save()
    record_save(post, "corrected", by=None, note="A better word.")
    return post


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, open_page, site) -> Page:
    """The browser of an editor who has signed in, also one without JavaScript."""
    return sign_in(open_page(java_script_enabled=request.param), site)


def read(post: Post, *, status: int = 200) -> str:
    """Return what a reader gets at a post's address."""
    answer = Client().get(post.get_absolute_url())
    assert answer.status_code == status
    return answer.content.decode()


def check(page: Page) -> None:
    """Fail on what the accessibility guidelines forbid, and on scrolling sideways."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(OVERFLOW) <= 0
    page.set_viewport_size({"width": 1280, "height": 720})


def test_save_at_the_desk_shows_in_the_history_with_its_difference(
    post, open_page, site
):
    page = sign_in(open_page(), site)
    page.goto(f"{site}/admin/posts/post/1/change/")
    body = page.locator("#id_body")
    body.fill(body.input_value().replace("which stays", "which goes"))
    page.get_by_role("button", name="Save as a correction").click()
    expect(page.get_by_text("Saved as a correction.")).to_be_visible()
    page.goto(site + HISTORY)
    newest = page.locator(".history > li").first
    expect(newest).to_contain_text("Corrected")
    expect(newest).to_contain_text("+1 −1 words")
    expect(newest).to_contain_text("editor")
    newest.get_by_role("link", name="What changed").click()
    expect(page.locator(".difference del")).to_contain_text("stays")
    expect(page.locator(".difference ins")).to_contain_text("goes")
    expect(page.locator(".difference")).not_to_contain_text("insects")


def test_difference_is_marked_by_more_than_colour(post, open_page, site):
    page = sign_in(open_page(), site)
    page.goto(f"{site}{HISTORY}compare/")
    line = page.locator(".difference-changed")
    expect(line.locator(".difference-marker")).to_have_text("±")
    decoration = "(e) => getComputedStyle(e).textDecorationLine"
    assert line.locator("ins").evaluate(decoration) == "underline"
    assert line.locator("del").evaluate(decoration) == "line-through"
    expect(line).to_have_text(
        re.compile(r"removed: first paragraph.*added: opening", re.S)
    )


def test_restore_and_its_undo_are_one_click_each(post, page, site):
    page.goto(site + HISTORY)
    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.get_by_text("Revision 1 was restored.")).to_be_visible()
    assert "The first paragraph." in read(post)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Revision 2 was restored.")).to_be_visible()
    assert "The opening." in read(post)


def test_restoring_a_page_that_is_out_of_date_is_refused(post, page, site):
    page.goto(site + HISTORY)
    post.title = "Of wasps"
    post.save()
    record_save(post, "corrected", by=None)
    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.get_by_text("somebody has saved this text since")).to_be_visible()
    expect(page.locator(".history > li").first).to_contain_text("title")


def test_trash_and_its_undo_are_at_hand(post, page, site):
    page.goto(f"{site}/admin/posts/post/1/delete/")
    expect(page.get_by_text("Readers will get “gone”")).to_be_visible()
    page.get_by_role("button", name="Move it to the trash").click()
    expect(page.get_by_text("“Of bees” moved to the trash.")).to_be_visible()
    expect(page.get_by_role("link", name="Trash (1)")).to_be_visible()
    assert read(post, status=410)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("“Of bees” restored from the trash.")).to_be_visible()
    assert read(post)


def test_trash_is_looked_into_and_emptied(post, page, site):
    trash(post, by=None)
    page.goto(f"{site}/admin/posts/post/")
    page.get_by_role("link", name="Trash (1)").click()
    page.get_by_role("link", name="Of bees").click()
    expect(page.get_by_role("button", name="Restore it from the trash")).to_be_visible()
    page.get_by_role("link", name="In the trash").click()
    page.get_by_role("link", name="Empty the trash").click()
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("“Of bees” deleted for good.")).to_be_visible()
    assert not Post.objects.exists()


def test_many_are_published_after_a_page_that_asks(page, site):
    for title in ("Of ants", "Of moths"):
        make_post(title=title, published_at=None)
    make_post(title="Of bees")
    page.goto(f"{site}/admin/posts/post/")
    for box in page.locator("input.action-select").all():
        box.check()
    page.get_by_label("Action:").select_option("publish")
    page.locator("#changelist-form").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Publish 2 posts?")).to_be_visible()
    expect(page.get_by_text("1 is already public")).to_be_visible()
    assert Post.objects.published().count() == 1
    page.get_by_role("button", name="Publish 2 posts").click()
    expect(page.get_by_text("2 posts published. 1 left out.")).to_be_visible()
    assert Post.objects.published().count() == 3


def test_leaving_everything_as_it_is_leads_back_to_the_list(post, page, site):
    page.goto(f"{site}/admin/posts/post/1/delete/")
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(f"{site}/admin/posts/post/1/change/")
    post.refresh_from_db()
    assert post.is_published


def test_pages_are_accessible_narrow_and_dark(post, open_page, site):
    page = sign_in(open_page(), site)
    trash(make_post(pk=2, title="Of wasps"), by=User.objects.get())
    for path in (
        "1/history/",
        "1/history/compare/",
        "1/history/compare/?from=1&to=now",
        "1/history/1/",
        "1/versions/1/",
        "1/delete/",
        "2/change/",
        "2/delete/",
        "2/history/",
        "?state=trash",
        "trash/empty/",
    ):
        page.goto(f"{site}/admin/posts/post/{path}")
        expect(page.locator("h1")).to_have_count(1)
        check(page)
