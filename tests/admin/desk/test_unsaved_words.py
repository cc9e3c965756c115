"""Words that were never saved are named above the list of texts, for their author."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from posts.models import Autosave
from tests.support.desk_form import ADD, autosave, desk_of, open_desk
from tests.support.factories import make_page, make_post

pytestmark = pytest.mark.django_db

LIST = "/admin/posts/post/"
HEADING = "Not saved"


def type_in(client, article=None, **fields) -> str:
    """Autosave words as a desk does; return their editing session."""
    path = desk_of(article) if article else ADD
    form = open_desk(client, path) | {"sequence": "1"} | fields
    model = article._meta.model_name if article else "post"
    assert autosave(client, article, model, **form) == "stored"
    return form["session"]


def test_list_leads_on_to_words_never_saved(editor):
    post = make_post(title="Old title")
    assert HEADING not in editor.get(LIST).content.decode()
    begun = type_in(editor, title="Begun <b>", body="Words.")
    changed = type_in(editor, post, title="", body="Other words.")
    page = editor.get(LIST).content.decode()
    assert HEADING in page
    assert f'href="{ADD}?autosave={begun}">Begun &lt;b&gt;, a new post' in page
    assert f'href="{desk_of(post)}?autosave={changed}">Old title, ' in page
    assert HEADING not in editor.get(f"{LIST}?state=trash").content.decode()
    assert HEADING not in editor.get("/admin/posts/page/").content.decode()
    Autosave.objects.update(data="")
    assert HEADING not in editor.get(LIST).content.decode()


def test_list_of_pages_names_those_of_pages(editor):
    page = make_page()
    session = type_in(editor, page, body="Other words.")
    shown = editor.get("/admin/posts/page/").content.decode()
    assert f'href="{desk_of(page)}?autosave={session}">About, ' in shown


def test_words_of_others_and_of_texts_out_of_reach_are_not_named(editor):
    user = User.objects.create_user("author", is_staff=True)
    user.groups.add(Group.objects.get(name="authors"))
    author = Client()
    author.force_login(user)
    type_in(editor, title="Of the editor")
    own = make_post(title="Own for now", owner=user)
    type_in(author, own, body="Other words.")
    assert "Own for now, " in author.get(LIST).content.decode()
    assert "Of the editor" not in author.get(LIST).content.decode()
    type(own).objects.filter(pk=own.pk).update(owner=None, published_at=None)
    assert HEADING not in author.get(LIST).content.decode()


def test_no_more_than_five_are_named(editor):
    for number in range(7):
        type_in(editor, title=f"Begun {number}")
    page = editor.get(LIST).content.decode()
    assert [f"Begun {number}, " in page for number in range(7)] == [False] * 2 + [
        True
    ] * 5
