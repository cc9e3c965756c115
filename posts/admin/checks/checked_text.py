"""What the rules check: a text, its rendering, and where its addresses lead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import SplitResult, unquote, urljoin

from django.conf import settings

from posts.addresses import split_own
from posts.models.article import Article
from posts.models.permissions import Viewer
from posts.rendering import Context, Link, RenderedText, Source, render
from posts.rendering.proofreading import clip

from .destinations import Destination, look_up

# Far more than anybody links to by hand; one query can look up so many.
MAX_ADDRESSES = 500


@dataclass(frozen=True)
class OwnAddress:
    """An address of this site in a text, and every line that has it; `file` is the name
    of an upload, None for other addresses."""

    link: Link
    parts: SplitResult
    lines: list[int]
    file: str | None = None

    @property
    def shown(self) -> str:
        """The address for display."""
        return clip(unquote(self.link.address), 100)

    @property
    def other_lines(self) -> str:
        """A sentence that names the other lines; "" if there are none."""
        return also_on(self.lines[1:])


@dataclass(frozen=True)
class CheckedText:
    """A post or page; what it links to is looked up on first use.

    `user` will read the findings.
    """

    article: Article
    user: Viewer
    source: Source
    context: Context
    rendered: RenderedText

    @classmethod
    def of(cls, article: Article, user: Viewer) -> Self:
        """Return what the rules need; `render` remembers texts, so this is cheap."""
        source, context = article.rendering_inputs()
        return cls(article, user, source, context, render(source, context))

    @cached_property
    def own_addresses(self) -> list[OwnAddress]:
        """Every address of this site, once per field and kind, except bare `#x`."""
        found: dict[tuple[str, str, str], OwnAddress] = {}
        media = settings.MEDIA_URL
        for link in self.rendered.outline.links:
            key = (link.field, link.kind, link.address)
            if key in found:
                if link.line != found[key].lines[-1]:
                    found[key].lines.append(link.line)
            elif parts := self._split(link.address):
                is_file = parts.path.startswith(media)
                file = parts.path.removeprefix(media) if is_file else None
                found[key] = OwnAddress(link, parts, [link.line], file)
        return list(found.values())

    def _split(self, address: str) -> SplitResult | None:
        if address.startswith(".") and self.article.slug:
            address = urljoin(self.article.get_absolute_url(), address)
        return split_own(address)

    @cached_property
    def links(self) -> list[OwnAddress]:
        """The addresses of pages, up to the limit."""
        return [own for own in self.own_addresses if own.file is None][:MAX_ADDRESSES]

    @cached_property
    def files(self) -> list[OwnAddress]:
        """The addresses of uploads, up to the limit."""
        return [own for own in self.own_addresses if own.file is not None][
            :MAX_ADDRESSES
        ]

    @cached_property
    def destinations(self) -> dict[str, Destination]:
        """Where the links lead, by path."""
        with_anchors = {own.parts.path for own in self.links if own.parts.fragment}
        paths = {own.parts.path for own in self.links}
        return look_up(self.article, paths, with_anchors, self.user)


def also_on(lines: Iterable[int]) -> str:
    """Return a sentence that names further lines; "" for none."""
    return "".join(_also_on(sorted(lines)))


def _also_on(lines: list[int]) -> Iterator[str]:
    if lines:
        yield f" Also on line{'s' if len(lines) > 1 else ''} "
        yield ", ".join(map(str, lines[:3]))
        yield f" and {len(lines) - 3} more." if len(lines) > 3 else "."
