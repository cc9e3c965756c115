"""The demo's pages as browsers show them: accessible, narrow, dark, without script."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import OpenPage
from tests.support.factories import make_post
from tests.support.html_checker import check_html
from tests.support.page_checks import OVERFLOW, RULES
from tests.support.served import Served

pytestmark = pytest.mark.browser

ESSAY = "/posts/path-dependence-in-fine-tuning/"
# The rules on which a scheme of colours can have a bearing.
COLOURS = ["color-contrast", "link-in-text-block"]
PLAIN_POST = "/posts/what-is-interpretability/"
PUBLIC = [
    "/",
    ESSAY,
    "/posts/generalisation-in-reinforcement-learning/",
    "/posts/how-can-interpretability-help-alignment/",
    PLAIN_POST,
    "/about/",
    "/tags/",
    "/tags/deep-learning/",
    "/authors/",
    "/authors/a-n-other/",
    "/archive/",
    "/archive/2024/",
    "/subscribe/",
    "/no-such-page/",
]
ADMIN = [
    "/admin/",
    "/admin/posts/post/",
    "/admin/posts/post/add/",
    "/admin/posts/post/1/change/",
    "/admin/posts/page/",
    "/admin/posts/page/1/change/",
    "/admin/posts/author/",
    "/admin/posts/author/1/change/",
    "/admin/posts/tag/",
    "/admin/posts/tag/1/change/",
    "/admin/posts/upload/",
    "/admin/posts/sitesettings/1/change/",
]


@pytest.fixture(scope="module")
def signed_in(browser, demo_site: Served) -> Any:
    """The cookies of the editor, who signed in with the printed password."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{demo_site.url}/admin/login/?next=/admin/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", demo_site.password)
    page.click("[type=submit]")
    page.wait_for_url(f"{demo_site.url}/admin/")
    state = context.storage_state()
    context.close()
    return state


def breaches(page, rules: list[str]) -> list[str]:
    """Return what axe finds, light and dark: the rule, where, and why."""
    return [*_found(page, rules, "light"), *_found(page, COLOURS, "dark")]


def _found(page, rules: list[str], scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{scheme}: {rule['id']}: {node['html'][:120]}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


# Accessibility: axe itself writes inline styles, so it runs without the page's policy.


@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing_on_public_pages(
    demo_site: Served, open_page: OpenPage, path
):
    page = open_page(bypass_csp=True)
    page.goto(demo_site.url + path)
    assert breaches(page, [*RULES, "best-practice"]) == []


@pytest.mark.parametrize("path", ADMIN)
def test_axe_finds_nothing_in_the_admin(
    demo_site: Served, open_page: OpenPage, signed_in, path
):
    page = open_page(bypass_csp=True, storage_state=signed_in)
    page.goto(demo_site.url + path)
    assert breaches(page, RULES) == []


def test_axe_finds_nothing_on_the_way_in(demo_site: Served, open_page: OpenPage):
    page = open_page(bypass_csp=True)
    page.goto(demo_site.url + "/admin/login/")
    assert breaches(page, RULES) == []


def test_admin_keeps_to_its_own_content_policy(
    demo_site: Served, open_page: OpenPage, signed_in
):
    page = open_page(storage_state=signed_in)
    for path in ADMIN:
        assert page.goto(demo_site.url + path).status == 200


@pytest.mark.parametrize("path", [*PUBLIC, "/admin/login/"])
def test_page_is_as_narrow_as_a_telephone_and_asks_no_other_host(
    demo_site: Served, open_page: OpenPage, path
):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(demo_site.url + path)
    assert page.evaluate(OVERFLOW) == 0
    hosts = {re.match(r"\w+://([^/]+)", url)[1] for url in page.watch.requests}
    assert hosts == {demo_site.url.removeprefix("http://")}
    if path in PUBLIC:  # signing in needs a cookie
        assert page.context.cookies() == []
        assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("|" + "incomprehensible|" * 6 + "\n|" + "-|" * 6, ".table"),
        ("    " + "code" * 60, "pre"),
        ("$$" + r"\left( x + y \right) " * 30 + "$$", ".formula"),
    ],
)
def test_what_is_wider_than_a_telephone_scrolls_by_itself(page, site, body, place):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + make_post(body=body).get_absolute_url())
    assert page.evaluate(OVERFLOW) == 0
    page.locator(place).evaluate("(element) => element.scrollLeft = 99")
    assert page.locator(place).evaluate("(element) => element.scrollLeft") == 99


def test_keyboard_shows_where_it_is(demo_site: Served, open_page: OpenPage):
    page = open_page()
    page.goto(demo_site.url + ESSAY)
    for _ in range(20):
        page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) != "none"


def test_site_can_be_read_without_script(demo_site: Served, open_page: OpenPage):
    page = open_page(java_script_enabled=False)
    page.goto(demo_site.url)
    page.click("text=What is Interpretability?")
    assert page.url == demo_site.url + PLAIN_POST
    assert page.locator("h1").inner_text() == "What is Interpretability?"
    page.goto(demo_site.url + ESSAY)
    assert page.locator("article math").first.is_visible()
    assert page.locator("article pre").first.is_visible()


def test_public_pages_hold_no_script_but_copy_buttons(demo_site: Served):
    for path in PUBLIC:
        scripts = demo_site.ask(path).text.count("<script")
        assert scripts == (path == "/subscribe/"), path


def test_front_page_reads_in_the_promised_order(demo_site: Served, open_page: OpenPage):
    page = open_page()
    page.goto(demo_site.url)
    text = page.locator("body").inner_text()
    place = 0
    for words in (
        "About",
        "Posts",
        "Speculative inferences",
        "Fine-tune one language model twice",
        "Generalisation in Reinforcement Learning",
        "How can Interpretability Help Alignment?",
        "What is Interpretability?",
        "subscribe via RSS",
        "Archive",
    ):
        place = text.index(f"\n{words}", place) + 1
    assert page.get_attribute("text=subscribe via RSS", "href") == "/rss.xml"


# Mathematics


def fonts(page) -> list[str]:
    page.evaluate("document.fonts.ready.then(() => true)")
    return [url for url in page.watch.requests if re.search(r"\.(woff2?|otf)$", url)]


def test_maths_font_is_loaded_where_there_is_mathematics(
    demo_site: Served, open_page: OpenPage
):
    page = open_page()
    page.goto(demo_site.url + ESSAY)
    [font] = fonts(page)
    assert "/static/" in font
    family = page.evaluate(
        "getComputedStyle(document.querySelector('math')).fontFamily"
    )
    name = family.split(",")[0].strip("\"' ")
    assert page.evaluate(f"document.fonts.check('16px \"{name}\"')")


def test_maths_font_is_not_loaded_elsewhere(demo_site: Served, open_page: OpenPage):
    page = open_page()
    for path in PUBLIC:
        page.watch.requests.clear()
        page.goto(demo_site.url + path)
        if not page.locator("math").count():
            assert fonts(page) == []


# Valid HTML


def test_html_checker_finds_nothing(demo_site: Served, tmp_path: Path):
    for path in PUBLIC:
        name = path.strip("/").replace("/", "-") or "front"
        (tmp_path / f"{name}.html").write_bytes(demo_site.ask(path).body)
    assert check_html(tmp_path) == []
