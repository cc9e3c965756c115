"""Content codings for public responses: brotli, gzip or none (RFC 9110, 8.4)."""

import gzip
from collections.abc import Callable

import brotli
from django.http import HttpResponse

MIN_LENGTH = 200  # bytes; below this a coding saves nothing


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=5))


def _gzip(content: bytes) -> bytes:
    # A fixed time in the header: the same content gives the same bytes.
    return gzip.compress(content, compresslevel=6, mtime=0)


CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


def choose_coding(accepted: str) -> str:
    """Return the best coding that an Accept-Encoding header allows; "" for none."""
    weights = dict(_weight(item) for item in accepted.lower().split(","))
    default = weights.get("*", 0.0)
    chosen = max(CODINGS, key=lambda coding: weights.get(coding, default))
    return chosen if weights.get(chosen, default) > 0 else ""


def _weight(item: str) -> tuple[str, float]:
    name, _, parameter = item.partition(";")
    try:
        weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
    except ValueError:
        weight = 0.0
    return name.strip(), weight


def compress(response: HttpResponse, coding: str) -> None:
    """Encode the content; a short one stays as it is."""
    if coding and len(response.content) >= MIN_LENGTH:
        response.content = CODINGS[coding](response.content)
        response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(response.content))
