"""Who a byline means: the very authors who stood there, whatever they are called."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from playwright.sync_api import Page, expect

from posts.admin.desk.bylines import as_typed
from posts.models import Author, Post
from posts.models.author import ODD_SPACES
from posts.models.permissions import AUTHORS
from tests.support.bylines import make_signed, signing
from tests.support.desk_form import (
    ADD,
    autosave,
    desk_of,
    open_desk,
    press,
    previewed,
    read,
    write,
)
from tests.support.factories import make_post
from tests.support.signed_in import sign_in

pytestmark = pytest.mark.django_db

NO_BREAK = "\u00a0"


def make_two_of_one_name(name: str = "Jo Doe") -> tuple[Author, Author]:
    return Author.objects.create(name=name), Author.objects.create(name=name)


def rename(author, name: str) -> None:
    author.name = name
    author.save()


# Lines that were left alone


def test_author_renamed_meanwhile_stays_in_the_byline_and_at_the_desk(editor):
    user = User.objects.create_user("alice", is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    alice = Client()
    alice.force_login(user)
    author = Author.objects.create(name="A. Smith", account=user)
    post = make_signed(author)
    form = open_desk(alice, desk_of(post)) | {"body": "More."}
    change = f"/admin/posts/author/{author.pk}/change/"
    renamed = {"name": "Anna Smith", "slug": author.slug, "account": user.pk}
    assert editor.post(change, renamed).status_code == 302
    assert "Anna Smith" in previewed(alice, post, form)
    press(alice, desk_of(post), form)
    assert signing(post) == [author.pk]
    assert Author.objects.get().name == "Anna Smith"
    assert open_desk(alice, desk_of(post))["byline"] == "Anna Smith"


def test_fixed_typo_leaves_a_post_with_the_second_of_two_of_one_name(editor):
    _, second = make_two_of_one_name()
    post = make_signed(second)
    write(editor, desk_of(post), body="Fixed.")
    assert signing(post) == [second.pk]


def test_post_by_two_of_one_name_keeps_both(editor):
    first, second = make_two_of_one_name()
    ada = Author.objects.create(name="Ada")
    post = make_signed(second, ada, first)
    write(editor, desk_of(post), body="Fixed.")
    assert signing(post) == [second.pk, ada.pk, first.pk]
    write(editor, desk_of(post), byline="Ada\nJo Doe\nJo Doe")
    assert signing(post) == [ada.pk, second.pk, first.pk]


def test_saving_what_is_unchanged_writes_no_authors(editor):
    post = make_post(authors=("Ada", "Bob"))
    post.authorships.update(position=7)
    with CaptureQueriesContext(connection) as queries:
        write(editor, desk_of(post), body="Fixed.")
    assert set(post.authorships.values_list("position", flat=True)) == {7}
    verbs = ("INSERT", "UPDATE", "DELETE")
    written = [one["sql"] for one in queries if one["sql"].startswith(verbs)]
    assert not [sql for sql in written if "authorship" in sql.split("WHERE")[0]]


def test_new_post_is_signed_by_whoever_began_it_under_any_name(editor, editor_user):
    make_two_of_one_name("Ed")
    author = Author.objects.create(name="Ed", account=editor_user)
    form = open_desk(editor, ADD) | {"title": "New", "body": "Words."}
    rename(author, "Edna")
    press(editor, ADD, form)
    assert signing(Post.objects.get()) == [author.pk]


def test_author_deleted_meanwhile_is_made_anew_by_name(editor):
    author = Author.objects.create(name="Ada")
    post = make_signed(author)
    form = open_desk(editor, desk_of(post))
    post.authorships.all().delete()
    author.delete()
    page = read(press(editor, desk_of(post), form).content.decode())
    page = read(press(editor, desk_of(post), page, "mine").content.decode())
    press(editor, desk_of(post), page)
    assert [author.name for author in Author.objects.all()] == ["Ada"]
    assert signing(post) == [Author.objects.get().pk]


@pytest.mark.parametrize("is_taken_out", [False, True])
def test_autosave_is_resumed_with_the_authors_it_had(editor, is_taken_out):
    _, second = make_two_of_one_name()
    post = make_signed(second, published_at=None)
    form = open_desk(editor, desk_of(post)) | {"body": "Unsaved.", "sequence": "1"}
    assert autosave(editor, post, **form) == "stored"
    rename(second, "Josephine")
    path = f"{desk_of(post)}?autosave={form['session']}"
    page = open_desk(editor, path)
    assert page["byline"] == "Jo Doe"
    press(editor, desk_of(post), page | ({"byline": ""} if is_taken_out else {}))
    assert signing(post) == ([] if is_taken_out else [second.pk])


@pytest.mark.parametrize("lost", ["field", "key"])
def test_autosave_without_a_good_hidden_field_knows_its_authors_by_the_history(
    editor, lost
):
    author = Author.objects.create(name="Ann")
    post = make_signed(author, published_at=None)
    write(editor, desk_of(post), body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Unsaved.", "sequence": "1"}
    with override_settings(SECRET_KEY="the one before"):
        sealed = as_typed([(author.pk, "Ann")])["identities"]
    form["identities"] = "" if lost == "field" else sealed
    assert autosave(editor, post, **form) == "stored"
    rename(author, "Anna")
    write(editor, desk_of(post))  # the same state, under another name
    Author.objects.create(name="Ann")
    page = open_desk(editor, f"{desk_of(post)}?autosave={form['session']}")
    press(editor, desk_of(post), page | {"byline": "Ann\nBob"})
    assert signing(post) == [author.pk, Author.objects.get(name="Bob").pk]


def test_line_with_an_authors_former_name_means_somebody_else(editor):
    author = Author.objects.create(name="Jo")
    post = make_signed(author)
    write(editor, desk_of(post), body="One.")
    rename(author, "Joan")
    write(editor, desk_of(post), byline="Joan\nJo")
    assert signing(post) == [author.pk, Author.objects.get(name="Jo").pk]


# Lines that were typed


def test_name_that_two_have_is_refused_until_it_tells(editor):
    first, second = make_two_of_one_name()
    post = make_post(authors=("Ada",))
    ada = signing(post)
    form = open_desk(editor, desk_of(post)) | {"byline": "Ada\nJo Doe"}
    page = press(editor, desk_of(post), form).content.decode()
    assert "More than one author has the name “Jo Doe”" in page
    assert read(page)["byline"] == "Ada\nJo Doe"
    assert signing(post) == ada
    rename(first, "Jo F. Doe")
    press(editor, desk_of(post), read(page))
    assert signing(post) == [*ada, second.pk]


@pytest.mark.parametrize("byline", ["Jo Doe", "Jo Doe\nJo Doe\nJo Doe"])
def test_one_of_two_of_one_name_is_neither_removed_nor_added_by_chance(editor, byline):
    post = make_signed(*make_two_of_one_name())
    before = signing(post)
    page = write(editor, desk_of(post), byline=byline).content.decode()
    assert "Give one of them another name" in page
    assert signing(post) == before


def test_page_without_the_hidden_field_finds_a_posts_own_authors_first(editor):
    _, second = make_two_of_one_name()
    post = make_signed(second)
    write(editor, desk_of(post), body="Fixed.", identities="")
    assert signing(post) == [second.pk]


def test_line_in_twice_signs_once(editor):
    author = Author.objects.create(name="Ada")
    post = make_signed(author)
    form = open_desk(editor, desk_of(post)) | {"byline": "Ada\nAda\nAda L."}
    rename(author, "Ada L.")
    press(editor, desk_of(post), form)
    assert signing(post) == [author.pk]


@pytest.mark.parametrize("forged", ["stranger", "other name", "moved", "nonsense"])
def test_forged_field_tells_no_name_and_signs_nothing(editor, forged):
    hidden = Author.objects.create(name="Zanzibar")
    ada = Author.objects.create(name="Ada")
    post = make_signed(ada)
    genuine = as_typed([(hidden.pk, "Zanzibar")])["identities"]
    identities = {
        "stranger": f'[[{hidden.pk}, "Ada"]]',
        "other name": genuine,
        "moved": f"{as_typed([(hidden.pk, 'Ada')])['identities'][:-2]}xx",
        "nonsense": "\0:é:[" * 99,
    }[forged]
    form = open_desk(editor, desk_of(post)) | {"identities": identities}
    assert "Zanzibar" not in previewed(editor, post, form)
    assert press(editor, desk_of(post), form).status_code == 200
    assert signing(post) == [ada.pk]


# Others save meanwhile


def test_merging_takes_the_very_authors_that_another_has_chosen(editor, other):
    _, second = make_two_of_one_name()
    bob = Author.objects.create(name="Bob")
    post = make_signed(bob)
    write(editor, desk_of(post), title="One")
    mine = open_desk(editor, desk_of(post)) | {"title": "Mine"}
    post.authorships.create(author=second, position=1)
    write(other, desk_of(post), body="Theirs.")
    page = read(press(editor, desk_of(post), mine).content.decode())
    merged = read(press(editor, desk_of(post), page, "merge").content.decode())
    assert (merged["byline"], merged["title"]) == ("Bob\nJo Doe", "Mine")
    rename(second, "Josephine")
    press(editor, desk_of(post), merged)
    assert signing(post) == [bob.pk, second.pk]


def test_renamed_author_is_no_conflict_between_two_who_save(editor, other):
    author = Author.objects.create(name="A. Smith")
    post = make_signed(author)
    write(editor, desk_of(post), body="One.")
    mine = open_desk(editor, desk_of(post)) | {"title": "Mine"}
    rename(author, "Anna Smith")
    write(other, desk_of(post), byline="Anna Smith\nBob")
    page = press(editor, desk_of(post), mine).content.decode()
    assert "choice-authors" not in page
    merged = read(press(editor, desk_of(post), read(page), "merge").content.decode())
    assert merged["byline"] == "Anna Smith\nBob"


# Saving in place


def test_page_that_stays_is_told_who_stands_in_the_byline_now(editor):
    author = Author.objects.create(name="A. Smith")
    post = make_signed(author)
    form = open_desk(editor, desk_of(post)) | {"byline": "A. Smith\nNew One"}
    rename(author, "Anna Smith")
    answer = editor.post(
        desk_of(post), {**form, "_save": ""}, headers={"Accept": "application/json"}
    ).json()
    fresh = open_desk(editor, desk_of(post))
    shown = {name: fresh[name] for name in ("byline", "identities")}
    assert shown["byline"] == "Anna Smith\nNew One"
    assert answer["values"] == shown
    later = {"session": "", "base_digest": answer["base_digest"], "body": "More."}
    Author.objects.update(name="Another")
    before = signing(post)
    press(editor, desk_of(post), form | shown | later)
    assert signing(post) == before


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_hidden_field_follows_the_byline_and_waits_for_it(page: Page, site):
    author = Author.objects.create(name="A. Smith")
    post = make_signed(author, published_at=None)
    sign_in(page, site)
    page.goto(f"{site}{desk_of(post)}")
    byline, hidden = page.locator("#id_byline"), page.locator("[name=identities]")
    page.locator("summary", has_text="Summary, tags, authors").click()

    def save() -> None:
        page.locator("[data-autosave-status]").evaluate("(it) => it.replaceChildren()")
        page.keyboard.press("Control+s")
        expect(page.locator("[data-autosave-status]")).to_contain_text("Saved as")

    before = hidden.input_value()
    rename(author, "Anna Smith")
    byline.focus()
    save()
    expect(byline).to_have_value("A. Smith")
    expect(hidden).to_have_value(before)
    page.locator("#id_title").focus()
    save()
    expect(byline).to_have_value("Anna Smith")
    expect(hidden).not_to_have_value(before)
    rename(author, "Anna S.")
    save()
    expect(byline).to_have_value("Anna S.")
    assert signing(post) == [author.pk]
    assert Author.objects.count() == 1


# Spaces


@pytest.mark.parametrize(
    "name", [f"Ada{NO_BREAK}King", "Ada  King", "\tAda\u2003King ", "Ada\u2028King"]
)
def test_spaces_in_a_name_are_folded(editor, name):
    editor.post("/admin/posts/author/add/", {"name": name})
    assert Author.objects.get().name == "Ada King"
    Author.objects.update(name=name)  # as it was stored before
    author = Author.objects.get()
    make_two_of_one_name("Bob")
    write(editor, ADD, title="New", body="Words.", byline=name.replace("\u2028", " "))
    post = Post.objects.get()
    assert signing(post) == [author.pk]
    assert open_desk(editor, desk_of(post))["byline"] == "Ada King"
    write(editor, desk_of(post), body="More.")
    assert signing(post) == [author.pk]
    author.save()
    assert Author.objects.filter(name="Ada King").exists()


def test_every_name_that_folding_changes_is_looked_at():
    spaces = [chr(code) for code in range(0x3001) if chr(code).isspace()]
    never_stored = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    allowed = [space for space in spaces if space not in never_stored]
    for name in [*(f"a{space}b" for space in allowed), "a  b", " a b", "a b "]:
        author = Author.objects.create(name="a b")
        Author.objects.filter(pk=author.pk).update(name=name)
        assert Author.objects.named(["a b"]) == {"a b": [author]}, ascii(name)
        author.delete()
    Author.objects.create(name="c d")
    assert not Author.objects.filter(name__regex=ODD_SPACES).exists()
