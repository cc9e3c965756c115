"""The size of an SVG drawing in CSS pixels, so that a page leaves room for it."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError

type Size = tuple[int, int]

# CSS Values and Units 4, "Absolute lengths".
PIXELS = {
    **{"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0},
    **{"in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6},
}
MAX_SIDE = 30_000

_NUMBER = r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([A-Za-z]*)\s*")
_BOX = re.compile(rf"\s*({_NUMBER})" + rf"(?:\s*,\s*|\s+)({_NUMBER})" * 3 + r"\s*")


def frame_of(attributes: Mapping[str, str]) -> tuple[Size, str]:
    """Return a drawing's size and its view box, each derived from the other if needed.

    Raises ValidationError.
    """
    width = _length(attributes.get("width", ""))
    height = _length(attributes.get("height", ""))
    match = _BOX.fullmatch(attributes.get("viewBox", ""))
    box = [float(number) for number in match.groups()] if match else []
    if box and min(box[2:]) <= 0:
        box = []
    if box and not (width and height):
        across, up = box[2:]
        ratio = up / across
        width = width or (height / ratio if height else across)
        height = height or width * ratio
    if not (width and height):
        raise ValidationError(
            "The SVG does not say how large it is. Give it a width and a height."
        )
    if max(width, height) > MAX_SIDE:
        raise ValidationError(
            f"The drawing measures {width:,.0f} × {height:,.0f} pixels. Make it"
            " smaller."
        )
    size = max(1, round(width)), max(1, round(height))
    return size, " ".join(f"{number:.10g}" for number in box or (0, 0, width, height))


def _length(text: str) -> float:
    """Return a length in pixels; 0 if it is missing or depends on the page."""
    match = _LENGTH.fullmatch(text)
    if not match:
        return 0
    return max(0.0, float(match[1])) * PIXELS.get(match[2].lower(), 0)
