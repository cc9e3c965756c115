"""The Markdown field in a real browser: preview, keys, images, and nothing lost."""

import re
from base64 import b64encode

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, Route, expect

from posts.models import Image, Post

from .factories import make_page, make_post
from .test_uploads import drawing, encoded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Gives the field a file as if it came from the clipboard.
PASTE = """
(area, [name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  area.focus();
  area.dispatchEvent(new ClipboardEvent("paste", {
    clipboardData: transfer, bubbles: true, cancelable: true,
  }));
}
"""


@pytest.fixture
def site(request, _plain_storages) -> str:
    """The address of a server that starts only when the settings are the tests'."""
    return request.getfixturevalue("live_server").url


def sign_in(page: Page, site: str) -> Page:
    user = User.objects.create_superuser("editor", "e@essays.example", "editor")
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return page


@pytest.fixture
def desk(page: Page, site) -> Page:
    """The form for a new post, in the browser of an editor who has signed in."""
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    expect(preview(page)).to_contain_text("What you write appears here.")
    return page


def text(page: Page):
    return page.get_by_label("Text:")


def preview(page: Page):
    return page.locator("[data-preview]")


def paste(page: Page, data: bytes, name: str = "plot.png", kind: str = "image/png"):
    text(page).evaluate(PASTE, [name, kind, b64encode(data).decode()])


def forgive(page: Page, problem: str) -> None:
    """Take a problem that the test has provoked out of those that fail it."""
    problems = page.watch.problems
    assert [found for found in problems if problem in found]
    problems[:] = [found for found in problems if problem not in found]


def test_preview_follows_the_keys(desk):
    desk.get_by_label("Title:").fill("About $x^2$")
    text(desk).press_sequentially("Some *words*.")
    expect(preview(desk).locator("em")).to_have_text("words")
    expect(preview(desk).locator("h1 math")).to_be_attached()
    text(desk).press_sequentially(" More.")
    expect(preview(desk)).to_contain_text("words. More.")


def test_preview_looks_like_the_page_and_not_like_the_admin(desk, site):
    text(desk).fill("A paragraph.\n\n> A quotation.")
    quotation = preview(desk).locator("blockquote")
    expect(quotation).to_be_visible()
    style = "(e) => [getComputedStyle(e).fontFamily, getComputedStyle(e).color]"
    here = quotation.evaluate(style)
    post = make_post(body="> A quotation.", summary="Short.")
    desk.goto(site + post.get_absolute_url())
    assert desk.locator(".prose blockquote").evaluate(style) == here


def test_late_answer_never_replaces_a_newer_one(desk):
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    desk.route("**/markdown/preview/", hold_the_first)
    text(desk).fill("First.")
    desk.wait_for_timeout(600)
    text(desk).fill("Second.")
    desk.wait_for_timeout(600)
    held[0].continue_()
    expect(preview(desk)).to_contain_text("Second.")
    desk.wait_for_timeout(300)
    expect(preview(desk)).to_contain_text("Second.")


def test_lost_server_is_told_beside_the_text_which_stays(desk):
    desk.route("**/markdown/preview/", lambda route: route.abort())
    text(desk).fill("Precious.")
    expect(desk.get_by_text("The preview does not answer")).to_be_visible()
    expect(text(desk)).to_have_value("Precious.")
    forgive(desk, "markdown/preview")
    desk.unroute("**/markdown/preview/")
    text(desk).press_sequentially(" Again.")
    expect(preview(desk)).to_contain_text("Precious. Again.")
    expect(desk.get_by_text("The preview does not answer")).to_have_count(0)


def test_ended_session_is_told_and_the_text_stays(desk):
    desk.context.clear_cookies()
    text(desk).fill("Precious.")
    expect(desk.locator("[data-preview-error]")).to_have_text(
        re.compile("signed out|403")
    )
    expect(text(desk)).to_have_value("Precious.")
    desk.watch.problems.clear()


def test_problem_leads_to_its_line(desk):
    text(desk).fill("One.\n\nTwo $\\nonsense{x}$.\n\nThree.")
    preview(desk).get_by_role("button", name="Line 3").click()
    expect(text(desk)).to_be_focused()
    chosen = "(a) => a.value.slice(a.selectionStart, a.selectionEnd)"
    assert text(desk).evaluate(chosen) == "Two $\\nonsense{x}$."


def test_links_in_the_preview_do_not_leave_the_text(desk):
    text(desk).fill("A note.[^1] [Away](/admin/).\n\n[^1]: Its text.")
    address = desk.url
    preview(desk).locator("sup a").first.click()
    with desk.context.expect_page() as opened:
        preview(desk).get_by_role("link", name="Away").click()
    opened.value.close()
    assert desk.url == address
    expect(text(desk)).to_have_value(re.compile("A note"))


def test_tab_leaves_the_field_and_writes_nothing(desk):
    text(desk).fill("Text")
    text(desk).press("Tab")
    expect(text(desk)).not_to_be_focused()
    expect(text(desk)).to_have_value("Text")


@pytest.mark.parametrize("key", ["Control+d", "Control+[", "Control+]"])
def test_shortcuts_of_the_browser_are_left_alone(desk, key):
    text(desk).fill("one\ntwo")
    text(desk).press(key)
    expect(text(desk)).to_have_value("one\ntwo")


def test_pasted_image_is_described_uploaded_and_shown(desk):
    text(desk).fill("Before. After.")
    text(desk).evaluate("(area) => area.setSelectionRange(8, 8)")
    paste(desk, encoded(drawing(), "PNG"))
    words = desk.get_by_label("What does plot.png show?")
    expect(words).to_be_focused()
    words.fill("A [plot]")
    words.press("Enter")
    expect(text(desk)).to_have_value(
        re.compile(
            r"^Before\. !\[A \\\[plot\\\]\]\(/media/images/\d+/plot-\w+\.png\)After"
        )
    )
    expect(preview(desk).locator('img[alt="A [plot]"]')).to_be_visible()
    expect(words).to_be_hidden()
    assert desk.url.endswith("/add/")
    assert Image.objects.count() == 1
    text(desk).press("Control+z")
    expect(text(desk)).to_have_value("Before. After.")


def test_chosen_images_are_asked_for_one_by_one(desk):
    files = [
        {
            "name": f"{mode}.png",
            "mimeType": "image/png",
            "buffer": encoded(image, "PNG"),
        }
        for mode, image in (("RGB", drawing()), ("L", drawing("L")))
    ]
    desk.get_by_label("Add an image", exact=True).set_input_files(files)
    for name in ("RGB.png", "L.png"):
        desk.get_by_label(f"What does {name} show?").fill("A plot")
        desk.get_by_role("button", name="Insert").click()
    expect(text(desk)).to_have_value(re.compile(r"rgb-.*!\[A plot\].*l-", re.S))


def test_dropped_image_is_asked_for(desk):
    drop = PASTE.replace('ClipboardEvent("paste"', 'DragEvent("drop"')
    drop = drop.replace("clipboardData", "dataTransfer")
    content = b64encode(encoded(drawing(), "PNG")).decode()
    text(desk).evaluate(drop, ["plot.png", "image/png", content])
    expect(desk.get_by_label("What does plot.png show?")).to_be_focused()


def test_refused_image_is_a_sentence_and_the_text_is_untouched(desk):
    text(desk).fill("Precious.")
    paste(desk, b"<script>alert(1)</script>", "evil.png")
    words = desk.get_by_label("What does evil.png show?")
    words.fill("A plot")
    words.press("Enter")
    expect(desk.get_by_role("alert")).to_have_text(re.compile("no image that browsers"))
    expect(text(desk)).to_have_value("Precious.")
    forgive(desk, "status 400")
    words.press("Escape")
    expect(words).to_be_hidden()
    expect(text(desk)).to_be_focused()
    assert not Image.objects.exists()


def test_missing_words_are_asked_for(desk):
    paste(desk, encoded(drawing(), "PNG"))
    desk.get_by_role("button", name="Insert").click()
    expect(desk.get_by_role("alert")).to_have_text(re.compile("Say in words"))
    expect(text(desk)).to_have_value("")
    forgive(desk, "status 400")


def test_pasted_text_stays_text(desk):
    with_text = PASTE.replace(
        "area.focus();", 'transfer.setData("text/plain", "Words");'
    )
    content = b64encode(encoded(drawing(), "PNG")).decode()
    text(desk).evaluate(with_text, ["copy.png", "image/png", content])
    expect(desk.get_by_label("What does copy.png show?")).to_be_hidden()


def test_saving_works_without_javascript(open_page, site):
    page = sign_in(open_page(java_script_enabled=False), site)
    page.goto(f"{site}/admin/posts/post/add/")
    page.get_by_label("Title:").fill("Plain")
    page.get_by_label("Text:").fill("  Words.\n")
    expect(page.get_by_label("Preview")).to_be_hidden()
    expect(page.get_by_text("Add an image")).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Post.objects.get().body == "  Words.\n"


def test_no_page_of_the_admin_complains(page, site):
    """The fixture fails on errors, warnings, and what the policy refuses."""
    sign_in(page, site)
    post, about = make_post(tags=("x",), authors=("Ada",)), make_page()
    for path in (
        "",
        "posts/post/",
        f"posts/post/{post.pk}/change/",
        f"posts/post/{post.pk}/history/",
        "posts/page/",
        f"posts/page/{about.pk}/change/",
        "posts/tag/",
        "posts/image/",
        "posts/image/add/",
        "posts/sitesettings/",
        "auth/user/",
        "password_change/",
    ):
        page.goto(f"{site}/admin/{path}")
        expect(page.locator("h1, h2").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_desk_never_scrolls_sideways(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    text(desk).fill("A long line: " + "word " * 50 + "\n\n    " + "x" * 300)
    expect(preview(desk)).to_contain_text("A long line")
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert desk.evaluate(overflow) <= 0
    beside = text(desk).bounding_box()["x"] < preview(desk).bounding_box()["x"] - 100
    assert beside == (width >= 1100)
