"""Images from outside: which are accepted, what is stored, which are refused."""

from contextlib import suppress
from io import BytesIO
from struct import pack

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, ImageCms
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from posts.admin.uploads.pictures import prepare
from posts.models import Upload
from tests.support.factories import make_post
from tests.support.uploading import (
    FORMATS,
    HTML,
    ORIENTATION,
    SECRET,
    UPLOAD,
    describe,
    drawing,
    encoded,
    exif,
    insert,
    opened,
    png_of,
    refusal,
    send,
)

# What is accepted


@pytest.mark.parametrize("kind", FORMATS)
def test_image_gets_the_extension_of_its_real_format(editor, kind):
    data = encoded(drawing("P" if kind == "GIF" else "RGB"), kind)
    response = send(editor, data, "page.html", content_type="text/html")
    assert response.status_code == 200, response.content
    name = Upload.objects.get().file.name
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    assert name.endswith(f".{ending}")
    served = editor.get(f"/media/{name}")
    assert served.headers["Content-Type"].startswith("image/")
    assert opened(served.getvalue()).size == (24, 16)


def test_answer_says_what_the_file_has_become(editor, editor_user):
    response = send(editor, encoded(drawing(), "PNG"))
    upload = Upload.objects.get()
    assert response.json() == {
        "address": f"/media/{upload.file.name}",
        "markdown": f"![](/media/{upload.file.name})",
        "isNew": True,
        "isImage": True,
        "isDescribed": False,
        "caption": "",
        "about": f"PNG, {upload.weight}",
        "note": "",
    }
    assert upload.owner == editor_user
    assert (upload.width, upload.height) == (24, 16)
    assert upload.size == upload.file.size
    assert upload.name == "plot.png"


def test_inserted_markdown_shows_the_image(editor):
    post = make_post(body=insert(editor, encoded(drawing(), "PNG")))
    assert 'alt="A plot"' in post.body_html
    assert 'width="24"' in post.body_html


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Training curves (final).PNG", "training-curves-final-"),
        ("größe.png", "grosse-"),
        ("深度学习.png", "image-"),
        ("../../etc/passwd", "passwd-"),
        ("a\0b.png", "ab-"),
        ("no-extension", "no-extension-"),
        (".png", "png-"),
        ("x" * 400 + ".png", "x" * 60 + "-"),
    ],
)
def test_file_name_is_readable_and_harmless(editor, name, start):
    assert send(editor, encoded(drawing(), "PNG"), name).status_code == 200
    stored = Upload.objects.get().file.name
    assert stored.split("/")[2].startswith(start)
    assert stored.split("/")[0] == "images"
    assert len(stored) < 255


def test_same_image_twice_is_stored_once(editor):
    data = encoded(drawing(), "PNG")
    first = insert(editor, data, "one.png")
    again = send(editor, data, "two.png")
    assert again.json()["markdown"] == first
    assert again.json()["isDescribed"]
    assert not again.json()["isNew"]
    second = describe(editor, again, alt="Other words").json()["markdown"]
    image = Upload.objects.get()
    assert image.address in first
    assert second == f"![Other words]({image.address})"
    assert image.alt == "A plot"


@pytest.mark.parametrize("size", [(5000, 5000), (25_000, 1)])
def test_full_resolution_is_stored(editor, size):
    send(editor, encoded(Pillow.new("L", size), "PNG"))
    image = Upload.objects.get()
    assert (image.width, image.height) == size


# What is stored


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_stays_identical_to_the_pixel(mode):
    image = Pillow.new(mode, (9, 9), 40_000) if mode == "I;16" else drawing(mode)
    stored = opened(prepare(encoded(image, "PNG")).content)
    assert (stored.mode, stored.tobytes()) == (mode, image.tobytes())


def test_jpeg_is_not_encoded_twice():
    data = encoded(drawing(), "JPEG", quality=70, exif=exif())
    stored = prepare(data).content
    assert opened(stored).tobytes() == opened(data).tobytes()
    assert len(stored) < len(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    ("orientation", "size", "end"),
    # Red grows to the right; turned clockwise it grows downwards, else upwards.
    [(1, (24, 16), (22, 2)), (6, (16, 24), (2, 22)), (8, (16, 24), (2, 1))],
)
def test_rotation_is_applied_and_metadata_dropped(kind, orientation, size, end):
    data = encoded(drawing(), kind, exif=exif(orientation))
    assert SECRET in data
    stored = prepare(data + SECRET).content
    assert SECRET not in stored
    image = opened(stored)
    assert image.getexif().get(ORIENTATION, 1) == 1
    assert image.size == size
    assert image.convert("RGB").getpixel(end)[0] > 150


def test_comments_in_gif_and_jpeg_are_dropped():
    for kind in ("GIF", "JPEG"):
        data = encoded(drawing("L"), kind, comment=SECRET)
        assert SECRET in data
        assert SECRET not in prepare(data).content


def test_png_text_is_dropped():
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    data = encoded(drawing(), "PNG", pnginfo=info)
    assert SECRET in data
    assert SECRET not in prepare(data).content


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animation_has_its_frames_and_their_times(kind):
    frames = [drawing("L").rotate(90 * turn) for turn in range(4)]
    times = [100, 200, 300, 400]
    data = encoded(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=times, loop=0
    )
    image = Pillow.open(BytesIO(prepare(data).content))
    found = []
    for frame in range(image.n_frames):
        image.seek(frame)
        image.load()
        found.append(image.info["duration"])
    assert found == times


def test_rotated_animation_turns_every_frame():
    frames = [drawing("RGB").rotate(180 * turn) for turn in range(2)]
    data = encoded(
        frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=exif(6)
    )
    image = Pillow.open(BytesIO(prepare(data).content))
    assert (image.n_frames, image.size) == (2, (16, 24))


def noted(image: Pillow.Image, kind: str, tail: bytes = b"", **options) -> str:
    return prepare(encoded(image, kind, **options) + tail).note


def test_note_names_what_was_left_out():
    located = Pillow.Exif()
    located.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    tiff = located.tobytes()[6:]
    # As a camera does: a second directory, about a thumbnail, follows the first.
    thumbnail = b"\0\1\1\3\0\3\0\0\0\1\0\6\0\0" + bytes(4)
    tiff = tiff[:22] + pack(">I", len(tiff)) + tiff[26:] + thumbnail
    camera = noted(drawing(), "JPEG", exif=b"Exif\0\0" + tiff)
    assert camera == "Removed: Exif with the location, a thumbnail."
    for kind in ("PNG", "JPEG", "WEBP", "AVIF"):
        note = noted(drawing(), kind, exif=located.tobytes(), xmp=b"<x/>")
        assert note.startswith("Removed: Exif with the location")
        assert ("XMP" in note) is (kind != "PNG")  # which Pillow writes otherwise
        assert noted(drawing(), kind, exif=exif(6)) == "Removed: Exif."
        assert noted(drawing(), kind) == ""
    assert noted(drawing("P"), "GIF") == ""
    for kind in ("GIF", "JPEG"):
        assert noted(drawing("L"), kind, comment=SECRET) == "Removed: a comment."
        assert noted(drawing("L"), kind, SECRET) == "Removed: data after the picture."
    info = PngInfo()
    info.add_text("Software", "matplotlib")
    assert noted(drawing(), "PNG", pnginfo=info) == "Removed: text (Software)."
    others = {"save_all": True, "append_images": [drawing().rotate(90)]}
    assert "further pictures" in noted(drawing(), "MPO", **others)


def test_colour_profile_is_stored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("PNG", "JPEG", "WEBP"):
        for orientation in (1, 6):
            data = encoded(drawing(), kind, icc_profile=profile, exif=exif(orientation))
            assert opened(prepare(data).content).info["icc_profile"] == profile


def test_print_colours_become_screen_colours():
    assert opened(prepare(encoded(drawing("CMYK"), "JPEG")).content).mode == "RGB"


def test_picture_with_others_behind_it_is_taken_alone():
    data = encoded(
        drawing(), "MPO", save_all=True, append_images=[drawing().rotate(90)]
    )
    picture = prepare(data)
    assert picture.extension == "jpg"
    assert opened(picture.content).format == "JPEG"


def test_what_follows_the_end_is_dropped():
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        data = encoded(drawing("L"), kind)
        for tail in (b"<script>alert(1)</script>", b"PK\x05\x06" + bytes(18)):
            assert tail not in prepare(data + tail).content


# What is refused


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\0", "cannot show this image"),
        (HTML, "cannot show this image"),
        (b"GIF89a" + HTML, "cannot show this image"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "damaged"),
        (encoded(drawing(), "TIFF"), "cannot show this image"),
        (encoded(drawing(), "BMP"), "cannot show this image"),
        (encoded(drawing(), "PDF"), "cannot show this image"),
        (png_of(5001, 5000), "more than 25 megapixels (5001 × 5000)"),
        (png_of(12_000, 12_000), "more than 25 megapixels"),
        (png_of(60_000, 60_000), "more than 25 megapixels"),
        (png_of(100, 100), "damaged"),
        (bytes(20_000_001), "larger than 20 MB"),
    ],
    ids=[
        *("empty", "one byte", "HTML", "HTML as GIF", "HTML as PNG"),
        *("TIFF", "BMP", "PDF", "26 MP", "144 MP", "3600 MP", "no pixels", "20 MB"),
    ],
)
@pytest.mark.parametrize("content_type", ["image/gif", "image/png", "text/html", ""])
def test_what_is_no_sound_image_is_refused_with_a_sentence(
    editor, data, sentence, content_type
):
    response = send(editor, data, "plot.gif", content_type=content_type)
    assert sentence in refusal(response)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_file_that_ends_early_is_refused_or_whole(editor, kind, part):
    data = encoded(drawing("P" if kind == "GIF" else "RGB", (64, 64)), kind)
    response = send(editor, data[: int(len(data) * part)])
    assert response.status_code == 400
    assert refusal(response)


def test_animation_of_too_many_pixels_is_refused(editor):
    frames = [Pillow.new("L", (5000, 5000), shade) for shade in range(11)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert "animation is too long: 11 frames" in refusal(send(editor, data))


def test_missing_file_is_a_sentence(editor):
    assert refusal(editor.post(UPLOAD)) == "Choose a file."
    assert refusal(editor.post(UPLOAD, {"file": "plot.png"})) == "Choose a file."
    assert editor.get(UPLOAD).status_code == 405


@given(
    kind=st.sampled_from(FORMATS),
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 6)),
        min_size=1,
        max_size=5,
    ),
)
@settings(max_examples=300, deadline=None)
def test_damage_of_any_kind_is_refused_or_repaired(kind, changes):
    data = SOUND[kind]
    for place, added, removed in changes:
        at = place % len(data)
        data = data[:at] + added + data[at + removed :]
    with suppress(ValidationError):
        assert opened(prepare(data).content).format == kind


SOUND = {
    kind: encoded(drawing("P" if kind == "GIF" else "RGB"), kind) for kind in FORMATS
}
