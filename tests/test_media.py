"""Uploads as they are served: whole, in part, or not again (RFC 9110, 13 and 14)."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

BYTES = bytes(range(256)) * 40


@pytest.fixture
def address() -> str:
    name = default_storage.save("images/talk.png", ContentFile(BYTES))
    return f"/media/{name}"


pytestmark = pytest.mark.django_db


def test_whole_file_says_that_a_part_can_be_had(address, reader):
    answer = reader.get(address)
    assert answer.getvalue() == BYTES
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["ETag"]
    assert answer["Last-Modified"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-1", 0, 1),  # what Safari asks first of a video
        ("bytes=100-", 100, len(BYTES) - 1),
        ("bytes=-10", len(BYTES) - 10, len(BYTES) - 1),
        ("bytes=0-99999999", 0, len(BYTES) - 1),
        ("bytes=7-7", 7, 7),
    ],
)
def test_range_gets_just_its_bytes(address, reader, asked, start, end):
    answer = reader.get(address, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.getvalue() == BYTES[start : end + 1]
    assert answer["Content-Range"] == f"bytes {start}-{end}/{len(BYTES)}"
    assert answer["Content-Length"] == str(end - start + 1)
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("asked", [f"bytes={len(BYTES)}-", "bytes=-0"])
def test_range_outside_the_file_says_how_long_it_is(address, reader, asked):
    answer = reader.get(address, headers={"range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(BYTES)}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-2",
        "bytes=-",
        "bytes=0-1,4-5",
        "lines=1-2",
        "bytes=a-b",
        "bytes=" + "9" * 5_000 + "-",
    ],
)
def test_range_that_means_nothing_gets_the_whole_file(address, reader, asked):
    answer = reader.get(address, headers={"range": asked})
    assert (answer.status_code, answer.getvalue()) == (200, BYTES)


def test_download_goes_on_only_if_the_file_is_the_same(address, reader):
    whole = reader.get(address)
    assert whole.getvalue() == BYTES
    etag = whole["ETag"]
    for known, status in ((etag, 206), ('"another"', 200)):
        headers = {"range": "bytes=9-", "if-range": known}
        answer = reader.get(address, headers=headers)
        assert answer.status_code == status
        assert len(answer.getvalue()) == len(BYTES) - (9 if status == 206 else 0)


def test_known_file_is_not_sent_again(address, reader):
    first = reader.get(address)
    assert first.getvalue() == BYTES
    for headers in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        again = reader.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
