"""Re-encoding a picture: upright, in screen colours, and close to its source."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence, JpegImagePlugin

# At this quality, a re-encoded JPEG, WebP or AVIF looks the same as its source.
QUALITY = 95


def encode(data: bytes, kind: str) -> bytes:
    """Return the picture in the same format, rotated as Exif says, without metadata.

    `data` is known to decode. PNG and lossless WebP stay lossless.
    """
    out = BytesIO()
    with Image.open(BytesIO(data)) as image:
        options = _options(image, data, kind)
        if kind == "JPEG":
            frames = [ImageOps.exif_transpose(image)]
        else:
            frames = list(map(ImageOps.exif_transpose, ImageSequence.Iterator(image)))
    if len(frames) > 1:
        options["save_all"] = True
        options["append_images"] = frames[1:]
        options["duration"] = [frame.info.get("duration", 0) for frame in frames]
        options["loop"] = frames[0].info.get("loop", 0)
    if frames[0].mode == "CMYK":
        frames[0] = _for_screens(frames[0], options.pop("icc_profile", None))
    for frame in frames:
        needed = {"transparency", "duration"} & frame.info.keys()
        frame.info = {name: frame.info[name] for name in needed}
    frames[0].save(out, kind, **options)
    return out.getvalue()


def _options(image: Image.Image, data: bytes, kind: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if profile := image.info.get("icc_profile"):
        options["icc_profile"] = profile
    if kind == "JPEG":
        sampling = JpegImagePlugin.get_sampling(image)
        options |= {"quality": QUALITY, "optimize": True}
        options["subsampling"] = max(sampling, 0)
    elif kind == "WEBP":
        options |= {"quality": QUALITY, "lossless": b"VP8L" in data[:4096]}
        options["exact"] = True
    elif kind == "AVIF":
        options |= {"quality": QUALITY, "speed": 8, "subsampling": "4:4:4"}
    return options


def _for_screens(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        screen = ImageCms.createProfile("sRGB")
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, screen, outputMode="RGB"
            )
            if converted:
                return converted
        except (ImageCms.PyCMSError, OSError):
            # The profile is damaged, but the picture is not.
            pass
    return image.convert("RGB")
