"""Rendering again what is out of date: by a changed setting, and by command."""

import html
import re
from threading import Event

import feedparser
import pytest
from django.core.management import CommandError, call_command
from lxml import html as html_tree
from playwright.sync_api import expect

from posts.models import Post, SiteSettings, rerendering
from posts.rendering import headings, render, typography
from tests.support.admin_forms import SITE, messages, site_form
from tests.support.factories import make_page, make_post
from tests.support.signed_in import sign_in


# A thread of the server renders them, and sees only what is committed.
@pytest.mark.django_db(transaction=True)
def test_changed_macros_render_all_texts_again(editor):
    post, page = make_post(body=r"$\E$"), make_page(body=r"$\E$")
    before = {article: article.modified for article in (post, page)}
    response = editor.post(
        SITE, site_form(macros=r"\newcommand{\E}{\mathbb{E}}"), follow=True
    )
    assert "All texts have been rendered again" in messages(response)
    for article, modified in before.items():
        old = article.body_html
        article.refresh_from_db()
        assert article.body_html != old
        assert article.modified == modified
        assert not article.is_stale()


@pytest.mark.parametrize(
    ("macros", "words"),
    [
        (
            "\\newcommand{\\R}{\\mathbb{R}}\n\\newcommand{\\E}{\\mathbb{E}",
            "is never closed (line 2, character 16)",
        ),
        (r"\E = \mathbb{E}", "In the definitions, "),
        ("x^2", "only definitions can stand, such"),
    ],
)
def test_macros_that_define_nothing_are_refused_with_the_place(editor, macros, words):
    response = editor.post(SITE, site_form(macros=macros))
    assert words in html.unescape(response.text)
    assert SiteSettings.load().macros == ""
    assert html.escape(macros, quote=False) in response.text.replace("&#x27;", "'")


@pytest.mark.django_db(transaction=True)
def test_changed_language_renders_all_texts_again(editor):
    post = make_post(body="Text.[^1]\n\n[^1]: Note.")
    response = editor.post(SITE, site_form(language="de"), follow=True)
    assert "All texts have been rendered again" in messages(response)
    post.refresh_from_db()
    assert 'aria-label="Fußnoten"' in post.body_html


def test_nothing_stale_is_found_by_one_query_for_each_kind(
    db, django_assert_num_queries
):
    for _ in range(5):
        make_post()
    with django_assert_num_queries(3):  # and one for the settings
        assert not list(rerendering.stale())
    Post.objects.filter(pk=Post.objects.first().pk).update(fingerprint="")
    assert rerendering.count_stale() == (1, 5)
    SiteSettings.objects.update(macros=r"\def\E{x}")
    assert rerendering.count_stale() == (5, 5)


def test_unchanged_macros_render_nothing(editor):
    make_post()
    response = editor.post(SITE, site_form(), follow=True)
    assert "rendered again" not in messages(response)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_rendering_many_texts_keeps_nobody_waiting(page, site, monkeypatch):
    may_go_on = Event()
    waiting = []

    def slow(article):
        waiting.append(article)
        may_go_on.wait()
        return rerender(article)

    for _ in range(3):
        make_post(body=r"$\E$")
    rerender = rerendering.rerender
    monkeypatch.setattr(rerendering, "rerender", slow)
    sign_in(page, site).goto(f"{site}{SITE}")
    page.get_by_label("Macros:").fill(r"\newcommand{\E}{\mathbb{E}}")
    page.get_by_role("button", name="Save", exact=True).click()
    said = page.get_by_text("texts have been rendered again")
    expect(said).to_have_text(
        "0 of 3 texts have been rendered again for the new settings."
    )
    expect(page.get_by_role("progressbar", name="Texts")).to_be_visible()
    may_go_on.set()
    expect(said).to_have_text(
        "All texts have been rendered again for the new settings."
    )
    expect(page.get_by_role("progressbar", name="Texts")).to_be_hidden()
    assert len(waiting) == 3
    assert all("𝔼" in post.body_html for post in Post.objects.all())


def test_command_renders_what_is_stale_and_only_that(db, capsys):
    stale, fresh = make_post(title="One"), make_post(title="Two")
    Post.objects.filter(pk=stale.pk).update(fingerprint="old", body_html="old")
    with pytest.raises(CommandError, match="1 text outdated"):
        call_command("rerender", check=True)
    call_command("rerender")
    assert "1 text rendered again" in capsys.readouterr().out
    stale.refresh_from_db()
    assert "first" in stale.body_html
    call_command("rerender", check=True)
    call_command("rerender")
    assert "0 texts" in capsys.readouterr().out
    fresh.refresh_from_db()


# A new release


def old_release(monkeypatch) -> None:
    """Let the renderer be one that gave other ids to headings, and other dashes."""
    monkeypatch.setattr(headings, "slug", lambda text: f"s-{len(text)}")
    monkeypatch.setattr(typography, "_DASHES", {"--": "-", "---": "-"})
    render.cache_clear()


BODY = "## Of ants\n\nOne, two -- three.\n\n## Of bees {#mine}\n\n## Of wasps\n\nEnd."


@pytest.fixture
def updated(db, monkeypatch) -> Post:
    """A post that the release before has rendered."""
    with monkeypatch.context() as patch:
        old_release(patch)
        post = make_post(title="Insects", summary="In short -- so.", body=BODY)
    render.cache_clear()
    Post.objects.update(fingerprint="of the release before")
    return post


def test_every_id_still_leads_to_its_heading(updated, reader):
    before = re.findall(r' id="([^"]*)"', updated.body_html)
    assert before == ["s-7", "mine", "s-8"]
    call_command("rerender")
    for _ in range(2):  # also when the text is saved later
        page = html_tree.fromstring(reader.get("/posts/insects/").content)
        for old, new, words in (
            ("s-7", "of-ants", "Of ants"),
            ("mine", "mine", "Of bees"),
            ("s-8", "of-wasps", "Of wasps"),
        ):
            [place] = page.xpath(f"//*[@id='{old}']")
            [heading] = page.xpath(f"//h2[@id='{new}']")
            assert place is heading or place.getparent() is heading
            assert heading.text_content().startswith(words)
        post = Post.objects.get()
        assert [row["html"] for row in post.contents] == [
            "Of ants",
            "Of bees",
            "Of wasps",
        ]
        post.body += " More."
        post.save()


def test_ids_survive_a_second_release(updated, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(headings, "slug", lambda text: f"t-{len(text)}")
        render.cache_clear()
        call_command("rerender")
    render.cache_clear()
    Post.objects.update(fingerprint="of the next release")
    call_command("rerender")
    shown = Post.objects.get().body_html
    assert '<h2 id="of-ants">Of ants<a id="s-7"></a><a id="t-7"></a></h2>' in shown


def test_nothing_else_changes_in_public(updated, reader):
    def seen():
        feed = feedparser.parse(reader.get("/atom.xml").content)
        return [(it.id, it.link, it.published, it.updated) for it in feed.entries]

    before = seen(), updated.modified
    call_command("rerender")
    assert (seen(), Post.objects.get().modified) == before


def test_check_lists_beforehand_what_will_read_differently(updated, capsys):
    make_post(title="Same", slug="same")
    Post.objects.update(fingerprint="of the release before")
    stored = list(Post.objects.values())
    with pytest.raises(CommandError, match="2 texts outdated"):
        call_command("rerender", check=True)
    said = capsys.readouterr().out
    assert said == (
        "Insects (/posts/insects/) will read\n  “In short - so.” → “In short – so.”\n"
    )
    assert list(Post.objects.values()) == stored


def test_rendering_again_never_overwrites_a_newer_save(db, monkeypatch):
    post = make_post()
    Post.objects.update(fingerprint="old")
    outdated = next(rerendering.stale())
    post.body = "Newer."
    post.save()
    assert not rerendering.rerender(outdated)
    post.refresh_from_db()
    assert "Newer." in post.body_html
