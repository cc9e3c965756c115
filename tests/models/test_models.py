"""What is stored: rendering at save, publication, addresses and constraints."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from posts.models import Author, Authorship, Page, Post, SiteSettings, Tag
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db


def test_saving_renders_the_text():
    post = make_post(title="On `x`", body="Some *words*.")
    stored = Post.objects.get(pk=post.pk)
    assert "<em>words</em>" in stored.body_html
    assert "<code>x</code>" in stored.title_html
    assert stored.title_text == "On x"
    assert stored.word_count == 2


def test_first_paragraph_serves_when_summary_is_empty():
    post = make_post(summary="", body="# Start\n\nThe *first* one.\n\nThe second.")
    assert post.summary_text == "The first one."


def test_saving_only_the_body_leaves_no_stale_html():
    post = make_post(body="old")
    post.body = "new"
    post.save(update_fields=["body"])
    stored = Post.objects.get(pk=post.pk)
    assert stored.body == "new"
    assert "new" in stored.body_html
    assert stored.modified >= post.created


def test_saving_a_date_alone_leaves_the_text_alone():
    post = make_post(body="old")
    post.body = "not meant to be saved"
    post.published_at = None
    post.save(update_fields=["published_at"])
    assert Post.objects.get(pk=post.pk).body == "old"


def test_saving_a_row_from_a_list_keeps_its_text():
    make_post(body="all of it")
    row = Post.objects.for_lists().get()
    row.title = "Renamed"
    row.save()
    stored = Post.objects.get()
    assert (stored.title_html, stored.body) == ("Renamed", "all of it")
    assert "all of it" in stored.body_html


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_publication_is_the_same_in_sql_and_in_python(shift):
    with time_machine.travel(PAST, tick=False):
        post = make_post(published_at=timezone.now() + timedelta(seconds=shift))
        assert post.is_published == Post.objects.published().exists() == (shift <= 0)
        assert post.is_scheduled == Post.objects.scheduled().exists() == (shift > 0)


def test_a_scheduled_post_appears_at_its_minute(reader):
    make_post(slug="later", published_at=in_future())
    assert reader.get("/posts/later/").status_code == 404
    with time_machine.travel(in_future()):
        assert reader.get("/posts/later/").status_code == 200


def test_identifiers_are_permanent_and_distinct():
    one, other = make_post(slug="one"), make_post(slug="other")
    before = one.identifier
    one.slug, one.title = "changed", "Changed"
    one.save()
    assert Post.objects.get(slug="changed").identifier == before
    assert before.startswith("urn:uuid:")
    assert before != other.identifier


def test_control_characters_never_reach_the_database():
    post = make_post(title="A\x00 b", summary="c\x0bd", body="e\ud800f\r\ng\x1b")
    stored = Post.objects.get(pk=post.pk)
    assert (stored.title, stored.summary, stored.body) == ("A b", "c\nd", "e f\ng ")


def test_what_is_stored_in_place_of_control_characters_is_what_was_meant():
    typed = "one\x0btwo\x0cthree\x85don\x92t \x93so\x94 \x96 \x81bell\x07\ufffeend"
    stored = Post.objects.get(pk=make_post(body=typed).pk)
    assert stored.body == "one\ntwo\nthree\ndon’t “so” –  bell  end"


def test_a_line_stays_one_line():
    site = SiteSettings.load()
    site.tagline = "Notes\x0bon ants\r\nand bees"
    site.save()
    assert SiteSettings.objects.get().tagline == "Notes on ants and bees"


# Addresses


def test_an_empty_address_is_made_from_the_title():
    assert make_post(title="What is $x^2$ — “really”?").slug.startswith("what-is-x")
    assert make_post(title="Größe und λ-Kalkül").slug == "größe-und-λ-kalkül"
    assert make_post(title="深度学习").slug == "深度学习"


def test_equal_titles_get_distinct_addresses():
    assert [make_post(title="Same").slug for _ in range(3)] == [
        "same",
        "same-2",
        "same-3",
    ]


def test_a_title_without_letters_still_gets_an_address():
    assert make_post(title="?!").slug == "post"
    assert make_page(title="…").slug == "page-2"  # /page/ is the site's own


@pytest.mark.parametrize("slug", ["Big", "a b", "a/b", "-a", "a--b", "a.b", "ü?"])
def test_what_cannot_be_an_address_is_refused_in_a_sentence(slug):
    with pytest.raises(ValidationError, match="cannot be an address"):
        Post(title="T", slug=slug).full_clean()


@pytest.mark.parametrize("slug", ["tags", "admin", "posts", "2024", "search", "static"])
def test_a_page_cannot_take_an_address_of_the_site(slug):
    with pytest.raises(ValidationError, match="the site's own addresses"):
        Page(title="T", slug=slug).full_clean()


def test_every_first_part_of_the_sites_addresses_is_reserved():
    from config.urls import urlpatterns as top
    from posts.addresses import RESERVED
    from posts.urls import urlpatterns as public

    parts = {str(p.pattern).split("/")[0].split(".")[0] for p in [*top, *public]}
    assert parts - {"", "<word:slug>"} <= RESERVED
    assert {"static", "media"} <= RESERVED


@pytest.mark.parametrize("make", [make_post, make_page])
def test_two_texts_cannot_share_an_address(make):
    make(slug="same")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(slug="same")


@pytest.mark.parametrize("fields", [{"title": ""}, {"slug": ""}, {"identifier": ""}])
def test_the_database_refuses_what_a_text_must_have(fields):
    make_post()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.update(**fields)


# Tags


def test_tags_are_one_without_regard_to_case():
    post = make_post(tags=("NLP", "nlp", "Größe"))
    post.tags.add("GRÖSSE", " nlp ")
    assert [tag.name for tag in post.tags.all()] == ["Größe", "NLP"]


@pytest.mark.parametrize("name", ["nlp", " NLP", "nLP "])
def test_the_database_refuses_a_second_spelling(name):
    Tag.objects.create(name="NLP")
    with pytest.raises(ValidationError, match="There is already a tag “NLP”"):
        Tag(name=name).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name=name)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("λ-calculus", "λ-calculus"),
        ("深度学习", "深度学习"),
        ("🚀", "rocket"),
        ("🧠 brains", "brain-brains"),
        ("Q&A", "q-and-a"),
        ("∀x", "for-all-x"),
        ("?", "question-mark"),
        ("Deep Learning", "deep-learning"),
    ],
)
def test_every_tag_has_an_address_of_its_own(name, slug, reader):
    make_post(tags=(name,))
    tag = Tag.objects.get()
    assert tag.slug == slug
    assert reader.get(tag.get_absolute_url()).status_code == 200


def test_names_with_one_slug_get_distinct_addresses():
    slugs = [
        Tag.objects.create(name=name).slug for name in ("C sharp", "C#", "c-sharp")
    ]
    assert len(set(slugs)) == 3
    assert all(slugs)


def test_renaming_a_tag_keeps_its_address():
    tag = Tag.objects.create(name="RL")
    tag.name = "Reinforcement learning"
    tag.save()
    assert Tag.objects.get().slug == "rl"


# Authors and site


def test_authors_keep_their_order():
    post = make_post(authors=("Zoë", "Ada", "Mia"))
    assert [author.name for author in post.authors_in_order] == ["Zoë", "Ada", "Mia"]


def test_an_author_signs_a_post_once():
    post = make_post(authors=("Ada",))
    with pytest.raises(IntegrityError), transaction.atomic():
        Authorship.objects.create(post=post, author=Author.objects.get())


def test_there_is_one_row_of_site_settings():
    SiteSettings(title="One").save()
    SiteSettings(title="Other").save()
    assert SiteSettings.objects.get().title == "Other"
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_an_unknown_time_zone_is_refused(zone):
    with pytest.raises(ValidationError):
        SiteSettings(pk=1, time_zone=zone).full_clean()


@pytest.mark.parametrize("year", [1, 999, 9999])
def test_a_mistyped_year_is_refused(year):
    date = PAST.replace(year=year)
    with pytest.raises(ValidationError, match="Is it mistyped"):
        Post(title="T", published_at=date).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(published_at=date)


@pytest.mark.parametrize("title", ["<b></b>", "<!-- -->", "\u200b"])
def test_a_title_of_which_nothing_is_seen_is_refused(title):
    with pytest.raises(ValidationError, match="would be invisible"):
        Post(title=title).full_clean()


def test_a_revision_cannot_be_announced_ahead():
    with pytest.raises(ValidationError, match="in the future"):
        Post(title="T", revised_at=in_future()).full_clean()
    post = make_post(revised_at=in_future())
    assert post.updated_at == post.published_at


@pytest.mark.parametrize("name", ["\u200d", "\ufdfa" * 100])
def test_a_tag_that_cannot_be_shown_is_refused(name):
    with pytest.raises(ValidationError):
        Tag(name=name).full_clean()
