"""Tags in a real browser: completed by keys and mouse, corrected, merged, renamed."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from posts.models import Post, Tag
from posts.models.tags.tag_changes import delete_tags
from tests.support.factories import make_post
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def some_tags(site):
    make_post(title="One", tags=("language model", "learning"))
    make_post(title="Two", tags=("language model", "GAN"))
    make_post(title="Three", tags=("GANs", "machine learning"), published_at=None)


def open_desk(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/posts/post/add/")
    page.locator("summary", has_text="tags").click()


def open_live_desk(page: Page, site: str) -> None:
    """Open the desk, and wait until its script has taken the field over."""
    open_desk(page, site)
    expect(page.get_by_role("combobox", name="Tags:")).to_be_visible()


def leave_desk(page: Page) -> None:
    """Let what is under way end, so that the server answers nothing after the test."""
    page.wait_for_load_state("networkidle")
    page.route("**/*", lambda route: route.abort("aborted"))
    page.goto("about:blank")


@pytest.fixture
def desk(page: Page, site, some_tags) -> Iterator[Page]:
    """The form for a new post, in the browser of an editor who has signed in."""
    open_live_desk(sign_in(page, site), site)
    yield page
    leave_desk(page)


@pytest.fixture
def office(page: Page, site, some_tags) -> Page:
    """The list of tags."""
    sign_in(page, site).goto(f"{site}/admin/posts/tag/")
    return page


def field(page: Page) -> Locator:
    return page.locator("#id_tags")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def breaches(page: Page) -> list[str]:
    """Return what axe finds: the rule, where, and why."""
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html'][:120]}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


# Completion


def test_tag_is_completed_by_keys(desk):
    expect(field(desk)).to_have_attribute("role", "combobox")
    expect(field(desk)).to_have_attribute("aria-expanded", "false")
    field(desk).press_sequentially("learn")
    expect(options(desk)).to_have_text([re.compile("^learning"), re.compile("machine")])
    expect(options(desk).first).to_have_text("learning 1 post")
    expect(field(desk)).to_have_attribute("aria-expanded", "true")
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        field(desk).press(key)
        option = options(desk).nth(chosen)
        expect(option).to_have_attribute("aria-selected", "true")
        expect(field(desk)).to_have_attribute(
            "aria-activedescendant", option.get_attribute("id")
        )
    field(desk).press("Enter")
    expect(field(desk)).to_have_value("learning, ")
    expect(options(desk)).to_have_count(0)
    expect(field(desk)).to_be_focused()
    expect(field(desk)).to_have_attribute("aria-expanded", "false")
    field(desk).press_sequentially("gan")
    field(desk).press("ArrowDown")
    expect(options(desk).first).to_have_text("GAN 1 post")


def test_tag_is_completed_by_mouse_in_the_middle_of_the_line(desk):
    field(desk).fill("learning, lang, GAN")
    for _ in range(len(", GAN")):
        field(desk).press("ArrowLeft")
    field(desk).press_sequentially("u")
    options(desk).filter(has_text="language model").click()
    expect(field(desk)).to_have_value("learning, language model, GAN")
    expect(field(desk)).to_be_focused()
    expect(options(desk)).to_have_count(0)


def test_completion_is_an_input_that_undo_takes_back(desk):
    field(desk).press_sequentially("lang")
    expect(options(desk)).to_have_count(1)
    desk.evaluate(
        "addEventListener('input', (event) => { window.heard = event.target.value })"
    )
    field(desk).press("ArrowDown")
    field(desk).press("Enter")
    assert desk.evaluate("window.heard") == "language model, "
    field(desk).press("Control+z")
    expect(field(desk)).to_have_value("lang")


def test_escape_closes_the_list_and_nothing_else(desk):
    field(desk).press_sequentially("lang")
    expect(options(desk)).to_have_count(1)
    field(desk).press("Escape")
    expect(options(desk)).to_have_count(0)
    expect(field(desk)).to_have_value("lang")
    expect(field(desk)).to_be_focused()


def test_moving_the_caret_completes_the_name_that_it_is_in(desk):
    field(desk).press_sequentially("gan, learn")
    expect(options(desk)).to_have_count(2)
    field(desk).press("ArrowDown")
    field(desk).press("ArrowLeft")
    expect(field(desk)).not_to_have_attribute("aria-activedescendant", re.compile(""))
    expect(options(desk)).to_have_count(2)
    field(desk).press("Home")
    expect(options(desk)).to_have_text([re.compile("^GAN "), re.compile("^GANs ")])
    field(desk).press("ArrowDown")
    field(desk).press("ArrowDown")
    field(desk).press("Enter")
    expect(field(desk)).to_have_value("GANs, learn")


def test_list_goes_out_of_sight_with_its_field(desk):
    desk.set_viewport_size({"width": 1200, "height": 500})
    field(desk).press_sequentially("lang")
    expect(options(desk)).to_be_visible()
    desk.locator(".desk-source").evaluate("(pane) => pane.scrollTo(0, 0)")
    expect(options(desk)).to_be_hidden()
    desk.locator(".desk-source").evaluate("(pane) => pane.scrollTo(0, 1e6)")
    expect(options(desk)).to_be_visible()


def test_tab_leaves_the_field_and_takes_nothing(desk):
    field(desk).press_sequentially("lang")
    expect(options(desk)).to_have_count(1)
    field(desk).press("Tab")
    expect(field(desk)).not_to_be_focused()
    expect(options(desk)).to_have_count(0)
    expect(field(desk)).to_have_value("lang")


def test_enter_with_nothing_chosen_does_not_save_the_post(desk):
    field(desk).press_sequentially("lang")
    expect(options(desk)).to_have_count(1)
    field(desk).press("Enter")
    expect(options(desk)).to_have_count(0)
    expect(field(desk)).to_have_value("lang")
    assert "/post/add/" in desk.url


def test_arrow_in_an_empty_field_proposes_the_most_used(desk):
    field(desk).press("ArrowDown")
    expect(options(desk).first).to_have_text("language model 2 posts")


def test_a_slow_answer_to_an_arrow_is_still_waited_for(desk):
    waiting: list[Route] = []
    desk.route("**/markdown/tags**", lambda route: waiting.append(route))
    with desk.expect_request("**/markdown/tags**"):
        field(desk).press("ArrowDown")
    desk.evaluate("document.dispatchEvent(new Event('selectionchange'))")
    desk.wait_for_timeout(300)
    waiting[0].continue_()
    expect(options(desk).first).to_have_text("language model 2 posts")


def test_without_a_server_the_field_is_still_a_line(desk):
    desk.route("**/markdown/tags**", lambda route: route.abort())
    field(desk).press_sequentially("learn")
    desk.wait_for_timeout(400)
    field(desk).press_sequentially("ing, new")
    field(desk).press("Tab")
    expect(field(desk)).to_have_value("learning, new")
    leave_desk(desk)
    problems = desk.watch.problems
    problems[:] = [found for found in problems if "/markdown/tags" not in found]


def test_tags_are_saved_without_javascript(open_page, site, some_tags):
    page = sign_in(open_page(java_script_enabled=False), site)
    open_desk(page, site)
    page.locator("#id_title").fill("Plain")
    expect(field(page)).not_to_have_attribute("role", "combobox")
    field(page).fill("learning, new tag")
    page.locator("form[id=post_form] [type=submit]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    names = Post.objects.get(title="Plain").tags.values_list("name", flat=True)
    assert set(names) == {"learning", "new tag"}


# Near duplicates


def test_similar_tag_is_pointed_out_and_replaced_by_a_button(desk):
    field(desk).press_sequentially("languge model, learning")
    note = desk.get_by_text(
        "“languge model” is a new tag, similar to “language model” (2 posts)."
    )
    expect(note).to_be_visible()
    desk.get_by_role("button", name="Use “language model”").click()
    expect(field(desk)).to_have_value("language model, learning")
    expect(note).to_have_count(0)
    expect(field(desk)).to_be_focused()
    field(desk).press("Control+z")
    expect(field(desk)).to_have_value("languge model, learning")


def test_similar_tag_is_pointed_out_again_after_the_line_was_emptied(desk):
    note = desk.get_by_text("“languge model” is a new tag")
    for _ in range(2):
        field(desk).press_sequentially("languge model")
        expect(note).to_be_visible()
        field(desk).fill("")
        expect(note).to_have_count(0)


def test_similar_tag_that_is_in_the_line_already_is_taken_out(desk):
    field(desk).press_sequentially("language model, GAN, Language models")
    desk.get_by_role("button", name="Use “language model”").click()
    expect(field(desk)).to_have_value("language model, GAN")


def test_short_and_known_names_get_no_advice(desk):
    with desk.expect_response("**/tags_similar/**"):
        field(desk).press_sequentially("RL, ML, C++, gan")
        field(desk).press("Tab")
    expect(desk.get_by_text("is a new tag, similar to")).to_have_count(0)


# Renaming and merging


def test_selected_tags_are_merged_after_a_preview(office, site):
    for name in ("GAN", "GANs"):
        row = office.locator(
            "#result_list tr", has=office.get_by_text(name, exact=True)
        )
        row.get_by_role("checkbox").check()
    office.locator("select[name=action]").select_option(label="Merge selected tags…")
    office.get_by_role("button", name="Run").click()
    expect(office.get_by_role("heading", name="Merge tags")).to_be_visible()
    office.get_by_label("“GANs”, 1 post").check()
    office.get_by_role("button", name="Merge", exact=True).click()
    expect(office.get_by_role("alert")).to_contain_text("Something has changed")
    preview = office.get_by_role("region", name="What changes")
    expect(preview).to_contain_text("“GAN” is removed from 1 post (public)")
    expect(preview).to_contain_text("1 permanent redirect leads to /tags/gans/")
    assert Tag.objects.filter(name="GAN").exists()
    office.get_by_role("button", name="Merge", exact=True).click()
    told = office.get_by_text("“GAN” was merged into “GANs”: 1 post, 1 redirect.")
    expect(told).to_be_visible()
    assert not Tag.objects.filter(name="GAN").exists()
    response = office.request.get(f"{site}/tags/gan/rss.xml")
    assert response.url == f"{site}/tags/gans/rss.xml"


def test_tag_is_merged_into_another_that_is_completed(office):
    office.get_by_role("link", name="machine learning").click()
    office.get_by_role("link", name="Merge into another…").click()
    another = office.get_by_role("combobox", name="Another tag:")
    another.press_sequentially("lear")
    expect(options(office).first).to_contain_text("learning")
    another.press("ArrowDown")
    another.press("Enter")
    expect(another).to_have_value("learning")
    office.get_by_role("button", name="Show what changes").click()
    expect(office.get_by_text("gets no redirect: it has never been")).to_be_visible()
    office.get_by_role("button", name="Merge", exact=True).click()
    told = "“machine learning” was merged into “learning”: 1 post."
    expect(office.get_by_text(told)).to_be_visible()


def test_tag_is_renamed_after_a_preview(office, site):
    office.get_by_role("link", name="GAN", exact=True).click()
    office.get_by_role("link", name="Rename…").click()
    office.get_by_label("Name:").fill("Adversarial networks")
    office.get_by_label("Also change the address").check()
    office.get_by_role("button", name="Show what changes").click()
    preview = office.get_by_role("region", name="What changes")
    expect(preview).to_contain_text(
        "move from /tags/gan/ to /tags/adversarial-networks/"
    )
    office.get_by_role("button", name="Rename", exact=True).click()
    expect(office.locator("#id_slug")).to_have_value("adversarial-networks")
    response = office.request.get(f"{site}/tags/gan/")
    assert response.url == f"{site}/tags/adversarial-networks/"


def test_similar_tags_lead_from_the_list_to_merging(office):
    office.get_by_role("link", name="Similar tags").click()
    expect(office.get_by_text("1 pair of tags")).to_be_visible()
    office.get_by_role("link", name="Merge “GAN” and “GANs”").click()
    expect(office.get_by_role("heading", name="What changes")).to_be_visible()


# Seen by everybody


def places() -> list[str]:
    one, other = Tag.objects.get(name="GAN"), Tag.objects.get(name="GANs")
    delete_tags([Tag.objects.get(name="learning")], by=None)
    return [
        "",
        f"merge/?tags={one.pk}&tags={other.pk}",
        f"merge/?tags={one.pk}",
        "merge/",
        f"{one.pk}/rename/?name=Networks&moves=on",
        f"{one.pk}/rename/?name=GANs",
        f"{one.pk}/delete/",
        f"{one.pk}/change/",
        "similar/",
        "changes/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_for_tags(open_page, site, some_tags, scheme):
    # axe itself writes inline styles, so it runs without the page's policy.
    page = sign_in(open_page(color_scheme=scheme, bypass_csp=True), site)
    for path in places():
        page.goto(f"{site}/admin/posts/tag/{path}")
        assert breaches(page) == [], path
    open_live_desk(page, site)
    field(page).press_sequentially("languge model, lear")
    field(page).press("ArrowDown")
    expect(page.get_by_role("button", name="Use “language model”")).to_be_attached()
    field(page).press_sequentially("n")
    expect(options(page)).not_to_have_count(0)
    field(page).press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    assert breaches(page) == []
    leave_desk(page)


def test_nothing_scrolls_sideways_on_a_phone(page, site, some_tags):
    sign_in(page, site)
    page.set_viewport_size({"width": 320, "height": 640})
    Tag.objects.filter(name="GAN").update(name="x" * 100)
    Tag.objects.filter(name="GANs").update(slug="y" * 150)
    Tag.objects.filter(name="x" * 100).update(name="GAN", slug="z" * 150)
    for path in places():
        page.goto(f"{site}/admin/posts/tag/{path}")
        assert page.evaluate(OVERFLOW) <= 0, path
    open_live_desk(page, site)
    field(page).press_sequentially("la")
    expect(options(page).last).to_be_in_viewport()
    expect(page.get_by_text("Tags:", exact=True)).to_be_in_viewport()
    assert page.evaluate(OVERFLOW) <= 0
    leave_desk(page)
