"""Uploaded images in the admin: added, described, and deleted with their files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from posts.models import Image, Post

from .factories import make_post
from .test_uploads import HTML, SECRET, SVG, drawing, encoded, exif, png_of, send


def test_image_is_added_without_javascript(editor):
    page = editor.get("/admin/posts/image/add/").content.decode()
    assert 'enctype="multipart/form-data"' in page
    file = SimpleUploadedFile("plot.html", encoded(drawing(), "PNG", exif=exif()))
    response = editor.post(
        "/admin/posts/image/add/", {"file": file, "alt": "A plot"}, follow=True
    )
    image = Image.objects.get()
    assert image.file.name.endswith(".png")
    with image.file.open() as stored:
        assert SECRET not in stored.read()
    assert image.markdown in response.content.decode()


@pytest.mark.parametrize("data", [HTML, SVG, b"", png_of(9000, 9000)], ids=range(4))
def test_admin_refuses_what_the_editor_refuses(editor, data):
    file = SimpleUploadedFile("plot.png", data, content_type="image/png")
    response = editor.post("/admin/posts/image/add/", {"file": file, "alt": "A plot"})
    assert response.status_code == 200
    assert response.context["errors"]
    assert not Image.objects.exists()


def test_image_that_is_here_already_is_a_sentence(editor):
    send(editor, encoded(drawing(), "PNG"))
    file = SimpleUploadedFile("again.png", encoded(drawing(), "PNG"))
    response = editor.post("/admin/posts/image/add/", {"file": file, "alt": "A plot"})
    assert Image.objects.get().address in response.content.decode()
    assert "is here already" in response.content.decode()


def test_words_can_be_changed_and_the_file_cannot(editor):
    send(editor, encoded(drawing(), "PNG"))
    image = Image.objects.get()
    address = f"/admin/posts/image/{image.pk}/change/"
    assert 'type="file"' not in editor.get(address).content.decode()
    file = SimpleUploadedFile("other.png", encoded(drawing("L"), "PNG"))
    editor.post(address, {"alt": "Other words", "file": file})
    changed = Image.objects.get()
    assert (changed.alt, changed.file.name) == ("Other words", image.file.name)


def test_form_names_the_texts_that_use_the_image(editor):
    code = send(editor, encoded(drawing(), "PNG")).json()["image_code"]
    make_post(title="Its essay", body=code)
    image = Image.objects.get()
    page = editor.get(f"/admin/posts/image/{image.pk}/change/").content.decode()
    assert ">Its essay</a>" in page


@pytest.mark.parametrize("way", ["form", "action"])
def test_deleting_removes_the_file(editor, way, django_capture_on_commit_callbacks):
    send(editor, encoded(drawing(), "PNG"))
    image = Image.objects.get()
    assert image.file.storage.exists(image.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        if way == "form":
            editor.post(f"/admin/posts/image/{image.pk}/delete/", {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": image.pk}
            editor.post("/admin/posts/image/", chosen | {"post": "yes"})
    assert not Image.objects.exists()
    assert not image.file.storage.exists(image.file.name)


def test_deleting_an_image_leaves_its_texts_readable(editor):
    code = send(editor, encoded(drawing(), "PNG")).json()["image_code"]
    post = make_post(body=code)
    Image.objects.get().delete()
    assert Post.objects.get(pk=post.pk).is_stale()
    assert editor.get(post.get_absolute_url()).status_code == 200
