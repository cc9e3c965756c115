"""How a feed is written: RSS 2.0 and Atom 1.0 (RFC 4287) with the full text."""

from datetime import UTC, datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class StableDateMixin:
    """An empty feed keeps the date of its site, so that its bytes stay the same."""

    feed: dict[str, Any]
    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["founded"]).astimezone(UTC)


class RSS(StableDateMixin, Rss201rev2Feed):
    """RSS 2.0; the summary is `description`, the text `content:encoded`. Titles are
    escaped twice, because readers take them for HTML."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": CONTENT,
            "xmlns:dc": DUBLIN_CORE,
        }

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        escaped = {
            **item,
            "title": escape(item["title"]),
            "description": escape(item["description"]),
        }
        super().add_item_elements(handler, escaped)
        for name in item["author_names"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


class Atom(StableDateMixin, Atom1Feed):
    """Atom 1.0; the summary is plain text, the content HTML."""

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        # Django gives the summary type="html"; ours is text.
        super().add_item_elements(handler, {**item, "description": None})
        for name, link in zip(item["author_names"], item["author_links"], strict=True):
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            if link:
                handler.addQuickElement("uri", link)
            handler.endElement("author")
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})
