"""Uploaded pictures: refused with a message, or made safe to publish."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

from posts.rendering.proofreading import clip

from .image_encoding import encode
from .image_metadata import MULTI_PICTURE, CannotStrip, metadata_of, strip

MAX_BYTES = 20_000_000
TOO_LARGE = "The image is larger than 20 MB. Save a smaller one."
MAX_PIXELS = 25_000_000
MAX_PIXELS_OF_ALL_FRAMES = 250_000_000

EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8")
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that Pillow has decoded, without metadata, and its true extension.

    `note` names for the author what was left out; "" if nothing was.
    """

    content: bytes
    extension: str
    size: tuple[int, int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decoding has found in a picture; orientation is Exif's, 1 for upright."""

    kind: str
    mode: str
    size: tuple[int, int]
    orientation: int
    metadata: list[str]


def prepare(data: bytes) -> Picture:
    """Return the picture upright and without metadata. Raises ValidationError.

    The pixels do not change if that can be avoided: only pictures that Exif rotates,
    that are in print colours (CMYK), or whose metadata cannot be removed are
    re-encoded. Colour profiles are kept.
    """
    if not data:
        raise ValidationError("The file is empty.")
    if len(data) > MAX_BYTES:
        raise ValidationError(TOO_LARGE)
    facts = examine(data)
    content, size = _published(data, facts)
    note = f"Removed: {clip(', '.join(facts.metadata), 200)}." if facts.metadata else ""
    return Picture(content, EXTENSIONS[facts.kind], size, note)


def is_picture(data: bytes) -> bool:
    """Return whether a file begins as a picture does, whatever its name."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_avif = data[4:12] in (b"ftypavif", b"ftypavis")
    return data.startswith(SIGNATURES) or is_webp or is_avif


def examine(data: bytes) -> Facts:
    """Decode every frame and return what was found. Raises ValidationError."""
    try:
        with _open(data) as image:
            _check_size(image)
            image.verify()
        with _open(data) as image:
            kind = "JPEG" if image.format == MULTI_PICTURE else str(image.format)
            found = (kind, image.mode, image.size, _orientation(image))
            _check_frames(image)
            return Facts(*found, _metadata(image, data))
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(
            "Browsers cannot show this image. Use PNG, JPEG, GIF, WebP, AVIF or SVG."
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_too_many_pixels()) from error
    except Exception as error:
        # Pillow's decoders raise nearly anything for a damaged file.
        raise ValidationError("The image is damaged and cannot be read.") from error


def _open(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=list(EXTENSIONS))


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(_too_many_pixels(image.size))


def _too_many_pixels(size: tuple[int, int] | None = None) -> str:
    shape = f" ({size[0]} × {size[1]})" if size else ""
    return f"The image has more than 25 megapixels{shape}. Make it smaller."


def _check_frames(image: Image.Image) -> None:
    frames = _frame_count(image)
    if image.width * image.height * frames > MAX_PIXELS_OF_ALL_FRAMES:
        raise ValidationError(
            f"The animation is too long: {frames} frames of {image.width} ×"
            f" {image.height}. Make it smaller, or publish it as a video elsewhere."
        )
    for frame in range(frames):
        image.seek(frame)
        image.load()


def _frame_count(image: Image.Image) -> int:
    if image.format == MULTI_PICTURE:
        return 1
    return getattr(image, "n_frames", 1)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:
        # Unreadable Exif does not mean that the picture is damaged.
        return 1


def _metadata(image: Image.Image, data: bytes) -> list[str]:
    try:
        return metadata_of(image, data)
    except Exception:
        return ["unreadable Exif"]


def _published(data: bytes, facts: Facts) -> tuple[bytes, tuple[int, int]]:
    is_upright = facts.orientation not in range(2, 9)
    if is_upright and facts.mode != "CMYK":
        try:
            stripped = strip(facts.kind, data)
            if examine(stripped).size == facts.size:
                return stripped, facts.size
        except (CannotStrip, ValidationError):
            pass
    encoded = encode(data, facts.kind)
    return encoded, examine(encoded).size
