"""Saving in place, in a real browser: the page stays, with its caret and its undo."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from posts.models import Post, Revision
from tests.support.factories import make_post
from tests.support.signed_in import forgive, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "\n\n".join(f"Paragraph {number}. " + "Words. " * 30 for number in range(60))
ON_THE_SITE = "See it on the site"


@pytest.fixture
def open_desk(page: Page, site):
    """Open the desk of a new post with these fields, signed in as an editor."""

    def open_it(**fields) -> tuple[Page, Post]:
        post = make_post(**fields)
        sign_in(page, site)
        page.goto(f"{site}/admin/posts/post/{post.pk}/change/")
        page.evaluate("window.isTheSamePage = true")
        return page, post

    return open_it


def body(page: Page):
    return page.locator("#id_body")


def status(page: Page):
    return page.locator("[data-autosave-status]")


def is_the_same_page(page: Page) -> bool:
    return page.evaluate("window.isTheSamePage === true")


def test_caret_scroll_and_undo_survive_a_save(open_desk):
    page, post = open_desk(body=LONG)
    body(page).focus()
    place = LONG.index("Paragraph 30.")
    body(page).evaluate("(area, at) => area.setSelectionRange(at, at)", place)
    page.keyboard.type("New. ")
    caret = body(page).evaluate("(area) => area.selectionStart")
    body(page).evaluate("(area) => area.scrollTop = 700")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved as a correction.")
    assert is_the_same_page(page)
    post.refresh_from_db()
    assert "New. Paragraph 30." in post.body
    assert body(page).evaluate("(area) => area.selectionStart") == caret == place + 5
    assert body(page).evaluate("(area) => area.scrollTop") == 700
    page.keyboard.press("Control+z")
    expect(body(page)).not_to_have_value(re.compile("New"))
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved as a correction.")


def test_every_save_is_an_entry_and_none_conflicts(open_desk):
    page, post = open_desk(body="One.")
    for word in ("Two.", "Three.", "Four."):
        body(page).fill(word)
        page.keyboard.press("Control+s")
        expect(status(page)).to_contain_text("Saved as a correction.")
        expect(body(page)).to_have_value(word)
        post.refresh_from_db()
        assert post.body == word
    saved = Revision.objects.of(post).filter(action="corrected")
    assert [revision.state["body"] for revision in saved] == ["Four.", "Three.", "Two."]


def test_saved_page_leads_to_the_site_and_fields_are_tidied(open_desk):
    page, post = open_desk(slug="old", published_at=None)
    page.locator("#id_title").fill("  Two   spaces ")
    page.get_by_text("Address").first.click()
    page.locator("#id_slug").fill("")
    body(page).fill("Words.")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved as a draft.")
    expect(page.locator("#id_title")).to_have_value("Two spaces")
    expect(page.locator("#id_slug")).to_have_value("two-spaces")
    expect(page.locator("[data-public]")).to_have_attribute(
        "href", "/posts/two-spaces/"
    )
    body(page).fill("More words.")
    page.keyboard.press("Control+s")
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "false")
    post.refresh_from_db()
    assert (post.title, post.slug, post.body) == (
        "Two spaces",
        "two-spaces",
        "More words.",
    )


def test_saved_sentence_leads_to_the_public_page(open_desk):
    page, _ = open_desk()
    body(page).fill("Words.")
    page.keyboard.press("Control+s")
    status(page).get_by_role("link", name=ON_THE_SITE).click()
    expect(page.locator("article")).to_contain_text("Words.")


def test_similar_tag_is_pointed_out_in_place(open_desk):
    page, _ = open_desk(tags=("neural networks",))
    page.get_by_text("Summary, tags, authors").click()
    page.locator("#id_tags").fill("neural-network")
    body(page).focus()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-warnings]")).to_contain_text("similar to")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-warnings]")).to_be_empty()


def test_refused_save_shows_what_is_wrong_and_every_word(open_desk):
    page, post = open_desk(slug="mine")
    make_post(slug="taken")
    page.get_by_text("Address").first.click()
    page.locator("#id_slug").fill("taken")
    body(page).fill("Not lost.")
    page.keyboard.press("Control+s")
    expect(page.locator(".errornote")).to_contain_text("Not saved")
    expect(body(page)).to_have_value("Not lost.")
    page.locator("#id_slug").fill("mine")
    page.locator("[data-save]").click()
    expect(page.get_by_text("Saved as a correction.")).to_be_visible()
    post.refresh_from_db()
    assert post.body == "Not lost."


def test_server_that_fails_leaves_the_page_and_says_so(open_desk):
    page, post = open_desk(body="Old.")
    page.route("**/change/", lambda route: route.fulfill(status=503, body="Down"))
    body(page).fill("New.")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Not saved.")
    assert is_the_same_page(page)
    forgive(page, "change")
    page.unroute("**/change/")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved as a correction.")
    post.refresh_from_db()
    assert post.body == "New."


def test_key_held_or_pressed_twice_saves_what_is_there_last(open_desk):
    page, post = open_desk(body="Old.")
    waiting = hold_first(page, "**/change/")
    body(page).fill("First.")
    page.keyboard.press("Control+s")
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "true")
    body(page).fill("Second.")
    page.keyboard.press("Control+s")
    page.keyboard.press("Control+s")
    waiting[0].continue_()
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "false")
    expect(status(page)).to_contain_text("Saved as a correction.")
    post.refresh_from_db()
    assert post.body == "Second."
    assert Revision.objects.of(post).filter(action="corrected").count() == 2


def test_field_that_changed_while_it_was_saved_is_not_tidied(open_desk):
    page, _ = open_desk(title="Old")
    waiting = hold_first(page, "**/change/")
    page.locator("#id_title").fill("  Two   spaces ")
    page.keyboard.press("Control+s")
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "true")
    page.locator("#id_title").fill("Three words")
    body(page).focus()
    waiting[0].continue_()
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#id_title")).to_have_value("Three words")


def test_words_typed_while_others_are_saved_are_autosaved(open_desk):
    page, _ = open_desk(body="Old.")
    waiting = hold_first(page, "**/change/")
    body(page).fill("First.")
    page.keyboard.press("Control+s")
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "true")
    body(page).fill("Second.")
    waiting[0].continue_()
    expect(page.locator(".desk-form")).to_have_attribute("aria-busy", "false")
    page.reload()
    expect(page.locator("[data-recovery]")).to_contain_text("Second")


def test_first_save_of_a_text_comes_back_to_where_one_was(page, site):
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    page.locator("#id_title").fill("New")
    body(page).fill(LONG)
    place = LONG.index("Paragraph 30.")
    body(page).evaluate("(area, at) => area.setSelectionRange(at, at)", place)
    body(page).evaluate("(area) => area.scrollTop = 700")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(body(page)).to_be_focused()
    assert body(page).evaluate("(area) => area.selectionStart") == place
    assert body(page).evaluate("(area) => area.scrollTop") == 700
    page.goto(f"{site}/admin/posts/post/add/")
    assert body(page).evaluate("(area) => area.scrollTop") == 0


def hold_first(page: Page, pattern: str) -> list[Route]:
    """Let the first request to such an address wait, until it is continued."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if waiting:
            route.continue_()
        else:
            waiting.append(route)

    page.route(pattern, hold)
    return waiting


def test_saving_again_after_a_lost_answer_is_no_conflict(open_desk):
    page, post = open_desk(body="Old.")
    lost: list[Route] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route)
        route.fetch()
        return route.abort()

    page.route("**/change/", lose_the_first)
    body(page).fill("First.")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Not saved.")
    forgive(page, "change")
    body(page).press("End")
    page.keyboard.type("!")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved as a correction.")
    post.refresh_from_db()
    assert post.body == "First.!"


def test_another_button_while_a_save_is_on_its_way_is_no_conflict(open_desk):
    page, post = open_desk(published_at=None, summary="A summary.", body="Old.")
    waiting = hold_first(page, "**/change/")
    body(page).fill("New.")
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saving")
    page.locator("[data-publish]").click()
    waiting[0].fetch()  # the server saves, and its answer is not heard
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published.")).to_be_visible()
    post.refresh_from_db()
    assert (post.body, post.is_published) == ("New.", True)


def test_answer_to_an_autosave_that_comes_after_the_save_changes_nothing(open_desk):
    page, post = open_desk(body="Old.")
    waiting = hold_first(page, "**/markdown/autosave/**")
    body(page).fill("New.")
    page.wait_for_timeout(2_000)
    assert waiting
    page.keyboard.press("Control+s")
    expect(status(page)).to_contain_text("Saved as a correction.")
    with page.expect_response("**/markdown/autosave/**"):
        waiting[0].continue_()
    page.wait_for_timeout(2_500)
    expect(status(page)).to_contain_text("Saved as a correction.")
    page.reload()
    expect(page.locator("[data-recovery][aria-busy=false]")).to_be_attached()
    expect(page.locator(".desk-recovery")).to_have_count(0)
