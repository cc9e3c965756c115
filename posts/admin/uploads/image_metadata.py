"""Metadata of picture files: naming it, and removing it without changing a pixel.

Each container is parsed just far enough to copy the parts that make up the picture and
to drop the rest: Exif, XMP, comments, thumbnails, and anything after the end.
"""

import re
from collections.abc import Callable, Iterator
from struct import error as StructError
from struct import pack, unpack_from

from PIL import ExifTags, Image

PNG_CHUNKS = {
    *(b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT"),
    *(b"acTL", b"fcTL", b"fdAT"),
}
WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_EXIF_AND_XMP = 0b1100
AVIF_BOXES = [b"ftyp", b"meta", b"mdat"]
AVIF_EXTRAS = re.compile(rb"Exif|mime|uri |uuid|udta|free|skip")
ENTROPY_CODED = re.compile(rb"(?:[^\xff]|\xff[\x00\xd0-\xd7])*+")


ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9", "GIF": b";"}
# Pillow's name for a JPEG with more pictures after the first, as phones make them.
MULTI_PICTURE = "MPO"


class CannotStrip(Exception):
    """The file is not laid out as expected; re-encode it instead."""


def metadata_of(image: Image.Image, data: bytes) -> list[str]:
    """Return in plain words what a decoded file holds besides its picture."""
    info = image.info
    found = []
    if "exif" in info:
        exif = image.getexif()
        has_place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        found.append("Exif with the location" if has_place else "Exif")
        found += ["a thumbnail"] if exif.get_ifd(ExifTags.IFD.IFD1) else []
    found += ["XMP"] if "xmp" in info else []
    found += ["IPTC"] if "photoshop" in info else []
    found += ["a comment"] if "comment" in info else []
    texts = {name for name in getattr(image, "text", {}) if not name.startswith("XML:")}
    found += ["text (" + ", ".join(sorted(texts)) + ")"] if texts else []
    if image.format == MULTI_PICTURE:
        found.append("further pictures")
    elif not data.endswith(ENDS.get(str(image.format), b"")):
        found.append("data after the picture")
    return found


def strip(kind: str, data: bytes) -> bytes:
    """Return the file without metadata. Raises CannotStrip."""
    try:
        return STRIPPERS[kind](data)
    except (StructError, IndexError) as error:
        raise CannotStrip from error


def _png(data: bytes) -> bytes:
    """PNG (third edition), section 5.3: length, type, content, check sum."""
    out, at = [data[:8]], 8
    while True:
        length, name = unpack_from(">I4s", data, at)
        end = at + 12 + length
        if name in PNG_CHUNKS:
            out.append(data[at:end])
        if name == b"IEND":
            return b"".join(out)
        at = end


def _jpeg(data: bytes) -> bytes:
    """JPEG (ITU T.81), annex B: markers with a length, scans up to the next marker."""
    out, at = [data[:2]], 2
    while True:
        while data[at] == 0xFF == data[at + 1]:
            at += 1
        mark, marker = data[at], data[at + 1]
        if mark != 0xFF:
            raise CannotStrip
        if marker == 0xD9:
            return b"".join([*out, b"\xff\xd9"])
        (length,) = unpack_from(">H", data, at + 2)
        end = at + 2 + length
        out.append(_jpeg_segment(marker, data[at:end]))
        at = end
        if marker == 0xDA:
            scan = ENTROPY_CODED.match(data, at)
            at = scan.end() if scan else at
            out.append(data[end:at])


def _jpeg_segment(marker: int, segment: bytes) -> bytes:
    if marker == 0xFE:
        return b""
    if not 0xE0 <= marker <= 0xEF:
        return segment
    if segment[4:9] == b"JFIF\0" and marker == 0xE0:
        # Without the thumbnail that may follow.
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
    is_colour = segment[4:9] == b"Adobe" or segment[4:16] == b"ICC_PROFILE\0"
    return segment if is_colour else b""


def _gif(data: bytes) -> bytes:
    """GIF89a: a screen, then images with their control blocks, and the loop block."""
    at = 13 + _colour_table(data[10])
    out = [data[:at]]
    while (kind := data[at]) != 0x3B:
        if kind == 0x2C:
            blocks = at + 11 + _colour_table(data[at + 9])
            keep = True
        elif kind == 0x21:
            blocks = at + 2
            is_loop = data[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            keep = data[at + 1] == 0xF9 or (data[at + 1] == 0xFF and is_loop)
        else:
            raise CannotStrip
        end = _after_blocks(data, blocks)
        if keep:
            out.append(data[at:end])
        at = end
    return b"".join([*out, b";"])


def _colour_table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while size := data[at]:
        at += size + 1
    return at + 1


def _webp(data: bytes) -> bytes:
    """WebP (RFC 9649): chunks, of which VP8X says which others are there."""
    out = []
    for name, chunk in _riff_chunks(data):
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_EXIF_AND_XMP]) + chunk[9:]
        if name in WEBP_CHUNKS:
            out.append(chunk)
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + pack("<I", len(body)) + body


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (size,) = unpack_from("<I", data, 4)
    at, last = 12, min(size + 8, len(data))
    while at + 8 <= last:
        name, length = unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if end > last:
            raise CannotStrip
        yield name, data[at:end]
        at = end


def _avif(data: bytes) -> bytes:
    """AVIF on ISO 14496-12: items are located by offset, so nothing can be removed; the
    file is returned only if it contains a picture and nothing else."""
    at, names = 0, []
    while at < len(data):
        size, name = unpack_from(">I4s", data, at)
        if size < 8 or (name == b"meta" and AVIF_EXTRAS.search(data, at, at + size)):
            raise CannotStrip
        names.append(name)
        at += size
    if names != AVIF_BOXES or at != len(data):
        raise CannotStrip
    return data


STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    "PNG": _png,
    "JPEG": _jpeg,
    "GIF": _gif,
    "WEBP": _webp,
    "AVIF": _avif,
}
