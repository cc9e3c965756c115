"""How a feed is written: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1, in full."""

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO, Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.xmlutils import SimplerXMLGenerator

from .rendering.characters import clean

NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:fh": "http://purl.org/syndication/history/1.0",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
# Browsers show this, and download application/rss+xml and application/atom+xml; feed
# readers know the format from the root element.
XML = "application/xml; charset=utf-8"


class PostFeedMixin:
    """What the formats share: stable dates, and the links of RFC 5005."""

    feed: dict[str, Any]
    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime:
        """Return the newest date; for an empty feed its site's, which is stable."""
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["founded"]).astimezone(UTC)

    def authors(self, item: dict[str, Any]) -> list[dict[str, str]]:
        """Return the authors of an item; the site stands in for none."""
        return item["authors"] or [{"name": self.feed["author_name"]}]

    def archive_links(self) -> list[tuple[str, str]]:
        """Return the existing links to other documents of this feed."""
        links = self.feed["archive_links"]
        return [(rel, address) for rel, address in links.items() if address]


class FeedXML(SimplerXMLGenerator):
    """Leaves out the characters that XML forbids, however they were stored."""

    def characters(self, content: str) -> None:
        super().characters(clean(content))

    def startElement(
        self, name: str, attrs: AttributesImpl | Mapping[str, str]
    ) -> None:
        cleaned = {key: clean(str(value)) for key, value in attrs.items()}
        super().startElement(name, AttributesImpl(cleaned))


class XMLFeedMixin(PostFeedMixin):
    content_type = XML
    link_element: str

    def write(self, outfile: IO[bytes], encoding: str) -> None:
        handler = FeedXML(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"] or []:
            handler.processingInstruction("xml-stylesheet", str(stylesheet))
        self.write_document(handler)

    def write_document(self, handler: FeedXML) -> None:
        """Write the root element and everything in it."""
        raise NotImplementedError

    def add_shared_root_elements(self, handler: SimplerXMLGenerator) -> None:
        for rel, address in self.archive_links():
            handler.addQuickElement(
                self.link_element, None, {"rel": rel, "href": address}
            )
        if self.feed["is_archive"]:
            handler.addQuickElement("fh:archive")
        if self.feed["licence_url"]:
            handler.addQuickElement(
                self.link_element,
                None,
                {"rel": "license", "href": self.feed["licence_url"]},
            )

    def add_shared_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        if item["image"]:
            handler.addQuickElement(
                "media:content", None, {"url": item["image"], "medium": "image"}
            )
        if item["doi"]:
            handler.addQuickElement("dc:identifier", item["doi"])


class RSS(XMLFeedMixin, Rss201rev2Feed):
    """RSS 2.0; the summary is `description`, the text `content:encoded`."""

    link_element = "atom:link"

    def write_document(self, handler: FeedXML) -> None:
        handler.startElement("rss", self.rss_attributes())
        handler.startElement("channel", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("channel")
        handler.endElement("rss")

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        plain = self.feed
        self.feed = {
            **plain,
            "title": for_text_and_html(plain["title"]),
            "description": for_text_and_html(plain["description"]),
        }
        super().add_root_elements(handler)
        self.feed = plain
        self.add_shared_root_elements(handler)

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        escaped = {
            **item,
            "title": for_text_and_html(item["title"]),
            "description": for_text_and_html(item["description"]),
        }
        super().add_item_elements(handler, escaped)
        # One element: of several, most readers show the first or the last alone.
        names = ", ".join(author["name"] for author in self.authors(item))
        handler.addQuickElement("dc:creator", names)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        self.add_shared_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class Atom(XMLFeedMixin, Atom1Feed):
    """Atom 1.0; the summary is plain text, the content HTML."""

    link_element = "link"

    def write_document(self, handler: FeedXML) -> None:
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self) -> dict[str, str]:
        return {
            **super().root_attributes(),
            **{name: NAMESPACES[name] for name in NAMESPACES if "content" not in name},
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        self.add_shared_root_elements(handler)

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        # Django sets type="html" on the summary; ours is text.
        super().add_item_elements(handler, {**item, "description": None})
        for author in self.authors(item):
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author["name"])
            if "url" in author:
                handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        self.add_shared_item_elements(handler, item)
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        # Not as XHTML, which readers re-indent, empty or pass over.
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JSON(PostFeedMixin, SyndicationFeed):
    """JSON Feed 1.1; older posts follow by `next_url`."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[str], encoding: str) -> None:
        feed = self.feed
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "user_comment": feed["about"],
            "next_url": feed["archive_links"].get("prev-archive"),
            "language": feed["language"],
            "authors": [{"name": feed["author_name"]}],
            "items": [self._item(item) for item in self.items],
        }
        json.dump(_filled(document), outfile, ensure_ascii=False, indent=1)

    def _item(self, item: dict[str, Any]) -> dict[str, object]:
        return _filled(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "external_url": item["doi"],
                "title": item["title"],
                "content_html": item["content"],
                "summary": item["description"],
                "image": item["image"],
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": self.authors(item),
                "tags": item["categories"],
                "language": self.feed["language"],
            }
        )


def for_text_and_html(text: str) -> str:
    """Escape what readers that take a text of RSS for HTML would lose.

    RSS 2.0 leaves it open, so readers that take it for text see no more than needed.
    """
    return re.sub(r"<(?=[A-Za-z/!?])|&#?\w+;?", _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    is_eaten = text == "<" or html.unescape(text) != text
    return html.escape(text[0]) + text[1:] if is_eaten else text


def _filled(document: dict[str, object]) -> dict[str, object]:
    """Leave out empty values, except required ones."""
    required = {"items", "title", "content_html"}
    return {key: it for key, it in document.items() if it or key in required}
