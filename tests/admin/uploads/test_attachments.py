"""Files for readers to download: which are taken, how they are linked and served."""

import json
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from posts.admin.uploads import attachments
from posts.admin.uploads import upload_limit as bounds
from posts.admin.uploads.markdown_snippets import image_markdown, link_markdown
from posts.models import Upload
from posts.models.article import make_source
from posts.models.rendering_context import rendering_context
from posts.rendering import Context, render
from tests.support.factories import make_page, make_post
from tests.support.uploading import (
    HTML,
    UPLOAD,
    drawing,
    encoded,
    insert,
    refusal,
    send,
)

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ZIP = b"PK\x05\x06" + bytes(18)
TAKEN = {
    "paper.pdf": (PDF, "PDF"),
    "Daten größe.csv": ("größe;π\n1;2\n".encode(), "CSV"),
    "latin.csv": ("größe;1\n".encode("iso-8859-1"), "CSV"),
    "excel.txt": ("größe\t1\n".encode("utf-16"), "text"),
    "table.TSV": (b"a\tb\n", "TSV"),
    "result.json": (b' {"a": 1}', "JSON"),
    "run.ipynb": (b'{"cells": []}', "notebook"),
    "refs.bib": (b"@book{x, title={<b>X</b>}}", "BibTeX"),
    "train.py": (b"import this\n", "Python"),
    "weights.npy": (b"\x93NUMPY\x01\0", "NumPy"),
    "weights.npz": (ZIP, "NumPy"),
    "runs.parquet": (b"PAR1" + bytes(9) + b"PAR1", "Parquet"),
    "code.zip": (ZIP, "ZIP"),
    "code.tar.gz": (b"\x1f\x8b\x08" + bytes(20), "TAR.GZ"),
    "data.h5": (b"\x89HDF\r\n\x1a\n" + bytes(9), "HDF5"),
}


def link(client, data: bytes, name: str) -> str:
    sent = send(client, data, name)
    assert sent.status_code == 200, sent.content
    return sent.json()["markdown"]


@pytest.mark.parametrize(("name", "file"), TAKEN.items(), ids=TAKEN)
def test_file_is_stored_as_it_is_and_only_downloaded(editor, name, file):
    data, label = file
    code = link(editor, data, name)
    upload = Upload.objects.get()
    assert code == f"[{name} ({label}, {upload.weight})]({upload.address})"
    assert upload.name == name
    assert upload.file.name.startswith("files/")
    assert upload.file.name.endswith(f".{attachments.extension_of(name)}")
    assert upload.file.name.isascii()
    served = editor.get(upload.address)
    assert served.getvalue() == data
    assert served.headers["Content-Disposition"].startswith("attachment;")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert not served.headers["Content-Type"].startswith(("text/html", "image/"))


def test_link_shows_on_the_page_as_it_was_called(editor):
    code = link(editor, PDF, "[v2] a_b_c *final* & <more>.pdf")
    [shown] = html.fromstring(make_post(body=code).body_html).iter("a")
    upload = Upload.objects.get()
    assert shown.get("href") == upload.address
    name = "[v2] a_b_c *final* & <more>.pdf"
    assert shown.text_content() == f"{name} (PDF, {upload.weight})"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.exe", b"MZ", "of type .exe are not allowed"),
        ("a.html", HTML, "of type .html are not allowed"),
        ("a.js", b"alert(1)", "of type .js are not allowed"),
        ("a", b"x", "without an extension are not allowed"),
        ("a.pdf.html", PDF, "of type .html are not allowed"),
        ("a." + "x" * 90, b"x", f"of type .{'x' * 20} are not allowed"),
        ("a.pdf", HTML, "not PDF"),
        ("a.pdf", b"%PDF-1.7 ends early", "not PDF"),
        ("a.zip", PDF, "not ZIP"),
        ("a.parquet", b"PAR1 ends early", "not Parquet"),
        ("a.npy", ZIP, "not NumPy"),
        ("a.tar.gz", b"BZh9", "not TAR.GZ"),
        ("a.txt", HTML, "not text"),
        ("a.txt", b"\xef\xbb\xbf \n<!-- x --> <HTML lang=en>", "not text"),
        ("a.csv", b"<script>alert(1)</script>", "not CSV"),
        ("a.csv", b"<?xml version='1.0'?><x/>", "not CSV"),
        ("a.csv", b"MZ\0\0\0", "not CSV"),
        ("a.json", b"hello", "not JSON"),
        ("a.ipynb", b"[1]", "not notebook"),
        ("a.tif", b"II*\0", "Browsers cannot show this image"),
        ("a.csv", b"", "is empty"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(editor, name, data, sentence):
    assert sentence in refusal(send(editor, data, name))


def test_picture_under_another_name_is_a_picture(editor):
    code = insert(editor, encoded(drawing(), "PNG"), "data.csv")
    assert code.startswith("![A plot](/media/images/")


def test_too_large_file_is_a_sentence(editor, monkeypatch):
    monkeypatch.setattr(attachments, "MAX_BYTES", 10)
    assert "larger than 50 MB" in refusal(send(editor, ZIP, "a.zip"))


@pytest.mark.django_db
def test_form_that_is_far_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_REQUEST_BYTES", 1000)
    reader = Client(enforce_csrf_checks=True)
    reader.cookies["csrftoken"] = "x" * 32
    for address in ("/admin/login/", UPLOAD):
        file = SimpleUploadedFile("a.zip", ZIP + bytes(1000))
        assert reader.post(address, {"file": file}).status_code == 400


@given(st.binary(max_size=200), st.sampled_from(attachments.EXTENSIONS))
@settings(max_examples=300, deadline=None)
def test_any_content_is_taken_or_refused_with_a_sentence(data, extension):
    try:
        attachments.check_attachment(extension, data)
    except ValidationError:
        return
    if extension in attachments.TEXTS:
        assert not data.lstrip().lower().startswith((b"<!doctype html", b"<script"))
    else:
        assert data.startswith(attachments.BINARIES[extension][1])


# What is written into the text


def shown(code: str) -> html.HtmlElement:
    source = make_source("", "", code)
    return html.fromstring(
        f"<div>{render(source, rendering_context(source)).html}</div>"
    )


# Quotation marks, dashes and dots become typographic ones, in these words as elsewhere.
WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\"'-.…"
    ),
    min_size=1,
    max_size=30,
)


@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_alternative_text_is_on_the_page_as_it_was_typed(django_db_blocker, alt):
    upload = Upload(file="images/2026/plot-1.png", width=9, height=9)
    with django_db_blocker.unblock():
        [image] = shown(image_markdown(upload, alt)).iter("img")
    assert image.get("alt") == alt
    assert image.get("src") == upload.address


@pytest.mark.django_db
def test_only_an_image_that_nobody_described_is_reported():
    upload = Upload(file="images/2026/plot-1.png", width=9, height=9)
    codes = {
        is_decorative: image_markdown(upload, "", is_decorative=is_decorative)
        for is_decorative in (False, True)
    }
    for is_decorative, code in codes.items():
        [image] = shown(code).iter("img")
        assert image.get("alt") == ""
        source = make_source("", "", code)
        found = [problem.rule for problem in render(source, Context()).problems]
        assert found == ([] if is_decorative else ["alt-missing"])


@pytest.mark.parametrize(
    "caption",
    [
        "Plain words.",
        'The "loss" and its *limit*, $\\alpha_{1} \\to \\{0\\}$.',
        "A [link](/about/) and `code \\` here",
        "Ends in a backslash \\",
        "AT&amp;T & more &lt; \\& \\\\ (paren) 100 %",
    ],
)
@pytest.mark.django_db
def test_caption_is_markdown_as_in_a_paragraph(caption):
    upload = Upload(file="images/2026/plot-1.png", width=9, height=9)
    page = shown(image_markdown(upload, "A plot", caption))
    [figure] = page.iter("figure")
    [below] = page.iter("figcaption")
    [paragraph] = shown(caption).iter("p")
    assert figure.find("img").get("alt") == "A plot"
    assert inner(below) == inner(paragraph)


def inner(element: html.HtmlElement) -> str:
    text = html.tostring(element, encoding="unicode", with_tail=False)
    return unescape(text.partition(">")[2].rpartition("</")[0])


def test_weight_is_for_people():
    sizes = {5: "5 bytes", 1_000: "1 kB", 1_250_000: "1.2 MB", 3 * 10**9: "3 GB"}
    for size, words in sizes.items():
        assert Upload(size=size).weight == words
    assert Upload().weight == ""
    bare = Upload(file="files/2026/a-1.pdf", name="a.pdf")
    assert link_markdown(bare) == "[a.pdf (PDF)](/media/files/2026/a-1.pdf)"


def test_file_leaves_pages_and_posts_alone_that_do_not_name_it(editor):
    page, post = make_page(), make_post()
    link(editor, PDF, "a.pdf")
    assert not page.is_stale()
    assert not post.is_stale()


def test_file_in_the_folder_that_nobody_checked_does_not_run(editor):
    for name in ("x.html", "x.svgz", "x.xhtml", "x.js", "x"):
        stored = default_storage.save(name, ContentFile(HTML))
        served = editor.get(f"/media/{stored}")
        assert served.getvalue() == HTML
        assert served.headers["Content-Disposition"].startswith("attachment")
        assert served.headers["Content-Type"] == "application/octet-stream"


def test_answers_are_json_that_the_script_reads(editor):
    answer = json.loads(send(editor, PDF, "a.pdf").content)
    assert answer["about"] == f"PDF, {len(PDF)} bytes"
    assert not answer["isImage"]
