"""Writing in the admin: what an editor types, sees, and is told."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.forms import ModelForm
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag as StockTag

from posts.models import Author, Authorship, NavigationLink, Post, SiteSettings, Tag
from tests.support.admin_forms import SITE, site_form
from tests.support.desk_form import ADD, open_desk, press, write
from tests.support.factories import in_future, make_page, make_post


def filled(**fields):
    """Return a post's form as a browser sends it, with these fields changed."""
    return {
        "title": "An essay",
        "summary": "",
        "body": "Text.",
        "tags": "",
        "slug": "",
        "published_at": "",
        "canonical_url": "",
    } | fields


def change(post) -> str:
    name = post._meta.model_name
    return reverse(f"admin:posts_{name}_change", args=[post.pk])


def errors(response) -> str:
    found = dict(response.context["adminform"].form.errors)
    return " ".join(message for lines in found.values() for message in lines)


# Writing


def test_post_is_written_with_its_tags_and_its_address(editor):
    response = editor.post(ADD, filled(title="Deep $x^2$", tags="deep learning, C++"))
    assert response.status_code == 302
    post = Post.objects.get()
    assert "<p>Text.</p>" in post.body_html
    assert [tag.name for tag in post.tags.order_by("name")] == ["C++", "deep learning"]
    assert post.slug
    assert post.is_draft


def test_spaces_around_the_text_are_saved(editor):
    body = "\n    code at the very start\n\nEnd.  \n\n"
    editor.post(ADD, filled(body=body.replace("\n", "\r\n")))
    assert Post.objects.get().body == body


def test_text_of_a_million_characters_is_saved(editor):
    body = "漢" * 999_000
    form = open_desk(editor, ADD) | {"title": "Long", "body": body}
    press(editor, ADD, form)
    assert Post.objects.get().body == body


def test_text_that_starts_with_an_empty_line_survives_a_second_save(editor):
    post = make_post(body="\n\nText.\n")
    page = editor.get(change(post)).content.decode()
    shown = re.search(
        r"<textarea[^>]*name=\"body\"[^>]*>\n(.*?)</textarea>", page, re.S
    )
    assert shown is not None
    assert shown[1] == "\n\nText.\n"


def test_signed_in_author_signs_a_new_post(editor, editor_user):
    author = Author.objects.create(name="Ada", account=editor_user)
    write(editor, ADD, title="Signed", body="Words.")
    assert Post.objects.get().authors_in_order == [author]


def test_named_authors_keep_their_order_and_nobody_is_added(editor, editor_user):
    Author.objects.create(name="Ada", account=editor_user)
    first, second = (Author.objects.create(name=name) for name in ("Zoe", "Bob"))
    editor.post(ADD, filled(byline="Zoe\r\nBob\r\n"))
    assert Post.objects.get().authors_in_order == [first, second]


def test_author_who_was_taken_out_stays_out(editor, editor_user):
    Author.objects.create(name="Ada", account=editor_user)
    post = make_post(title="An essay")
    write(editor, change(post), byline="")
    assert not Authorship.objects.exists()


def test_problems_in_the_text_are_named_after_saving(editor):
    response = editor.post(ADD, filled(body="One.\n\n$\\nonsense{x}$\n"), follow=True)
    report = re.search(r"data-report>(.*?)</section>", response.content.decode(), re.S)
    assert "Line 3" in report[1]
    assert Post.objects.exists()


def test_text_without_problems_is_saved_without_a_warning(editor):
    response = editor.post(ADD, filled(summary="A summary."), follow=True)
    assert "Nothing to fix" in response.content.decode()


def test_saving_works_without_javascript(editor):
    page = editor.get(ADD).content.decode()
    assert '<textarea name="body"' in page
    assert "markdownx.js" not in page
    assert "markdownx.min.js" not in page


def test_nothing_is_rendered_while_the_database_is_locked(
    transactional_db, monkeypatch
):
    editor_user = User.objects.create_superuser("editor", "e@essays.example", "editor")
    editor = Client()
    editor.force_login(editor_user)
    renderer = __import__("posts.rendering.renderer", fromlist=["_render"])
    in_transaction = []
    rendered = renderer._render

    def record(*arguments):
        in_transaction.append(connection.in_atomic_block)
        return rendered(*arguments)

    monkeypatch.setattr(renderer, "_render", record)
    text = f"A text that was never rendered before {timezone.now()}."
    editor.post(ADD, filled(body=text, summary="  Spaced. ", title=" Two  words "))
    assert Post.objects.get().body == text
    assert in_transaction
    assert not any(in_transaction)


# Refusals


def test_taken_address_is_a_sentence_and_loses_no_word(editor):
    make_post(slug="taken")
    response = editor.post(
        ADD, filled(title="Other", slug="taken", body="  Words.  ", tags="a b, c")
    )
    assert "Another text has this address" in errors(response)
    page = response.content.decode()
    assert "  Words.  " in page
    assert 'value="a b, c"' in page


def test_page_cannot_take_an_address_of_the_site(editor):
    response = editor.post("/admin/posts/page/add/", filled(slug="feeds", position="0"))
    assert "one of the site's own addresses" in errors(response)


@pytest.mark.parametrize("name", ["x" * 101, "ﷺ" * 60], ids=["long", "longer folded"])
def test_tag_that_is_too_long_is_a_sentence(editor, name):
    response = editor.post(ADD, filled(tags=f"short, {name}"))
    assert "too long for a tag" in errors(response)
    assert name in response.content.decode()
    assert not Tag.objects.exists()


def test_tags_that_differ_in_case_are_one(editor):
    make_post(tags=("NLP",))
    editor.post(ADD, filled(tags="nlp, größe, GRÖSSE"))
    assert Tag.objects.count() == 2


def test_tag_line_with_unchanged_names_is_no_change(editor):
    post = make_post(tags=("beta", "alpha"), title="An essay", summary="")
    write(editor, change(post), tags="beta, alpha")
    message = LogEntry.objects.get().get_change_message()
    assert "Tags" not in message


def test_log_names_what_was_typed(editor):
    post = make_post(authors=("Ada",))
    write(editor, change(post), body="More.", after="none", byline="Ada\nBob")
    assert LogEntry.objects.get().get_change_message() == "Changed Text and Authors."


def test_race_for_an_address_ends_in_a_sentence(editor, monkeypatch):
    """As when another request takes the address after this one has been checked."""
    make_post(slug="wanted", title="The winner")
    check, missed = ModelForm.validate_unique, []

    def look_away_once(form):
        if missed:
            check(form)
        missed.append(form)

    monkeypatch.setattr(ModelForm, "validate_unique", look_away_once)
    monkeypatch.setattr(Post, "validate_constraints", lambda *_, **__: None)
    response = editor.post(ADD, filled(title="The loser", slug="wanted"))
    assert "Another text has this address" in errors(response)
    assert "The loser" in response.content.decode()
    assert len(missed) == 2


def test_author_account_that_is_taken_is_a_sentence(editor, editor_user):
    Author.objects.create(name="Ada", account=editor_user)
    response = editor.post(
        "/admin/posts/author/add/",
        {"name": "Bob", "slug": "", "link": "", "account": editor_user.pk},
    )
    assert "Another author signs in with this account" in errors(response)


def test_tag_that_exists_in_other_case_is_a_sentence(editor):
    Tag.objects.create(name="NLP")
    response = editor.post(
        "/admin/posts/tag/add/", {"name": "nlp", "slug": "", "description": ""}
    )
    assert "There is already a tag “NLP”" in errors(response)


def test_invisible_characters_become_spaces_before_they_break_a_feed(editor, reader):
    """They come along when text is copied from a PDF."""
    published = {"published_at": "2024-01-01T10:00", "summary": "A summary."}
    form = filled(title="A\x02 title", tags="deep\x01, \x0e", **published)
    editor.post(ADD, form | {"_publish": ""})
    author = {"name": "A\x01da", "slug": "", "link": "", "account": ""}
    editor.post("/admin/posts/author/add/", author)
    editor.post(SITE, site_form(title="Es\x03says", tagline="\x04On all."))
    Post.objects.get().authorships.create(author=Author.objects.get())
    for form in ("rss", "atom"):
        feed = reader.get(f"/{form}.xml").content.decode()
        for words in ("A title", "deep", "A da", "Es says", "On all."):
            assert words in feed


def test_name_of_nothing_but_invisible_characters_is_refused(editor):
    for model, words in (("author", "cannot be blank"), ("tag", "cannot be shown")):
        address = f"/admin/posts/{model}/add/"
        response = editor.post(address, {"name": "\x01", "slug": ""})
        assert words in errors(response)


# Lists


def test_list_shows_the_state_in_words(editor):
    make_post(title="One", published_at=None)
    make_post(title="Two", published_at=in_future())
    make_post(title="Three")
    page = editor.get("/admin/posts/post/").content.decode()
    for state in ("draft", "scheduled", "published"):
        assert page.count(f'<span class="state state-{state}">{state}</span>') == 1


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"state": "draft"}, "A draft"),
        ({"state": "scheduled"}, "A plan"),
        ({"state": "published"}, "A post"),
        ({"q": "xylophone"}, "A plan"),
        ({"q": "gardening"}, "A post"),
        ({"published_at__year": "2024"}, "A post"),
    ],
)
def test_list_is_filtered_and_searched(editor, query, title):
    make_post(title="A draft", published_at=None)
    make_post(title="A plan", published_at=in_future(), body="The xylophone.")
    make_post(title="A post", tags=("gardening",))
    response = editor.get("/admin/posts/post/", query)
    assert [post.title for post in response.context["cl"].result_list] == [title]


def test_list_is_filtered_by_tag(editor):
    make_post(title="A draft", tags=("sowing",))
    make_post(title="A post", tags=("gardening", "sowing"))
    tag = Tag.objects.get(name="gardening")
    response = editor.get(
        "/admin/posts/post/", {"tagged_posts__tag__id__exact": tag.pk}
    )
    assert [post.title for post in response.context["cl"].result_list] == ["A post"]


def test_list_costs_the_same_for_one_post_and_for_ten(
    editor, django_assert_num_queries, django_assert_max_num_queries
):
    make_post(title="First", tags=("one", "two"), authors=("Ada", "Bob"))
    editor.get("/admin/posts/post/")
    with django_assert_max_num_queries(30) as few:
        editor.get("/admin/posts/post/")
    for number in range(9):
        make_post(title=f"Next {number}", tags=("one", "two"), authors=("Ada", "Bob"))
    with django_assert_num_queries(len(few)):
        editor.get("/admin/posts/post/")


def test_list_leaves_the_long_texts_in_the_database(editor):
    make_post()
    response = editor.get("/admin/posts/post/")
    assert "body_html" in response.context["cl"].result_list[0].get_deferred_fields()


def test_view_on_site_leads_straight_to_a_draft(editor):
    post = make_post(published_at=None)
    page = editor.get(change(post)).content.decode()
    assert f'href="{post.get_absolute_url()}">Saved draft</a>' in page
    assert editor.get(post.get_absolute_url()).status_code == 200


# Tags, authors, site


def test_stock_tag_admin_and_its_merging_are_gone(editor):
    assert not admin.site.is_registered(StockTag)
    assert editor.get("/admin/taggit/tag/").status_code == 404
    assert editor.get("/admin/taggit/tag/merge-tags/").status_code == 404
    assert "merge-tags" not in editor.get("/admin/posts/tag/").content.decode()


@pytest.mark.parametrize("model", ["tag", "author"])
def test_counts_are_of_published_posts(editor, model):
    make_post(title="One", tags=("x",), authors=("x",))
    make_post(title="Two", tags=("x",), authors=("x",), published_at=None)
    make_post(title="Three", tags=("y",), authors=("y",), published_at=in_future())
    rows = editor.get(f"/admin/posts/{model}/").context["cl"].result_list
    assert {row.name: row.count for row in rows} == {"x": 1, "y": 0}


def test_site_leads_straight_to_its_form(editor):
    assert editor.get("/admin/posts/sitesettings/").url == SITE
    assert editor.get(SITE).status_code == 200
    assert editor.get("/admin/posts/sitesettings/add/").status_code == 403
    assert editor.get("/admin/posts/sitesettings/1/delete/").status_code == 403


def test_site_is_saved_with_a_link(editor):
    fields = {"links-0-label": "Code", "links-0-address": "https://code.example/"}
    assert editor.post(SITE, site_form(**fields)).status_code == 302
    assert SiteSettings.load().title == "Essays"
    assert NavigationLink.objects.get().label == "Code"


def test_link_that_could_run_is_refused(editor):
    fields = {"links-0-label": "X", "links-0-address": "javascript:alert(1)"}
    response = editor.post(SITE, site_form(**fields))
    assert "is not an address" in response.content.decode()


# Permission


@pytest.mark.parametrize("model", ["post", "page", "tag", "author", "upload"])
def test_every_list_and_form_opens(editor, model):
    make_post(tags=("x",), authors=("Ada",))
    make_page()
    assert editor.get(f"/admin/posts/{model}/").status_code == 200
    assert editor.get(f"/admin/posts/{model}/add/").status_code == 200
    if model != "upload":
        assert editor.get(f"/admin/posts/{model}/1/change/").status_code in {200, 302}


def test_scheduled_time_is_meant_in_the_zone_of_the_site(editor):
    SiteSettings(time_zone="Asia/Tokyo").save()
    tomorrow = timezone.now() + timedelta(days=1)
    date = f"{tomorrow:%Y-%m-%d}T09:00"
    write(editor, ADD, button="schedule", title="T", body="W.", published_at=date)
    published = Post.objects.get().published_at
    assert published is not None
    assert published.hour == 0
