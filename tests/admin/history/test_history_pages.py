"""The history in the admin: listed, compared, and shown to who may change the text."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import urlencode

from posts.models import Autosave, Page, Post, Revision
from tests.support.factories import PAST, make_page, make_post
from tests.support.saving import address, restore, save

pytestmark = pytest.mark.django_db

VIEWS = [
    ("history", ()),
    ("compare", ()),
    ("revision", (1,)),
    ("version", (1,)),
]


def autosave(post, user, **fields) -> Autosave:
    data = {"title": post.title, "summary": post.summary, "body": post.body, "tags": ""}
    return Autosave.objects.create(
        session=uuid4(),
        user=user,
        model="post",
        post=post,
        data=urlencode(data | fields),
    )


def test_history_lists_every_save_with_note_and_version(editor, editor_user):
    post = make_post(published_at=None, body="One two.")
    post = save(post, "published", published_at=PAST, by=editor_user)
    now = timezone.now()
    save(post, "revised", revised_at=now, body="One three.", note="A <new> proof.")
    page = editor.get(address("history", post)).content.decode()
    for words in (
        "Recorded as found",
        "Published",
        "Announced as a revision",
        "+1 −1 words",
        "A &lt;new&gt; proof.",
        "Public version 1",
        "Public version 2",
    ):
        assert words in page, words
    assert page.index("Announced as") < page.index("Recorded as found")


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
    assert "Nothing has been recorded here" in page
    assert editor.get(address("compare", post)).status_code == 302


def test_unsaved_text_is_one_entry_and_its_difference_is_shown(editor):
    post = make_post(tags=("a",))
    ada = User.objects.create_user("ada", first_name="Ada", last_name="L.")
    row = autosave(post, ada, body="Typed.\r\n", tags="a, b")
    page = editor.get(address("history", post)).content.decode()
    assert page.count("Unsaved changes") == 1
    assert "Ada L." in page
    response = editor.get(address("unsaved", post, row.session))
    names = [found.name for found in response.context["differences"]]
    assert names == ["body", "tags"]
    assert editor.get(address("unsaved", post, uuid4())).status_code == 404


def test_unsaved_text_of_another_text_is_not_found_here(editor, editor_user):
    post, other = make_post(title="One"), make_post(title="Two")
    row = autosave(other, editor_user)
    assert editor.get(address("unsaved", post, row.session)).status_code == 404


@pytest.mark.parametrize(("view", "arguments"), VIEWS)
def test_history_is_for_those_who_may_change_the_text(reader, view, arguments):
    post = save(make_post(published_at=None), "published", published_at=PAST)
    assert reader.get(address(view, post, *arguments)).status_code == 302
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_post"))
    reader.force_login(viewer)
    assert reader.get(address(view, post, *arguments)).status_code in {403, 404}


def test_history_of_a_page_opens(editor):
    page = save(make_page(), "corrected", title="Other")
    for view, arguments in [*VIEWS, ("compare", ())]:
        assert editor.get(address(view, page, *arguments)).status_code == 200
    restore(editor, page, 1)
    assert Page.objects.get().title == "About"
