"""The desk in a real browser: the preview is the page, follows, and keeps its place."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

from posts.models import Post
from tests.support.factories import make_page, make_post
from tests.support.signed_in import forgive, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LONG = "\n\n".join(f"Paragraph {number}. " + "Words. " * 30 for number in range(60))


@pytest.fixture
def desk(page: Page, site) -> Page:
    """The form for a new post, in the browser of an editor who has signed in."""
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    expect(preview(page).locator(".prose")).to_be_attached()
    return page


def open_post(page: Page, site: str, **fields) -> Post:
    """Open the desk of a stored post, and wait until its page is shown."""
    post = make_post(**fields)
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/{post.pk}/change/")
    expect(preview(page).locator("h1")).to_have_text(post.title)
    # Its style sheets move everything in it.
    wait_in_frame(page, "w.document.readyState === 'complete'")
    return post


def text(page: Page) -> Locator:
    return page.locator("#id_body")


def preview(page: Page) -> FrameLocator:
    return page.frame_locator("[data-preview-frame]")


# With the preview's window as `w`.
IN_FRAME = """
(script) => {
  const w = document.querySelector("[data-preview-frame]").contentWindow;
  return new Function("w", `return ${script}`)(w);
}
"""


def in_frame(page: Page, script: str):
    """Evaluate a script with the preview's window as `w`."""
    return page.evaluate(IN_FRAME, script)


def wait_in_frame(page: Page, script: str) -> None:
    """Wait until a script in the preview's window gives what is true."""
    for _ in range(100):
        if in_frame(page, script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Not true in the preview: {script}")


# The preview


def test_preview_follows_the_keys(desk):
    desk.get_by_label("Title:").fill("About $x^2$")
    text(desk).press_sequentially("Some *words*.")
    expect(preview(desk).locator("em")).to_have_text("words")
    expect(preview(desk).locator("h1 math")).to_be_attached()
    text(desk).press_sequentially(" More.")
    expect(preview(desk).locator(".prose")).to_contain_text("words. More.")


def test_preview_is_the_public_page_node_for_node(page, site, open_page):
    post = open_post(page, site, body="Old.", tags=("one",), authors=("Ada",))
    text(page).fill("A note,[^1] $x^2$.\n\n> [!NOTE]\n> Box\n\n[^1]: Its text.")
    expect(preview(page).locator(".prose")).to_contain_text("Its text.")
    shown = in_frame(page, "w.document.documentElement.outerHTML")
    page.locator("[data-save]").click()
    expect(page.get_by_text("Saved as a correction.")).to_be_visible()
    public = open_page(java_script_enabled=False)
    public.goto(site + post.get_absolute_url())
    assert public.locator("html").evaluate("(html) => html.outerHTML") == shown


def test_preview_is_styled_as_the_page(page, site):
    post = open_post(page, site, body="A paragraph.\n\n> A quotation.")
    style = "(e) => [getComputedStyle(e).fontFamily, getComputedStyle(e).color]"
    public = page.context.new_page()
    public.goto(site + post.get_absolute_url())
    family, colour = public.locator("blockquote").evaluate(style)
    quotation = preview(page).locator("blockquote")
    expect(quotation).to_have_css("font-family", family)
    expect(quotation).to_have_css("color", colour)


def test_preview_runs_no_script(desk):
    sandbox = desk.locator("[data-preview-frame]").get_attribute("sandbox")
    assert sandbox == "allow-same-origin"
    text(desk).fill("<script>parent.hacked = 1</script> <b onclick=x>Safe</b>")
    expect(preview(desk).locator("b")).to_have_text("Safe")
    assert desk.evaluate("window.hacked") is None
    assert "<script" not in in_frame(desk, "w.document.documentElement.outerHTML")


def test_preview_keeps_its_place_and_its_nodes(page, site):
    open_post(page, site, body=LONG)
    paragraph = "w.document.querySelectorAll('.prose > p')[40]"
    in_frame(page, f"{paragraph}.scrollIntoView()")
    in_frame(page, f"({paragraph}.mark = 'the same', 0)")
    before = in_frame(page, "w.scrollY")
    assert before > 1000
    text(page).press("Control+End")
    text(page).press_sequentially(" The end.")
    expect(preview(page).locator(".prose")).to_contain_text("The end.")
    assert in_frame(page, "w.scrollY") == before
    assert in_frame(page, f"{paragraph}.mark") == "the same"
    top = in_frame(page, f"{paragraph}.getBoundingClientRect().top")
    text(page).press("Control+Home")
    text(page).press_sequentially("A beginning.\n\n")
    expect(preview(page).locator(".prose > p").first).to_have_text("A beginning.")
    shifted = paragraph.replace("40", "41")
    assert in_frame(page, f"{shifted}.mark") == "the same"
    # The browser scrolls a frame later than it lays out.
    moved = f"{shifted}.getBoundingClientRect().top - {top}"
    wait_in_frame(page, f"Math.abs({moved}) < 3")


def test_late_answer_never_replaces_a_newer_one(desk):
    waiting: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if not waiting:
            waiting.append(route)
        else:
            route.continue_()

    desk.route("**/markdown/preview/**", hold_the_first)
    with desk.expect_request("**/markdown/preview/**"):
        text(desk).fill("First.")
    text(desk).fill("Second.")
    expect(preview(desk).locator(".prose")).to_contain_text("Second.")
    with desk.expect_response("**/markdown/preview/**"):
        waiting[0].continue_()
    desk.wait_for_timeout(300)
    expect(preview(desk).locator(".prose")).to_contain_text("Second.")


def test_lost_server_is_told_beside_the_page(desk):
    desk.route("**/markdown/preview/**", lambda route: route.abort())
    text(desk).fill("Precious.")
    expect(desk.locator("[data-preview-error]")).to_contain_text("does not answer")
    forgive(desk, "markdown/preview")
    desk.unroute("**/markdown/preview/**")
    text(desk).press_sequentially(" Again.")
    expect(preview(desk).locator(".prose")).to_contain_text("Precious. Again.")
    expect(desk.locator("[data-preview-error]")).to_be_empty()


def test_preview_comes_back_with_the_network(desk):
    desk.context.set_offline(True)
    text(desk).fill("Precious.")
    expect(desk.locator("[data-preview-error]")).to_contain_text("does not answer")
    desk.context.set_offline(False)
    expect(preview(desk).locator(".prose")).to_contain_text("Precious.")
    expect(desk.locator("[data-preview-error]")).to_be_empty()
    desk.watch.problems.clear()


def test_finding_leads_to_its_line(desk):
    text(desk).fill("One.\n\nTwo $\\nonsense{x}$.\n\nThree.")
    desk.locator("[data-publish]").click()
    desk.locator("[data-report]").get_by_role("link", name="Line 3").first.click()
    expect(text(desk)).to_be_focused()
    chosen = "(a) => a.value.slice(a.selectionStart, a.selectionEnd)"
    assert text(desk).evaluate(chosen) == "Two $\\nonsense{x}$."


def test_links_in_the_preview_do_not_leave_the_text(desk):
    text(desk).fill("A note.[^1] [Away](/admin/).\n\n[^1]: Its text.")
    expect(preview(desk).locator("sup a").first).to_be_visible()
    address = desk.url
    preview(desk).locator("sup a").first.click()
    with desk.context.expect_page() as opened:
        preview(desk).get_by_role("link", name="Away").click()
    opened.value.close()
    assert desk.url == address
    expect(preview(desk).locator(".prose")).to_contain_text("A note.")


# The form


def test_tab_leaves_the_field_and_writes_nothing(desk):
    text(desk).fill("Text")
    text(desk).press("Tab")
    expect(text(desk)).not_to_be_focused()
    expect(text(desk)).to_have_value("Text")


def test_everything_works_by_keyboard_alone(desk):
    desk.get_by_label("Title:").focus()
    desk.keyboard.type("By keyboard")
    text(desk).focus()
    desk.keyboard.type("Words.")
    expect(preview(desk).locator(".prose")).to_contain_text("Words.")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    text(desk).press("Control+Enter")
    expect(desk.get_by_role("button", name="Publish now")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="Publish now")).to_be_hidden()
    expect(desk.locator("[data-publish]")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Publish now").press("Enter")
    if desk.get_by_text("See the report first").count():
        desk.get_by_role("button", name="Publish now").press("Enter")
    expect(desk.get_by_text("Published.")).to_be_visible()
    assert Post.objects.get().is_published


def test_either_side_can_fill_the_screen(desk):
    page, area = desk.locator("[data-preview-frame]"), text(desk)
    desk.set_viewport_size({"width": 1400, "height": 900})
    desk.get_by_label("Text", exact=True).check()
    expect(page).to_be_hidden()
    desk.get_by_label("Page", exact=True).check()
    expect(area).to_be_hidden()
    assert page.bounding_box()["width"] > 1250
    desk.get_by_label("Both", exact=True).check()
    expect(area).to_be_visible()
    expect(page).to_be_visible()


def test_date_is_a_day_and_a_half_typed_one_publishes_nothing(desk):
    desk.get_by_label("Title:").fill("Of 2019")
    text(desk).fill("Some words.")
    desk.get_by_text("Publish…").click()
    day = desk.get_by_label("Date:")
    day.press_sequentially("05062")  # the year is half a year
    day.press("Backspace")
    assert day.evaluate("it => it.validity.badInput")
    desk.get_by_role("button", name="Publish now").click()
    desk.get_by_role("button", name="Save").click()
    assert day.evaluate("it => it === document.activeElement")
    assert not Post.objects.exists()
    day.fill("2019-05-06")
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("Published.")).to_be_visible()
    assert f"{Post.objects.get().published_at:%Y-%m-%d %H:%M}" == "2019-05-06 00:00"


def test_saving_works_without_javascript(open_page, site):
    page = sign_in(open_page(java_script_enabled=False), site)
    page.goto(f"{site}/admin/posts/post/add/")
    page.get_by_label("Title:").fill("Plain")
    text(page).fill("  Words.\n")
    expect(page.locator("[data-preview-frame]")).to_be_hidden()
    page.get_by_text("Summary, tags, authors").click()
    page.get_by_label("Tags:").fill("deep learning, plain")
    page.get_by_label("Authors:").fill("Ada Lovelace")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    post = Post.objects.get()
    assert post.body == "  Words.\n"
    assert post.tags.count() == 2
    page.locator("[data-publish]").click()
    expect(page.locator("[data-report]")).to_contain_text("summary")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published.")).to_be_visible()


def test_no_page_of_the_admin_complains(page, site):
    """The fixture fails on errors, warnings, and what the policy refuses."""
    sign_in(page, site)
    post, about = make_post(tags=("x",), authors=("Ada",)), make_page()
    for path in (
        "",
        "posts/post/",
        f"posts/post/{post.pk}/change/",
        f"posts/post/{post.pk}/history/",
        f"posts/post/{post.pk}/delete/",
        "posts/page/",
        f"posts/page/{about.pk}/change/",
        "posts/tag/",
        "posts/upload/",
        "posts/upload/add/",
        "posts/sitesettings/",
        "auth/user/",
        "password_change/",
    ):
        page.goto(f"{site}/admin/{path}")
        expect(page.locator("h1, h2").first).to_be_attached()


@pytest.mark.parametrize("width", [320, 640, 800, 1400])
def test_desk_never_scrolls_sideways(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    text(desk).fill("A long line: " + "word " * 50 + "\n\n    " + "x" * 300)
    expect(preview(desk).locator(".prose")).to_contain_text("A long line")
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert desk.evaluate(overflow) <= 0
    page = desk.locator("[data-preview-frame]")
    beside = text(desk).bounding_box()["x"] < page.bounding_box()["x"] - 100
    assert beside == (width >= 1024)


@pytest.mark.parametrize("width", [320, 1280])
def test_no_field_is_wider_than_its_side(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_post(page, site, authors=("Ada",))
    for summary in page.locator(".desk-drawers summary").all():
        summary.click()
    side = page.locator(".desk-source")
    assert side.evaluate("(side) => side.scrollWidth - side.clientWidth") <= 0
    end = "(e) => e.getBoundingClientRect().right"
    fields = side.locator(":is(input, select, textarea):visible").all()
    assert max(field.evaluate(end) for field in fields) <= side.evaluate(end)


def test_desk_is_one_screen(page, site):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_post(page, site, body=LONG)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= 800
    expect(page.locator("[data-save]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-publish]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_desk_is_accessible(open_page, site, scheme, width):
    size = {"width": width, "height": 900}
    page = open_page(color_scheme=scheme, viewport=size)
    open_post(page, site, body="Words. $\\nonsense{x}$ [No](#where).")
    for summary in page.locator(".desk-drawers summary, [data-publish]").all():
        summary.click()
    found = Axe().run(page, options={"runOnly": WCAG, "iframes": False})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_recovery_is_in_view(open_page, site, scheme, width):
    size = {"width": width, "height": 800}
    page = open_page(color_scheme=scheme, viewport=size)
    open_post(page, site, body=LONG, published_at=None)
    text(page).fill(LONG.replace("Paragraph", "Part"))
    expect(page.get_by_text("Autosaved at")).to_be_visible()
    page.reload()
    resume = page.get_by_role("link", name="Resume")
    discard = page.get_by_role("button", name="Discard")
    expect(resume).to_be_in_viewport(ratio=1)
    expect(discard).to_be_in_viewport(ratio=1)
    page.get_by_text("See the differences").press("Enter")
    page.keyboard.press("Tab")
    differences = page.get_by_role("region", name="How it differs")
    expect(differences).to_be_focused()
    assert differences.bounding_box()["height"] <= 400
    if width == 1400:
        assert page.evaluate("document.documentElement.scrollHeight") <= 800
    expect(resume).to_be_in_viewport(ratio=1)
    found = Axe().run(page, options={"runOnly": WCAG, "iframes": False})
    assert found.violations_count == 0, found.generate_report()
    resume.press("Enter")
    expect(text(page)).to_have_value(LONG.replace("Paragraph", "Part"))


@pytest.mark.parametrize("width", [320, 640, 800])
def test_save_stays_in_reach_on_a_phone(page, site, width):
    page.set_viewport_size({"width": width, "height": 640})
    open_post(page, site, body=LONG, published_at=None)
    row = page.locator("[data-actions]")
    for place in ("[data-actions]", "#id_title"):
        page.locator(place).scroll_into_view_if_needed()
        expect(page.locator("[data-save]")).to_be_in_viewport(ratio=1)
        expect(page.locator("[data-publish]")).to_be_in_viewport(ratio=1)
    assert row.bounding_box()["height"] <= (60 if width < 768 else 100)
    page.get_by_text("Address", exact=True).first.click()
    field = page.get_by_label("DOI:")
    field.focus()
    box = field.bounding_box()
    assert box["y"] + box["height"] <= row.bounding_box()["y"]
    place = page.evaluate("scrollY")
    page.locator("[data-publish]").evaluate("(summary) => summary.click()")
    expect(page.get_by_role("link", name="History")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == place


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_form_can_be_read(open_page, site, scheme):
    page = sign_in(open_page(color_scheme=scheme), site)
    page.goto(f"{site}/admin/auth/user/{User.objects.get().pk}/change/")
    expect(page.get_by_text("Chosen user permissions")).to_be_visible()
    options = {"runOnly": ["color-contrast"]}
    found = Axe().run(page, context=".selector-chosen-title", options=options)
    assert found.violations_count == 0, found.generate_report()


def test_chosen_view_and_theme_leave_the_form_alone(desk):
    desk.get_by_label("Page", exact=True).check()
    desk.get_by_label("Both", exact=True).check()
    text(desk).fill("Words.")
    expect(desk.locator("[data-counts]")).to_have_text(re.compile(r"1 word"))
