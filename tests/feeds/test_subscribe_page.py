"""The page that lists the feeds, and a feed opened in a browser."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.support.browser import OpenPage
from tests.support.factories import in_future, make_post
from tests.support.served import Served

FILES = ("rss.xml", "atom.xml", "feed.json")


def feeds(document):
    """Return the addresses of all linked feeds, in order."""
    return [address for address in document.xpath("//main//a/@href") if "." in address]


@pytest.mark.django_db
def test_page_lists_every_feed_and_the_latest_posts(reader):
    for number in range(7):
        make_post(title=f"Essay {number}", tags=("maths",), authors=("Ada",))
    make_post(title="Draft", published_at=None, tags=("secret",))
    make_post(title="Scheduled", published_at=in_future(), tags=("later",))
    document = html.fromstring(reader.get("/subscribe/").content)
    site = "https://essays.example"
    assert feeds(document) == [
        f"{site}{folder}{file}"
        for folder in ("/", "/tags/maths/", "/authors/ada/")
        for file in FILES
    ]
    text = document.xpath("string(//main)")
    assert [number for number in range(7) if f"Essay {number}" in text] == [
        2,
        3,
        4,
        5,
        6,
    ]
    assert not any(word in text for word in ("Draft", "Scheduled", "secret", "later"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/tags/maths/", "/no-such-page/"])
def test_every_page_leads_to_it(address, reader):
    make_post(tags=("maths",))
    document = html.fromstring(reader.get(address).content)
    assert document.xpath("//footer//a[@href='/subscribe/']/text()") == ["Subscribe"]


@pytest.mark.django_db
def test_hundreds_of_tags_take_a_line_and_no_query_each(reader):
    make_post(tags=("one",))
    with CaptureQueriesContext(connection) as few:
        reader.get("/subscribe/")
    make_post(tags=tuple(f"tag {number}" for number in range(300)))
    with CaptureQueriesContext(connection) as many:
        document = html.fromstring(reader.get("/subscribe/").content)
    assert len(many) == len(few)
    assert len(document.xpath("//h2")) == 2
    assert len(document.xpath("//li[@data-copy]")) == 3 + 301


@pytest.mark.browser
def test_copy_buttons_copy_the_address(demo_site: Served, open_page: OpenPage):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(demo_site.url + "/subscribe/")
    row = page.locator("li", has=page.get_by_text("Atom", exact=True)).first
    row.get_by_role("button").click()
    page.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
    assert row.get_by_role("button").inner_text() == "Copied"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == demo_site.url + "/atom.xml"
    row = page.locator("li", has=page.get_by_text("alignment", exact=True))
    row.get_by_role("button").click()
    row.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == demo_site.url + "/tags/alignment/rss.xml"


@pytest.mark.browser
def test_addresses_are_there_without_script(demo_site: Served, open_page: OpenPage):
    page = open_page(java_script_enabled=False)
    page.goto(demo_site.url + "/subscribe/")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_text(demo_site.url + "/rss.xml").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("file", "item", "text"),
    [("rss.xml", "item", "description"), ("atom.xml", "entry", "summary")],
)
def test_feed_looks_decent_in_a_browser(
    demo_site: Served, open_page: OpenPage, file, item, text
):
    page = open_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.goto(f"{demo_site.url}/{file}")
    shown = page.locator(f"{item} > *:visible")
    names = {element.evaluate("e => e.localName") for element in shown.all()}
    assert names == {"title", text}
    note = page.locator("link[rel=related]")
    assert demo_site.url + "/subscribe/" in note.evaluate(
        "e => getComputedStyle(e, '::after').content"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert colour == "rgb(24, 23, 21)"
