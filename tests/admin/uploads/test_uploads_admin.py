"""Uploads in the admin: added, described, found in texts, and deleted."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from posts.admin.uploads.markdown_snippets import upload_markdown
from posts.models import Autosave, PublicVersion, Revision, Upload
from tests.support.factories import PAST, in_future, make_page, make_post
from tests.support.uploading import (
    HTML,
    SECRET,
    UPLOAD,
    describe,
    discard,
    drawing,
    encoded,
    exif,
    insert,
    png_of,
    send,
)


def test_image_is_added_without_javascript(editor):
    page = editor.get("/admin/posts/upload/add/").content.decode()
    assert 'enctype="multipart/form-data"' in page
    file = SimpleUploadedFile("plot.html", encoded(drawing(), "PNG", exif=exif()))
    response = editor.post(
        "/admin/posts/upload/add/", {"file": file, "alt": "A plot"}, follow=True
    )
    image = Upload.objects.get()
    assert image.file.name.endswith(".png")
    with image.file.open() as stored:
        assert SECRET not in stored.read()
    assert "plot.html" in response.content.decode()
    page = editor.get(f"/admin/posts/upload/{image.pk}/change/").content.decode()
    assert upload_markdown(image) in page


@pytest.mark.parametrize("data", [HTML, b"", png_of(9000, 9000)], ids=range(3))
def test_admin_refuses_what_the_editor_refuses(editor, data):
    file = SimpleUploadedFile("plot.png", data, content_type="image/png")
    response = editor.post("/admin/posts/upload/add/", {"file": file, "alt": "A plot"})
    assert response.status_code == 200
    assert response.context["errors"]
    assert not Upload.objects.exists()


def test_image_that_is_here_already_is_a_sentence(editor):
    send(editor, encoded(drawing(), "PNG"))
    file = SimpleUploadedFile("again.png", encoded(drawing(), "PNG"))
    response = editor.post("/admin/posts/upload/add/", {"file": file, "alt": "A plot"})
    assert Upload.objects.get().address in response.content.decode()
    assert "has already been uploaded" in response.content.decode()


def test_words_can_be_changed_and_the_file_cannot(editor):
    send(editor, encoded(drawing(), "PNG"))
    image = Upload.objects.get()
    address = f"/admin/posts/upload/{image.pk}/change/"
    assert 'type="file"' not in editor.get(address).content.decode()
    file = SimpleUploadedFile("other.png", encoded(drawing("L"), "PNG"))
    editor.post(address, {"alt": "Other words", "file": file})
    changed = Upload.objects.get()
    assert (changed.alt, changed.file.name) == ("Other words", image.file.name)


def test_form_names_the_texts_that_use_the_image(editor):
    code = insert(editor, encoded(drawing(), "PNG"))
    make_post(title="Its essay", body=code)
    image = Upload.objects.get()
    page = editor.get(f"/admin/posts/upload/{image.pk}/change/").content.decode()
    assert ">Its essay</a>" in page


@pytest.mark.parametrize("by", ["form", "action"])
def test_deleting_removes_the_file(editor, by, django_capture_on_commit_callbacks):
    send(editor, encoded(drawing(), "PNG"))
    image = Upload.objects.get()
    assert image.file.storage.exists(image.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        if by == "form":
            editor.post(f"/admin/posts/upload/{image.pk}/delete/", {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": image.pk}
            editor.post("/admin/posts/upload/", chosen | {"post": "yes"})
    assert not Upload.objects.exists()
    assert not image.file.storage.exists(image.file.name)


@pytest.mark.parametrize("by", ["form", "action"])
def test_deleting_renews_the_texts_that_show_the_image(
    editor, by, django_capture_on_commit_callbacks
):
    code = insert(editor, encoded(drawing(), "PNG"))
    post, page = make_post(body=code), make_page(body=code)
    upload = Upload.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        delete(editor, upload, by)
    for article in (post, page):
        assert 'width="24"' in article.body_html
        article.refresh_from_db()
        assert 'width="24"' not in article.body_html
        assert not article.is_stale()
        assert editor.get(article.get_absolute_url()).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        send(editor, encoded(drawing(), "PNG"))
    post.refresh_from_db()
    assert 'width="24"' in post.body_html


def delete(client, upload: Upload, by: str = "form", post: str = "yes"):
    if by == "form":
        address = f"/admin/posts/upload/{upload.pk}/delete/"
        return client.post(address, {"post": post}) if post else client.get(address)
    chosen = {"action": "delete_selected", "_selected_action": upload.pk}
    return client.post(
        "/admin/posts/upload/", chosen | ({"post": post} if post else {})
    )


@pytest.mark.parametrize("by", ["form", "action"])
def test_deleting_asks_and_names_what_will_lack_the_file(editor, by):
    make_post(title="Its essay", body=insert(editor, encoded(drawing(), "PNG")))
    upload = Upload.objects.get()
    question = delete(editor, upload, by, post="").content.decode()
    assert "plot.png is still used in: " in question
    assert ">Its essay</a>" in question
    assert Upload.objects.exists()


def test_deleting_what_only_history_shows_says_so(editor):
    post = make_post(body=insert(editor, encoded(drawing(), "PNG")))
    Revision.objects.record(post, "saved")
    post.body = "Gone."
    post.save()
    question = delete(editor, Upload.objects.get(), post="").content.decode()
    assert "plot.png is used in an earlier revision of a text" in question


# Where it is used


def rows(client, **query) -> list[html.HtmlElement]:
    response = client.get("/admin/posts/upload/", query)
    assert response.status_code == 200
    return html.fromstring(response.content).xpath("//*[@id='result_list']/tbody/tr")


def cell(row: html.HtmlElement, name: str) -> str:
    [found] = row.xpath(f".//*[contains(concat(@class, ' '), 'field-{name} ')]")
    return " ".join(found.text_content().split())


def test_list_shows_each_upload_and_where_it_is_used(editor):
    used = insert(editor, encoded(drawing(), "PNG"), "used.png", caption="*Words*")
    send(editor, encoded(drawing("L"), "PNG"), "undescribed.png")
    decorative = send(editor, encoded(drawing("1"), "PNG"), "line.png")
    describe(editor, decorative, is_decorative="on")
    send(editor, b"a,b\n", "table.csv")
    make_post(title="The essay", body=f"{used}\n\n{used}")
    make_page(title="The page", body=used)
    make_post(title="In the bin", body=used, published_at=None, trashed_at=in_future())
    found = {cell(row, "title"): row for row in rows(editor)}
    assert list(found) == ["table.csv", "line.png", "undescribed.png", "used.png"]
    where = cell(found["used.png"], "used_in")
    assert where == "In the bin (in the trash), The essay, The page"
    assert found["used.png"].xpath(".//a[contains(@href, '/posts/page/')]")
    assert cell(found["used.png"], "description") == "A plot*Words*"
    assert cell(found["undescribed.png"], "description") == "not described yet"
    assert cell(found["line.png"], "description") == "decorative"
    assert cell(found["table.csv"], "used_in") == "No text."
    assert cell(found["table.csv"], "weight") == "4 bytes"
    assert "CSV" in found["table.csv"].text_content()
    assert cell(found["used.png"], "owner") == "editor"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"used": "yes"}, ["used.png"]),
        ({"used": "no"}, ["table.csv", "other.png"]),
        ({"kind": "file"}, ["table.csv"]),
        ({"kind": "image"}, ["other.png", "used.png"]),
        ({"words": "none"}, ["other.png"]),
        ({"q": "other"}, ["other.png"]),
        ({"q": "a plot"}, ["used.png"]),
    ],
)
def test_list_can_be_narrowed(editor, query, names):
    code = insert(editor, encoded(drawing(), "PNG"), "used.png")
    send(editor, encoded(drawing("L"), "PNG"), "other.png")
    send(editor, b"a,b\n", "table.csv")
    make_post(body=code)
    assert [cell(row, "title") for row in rows(editor, **query)] == names


def test_unsaved_texts_and_public_versions_count_as_use(editor, editor_user):
    code = insert(editor, encoded(drawing(), "PNG"))
    post = make_post(title="Its essay", body=code)
    revision = Revision.objects.record(post, "published")
    PublicVersion.objects.freeze(post, revision=revision, at=PAST)
    post.body = "Gone."
    post.save()
    Autosave.objects.create(
        session=uuid4(), user=editor_user, model="post", data=urlencode({"body": code})
    )
    [row] = rows(editor)
    assert cell(row, "used_in") == "a new text (unsaved), Its essay (version 1)"


def test_list_asks_as_much_for_ten_as_for_one(editor, django_assert_num_queries):
    def add(number: int) -> None:
        image = drawing(size=(8, number))
        make_post(body=insert(editor, encoded(image, "PNG"), f"{number}.png"))

    add(8)
    with CaptureQueriesContext(connection) as asked:
        assert len(rows(editor)) == 1
    number_of_queries = len(asked)
    for number in range(9, 18):
        add(number)
    with django_assert_num_queries(number_of_queries):
        assert len(rows(editor)) == 10


def test_changed_words_leave_the_texts_alone_and_the_form_says_so(editor):
    code = insert(editor, encoded(drawing(), "PNG"))
    post = make_post(body=code)
    upload = Upload.objects.get()
    address = f"/admin/posts/upload/{upload.pk}/change/"
    assert "does not change it in texts" in editor.get(address).content.decode()
    editor.post(address, {"alt": "Other words", "caption": ""})
    post.refresh_from_db()
    assert 'alt="A plot"' in post.body_html
    assert not post.is_stale()


def test_form_asks_for_words_or_for_their_absence(editor):
    send(editor, encoded(drawing(), "PNG"))
    address = f"/admin/posts/upload/{Upload.objects.get().pk}/change/"
    refused = editor.post(address, {"alt": " ", "caption": ""})
    assert "Describe what the image shows" in refused.content.decode()
    assert editor.post(address, {"is_decorative": "on"}).status_code == 302
    assert Upload.objects.get().is_decorative


def test_other_file_is_added_without_words(editor):
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.7\n%%EOF")
    editor.post("/admin/posts/upload/add/", {"file": file})
    upload = Upload.objects.get()
    assert (upload.name, upload.is_image, upload.size) == ("paper.pdf", False, 14)
    page = editor.get(f"/admin/posts/upload/{upload.pk}/change/").content.decode()
    assert "[paper.pdf (PDF, 14 bytes)]" in page
    assert 'name="alt"' not in page


# Who may do what


@pytest.fixture
def author(db) -> Client:
    """Somebody of the group that writes posts of their own."""
    user = User.objects.create_user("author", is_staff=True)
    user.groups.add(Group.objects.get(name="authors"))
    client = Client()
    client.force_login(user)
    return client


def test_author_changes_and_deletes_own_uploads_only(editor, author):
    make_post(body=insert(editor, encoded(drawing(), "PNG"), "theirs.png"))
    send(author, encoded(drawing("L"), "PNG"), "own.png")
    theirs, own = (Upload.objects.get(name=f"{name}.png") for name in ("theirs", "own"))
    assert len(rows(author)) == 2
    for upload, status in ((theirs, 403), (own, 302)):
        address = f"/admin/posts/upload/{upload.pk}/change/"
        assert author.get(address).status_code == 200
        assert author.post(address, {"alt": "Words"}).status_code == status
    assert delete(author, theirs).status_code == 403
    delete(author, theirs, "action")
    assert discard(author, theirs.address).status_code == 403
    assert Upload.objects.filter(pk=theirs.pk).exists()
    assert delete(author, own).status_code == 302
    assert not Upload.objects.filter(pk=own.pk).exists()


def test_author_is_told_of_uses_in_public_texts_of_others_only(editor, author):
    code = insert(editor, encoded(drawing(), "PNG"))
    make_post(title="Secret plan", body=code, published_at=None)
    assert not rows(author)
    make_post(title="First", body=code)
    make_post(title="Second", body=code)
    [row] = rows(author)
    assert cell(row, "used_in") == "2 texts by others"


def test_first_description_stays_and_later_ones_only_go_into_the_text(editor, author):
    sent = send(author, encoded(drawing(), "PNG"))
    assert describe(editor, sent, alt="First").status_code == 200
    code = describe(author, sent, alt="Second", caption="Below").json()["markdown"]
    assert "![Second]" in code
    assert (Upload.objects.get().alt, Upload.objects.get().caption) == ("First", "")


def test_file_that_another_has_sent_before_can_be_used_and_not_described(
    editor, author
):
    address = send(editor, encoded(drawing(), "PNG")).json()["address"]
    make_post(body=f"![]({address})")
    sent = send(author, encoded(drawing(), "PNG"), "again.png")
    assert not sent.json()["isNew"]
    code = describe(author, sent, alt="Mine", caption="Below").json()["markdown"]
    assert "![Mine]" in code
    assert sent.json()["address"] in code
    theirs = Upload.objects.get()
    assert (theirs.alt, theirs.caption, theirs.is_described) == ("", "", False)
    assert describe(author, sent, is_decorative="on").status_code == 200
    theirs.refresh_from_db()
    assert not theirs.is_decorative


@pytest.mark.parametrize("address", ["", "1", "/media/", "/media/images/é\0.png"])
def test_upload_is_found_by_its_whole_address_only(editor, author, address):
    send(editor, encoded(drawing(), "PNG"))
    for client in (editor, author):
        sent = {"address": address, "alt": "x"}
        assert client.post(f"{UPLOAD}describe/", sent).status_code == 404
        assert discard(client, address).status_code == 404


@pytest.mark.parametrize(
    "words",
    [{}, {"alt": "   "}, {"alt": "x" * 1001}, {"alt": "x", "caption": "x" * 2001}],
)
def test_words_that_cannot_be_saved_are_a_sentence(editor, words):
    sent = send(editor, encoded(drawing(), "PNG"))
    response = describe(editor, sent, **words)
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.content.endswith((b".", b")."))
    assert not Upload.objects.get().is_described


def test_discard_takes_back_what_nothing_uses_and_nothing_else(
    editor, editor_user, django_capture_on_commit_callbacks
):
    code = insert(editor, encoded(drawing(), "PNG"), "used.png")
    make_post(body=code)
    used = Upload.objects.get()
    fresh = send(editor, encoded(drawing("L"), "PNG"), "fresh.png").json()["address"]
    data = urlencode({"body": f"![]({fresh})"})
    unsaved = Autosave.objects.create(session=uuid4(), user=editor_user, data=data)
    with django_capture_on_commit_callbacks(execute=True):
        for address in (used.address, fresh):
            assert discard(editor, address).status_code == 204
        assert Upload.objects.count() == 2
        assert discard(editor, fresh, session=unsaved.session).status_code == 204
    assert list(Upload.objects.all()) == [used]
    assert discard(editor, fresh).status_code == 404


@pytest.mark.parametrize("name", ["", "describe/", "discard/"])
def test_strangers_and_readers_of_the_admin_are_refused(db, reader, editor_user, name):
    address = UPLOAD + name
    assert reader.post(address, {"alt": "x"}).status_code == 302
    reader.force_login(User.objects.create_user("staff", is_staff=True))
    assert reader.post(address, {"alt": "x"}).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor_user)
    assert strict.post(address, {"alt": "x"}).status_code == 403
    strict.cookies["csrftoken"] = "x" * 32
    right = strict.post(address, {"alt": "x"}, headers={"X-CSRFToken": "x" * 32})
    assert right.status_code in (400, 404)
