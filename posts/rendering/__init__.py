"""Markdown and TeX in, safe finished HTML out.

Pure: knows no models, requests, settings, network or clock. The same source and context
always give the same result, so preview, saving, importing and the tests share one
function.
"""

from .fingerprint import fingerprint, shared_part
from .renderer import render
from .values import (
    Context,
    Heading,
    ImageFacts,
    Labels,
    Link,
    Outline,
    Problem,
    RenderedText,
    Section,
    Source,
)

__all__ = [
    "RenderedText",
    "Context",
    "Heading",
    "ImageFacts",
    "Labels",
    "Link",
    "Outline",
    "Problem",
    "Section",
    "Source",
    "fingerprint",
    "render",
    "shared_part",
]
