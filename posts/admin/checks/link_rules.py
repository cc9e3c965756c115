"""Rules for links within this site: does the page exist, and the place on it?"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from django.utils import timezone
from django.utils.formats import date_format

from posts.rendering import Problem
from posts.rendering.problems import has_anchor, perhaps
from posts.rendering.proofreading import clip

from .checked_text import CheckedText, OwnAddress
from .destinations import Destination

READERS_GET_404: Final = "readers get a 404 (not found)"
_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}([/?#]|$)", re.I)
_MAILBOX: Final = re.compile(r"[^@\s/]+@[^@\s/]+")


def broken_links(text: CheckedText) -> Iterator[Problem]:
    """A link to a page of this site, or a place on it, that readers cannot find."""
    for own in text.links:
        if own.link.kind == "link":
            destination = text.destinations[own.parts.path]
            found = _unreachable(own, destination) or _missing_anchor(
                own, destination, text
            )
            if found:
                rule, message = found
                message += own.other_lines
                yield Problem(own.link.field, own.link.line, message, rule)


def relative_links(text: CheckedText) -> Iterator[Problem]:
    """An address without its beginning: it means another place on every page."""
    for link in text.rendered.outline.links:
        if link.kind == "link" and _is_relative(link.address):
            shown = clip(unquote(link.address), 100)
            message = (
                f"“{shown}” is read as an address below this page. Begin it with"
                f" {_beginning(shown)}."
            )
            yield Problem(link.field, link.line, message, "link-relative")


def too_many_links(text: CheckedText) -> Iterator[Problem]:
    """More addresses than can be looked up."""
    count = len(text.own_addresses) - len(text.links) - len(text.files)
    if count:
        message = f"There are too many links: {count} of them were not checked."
        yield Problem("body", 1, message, "links-unchecked")


def _unreachable(own: OwnAddress, destination: Destination) -> tuple[str, str] | None:
    """Return the rule and the message about a page that readers cannot find."""
    shown, moved_to = own.shown, destination.moved_to
    if moved_to:
        message = f"{shown} redirects to {moved_to}. Write that address instead."
        return "link-moved", message
    match destination.state:
        case "open" | "own":
            return None
        case "draft":
            why = f"leads to a draft: {READERS_GET_404} until it is published."
            return "link-to-draft", f"{shown} {why}"
        case "scheduled":
            at = date_format(timezone.localtime(destination.opens), "j F Y, H:i")
            why = f"leads to a text that appears on {at}: until then {READERS_GET_404}."
            return "link-to-scheduled", f"{shown} {why}"
        case "trashed":
            why = f"leads to a text in the trash: {READERS_GET_404}."
            return "link-to-trash", f"{shown} {why}"
        case "unused":
            why = f"has no published post yet: until then {READERS_GET_404}."
            return "link-to-unused", f"{shown} {why}"
        case "admin":
            why = "leads into the admin, where readers cannot go."
            return "link-to-admin", f"{shown} {why}"
        case "private":
            message = (
                "A draft link expires, and is not for everybody. Link to the text's"
                " own address."
            )
            return "link-private", message
    if moved_to == "":
        return "link-gone", f"What was at {shown} is gone. Remove the link."
    why = f"There is no public page at {shown}: {READERS_GET_404}. Check the address."
    return "link-broken", why


def _missing_anchor(
    own: OwnAddress, destination: Destination, text: CheckedText
) -> tuple[str, str] | None:
    """Return the rule and the message about a place that its page does not have."""
    name = own.parts.fragment
    is_own = destination.state == "own"
    ids = text.rendered.outline.ids if is_own else destination.ids
    if ids is None or has_anchor(ids, name):
        return None  # the ids of a list, for example, are not known
    page = own.shown.partition("#")[0]
    message = f"Nothing on {page} has the id {unquote(name)}.{perhaps(ids, name)}"
    return "anchor-missing", message


def _is_relative(address: str) -> bool:
    """Return whether the beginning was forgotten; ../ was written on purpose."""
    if address.startswith(("/", "#", "?", ".")) or not address:
        return False
    try:
        return not urlsplit(address).scheme
    except ValueError:
        return False


def _beginning(address: str) -> str:
    if _MAILBOX.fullmatch(address):
        return "mailto:"
    return "https://" if _HOST.match(address) else "https:// or /"
