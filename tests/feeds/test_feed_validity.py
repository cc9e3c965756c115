"""Whatever can be saved: every feed stays well-formed and valid.

The rules are those of RSS 2.0 and its validator, RFC 4287 and JSON Feed 1.1.
"""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from posts.models import Author, Authorship, Post, SiteSettings, Tag
from tests.support.factories import make_post

pytestmark = pytest.mark.django_db

ORIGIN = "https://essays.example"
NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
FORBIDDEN = {"script", "style", "iframe", "form", "button", "object", "embed", "meta"}
PIECES = (
    "a", "Zoë", " ", "\n", "<", ">", "&", "&amp;", "&nbsp;", "&#0;", "&#8;",
    "&lt;b&gt;",
    "]]>", "<![CDATA[", "<!--", "-->", "<?xml ?>", "\x00", "\x0b", "\x1f", "\x7f",
    "\x85",
    "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\u2028", "\u202e", "\ufeff",
    "😀",
    "𝒙", "'", '"', "`f(x)`", "$x^2$", "$$\n\\frac12 \\tag{<}\n$$", "\\(", "[a](/b c)",
    "[a](//b)", "[a](x:y)", "![](/c.png)", "![a](../d.png)", "<img src='e.png' alt>",
    "<br>", "<b>", "</b>", "<pre>\n\nx", "<script>x()</script>", "<a href='#z'>z</a>",
    "<p onclick='x()' style='a:b'>", "[^1]", "\n\n[^1]: Note.\n\n", "\n\n# H\n\n",
    "\n\n> [!NOTE]\n> n\n\n", "\n```html\n<b>\n```\n", "\n\n|a|\n|-|\n|b|\n\n",
    "<math>",
    "<svg><g>", "<details><summary>s", "http://[", "\n\n- [x] t\n", "<td>", "{", "%s",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.text(st.characters(), max_size=40),
)
NAMES = TEXTS.map(lambda text: text.replace(",", "")[:100])
DATES = st.datetimes(datetime(1000, 1, 3), datetime(2025, 1, 1), timezones=st.just(UTC))


def check_html(content, where):
    """No relative address, no script and no style in what readers show."""
    if not content.strip():
        return
    ids = []
    for element in html.fragment_fromstring(content, "div").iter(etree.Element):
        name = element.tag
        assert name not in FORBIDDEN, where
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), where
            assert key not in {"style", "class", "srcset"}, where
            if key in {"href", "src", "poster", "cite"}:
                assert is_absolute(value), value
            if key == "id":
                ids.append(value)
        if name == "img":
            assert "alt" in element.attrib
    assert len(ids) == len(set(ids))


def is_absolute(address):
    try:
        return bool(urlsplit(address).scheme)
    except ValueError:  # no address at all, such as http://[
        return True


def the(parent, path):
    [found] = parent.findall(path, NS)
    return found


def check_rss(body, address):
    rss = etree.fromstring(body)
    assert rss.get("version") == "2.0"
    channel = the(rss, "channel")
    for required in ("title", "link", "description"):
        assert the(channel, required).text
    assert is_absolute(the(channel, "link").text)
    assert LANGUAGE.fullmatch(the(channel, "language").text)
    selves = [
        link for link in channel.findall("a:link", NS) if link.get("rel") == "self"
    ]
    assert [link.get("href") for link in selves] == [ORIGIN + address]
    check_rfc_822(the(channel, "lastBuildDate").text)
    guids = []
    for item in channel.findall("item"):
        assert the(item, "title").text or the(item, "description").text
        assert is_absolute(the(item, "link").text)
        guid = the(item, "guid")
        assert guid.get("isPermaLink") == "false"
        guids.append(guid.text)
        check_rfc_822(the(item, "pubDate").text)
        assert RFC_3339.fullmatch(the(item, "a:updated").text)
        for category in item.findall("category"):
            assert category.text
        for creator in item.findall("dc:creator", NS):
            assert creator.text
        check_html(the(item, "content:encoded").text or "", "RSS")
    assert len(guids) == len(set(guids))


def check_rfc_822(date):
    assert RFC_822.fullmatch(date), date
    assert parsedate_to_datetime(date)


def check_atom(body, address):
    feed = etree.fromstring(body)
    assert feed.tag == f"{{{NS['a']}}}feed"
    assert LANGUAGE.fullmatch(feed.get("{http://www.w3.org/XML/1998/namespace}lang"))
    ids = [check_atom_shared(feed)]
    selves = [link for link in feed.findall("a:link", NS) if link.get("rel") == "self"]
    assert [link.get("href") for link in selves] == [ORIGIN + address]
    entries = feed.findall("a:entry", NS)
    for entry in entries:
        ids.append(check_atom_shared(entry))
        assert RFC_3339.fullmatch(the(entry, "a:published").text)
        authors = [*entry.findall("a:author", NS), *feed.findall("a:author", NS)]
        assert authors
        for author in authors:
            assert the(author, "a:name").text
        for category in entry.findall("a:category", NS):
            assert category.get("term")
        content = the(entry, "a:content")
        assert content.get("type") == "html"
        check_html(content.text or "", "Atom")
    assert len(ids) == len(set(ids))


def check_atom_shared(element):
    """Return the id of a feed or an entry that has what both must have."""
    assert the(element, "a:title") is not None
    assert RFC_3339.fullmatch(the(element, "a:updated").text)
    links = element.findall("a:link", NS)
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    ]
    assert len(alternates) == len(set(alternates)) >= 1
    for link in links:
        assert is_absolute(link.get("href"))
    identifier = the(element, "a:id").text
    assert IRI.fullmatch(identifier), identifier
    return identifier


def check_json(body, address):
    feed = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == ORIGIN + address
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert is_absolute(item["url"])
        assert isinstance(item.get("content_html", ""), str)
        assert "content_html" in item
        for key in ("date_published", "date_modified"):
            assert RFC_3339.fullmatch(item[key])
        for author in item.get("authors", ()):
            assert author["name"]
        assert all(isinstance(tag, str) for tag in item.get("tags", ()))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])


CHECKS = {"rss.xml": check_rss, "atom.xml": check_atom, "feed.json": check_json}


def check_feeds():
    """Fetch every feed there is, archives too, and hold it to the rules."""
    client = Client()
    homes = ["/"]
    for home in (*Tag.objects.with_posts(), *Author.objects.with_posts()):
        homes.append(home.get_absolute_url())
    for home in homes:
        for name in CHECKS:
            body = check_feed(client, f"{home}{name}")
            archives = re.findall(rf"{ORIGIN}(/[^\s\"<>]*/[\d-]+/{name})", body)
            assert archives
            for address in set(archives):
                check_feed(client, address)


def check_feed(client, address):
    """Fetch a feed, hold it to the rules of its format, and return its text."""
    response = client.get(address)
    assert response.status_code == 200, address
    name = address.rpartition("/")[2]
    CHECKS[name](response.content, address)
    if name != "feed.json":
        parsed = feedparser.parse(response.content)
        assert not parsed.bozo, parsed.get("bozo_exception")
    return response.content.decode()


def save(instance):
    """Save what the admin would save; leave out what it refuses."""
    try:
        with transaction.atomic():
            instance.full_clean()
            instance.save()
    except ValidationError:
        return None
    return instance


@pytest.mark.long
@given(
    texts=st.fixed_dictionaries(
        {"title": NAMES, "summary": TEXTS, "body": TEXTS, "published_at": DATES}
    ),
    names=st.tuples(NAMES, NAMES),
    site=st.fixed_dictionaries({"title": NAMES, "tagline": NAMES, "licence": NAMES}),
    mathematics=st.sampled_from(["mathml", "tex"]),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_can_be_saved_every_feed_stays_valid(texts, names, site, mathematics):
    with transaction.atomic():
        row = SiteSettings.objects.get()
        row.feed_mathematics = mathematics
        for field, value in site.items():
            setattr(row, field, value)
        save(row)
        post = save(Post(**texts)) or make_post(body=texts["body"])
        if tag := save(Tag(name=names[0])):
            post.tags.add(tag)
        if author := save(Author(name=names[1])):
            Authorship.objects.create(post=post, author=author, position=0)
        make_post(title="Another")
        check_feeds()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": datetime(1000, 1, 2, tzinfo=UTC)},
        {"title": "<img src='/a.png' alt=''>", "summary": ""},
        {"body": ""},
    ],
    ids=["early date", "title without text", "empty text"],
)
def test_odd_post_leaves_every_feed_valid(fields):
    make_post(authors=("Ada",), tags=("maths",), **fields)
    check_feeds()


@pytest.mark.parametrize("address", ["/rss.xml", "/atom.xml", "/feed.json"])
def test_empty_feed_is_valid(address, reader):
    check_feed(reader, address)


def test_many_tags_are_valid():
    post = make_post()
    post.tags.set([f"tag {number}" for number in range(200)])
    client = Client()
    for name in CHECKS:
        check_feed(client, f"/{name}")
