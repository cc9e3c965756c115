"""Pictures for tests, and sending them as the desk does."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from posts.models import Upload

UPLOAD = "/admin/markdown/upload/"

SECRET = b"TAKEN-AT-HOME"

FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]

ORIENTATION = 0x0112


def drawing(mode: str = "RGB", size: tuple[int, int] = (24, 16)) -> Pillow.Image:
    """Return a picture with a different colour at every pixel."""
    image = Pillow.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            image.putpixel((x, y), (x * 10 % 256, y * 15 % 256, (x + y) * 5 % 256))
    return image.convert(mode)


def encoded(image: Pillow.Image, kind: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    data = Pillow.Exif()
    data[0x010E] = SECRET.decode()
    data[ORIENTATION] = orientation
    return data.tobytes()


def opened(data: bytes) -> Pillow.Image:
    image = Pillow.open(BytesIO(data))
    image.load()
    return image


def send(client, data: bytes, name: str = "plot.png", **kind):
    file = SimpleUploadedFile("x", data, **kind)
    file._name = name  # as it comes from the network, before Django has looked
    return client.post(UPLOAD, {"file": file})


def describe(client, sent, **words):
    data = {"address": sent.json()["address"], **words}
    return client.post(f"{UPLOAD}describe/", data)


def discard(client, address: str, **data):
    return client.post(f"{UPLOAD}discard/", {"address": address, **data})


def insert(client, data: bytes, name: str = "plot.png", alt: str = "A plot", **words):
    """Upload and describe an image; return the Markdown that shows it."""
    response = describe(client, send(client, data, name), alt=alt, **words)
    return response.json()["markdown"]


def refusal(response) -> str:
    assert response.status_code == 400, response.content
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert not Upload.objects.exists()
    return response.content.decode()


def png_of(width: int, height: int) -> bytes:
    """Return a file that claims a size and holds next to nothing."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


HTML = b"<!doctype html><script>alert(1)</script>"
