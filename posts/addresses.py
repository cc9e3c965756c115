"""The site's addresses: what a slug may be, which are taken, and absolute links."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify

MAX_SLUG_LENGTH = 200

# First parts of the site's own addresses, those of later features included, so that a
# page published today never stands in the way of one.
RESERVED = frozenset(
    [
        "account",
        "accounts",
        "admin",
        "api",
        "archive",
        "archives",
        "atom",
        "author",
        "authors",
        "bibliography",
        "blog",
        "categories",
        "category",
        "cite",
        "comments",
        "download",
        "downloads",
        "draft",
        "drafts",
        "edit",
        "export",
        "favicon",
        "feed",
        "feeds",
        "files",
        "health",
        "healthz",
        "import",
        "index",
        "json",
        "login",
        "logout",
        "manifest",
        "media",
        "metrics",
        "page",
        "pages",
        "post",
        "posts",
        "preview",
        "private",
        "ready",
        "robots",
        "rss",
        "search",
        "series",
        "sitemap",
        "sitemaps",
        "static",
        "status",
        "subscribe",
        "tag",
        "tags",
        "theme",
        "uploads",
        "users",
        "version",
        "versions",
        "well-known",
    ]
)

IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+""")
ATOM = uuid5(NAMESPACE_URL, "http://www.w3.org/2005/Atom")
SLUG = re.compile(r"[\w]+(?:-[\w]+)*")


def make_slug(text: str) -> str:
    """Return a lower-case slug that keeps letters of any script; "" if none remain."""
    slug = slugify(unicodedata.normalize("NFKC", text), allow_unicode=True)
    return re.sub(r"-{2,}", "-", slug.replace("_", "-"))[:MAX_SLUG_LENGTH].strip("-")


def validate_slug(value: str) -> None:
    """Refuse what is not a valid slug. Raises ValidationError."""
    if not SLUG.fullmatch(value) or value != value.lower():
        raise ValidationError(
            "“%(value)s” cannot be an address: use lower-case letters, digits and"
            " single hyphens, like “what-is-interpretability”.",
            params={"value": value},
        )


def validate_page_slug(value: str) -> None:
    """Refuse the site's own addresses and years. Raises ValidationError."""
    if value in RESERVED or value.isdecimal():
        raise ValidationError(
            "“/%(value)s/” is one of the site's own addresses. Choose another,"
            " such as “%(value)s-page”.",
            params={"value": value},
        )


def validate_address(value: str) -> None:
    """Refuse what is neither a path nor a web address. Raises ValidationError."""
    try:
        parts = urlsplit(value)
        is_path = re.match(r"/(?!/)", value) is not None
        is_valid = is_path or (parts.scheme in {"http", "https"} and parts.hostname)
    except ValueError:
        is_valid = False
    if not is_valid or re.search(r"[\\\s\x00-\x1f]", value):
        raise ValidationError(
            "“%(value)s” is not an address: begin with “/”, “https://” or “http://”.",
            params={"value": value},
        )


def atom_id(identifier: str) -> str:
    """Return an identifier as the IRI that Atom requires (RFC 4287, 4.2.6).

    One that is not an IRI, such as a number from an older system, becomes a UUID
    derived from it (RFC 9562, version 5).
    """
    return identifier if IRI.fullmatch(identifier) else uuid5(ATOM, identifier).urn


def absolute(address: str) -> str:
    """Return an address with the configured scheme and host, not the request's."""
    return settings.BASE_URL + address if address.startswith("/") else address


def split_own(address: str) -> SplitResult | None:
    """Split an address of this site, its path decoded; return None for others.

    A path without a leading slash, which leads elsewhere from every page, counts as
    another's.
    """
    return _split_own(address, urlsplit(settings.BASE_URL).netloc.lower())


@lru_cache(maxsize=4096)
def _split_own(address: str, own_host: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_own = parts.scheme in {"", "http", "https"} and parts.netloc.lower() == own_host
    if is_own or (address.startswith("/") and not parts.netloc):
        return parts._replace(path=unquote(parts.path) or "/")
    return None
