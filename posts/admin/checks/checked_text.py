"""What the rules look at: a text, what became of it, and what its addresses mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urljoin

from django.conf import settings

from posts.addresses import split_own
from posts.models.article import Article
from posts.rendering import Context, Link, RenderedText, Source, render
from posts.rendering.proofreading import clip

from .destinations import Destination, look_up

# Far above what anybody links to by hand, and what one query can ask for.
MOST_ADDRESSES = 500


@dataclass(frozen=True)
class Own:
    """An address of this site in a text, and every line on which it stands; `file` is
    the name of an upload, None for what is none."""

    link: Link
    parts: SplitResult
    lines: list[int]
    file: str | None = None

    @property
    def shown(self) -> str:
        """The address as an author reads it."""
        return clip(unquote(self.link.address), 100)

    @property
    def elsewhere(self) -> str:
        """A sentence about the other lines; "" if there are none."""
        return also_on(self.lines[1:])


@dataclass(frozen=True)
class CheckedText:
    """A post or page; reads the site once, and what it links to when first asked.

    `user` is who will read what is found.
    """

    article: Article
    user: Any
    source: Source
    context: Context
    rendered: RenderedText

    @classmethod
    def of(cls, article: Article, user: Any) -> Self:
        """Return what the rules need; rendering is remembered, so it costs nothing."""
        source, context = article.rendering_inputs()
        return cls(article, user, source, context, render(source, context))

    @cached_property
    def own_addresses(self) -> list[Own]:
        """Every address of this site, once for each field and kind; not `#x` alone."""
        found: dict[tuple[str, str, str], Own] = {}
        media = settings.MEDIA_URL
        for link in self.rendered.outline.links:
            key = (link.field, link.kind, link.address)
            if key in found:
                if link.line != found[key].lines[-1]:
                    found[key].lines.append(link.line)
            elif parts := self._split(link.address):
                is_file = parts.path.startswith(media)
                file = parts.path.removeprefix(media) if is_file else None
                found[key] = Own(link, parts, [link.line], file)
        return list(found.values())

    def _split(self, address: str) -> SplitResult | None:
        if address.startswith(".") and self.article.slug:
            address = urljoin(self.article.get_absolute_url(), address)
        return split_own(address)

    @cached_property
    def links(self) -> list[Own]:
        """The addresses of pages, as far as they are looked up."""
        return [own for own in self.own_addresses if own.file is None][:MOST_ADDRESSES]

    @cached_property
    def files(self) -> list[Own]:
        """The addresses of uploads, as far as they are looked up."""
        return [own for own in self.own_addresses if own.file is not None][
            :MOST_ADDRESSES
        ]

    @cached_property
    def destinations(self) -> dict[str, Destination]:
        """Where the links lead, by their paths."""
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
