"""The preview's endpoint, and who may use it and the upload's."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from .factories import make_post

PREVIEW = "/admin/markdown/preview/"


def test_preview_is_what_will_be_saved(editor):
    body = "Some *words* and a note.[^1]\n\n[^1]: The note.\n"
    preview = editor.post(PREVIEW, {"content": body, "title": "A `b`"}).content.decode()
    post = make_post(title="A `b`", body=body, summary="")
    assert post.body_html in preview
    assert post.title_html in preview


def test_preview_names_problems_with_their_lines(editor):
    response = editor.post(PREVIEW, {"content": "One.\n\n$\\nonsense{x}$\n"})
    assert 'data-field="body" data-line="3"' in response.content.decode()


def test_preview_is_sanitised(editor):
    hostile = '<script>alert(1)</script><img src="x" onerror="alert(1)">'
    response = editor.post(PREVIEW, {"content": hostile, "title": hostile})
    assert "<script" not in response.content.decode()
    assert "onerror=" not in response.content.decode()


def test_preview_without_text_is_a_sentence(editor):
    response = editor.post(PREVIEW)
    assert response.status_code == 400
    assert response.content.decode() == "There is no text to preview."
    assert editor.get(PREVIEW).status_code == 405


def test_preview_of_a_huge_text_is_a_sentence(editor):
    response = editor.post(PREVIEW, {"content": "x" * 1_000_001})
    assert response.status_code == 400
    assert "too long" in response.content.decode()


# Permission


@pytest.mark.parametrize("name", ["preview", "upload"])
def test_strangers_and_other_staff_are_kept_out_of_the_editor(db, reader, name):
    address = f"/admin/markdown/{name}/"
    assert reader.post(address, {"content": "x"}).status_code == 302
    people = {
        "member": User.objects.create_user("member"),
        "staff": User.objects.create_user("staff", is_staff=True),
    }
    reader.force_login(people["member"])
    assert reader.post(address, {"content": "x"}).status_code == 302
    reader.force_login(people["staff"])
    assert reader.post(address, {"content": "x"}).status_code == 403


def test_whoever_may_write_pages_may_preview(db, reader):
    writer = User.objects.create_user("writer", is_staff=True)
    writer.user_permissions.add(Permission.objects.get(codename="add_page"))
    reader.force_login(writer)
    assert reader.post(PREVIEW, {"content": "x"}).status_code == 200


def test_editor_endpoints_ask_for_the_token(editor_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor_user)
    for name in ("preview", "upload"):
        response = client.post(f"/admin/markdown/{name}/", {"content": "x"})
        assert response.status_code == 403
