"""The history of a text: every save, back to any of them, and versions that stay."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.db.models import RestrictedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from posts.models import Author, KeptText, Page, Post, PublicVersion, Revision, Tag
from posts.models.history import record_save
from posts.models.rerendering import rerender
from posts.models.snapshot import apply_state, digest, snapshot

from .factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db


def stored(article):
    """Return the text as the database has it."""
    return type(article).objects.get(pk=article.pk)


def save(article, action="saved", *, by=None, note="", tags=None, **fields):
    """Save a text as the desk does, and return what is stored."""
    article = stored(article)
    Revision.objects.record_found(article)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    if tags is not None:
        article.tags.set(tags)
    record_save(stored(article), action, by=by, note=note)
    return stored(article)


def address(view: str, article, *arguments) -> str:
    name = f"admin:posts_{article._meta.model_name}_{view}"
    return reverse(name, args=[article.pk, *arguments])


def versions(article) -> list[PublicVersion]:
    return list(PublicVersion.objects.of(article).order_by("number"))


def restore(client, article, number: int, *, version: str | None = None):
    if version is None:
        version = digest(snapshot(stored(article)))
    return client.post(
        address("restore", article, number), {"version": version}, follow=True
    )


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


# Recording


def test_every_save_keeps_who_when_what_and_the_whole_state(editor_user):
    post = make_post(title="One", published_at=None, tags=("b", "a"), authors=("Ada",))
    before = timezone.now()
    save(post, by=editor_user, title="Two", note="Better.")
    found, saved = Revision.objects.of(post).order_by("number")
    assert (found.number, found.action, found.by, found.state["title"]) == (
        *(1, "found", None),
        "One",
    )
    assert (saved.number, saved.action, saved.by) == (2, "saved", editor_user)
    assert (saved.by_name, saved.note) == ("editor", "Better.")
    assert saved.at >= before
    assert saved.state["title"] == "Two"
    assert saved.state["tags"] == ["a", "b"]
    assert [name for _, name in saved.state["authors"]] == ["Ada"]


def test_save_says_in_a_few_words_what_changed():
    post = make_post(body="One two three.", published_at=None, tags=("a",))
    save(post, body="One two four five.", title="Other", tags=["b"])
    summaries = Revision.objects.of(post).values_list("summary", flat=True)
    assert list(summaries) == ["+2 −1 words, title, tags", "3 words"]


def test_what_was_written_past_the_history_is_noted_before_the_next_save():
    post = make_post(published_at=None)
    save(post, title="Two")
    Post.objects.filter(pk=post.pk).update(title="Past it")
    save(post, title="Three")
    actions = Revision.objects.of(post).values_list("action", flat=True)
    assert list(actions) == ["saved", "found", "saved", "found"]


def test_unchanged_text_is_not_found_twice():
    post = save(make_post(published_at=None))
    Revision.objects.record_found(post)
    Revision.objects.record_found(post)
    assert Revision.objects.of(post).count() == 2


def test_account_that_is_gone_is_still_named(editor_user):
    post = save(make_post(), "corrected", by=editor_user)
    editor_user.delete()
    revision = Revision.objects.of(post).first()
    assert (revision.by, revision.by_name) == (None, "editor")


def test_posts_and_pages_have_histories_of_their_own():
    post, page = make_post(pk=7), make_page(pk=7)
    save(post, "corrected")
    save(page, "corrected")
    assert [Revision.objects.of(text).count() for text in (post, page)] == [2, 2]


# Putting a state back


def test_state_comes_back_whole():
    post = make_post(tags=("a", "b"), authors=("Ada", "Bob"), doi="10.1234/x")
    state = snapshot(post)
    post.title = post.body = post.summary = "Other."
    post.doi = ""
    post.save()
    post.tags.set(["c"])
    post.authorships.all().delete()
    post = stored(post)
    assert apply_state(post, state) == []
    assert snapshot(stored(post)) == state
    assert "first" in stored(post).body_html


def test_authors_come_back_in_order_and_the_lost_are_named():
    post = make_post(authors=("Zoe", "Bob", "Ada"))
    state = snapshot(post)
    post.authorships.all().delete()
    Author.objects.get(name="Bob").delete()
    assert apply_state(stored(post), state) == ["Bob"]
    assert [str(author) for author in stored(post).authors_in_order] == ["Zoe", "Ada"]


def test_part_of_a_state_leaves_the_rest_alone():
    post = make_post(title="Old", slug="old", tags=("a",))
    apply_state(post, {"title": "New"})
    assert snapshot(stored(post))["slug"] == "old"
    assert snapshot(stored(post))["tags"] == ["a"]


# Public versions


def test_publishing_freezes_what_readers_get():
    post = make_post(published_at=None, authors=("Ada",), body="# One\n\nText.")
    post = save(post, "published", published_at=PAST, note="First.")
    [version] = versions(post)
    assert (version.number, version.at, version.note) == (1, PAST, "First.")
    assert version.body_html == post.body_html
    assert version.title_html == post.title_html
    assert version.summary_html == post.summary_html
    assert version.contents == post.contents
    assert version.authors == ["Ada"]
    assert version.renderer == post.fingerprint
    assert version.release


def test_correction_is_no_version_and_an_announced_revision_is():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    post = save(post, "corrected", body="Corrected.")
    assert len(versions(post)) == 1
    now = timezone.now()
    post = save(post, "revised", body="Revised.", revised_at=now, note="New proof.")
    first, second = versions(post)
    assert "Revised." not in first.body_html
    assert "Revised." in second.body_html
    assert (second.number, second.at, second.note) == (2, now, "New proof.")


def test_text_from_before_the_history_starts_with_what_readers_had():
    post = make_post(body="As it was.")
    post = save(post, "revised", body="New.", revised_at=timezone.now())
    first, second = versions(post)
    assert "As it was." in first.body_html
    assert first.at == PAST
    assert "New." in second.body_html


def test_version_never_changes():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    [version] = versions(post)
    version.note = "Other."
    with pytest.raises(TypeError, match="never changes"):
        version.save()
    with pytest.raises(TypeError, match="never changes"):
        version.delete()
    with pytest.raises(TypeError, match="never changes"):
        PublicVersion.objects.update(note="Other.")
    Post.objects.filter(pk=post.pk).update(fingerprint="stale", body_html="old")
    html = version.body_html
    assert rerender(stored(post))
    [same] = versions(post)
    assert (same.body_html, same.note, same.renderer) == (html, "", version.renderer)


def test_version_of_a_scheduled_text_follows_until_its_date():
    post = make_post(published_at=None)
    post = save(post, "scheduled", published_at=in_future(), body="One.")
    post = save(post, "scheduled", body="Two.")
    later = in_future() + timedelta(days=1)
    post = save(post, "scheduled", body="Three.", published_at=later)
    [version] = versions(post)
    assert (version.number, version.at) == (1, later)
    assert "Three." in version.body_html
    assert version.is_to_come


def test_version_of_a_text_that_came_due_stays(time_machine):
    post = make_post(published_at=None)
    due = timezone.now() + timedelta(hours=1)
    post = save(post, "scheduled", published_at=due, body="One.")
    time_machine.move_to(due + timedelta(minutes=1))
    post = save(post, "corrected", body="Two.")
    [version] = versions(post)
    assert "One." in version.body_html
    assert not version.is_to_come


def test_version_that_never_appeared_is_withdrawn():
    post = make_post(published_at=None)
    post = save(post, "scheduled", published_at=in_future())
    post = save(post, "unpublished", published_at=None)
    assert versions(post) == []
    post = save(post, "published", published_at=timezone.now())
    assert [version.number for version in versions(post)] == [1]


def test_publishing_again_is_a_new_version():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    post = save(post, "unpublished", published_at=None)
    before = timezone.now()
    post = save(post, "published", published_at=PAST, body="Again.")
    first, second = versions(post)
    assert first.at == PAST
    assert second.at >= before


def test_page_has_versions_too():
    page = save(make_page(published_at=None), "published", published_at=PAST)
    [version] = versions(page)
    assert (version.title_text, version.authors) == ("About", [])


def test_revision_with_a_version_goes_only_with_its_text():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    with pytest.raises(RestrictedError):
        Revision.objects.of(post).delete()
    post.delete()
    assert not Revision.objects.exists()
    assert not PublicVersion.objects.exists()


# The pages of the admin


def test_history_lists_every_save_with_note_and_version(editor, editor_user):
    post = make_post(published_at=None, body="One two.")
    post = save(post, "published", published_at=PAST, by=editor_user)
    now = timezone.now()
    save(post, "revised", revised_at=now, body="One three.", note="A <new> proof.")
    page = editor.get(address("history", post)).content.decode()
    for words in (
        "Found as it was",
        "Published",
        "Announced as a revision",
        "+1 −1 words",
        "A &lt;new&gt; proof.",
        "Public version 1",
        "Public version 2",
    ):
        assert words in page, words
    assert page.index("Announced as") < page.index("Found as")


def test_history_costs_the_same_for_two_saves_and_for_forty(editor):
    post = save(make_post(), "corrected")
    editor.get(address("history", post))
    with CaptureQueriesContext(connection) as few:
        editor.get(address("history", post))
    for number in range(40):
        save(post, "revised", revised_at=PAST, body=f"Text {number}.")
    with CaptureQueriesContext(connection) as many:
        response = editor.get(address("history", post))
    assert len(many) == len(few)
    assert "state" in response.context["rows"][0][0].get_deferred_fields()


def test_long_history_has_pages(editor):
    post = make_post(published_at=None)
    for number in range(60):
        save(post, title=f"Title {number}")
    first = editor.get(address("history", post))
    assert len(first.context["rows"]) == 50
    assert "Page 1 of 2" in first.content.decode()
    second = editor.get(address("history", post), {"p": "2"})
    assert len(second.context["rows"]) == 11
    assert editor.get(address("history", post), {"p": "x"}).status_code == 200


def test_difference_is_with_the_save_before_unless_asked_otherwise(editor):
    post = make_post(published_at=None, title="One")
    for title in ("Two", "Three", "Four"):
        save(post, title=title)
    Post.objects.filter(pk=post.pk).update(title="Now")

    def told(**query) -> tuple[str, str]:
        response = editor.get(address("compare", post), query)
        [found] = response.context["differences"]
        spans = [span for row in found.rows for span in row.spans]
        return tuple(  # type: ignore[return-value]
            "".join(span.text for span in spans if span.kind == kind)
            for kind in ("removed", "added")
        )

    assert told() == ("Three", "Four")
    assert told(to="2") == ("One", "Two")
    assert told(**{"from": "1", "to": "4"}) == ("One", "Four")
    assert told(**{"from": "2", "to": "now"}) == ("Two", "Now")
    assert told(to="now") == ("Four", "Now")


def test_first_save_differs_from_nothing(editor):
    post = make_post(published_at=None, title="One")
    Revision.objects.record_found(post)
    page = editor.get(address("compare", post), {"to": "1"}).content.decode()
    assert "Title" in page
    assert "The *first* paragraph." in page


@pytest.mark.parametrize("query", ["to=99", "from=99", "to=" + "9" * 30, "to=x"])
def test_difference_with_what_is_not_there_is_no_fault(editor, query):
    post = save(make_post())
    answer = editor.get(f"{address('compare', post)}?{query}")
    assert answer.status_code in {200, 404}


def test_whole_text_of_a_save_is_shown_as_typed(editor):
    post = make_post(body="A <b>bold</b> $x^2$.\n", tags=("a",), published_at=None)
    save(post, body="Else.")
    page = editor.get(address("revision", post, 1)).content.decode()
    assert "A &lt;b&gt;bold&lt;/b&gt; $x^2$.\n</pre>" in page
    assert editor.get(address("revision", post, 99)).status_code == 404


def test_version_is_shown_as_it_is_frozen(editor):
    post = save(make_post(published_at=None), "published", published_at=PAST)
    save(post, "corrected", body="Corrected.")
    response = editor.get(address("version", post, 1))
    page = response.content.decode()
    assert "<em>first</em> paragraph" in page
    assert "Corrected." not in page
    assert 'content="noindex"' in page
    assert "no-store" in response["Cache-Control"]
    assert editor.get(address("version", post, 2)).status_code == 404


def test_text_without_a_history_says_so(editor):
    post = make_post()
    page = editor.get(address("history", post)).content.decode()
    assert "Nothing has been saved here" in page
    assert editor.get(address("compare", post)).status_code == 302


def kept_text(post, user, **fields) -> KeptText:
    data = {"title": post.title, "summary": post.summary, "body": post.body, "tags": ""}
    return KeptText.objects.create(
        sitting=uuid4(),
        user=user,
        model="post",
        post=post,
        data=urlencode(data | fields),
    )


def test_unsaved_text_is_one_entry_and_its_difference_is_shown(editor):
    post = make_post(tags=("a",))
    ada = User.objects.create_user("ada", first_name="Ada", last_name="L.")
    kept = kept_text(post, ada, body="Typed.\r\n", tags="a, b")
    page = editor.get(address("history", post)).content.decode()
    assert page.count("Unsaved text") == 1
    assert "Ada L." in page
    response = editor.get(address("unsaved", post, kept.sitting))
    names = [found.name for found in response.context["differences"]]
    assert names == ["body", "tags"]
    assert editor.get(address("unsaved", post, uuid4())).status_code == 404


def test_unsaved_text_of_another_text_is_not_found_here(editor, editor_user):
    post, other = make_post(title="One"), make_post(title="Two")
    kept = kept_text(other, editor_user)
    assert editor.get(address("unsaved", post, kept.sitting)).status_code == 404


# Restoring


def test_restoring_brings_words_tags_and_authors_back(editor, editor_user):
    post = make_post(
        title="Old", tags=("a",), authors=("Ada",), published_at=None, doi="10.1234/x"
    )
    post = save(post, title="New", body="New.", summary="New.", tags=["b"], doi="")
    post.authorships.all().delete()
    response = restore(editor, post, 1)
    assert "Revision 1 is restored." in said(response)
    state = snapshot(stored(post))
    assert state == Revision.objects.of(post).get(number=1).state
    last = Revision.objects.of(post).first()
    assert (last.action, last.note, last.by) == ("restored", "Revision 1", editor_user)


def test_restoring_is_undone_by_one_button(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    page = restore(editor, post, 1).content.decode()
    assert address("restore", post, 2) in page
    assert stored(post).title == "Old"
    restore(editor, post, 2)
    assert stored(post).title == "New"
    actions = Revision.objects.of(post).values_list("action", flat=True)
    assert list(actions) == ["restored", "restored", "saved", "found"]


def test_restoring_a_draft_does_not_unpublish(editor, reader):
    post = make_post(title="Draft", slug="draft", published_at=None)
    post = save(post, "published", title="Public", slug="public", published_at=PAST)
    restore(editor, post, 1)
    post = stored(post)
    assert (post.title, post.slug, post.published_at) == ("Draft", "public", PAST)
    assert "Draft" in reader.get("/posts/public/").content.decode()
    assert len(versions(post)) == 1


def test_restoring_what_was_public_does_not_publish(editor, reader):
    post = save(make_post(title="Public", slug="x"), "unpublished", published_at=None)
    post = save(post, title="Secret", revised_at=None)
    restore(editor, post, 1)
    assert stored(post).title == "Public"
    assert stored(post).is_draft
    assert reader.get("/posts/x/").status_code == 410


def test_restoring_says_which_authors_are_gone(editor):
    post = save(make_post(authors=("Ada", "Bob")), "corrected", title="New")
    post.authorships.all().delete()
    Author.objects.get(name="Bob").delete()
    assert "named as authors: Bob" in said(restore(editor, post, 1))
    assert [str(author) for author in stored(post).authors_in_order] == ["Ada"]


def test_restoring_over_a_newer_save_is_refused(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    version = digest(snapshot(post))
    save(post, title="Newer")
    response = restore(editor, post, 1, version=version)
    assert "somebody has saved this text since" in said(response)
    assert stored(post).title == "Newer"


def test_restoring_without_a_page_is_refused(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    restore(editor, post, 1, version="")
    assert stored(post).title == "New"


def test_restoring_what_is_there_already_records_nothing(editor):
    post = save(make_post(published_at=None), published_at=PAST, action="published")
    assert "already as in revision 1" in said(restore(editor, post, 1))
    assert Revision.objects.of(post).count() == 2


def test_restoring_what_passed_by_the_history_keeps_it(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    Post.objects.filter(pk=post.pk).update(title="Imported")
    restore(editor, post, 1)
    titles = [row.state["title"] for row in Revision.objects.of(post)]
    assert titles == ["Old", "Imported", "New", "Old"]


def test_restoring_is_never_done_by_looking(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    assert editor.get(address("restore", post, 1)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="editor"))
    version = {"version": digest(snapshot(stored(post)))}
    assert strict.post(address("restore", post, 1), version).status_code == 403
    assert stored(post).title == "New"


def test_restored_tag_that_was_deleted_is_made_again(editor):
    post = save(make_post(tags=("a",), published_at=None), tags=["b"])
    Tag.objects.get(name="a").delete()
    restore(editor, post, 1)
    assert snapshot(stored(post))["tags"] == ["a"]


# Permission

VIEWS = [
    ("history", ()),
    ("compare", ()),
    ("revision", (1,)),
    ("version", (1,)),
]


@pytest.mark.parametrize(("view", "arguments"), VIEWS)
def test_history_is_for_those_who_may_change_the_text(reader, view, arguments):
    post = save(make_post(published_at=None), "published", published_at=PAST)
    assert reader.get(address(view, post, *arguments)).status_code == 302
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_post"))
    reader.force_login(viewer)
    assert reader.get(address(view, post, *arguments)).status_code in {403, 404}


def test_author_cannot_restore_the_post_of_another(reader):
    post = save(make_post(title="Old", published_at=None), title="New")
    author = User.objects.create_user("author", is_staff=True)
    author.user_permissions.add(Permission.objects.get(codename="change_post"))
    reader.force_login(author)
    assert restore(reader, post, 1).status_code in {403, 404}
    assert stored(post).title == "New"
    Post.objects.filter(pk=post.pk).update(owner=author)
    restore(reader, post, 1)
    assert stored(post).title == "Old"


def test_history_of_a_page_opens(editor):
    page = save(make_page(), "corrected", title="Other")
    for view, arguments in [*VIEWS, ("compare", ())]:
        assert editor.get(address(view, page, *arguments)).status_code == 200
    restore(editor, page, 1)
    assert Page.objects.get().title == "About"
