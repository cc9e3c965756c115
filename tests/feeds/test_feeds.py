"""The feeds, through a real feed parser and a strict XML parser."""

import feedparser
import pytest
from lxml import etree, html

from posts.models import Author, Post, SiteSettings, Tag
from tests.support.factories import PAST, make_post

pytestmark = pytest.mark.django_db

FEEDS = ["/rss.xml", "/atom.xml"]
TAG_FEEDS = ["/tags/maths/rss.xml", "/tags/maths/atom.xml"]
ALL_FEEDS = [*FEEDS, "/feed.json", *TAG_FEEDS, "/authors/ada/rss.xml"]


def parse(client, address):
    response = client.get(address)
    assert response.status_code == 200
    etree.fromstring(response.content)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    return parsed


@pytest.mark.parametrize("address", FEEDS)
def test_feed_holds_the_whole_text(address, reader):
    make_post(
        title="Losses & <i>gains</i> of `f(x)`",
        summary="In *short*.",
        body="First.\n\nSee [there](/posts/other/), $x^2$ and [^1].\n\n[^1]: A note.",
        tags=("maths", "C++"),
        authors=("Ada", "Zoë"),
    )
    [entry] = parse(reader, address).entries
    content = entry.content[0].value
    assert "First." in content
    assert 'href="https://essays.example/posts/other/"' in content
    assert "A note." in content
    assert entry.summary == "In short."
    assert entry.link == Post.objects.get().get_absolute_url().join(
        ["https://essays.example", ""]
    )
    assert [tag.term for tag in entry.tags] == ["C++", "maths"]
    assert "Ada" in str(entry.authors)
    assert "Zoë" in str(entry.authors)


@pytest.mark.parametrize("address", FEEDS)
def test_identity_outlives_address_and_title(address, reader):
    post = make_post(slug="old", title="Old")
    [before] = parse(reader, address).entries
    post.slug, post.title = "new", "New"
    post.save()
    [after] = parse(reader, address).entries
    assert before.id == after.id == post.identifier
    assert before.link != after.link


@pytest.mark.parametrize("address", FEEDS)
def test_links_do_not_follow_the_request(address, reader, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_post()
    one = reader.get(address, headers={"host": "forged.example"})
    other = reader.get(address, secure=True)
    assert one.content == other.content
    assert b"forged" not in one.content


@pytest.mark.parametrize("address", TAG_FEEDS)
def test_tag_feed_holds_only_its_posts(address, reader):
    make_post(title="In", tags=("maths",))
    make_post(title="Out", tags=("other",))
    feed = parse(reader, address)
    assert [entry.title for entry in feed.entries] == ["In"]
    assert feed.feed.title == "Posts: maths"


def test_every_feed_has_an_id_of_its_own(reader):
    """The archive of a month, too: readers merge what has one id."""
    make_post(tags=("maths",), authors=("Ada",))
    make_post(tags=("maths", "other"), published_at=PAST.replace(month=4))
    months = ["", "feeds/2024-03/", "feeds/2024-04/"]
    feeds = [f"{of}{month}" for of in ("", "tags/maths/") for month in months]
    feeds += ["tags/other/", "authors/ada/"]
    ids = {parse(reader, f"/{feed}atom.xml").feed.id for feed in feeds}
    assert len(ids) == len(feeds)


def test_feed_ids_outlive_a_renamed_tag(reader):
    make_post(tags=("maths",))
    before = parse(reader, "/tags/maths/atom.xml").feed.id
    Tag.objects.update(slug="mathematics", name="Mathematics")
    assert parse(reader, "/tags/mathematics/atom.xml").feed.id == before


@pytest.mark.parametrize("address", FEEDS)
def test_newest_first_and_no_more_than_the_site_says(address, reader):
    SiteSettings(posts_in_feed=2).save()
    for day in (1, 3, 2):
        make_post(title=f"Day {day}", published_at=PAST.replace(day=day))
    titles = [entry.title for entry in parse(reader, address).entries]
    assert titles == ["Day 3", "Day 2"]


@pytest.mark.parametrize("address", FEEDS)
def test_an_empty_feed_keeps_its_bytes(address, reader):
    SiteSettings().save()
    first, second = reader.get(address), reader.get(address)
    etree.fromstring(first.content)
    assert first.content == second.content


def when_updated(client, address):
    """Return when the newest item was updated, as readers of the format learn it."""
    if address.endswith(".json"):
        return client.get(address).json()["items"][0]["date_modified"]
    return parse(client, address).entries[0].updated


@pytest.mark.parametrize("address", [*FEEDS, "/feed.json"])
def test_a_correction_is_not_an_update_but_a_revision_is(address, reader):
    post = make_post()
    post.body = "A comma, fixed."
    post.save()
    assert when_updated(reader, address) == "2024-03-01T09:00:00+00:00"
    post.revised_at = PAST.replace(year=2025)
    post.save()
    assert when_updated(reader, address) == "2025-03-01T09:00:00+00:00"


TITLE = "Q&A: if a<b & b > c, then `&copy;` of AT&T is `<i>`? $\\alpha^2$"
TITLE_TEXT = "Q&A: if a<b & b > c, then &copy; of AT&T is <i>? α²"


def test_title_reads_right_in_every_format(reader):
    make_post(title=TITLE)
    item = reader.get("/feed.json").json()["items"][0]
    assert item["title"] == TITLE_TEXT
    atom = etree.fromstring(reader.get("/atom.xml").content)
    assert atom.findtext("{*}entry/{*}title") == TITLE_TEXT
    rss = etree.fromstring(reader.get("/rss.xml").content).findtext(".//item/title")
    # Miniflux and FreshRSS take it for HTML; newsboat and the browser for text.
    assert html.fragment_fromstring(rss, "p").text_content() == TITLE_TEXT
    assert rss == "Q&A: if a&lt;b & b > c, then &amp;copy; of AT&T is &lt;i>? α²"


def test_description_of_rss_reads_right_too(reader):
    SiteSettings(title="Q&A", tagline="x<y & AT&T").save()
    make_post(summary="If $a<b$, `&lt;`.")
    rss = etree.fromstring(reader.get("/rss.xml").content)
    assert rss.findtext("channel/title") == "Q&A"
    shown = [
        html.fragment_fromstring(description.text, "p").text_content()
        for description in rss.iter("description")
    ]
    assert shown == ["x<y & AT&T", "If a<b, &lt;."]


@pytest.mark.parametrize("address", ["/rss.xml", "/atom.xml", "/feed.json"])
def test_authors_are_named_in_one_line_and_the_site_stands_in_for_none(address, reader):
    make_post(title="Ours", authors=("Ada", "Zoë"))
    make_post(title="Nobody's", published_at=PAST.replace(day=2))
    parsed = feedparser.parse(reader.get(address).content)
    if address == "/feed.json":
        items = reader.get(address).json()["items"]
        named = [[author["name"] for author in item["authors"]] for item in items]
    else:
        named = [[a.name for a in entry.authors] for entry in parsed.entries]
    ours = ["Ada, Zoë"] if address == "/rss.xml" else ["Ada", "Zoë"]
    assert named == [["Posts"], ours]


@pytest.mark.parametrize("address", [*FEEDS, *TAG_FEEDS])
def test_feeds_only_answer_get_and_head(address, reader):
    make_post(tags=("maths",))
    assert reader.post(address).status_code == 405
    assert reader.head(address).status_code == 200
    assert reader.head(address).content == b""


@pytest.mark.parametrize("address", ["/tags/none/rss.xml", "/tags/none/atom.xml"])
def test_feed_of_an_unknown_tag_is_not_found(address, reader):
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", *FEEDS, "/tags/maths/rss.xml", "/archive/"])
def test_queries_do_not_grow_with_rows(
    address, reader, django_assert_max_num_queries, django_assert_num_queries
):
    make_post(tags=("maths", "a"), authors=("Ada",))
    with django_assert_max_num_queries(8) as few:
        reader.get(address)
    for number in range(9):
        make_post(tags=("maths", f"t{number}"), authors=("Ada", f"A{number}"))
    with django_assert_num_queries(len(few)):
        reader.get(address)


@pytest.mark.parametrize("address", ALL_FEEDS)
def test_control_characters_in_the_database_break_no_feed(address, reader):
    make_post(tags=("maths",), authors=("Ada",))
    bad = "a\x0bb\uffff"
    Post.objects.update(title_text=bad, summary_text=bad, body_html=f"<p>{bad}</p>")
    Tag.objects.update(name=bad)
    Author.objects.update(name=bad)
    SiteSettings.objects.update(title=bad, tagline=bad, licence=bad)
    content = reader.get(address).content
    if address.endswith(".xml"):
        etree.fromstring(content)
    assert b"a\nb " in content or address.endswith(".json")
