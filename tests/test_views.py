"""The public pages as a reader meets them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from posts.models import NavigationLink, Post, SiteSettings, Tag
from tests.support.factories import PAST, make_page, make_post

pytestmark = pytest.mark.django_db


def dom(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def text_of(element):
    return " ".join(element.text_content().split())


# The front page


def test_front_page_reads_in_the_originals_order(reader):
    SiteSettings(title="Notes", posts_per_page=2).save()
    make_page(title="About")
    for day in (1, 2, 3):
        make_post(
            title=f"Title {day}",
            summary=f"Summary {day}.",
            tags=("tag",),
            authors=("Ada",),
            published_at=PAST.replace(day=day),
        )
    text = text_of(dom(reader, "/").find("body"))
    order = ["About", "Posts", "Title 3", "Summary 3.", "Title 2", "Summary 2."]
    order += ["Older", "subscribe via RSS"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Title 1" not in text
    assert "Ada" not in text[: places[-1]]


def test_subscribe_link_leads_to_the_rss_feed(reader):
    [link] = dom(reader, "/").xpath("//main//a[.='subscribe via RSS']")
    answer = reader.get(link.get("href"))
    assert b"<rss" in answer.content


def test_empty_site_says_what_to_do_next(reader):
    page = dom(reader, "/")
    assert page.xpath("//main//a[@href='/admin/']")


def test_titles_and_summaries_show_code_and_mathematics(reader):
    make_post(title="Why `softmax`?", summary="Because $e^x$.")
    page = dom(reader, "/")
    assert page.xpath("//main//h2//code[.='softmax']")
    assert page.xpath("//main//math")


# Pagination


def test_formula_of_a_title_is_drawn_where_it_can_be_and_text_elsewhere(reader):
    make_post(title=r"On $\alpha^2$", summary=r"Of $\mathbb{E}[X]$.", slug="of-alpha")
    newest = make_post(title="Plain", published_at=PAST.replace(day=9))
    page = dom(reader, newest.get_absolute_url())
    [older] = page.xpath("//a[@rel='prev']")
    assert older.xpath(".//math")
    assert page.xpath("//link[contains(@href, 'math')]")
    page = dom(reader, "/posts/of-alpha/")
    assert page.findtext(".//title") == "On α² – Posts"
    [title] = page.xpath("//meta[@property='og:title']/@content")
    [description] = page.xpath("//meta[@name='description']/@content")
    assert (title, description) == ("On α²", "Of 𝔼[X].")


def test_pages_link_to_each_other(reader):
    SiteSettings(posts_per_page=1).save()
    for day in (1, 2, 3):
        make_post(published_at=PAST.replace(day=day))
    page = dom(reader, "/page/2/")
    assert page.xpath("//link[@rel='prev']/@href") == ["https://essays.example/"]
    assert page.xpath("//link[@rel='next']/@href") == ["https://essays.example/page/3/"]
    assert page.xpath("//a[@rel='prev']/@href") == ["/"]
    assert page.xpath("//a[@rel='next']/@href") == ["/page/3/"]
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://essays.example/page/2/"
    ]


@pytest.mark.parametrize("address", ["/page/0/", "/page/9/", "/page/x/", "/page/-1/"])
def test_pages_that_do_not_exist_are_not_found(address, reader):
    assert reader.get(address).status_code == 404


def test_first_page_has_one_address(reader):
    response = reader.get("/page/1/")
    assert (response.status_code, response["Location"]) == (301, "/")


def test_a_query_string_does_not_make_another_page(reader):
    SiteSettings(posts_per_page=1).save()
    make_post(title="Older", published_at=PAST.replace(day=1))
    make_post(title="Newer", published_at=PAST.replace(day=2))
    assert reader.get("/?page=2").content == reader.get("/").content
    assert reader.get("/?page=nonsense").status_code == 200


# A post's page


def test_a_posts_page_says_what_it_is(reader):
    make_post(
        title="A *title*",
        slug="a",
        summary="In short.",
        tags=("maths",),
        authors=("Ada", "Zoë"),
    )
    page = dom(reader, "/posts/a/")
    assert page.xpath("//title")[0].text.startswith("A title")
    assert page.xpath("//meta[@name='description']/@content") == ["In short."]
    assert page.xpath("//meta[@property='og:title']/@content") == ["A title"]
    assert page.xpath("//meta[@property='og:url']/@content") == [
        "https://essays.example/posts/a/"
    ]
    [entry] = page.find_class("h-entry")
    assert text_of(entry.find_class("p-name")[0]) == "A title"
    assert "first" in text_of(entry.find_class("e-content")[0])
    [date] = entry.find_class("dt-published")
    assert date.get("datetime").startswith("2024-03-01T09:00")
    assert [text_of(name) for name in entry.find_class("p-author")] == ["Ada", "Zoë"]
    assert [text_of(name) for name in entry.find_class("p-category")] == ["maths"]


def test_a_text_from_elsewhere_names_its_first_address(reader):
    make_post(slug="a", canonical_url="https://first.example/a")
    assert dom(reader, "/posts/a/").xpath("//link[@rel='canonical']/@href") == [
        "https://first.example/a"
    ]


def test_contents_list_the_headings(reader):
    make_post(slug="a", body="## One\n\n## Two `x`\n\n### Größe\n\ntext")
    links = dom(reader, "/posts/a/").xpath("//nav//a[starts-with(@href,'#')]")
    assert [text_of(link) for link in links] == ["One", "Two x", "Größe"]


@pytest.mark.parametrize("name", ["größe", "λ-kalkül", "深度学习"])
def test_addresses_in_any_script_answer(name, reader):
    make_post(slug=name, tags=(name,))
    assert reader.get(f"/posts/{name}/").status_code == 200
    assert reader.get(f"/tags/{name}/").status_code == 200


# Lists


def test_tag_page_shows_its_description_and_posts(reader):
    make_post(title="In", tags=("maths",))
    make_post(title="Out", tags=("other",))
    Tag.objects.filter(name="maths").update(description="All about numbers.")
    text = text_of(dom(reader, "/tags/maths/").find("body"))
    assert "All about numbers." in text
    assert "In" in text
    assert "Out" not in text


def test_archive_goes_by_the_sites_time_zone(reader):
    SiteSettings(time_zone="Pacific/Auckland").save()
    make_post(title="New year", published_at=PAST.replace(month=12, day=31, hour=20))
    assert "New year" in text_of(dom(reader, "/archive/2025/"))
    assert reader.get("/archive/2024/").status_code == 404


@pytest.mark.parametrize("address", ["/archive/1/", "/archive/99999/", "/archive/0/"])
def test_impossible_years_are_not_found(address, reader):
    make_post()
    assert reader.get(address).status_code == 404


def test_lists_never_load_the_text(reader):
    make_post(tags=("maths",), authors=("Ada",))
    make_page()
    for address in (
        "/",
        "/tags/maths/",
        "/authors/ada/",
        "/archive/",
        "/archive/2024/",
    ):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            reader.get(address)
        assert not [q["sql"] for q in queries if "body_html" in q["sql"]]


# Site


def test_navigation_holds_pages_and_links_in_order(reader):
    make_page(title="About", position=2)
    make_page(title="Hidden away", in_navigation=False)
    SiteSettings().save()
    NavigationLink.objects.create(label="Archive", address="/archive/", position=1)
    page = dom(reader, "/about/")
    links = page.xpath("//header//nav//li/a")
    assert [text_of(link) for link in links] == ["Archive", "About"]
    assert links[1].get("aria-current") == "page"


def test_what_the_admin_sets_shows(reader):
    SiteSettings(
        title="Essays",
        tagline="On learning.",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    ).save()
    page = dom(reader, "/")
    assert "Essays" in page.xpath("//title")[0].text
    assert page.xpath("//meta[@name='description']/@content") == ["On learning."]
    assert page.xpath("//footer//a[@rel='license'][.='CC BY 4.0']")


@pytest.mark.parametrize("address", ["/", "/posts/a/", "/tags/maths/", "/about/"])
def test_every_page_leads_to_the_feeds(address, reader):
    make_post(slug="a", tags=("maths",))
    make_page()
    links = dom(reader, address).xpath("//link[@rel='alternate']")
    kinds = [link.get("type") for link in links]
    assert {"application/rss+xml", "application/atom+xml"} <= set(kinds)
    if "tags" in address:
        assert links[0].get("href") == "https://essays.example/tags/maths/rss.xml"


def test_absolute_links_never_come_from_the_request(reader, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_post(slug="a", tags=("maths",))
    for address in ("/", "/posts/a/", "/sitemap.xml", "/robots.txt", "/tags/maths/"):
        answer = reader.get(address, headers={"host": "forged.example"})
        assert b"forged" not in answer.content


def test_sitemap_lists_every_public_page(reader):
    make_post(slug="größe", tags=("maths",), authors=("Ada",))
    make_page()
    places = re.findall("<loc>(.*?)</loc>", reader.get("/sitemap.xml").content.decode())
    assert "https://essays.example/about/" in places
    for place in places:
        assert (
            reader.get(place.removeprefix("https://essays.example")).status_code == 200
        )
    assert len(places) == len(set(places)) >= 7


def test_robots_may_read_all_but_the_admin(reader):
    text = reader.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: https://essays.example/sitemap.xml" in text


# Errors, headers


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/posts/nothing/",
        "/tags/nothing/",
        "/authors/nothing/",
        "/%00/",
        "/posts/%ff/",
        "/media/../settings.py",
        "/media/%2e%2e/posts.sqlite3",
        "/media/",
        "/posts/" + "x" * 5000 + "/",
        "/sitemap.xml?p=x",
    ],
)
def test_nonsense_is_not_found_in_the_sites_style(address, reader):
    SiteSettings(title="Essays").save()
    page = dom(reader, address, status=404)
    assert page.xpath("//header//a[contains(., 'Essays')]")
    assert page.xpath("//main//a")


def test_a_failure_is_told_in_the_sites_style(reader, monkeypatch):
    monkeypatch.setattr(Post.objects.__class__, "published", None, raising=False)
    reader.raise_request_exception = False
    page = dom(reader, "/", status=500)
    assert page.xpath("//main//h1")


@pytest.mark.parametrize("cookies", [{}, {"sessionid": "stale", "csrftoken": "x"}])
@pytest.mark.parametrize(
    "address", ["/", "/posts/a/", "/tags/", "/rss.xml", "/about/", "/nothing/"]
)
def test_no_cookie_is_set_or_varied_on(address, cookies, reader):
    make_post(slug="a", tags=("maths",))
    make_page()
    reader.cookies.load(cookies)
    answer = reader.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", ["/", "/archive/", "/tags/", "/tags/maths/"])
def test_every_list_describes_itself_without_being_told_how(address, reader):
    make_post(tags=("maths",))
    shown = dom(reader, address).xpath("//meta[@name='description']/@content")
    assert len(shown) == 1
    assert "“Posts”" in shown[0]


def test_a_nul_in_a_query_is_a_bad_request(reader):
    for address in ("/", "/rss.xml?a=%00", "/?%00", "/admin/login/?next=%00"):
        status = 400 if "%00" in address else 200
        assert reader.get(address).status_code == status, address


@pytest.mark.parametrize("address", ["/", "/posts/a/", "/rss.xml", "/nothing/"])
def test_a_strict_policy_goes_with_every_answer(address, reader):
    make_post(slug="a", body='<p style="color:red" onclick="x()">a</p>')
    answer = reader.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    shown = answer.content.decode()
    assert "style=" not in shown
    assert "onclick" not in shown
    assert "<script" not in shown
    assert "camera=()" in answer["Permissions-Policy"]


def test_the_site_speaks_its_language(reader):
    SiteSettings(language="de").save()
    make_post(slug="a")
    page = dom(reader, "/")
    assert page.get("lang") == "de"
    assert "per RSS abonnieren" in text_of(page)
    assert "1. März 2024" in text_of(page)
    assert dom(reader, "/admin/login/").get("lang").startswith("en")


def test_a_form_that_cannot_be_read_is_a_bad_request():
    token = "abcdefghijklmnopqrstuvwxyzABCDEF"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = token
    answer = client.post(
        "/",
        "a=b",
        content_type="application/x-www-form-urlencoded; charset=utf-7",
        headers={"x-csrftoken": token},
    )
    assert answer.status_code == 400
    assert "<main" in answer.content.decode()
