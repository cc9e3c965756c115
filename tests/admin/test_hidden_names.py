"""Tags, authors and uploads that only others' hidden texts use: typed, sent, and told
to those who may know.

Authors learn of what is on posts that they know; see posts/models/permissions.py.
"""

from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from lxml import html

from posts.models import Author, Authorship, Autosave, Post, Tag, Upload
from posts.models.history.snapshot import digest, snapshot
from posts.models.permissions import known_authors, known_tags, known_uploads
from posts.models.publishing import trash, unpublish
from posts.models.tags.tag_changes import rename_tag
from tests.support.accounts import MARK, NAMED, World
from tests.support.desk_form import desk_of, open_desk, write
from tests.support.factories import PAST, in_future, make_post
from tests.support.uploading import drawing, encoded, send

pytestmark = pytest.mark.django_db

TAG, GUEST = f"{NAMED} tag", f"{NAMED} guest"


def forget(world: World) -> None:
    """Make as if Bob had not written his draft."""
    Post.objects.filter(pk=world.foreign.pk).delete()
    for model in (Tag, Author, Upload):
        model.objects.filter(name__startswith=NAMED).delete()


def said(response: Any) -> list[str]:
    """Return the messages and errors on a page of the admin."""
    page = html.fromstring(response.content.decode())
    found = page.xpath(
        "//*[contains(@class, 'messagelist')]/li | //*[@class='errornote']"
    )
    found += page.xpath("//ul[contains(@class, 'errorlist')]/li")
    return [" ".join(each.text_content().split()) for each in found]


def saved(world: World, **fields: str) -> list[str]:
    return said(write(world.client("author"), desk_of(world.own), **fields))


def completed(world: World, person: str, start: str) -> dict[str, int]:
    answer = world.client(person).get("/admin/markdown/tags/", {"start": start}).json()
    return {tag["name"]: tag["posts"] for tag in answer["tags"]}


def preview(world: World, **fields: str) -> Any:
    client = world.client("author")
    address = f"/admin/markdown/preview/?model=post&object={world.own.pk}"
    return client.post(address, open_desk(client, desk_of(world.own)) | fields).json()


# Who knows what


def knows(world: World, person: str) -> list[bool]:
    """Return whether somebody knows the tag, the guest and the picture."""
    user = world.accounts[person]
    known: list[QuerySet] = [known_tags(user), known_authors(user), known_uploads(user)]
    return [rows.filter(name__startswith=NAMED).exists() for rows in known]


def test_what_only_a_hidden_text_uses_is_known_to_those_who_may_see_it(world):
    for person in ("staff", "author"):
        assert knows(world, person) == [False] * 3
    for person in ("bob", "editor", "superuser"):
        assert knows(world, person) == [True] * 3
    # Whoever manages tags and authors sees all of them.
    assert knows(world, "librarian") == [True, True, False]


def test_a_coauthor_knows_what_the_text_uses(world):
    Authorship.objects.create(post=world.foreign, author=Author.objects.get(name="Ada"))
    assert knows(world, "author") == [True] * 3


def test_what_is_public_is_known_until_it_is_withdrawn(world):
    post, bob = world.foreign, world.accounts["bob"]
    for withdraw in (unpublish, trash):
        Post.objects.filter(pk=post.pk).update(published_at=PAST)
        assert knows(world, "author") == [True] * 3
        post.refresh_from_db()
        withdraw(post, by=bob)
        assert knows(world, "author") == [False] * 3


def test_a_tag_that_a_hidden_text_has_left_behind_is_not_known(world):
    world.foreign.tags.clear()
    assert TAG not in completed(world, "author", NAMED)
    assert TAG in completed(world, "editor", NAMED)


def test_a_tag_made_in_the_tags_admin_is_known_whatever_uses_it(world):
    world.client("editor").post("/admin/posts/tag/add/", {"name": "Zanziplan"})
    assert completed(world, "author", "Zanziplan") == {"Zanziplan": 0}
    world.foreign.tags.add("Zanziplan")
    assert completed(world, "author", "Zanziplan") == {"Zanziplan": 0}


def test_numbers_beside_tags_leave_out_hidden_posts_of_others(world):
    assert completed(world, "author", "shared") == {"Shared": 1}
    assert completed(world, "editor", "shared") == {"Shared": 2}
    world.own.tags.add("Shared")
    assert completed(world, "author", "shared") == {"Shared": 2}


def test_what_is_known_is_asked_in_a_few_queries(world, django_assert_num_queries):
    for number in range(5):
        make_post(title=f"{number}", tags=(f"t{number}",), authors=(f"a{number}",))
    user = world.accounts["author"]
    user.has_perm("posts.view_post")  # the permissions are remembered
    for known, queries in ((known_tags, 1), (known_authors, 1), (known_uploads, 3)):
        with django_assert_num_queries(queries):
            list(known(user))


# Tags and authors that are typed


def test_a_hidden_tag_that_is_typed_is_put_on_the_post_without_a_word(world):
    tag = Tag.objects.get(name=TAG)
    assert saved(world, tags=TAG) == ["Saved as a draft."]
    assert list(world.own.tags.all()) == [tag]


def test_a_tag_similar_to_a_hidden_one_is_saved_without_a_word(world):
    similar = f"{NAMED} tags"
    address = "/admin/markdown/tags_similar/"
    answer = world.client("author").get(address, {"line": similar}).json()
    assert answer == {"similar": []}
    assert saved(world, tags=similar) == ["Saved as a draft."]


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_hidden_tag_is_called_new_where_a_new_one_would_be(world, is_hidden):
    if is_hidden:
        world.foreign.tags.add("Zanziplains")
    assert saved(world, tags="Zanziplains") == [
        "“Zanziplains” is a new tag, similar to “Zanziplain” (1 post).",
        "Saved as a draft.",
    ]


def test_the_whole_name_of_a_hidden_tag_gets_its_spelling(world):
    """There is one tag of each name: see .github/SECURITY.md."""
    saved(world, tags=TAG.upper())
    assert [tag.name for tag in world.own.tags.all()] == [TAG]


@time_machine.travel(in_future(), tick=False)
def test_preview_and_report_are_as_if_there_were_no_hidden_text(world):
    body = "\n\n".join(
        f"[a]({address})"
        for address in (
            *("/tags/zanzilor-tag/", "/authors/zanzilor-guest/", "/authors/bob/"),
            *("/posts/zanzibar-slug/", "/posts/zanzibar-slug/#zanzibar-heading"),
            *("/tags/s/", "/tags/zanziplain/", "/authors/cy/"),
        )
    )
    names = {"tags": f"{TAG}, {NAMED} tags", "byline": f"{GUEST}\nAda"}
    before = preview(world, body=body), preview(world, body=body, **names)
    assert "no public page at /tags/zanzilor-tag/" in before[0]["report"]
    forget(world)
    assert (preview(world, body=body), preview(world, body=body, **names)) == before


def test_a_hidden_author_who_is_named_signs_the_post_without_a_word(world):
    guest = Author.objects.get(name=GUEST)
    assert saved(world, byline=f"Ada\n{GUEST}") == ["Saved as a draft."]
    assert guest in world.own.authors.all()


def test_of_several_hidden_authors_with_one_name_none_is_told(world):
    for _ in range(2):
        author = Author.objects.create(name="Twin")
        Authorship.objects.create(post=world.foreign, author=author)
    assert saved(world, byline="Ada\nTwin") == ["Saved as a draft."]
    twin = world.own.authors.get(name="Twin")
    assert not twin.posts.filter(pk=world.foreign.pk).exists()
    editor = write(world.client("editor"), desk_of(world.own), byline="Cy\nTwin\nTwin")
    assert any("More than one author" in line for line in said(editor))


def test_a_known_author_is_meant_before_a_hidden_one_of_the_same_name(world):
    other = Author.objects.create(name="Cy")
    Authorship.objects.create(post=world.foreign, author=other)
    assert saved(world, byline="Ada\nCy") == ["Saved as a draft."]
    assert other not in world.own.authors.all()


# Addresses


@pytest.mark.parametrize("is_trashed", [False, True])
def test_an_address_is_taken_and_no_more_is_told(world, is_trashed):
    """An address is one text's: see .github/SECURITY.md."""
    if is_trashed:
        trash(world.foreign, by=world.accounts["bob"])
    told = " ".join(saved(world, slug="zanzibar-slug"))
    assert "Another text has this address." in told
    assert "trash" not in told
    assert MARK not in told


def test_an_address_made_from_a_title_gets_a_number_if_it_is_taken(world):
    saved(world, title="Zanzibar slug", slug="")
    world.own.refresh_from_db()
    assert world.own.slug == "zanzibar-slug-2"


def test_an_address_that_led_to_what_is_hidden_does_not_say_where(world):
    post = world.foreign
    for slug, date in (("first", PAST), ("second", PAST), ("zanzibar-third", None)):
        post.slug, post.published_at = slug, date
        post.save()
    told = " ".join(saved(world, slug="first"))
    assert "This address belonged to another text." in told
    assert "zanzibar" not in told


# History


def test_restoring_a_revision_does_not_tell_what_a_tag_is_called_now(world):
    write(world.client("author"), desk_of(world.own), tags="Former")
    write(world.client("author"), desk_of(world.own), tags="")
    world.own.refresh_from_db()
    tag, bob = Tag.objects.get(name="Former"), world.accounts["bob"]
    world.foreign.tags.add(tag)
    rename_tag(tag, name=f"{NAMED} now", slug="z", by=bob)
    number = world.own.revisions.get(state__tags=["Former"]).number
    address = f"/admin/posts/post/{world.own.pk}/history/{number}/restore/"
    seen = {"seen": digest(snapshot(world.own))}
    response = world.client("author").post(address, seen, follow=True)
    assert NAMED not in response.content.decode()
    assert [tag.name for tag in world.own.tags.all()] == ["Former"]


# Uploads


def hide_picture(world: World, name: str = "plot.png") -> Upload:
    """Let Bob use a picture in his draft; return its upload."""
    send(world.client("bob"), encoded(drawing(), "PNG"), name)
    upload = Upload.objects.latest("pk")
    words = {"alt": f"{NAMED} alt", "caption": f"{NAMED} caption"}
    Upload.objects.filter(pk=upload.pk).update(**words)
    Post.objects.filter(pk=world.foreign.pk).update(body=f"![]({upload.address})")
    return upload


def shape(response: Any) -> Any:
    """Return what comes back for a file, without what names this very upload."""
    varying = {"address", "markdown"}
    return {name: it for name, it in response.json().items() if name not in varying}


def test_sending_the_file_of_a_hidden_picture_is_like_sending_a_new_one(world):
    hidden = hide_picture(world)
    sent = send(world.client("author"), encoded(drawing(), "PNG"))
    copy = Upload.objects.latest("pk")
    assert copy.owner == world.accounts["author"]
    assert NAMED not in sent.content.decode()
    name, pattern = str(copy.file.name), r"^images/\d{4}/plot-[0-9a-f]{12}\.png$"
    assert Upload.objects.filter(pk=copy.pk, file__regex=pattern).exists()
    assert name != hidden.file.name
    before = shape(sent)
    copy.delete()
    forget(world)
    hidden.delete()
    assert shape(send(world.client("author"), encoded(drawing(), "PNG"))) == before


def test_adding_the_file_of_a_hidden_picture_in_the_admin_is_like_a_new_one(world):
    hidden = hide_picture(world)
    file = ContentFile(encoded(drawing(), "PNG"), "plot.png")
    response = world.client("author").post(
        "/admin/posts/upload/add/", {"file": file, "alt": "Mine"}, follow=True
    )
    assert hidden.address not in response.content.decode()
    assert Upload.objects.latest("pk").alt == "Mine"


def test_a_file_that_is_in_a_public_text_is_not_stored_again(world):
    upload = hide_picture(world)
    Post.objects.filter(pk=world.foreign.pk).update(published_at=PAST)
    sent = send(world.client("author"), encoded(drawing(), "PNG"), "again.png").json()
    assert (sent["isNew"], sent["address"]) == (False, upload.address)


def test_files_of_earlier_versions_are_found_again(world):
    """Their names were made without their owners and without a secret."""
    content = b"a,b\n"
    name = f"files/2024/table-{sha256(content).hexdigest()[:12]}.csv"
    Upload.objects.create(file=name, owner=world.accounts["author"])
    sent = send(world.client("author"), content, "again.csv").json()
    assert (sent["isNew"], sent["address"]) == (False, f"/media/{name}")


def uses_of_own(world: World, query: str = "") -> str:
    page = world.client("author").get(f"/admin/posts/upload/{query}").content.decode()
    return " ".join(
        " ".join(each.text_content().split())
        for each in html.fromstring(page).xpath("//td[contains(@class, 'used_in')]")
    )


def test_uses_of_an_own_picture_leave_out_hidden_texts_of_others(world):
    """Bob's draft shows Ada's picture; so does what he has typed and not saved."""
    upload = Upload.objects.get(pk=world.values["upload"])
    bob = world.accounts["bob"]
    Autosave.objects.filter(post=None).delete()
    typed = {"user": bob, "model": "post", "data": f"body=%2Fmedia%2F{upload.file}"}
    Autosave.objects.create(session="6f2b7f0e-4e0c-4f57-8c2a-0f3f3f6b8a11", **typed)
    assert uses_of_own(world) == "No text."
    assert uses_of_own(world, "?used=yes") == ""
    assert uses_of_own(world, "?used=no") == "No text."
    Post.objects.filter(pk=world.own.pk).update(body=f"![]({upload.address})")
    assert uses_of_own(world, "?used=yes") == "Own"


def test_deleting_an_own_picture_warns_without_telling(world):
    """The warning is always there, so it tells nothing."""
    client, key = world.client("author"), world.values["upload"]
    address = f"/admin/posts/upload/{key}/delete/"
    before = client.get(address).content.decode()
    assert "Texts that you cannot see may use it too" in before
    assert "by others" not in before
    assert "earlier revision" not in before
    editor = world.client("editor").get(address).content.decode()
    assert "Texts that you cannot see" not in editor
    assert MARK in editor


def test_discarding_an_own_picture_leaves_what_a_hidden_text_uses(world):
    """It would be missing there: see .github/SECURITY.md."""
    upload = Upload.objects.get(pk=world.values["upload"])
    address = "/admin/markdown/upload/discard/"
    sent = {"address": upload.address}
    assert world.client("author").post(address, sent).status_code == 204
    assert Upload.objects.filter(pk=upload.pk).exists()
    forget(world)
    assert world.client("author").post(address, sent).status_code == 204
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_whoever_has_the_address_of_an_upload_has_the_upload(world):
    """Nobody can work it out, not even from the file: see .github/SECURITY.md."""
    hidden = hide_picture(world)
    file = world.client("stranger").get(hidden.address).getvalue()
    assert sha256(file).hexdigest()[:12] not in hidden.address
    Post.objects.filter(pk=world.own.pk).update(body=f"![]({hidden.address})")
    assert hidden in known_uploads(world.accounts["author"])
