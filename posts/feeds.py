"""The feeds: RSS and Atom, for the site and for each tag."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse

from .addresses import absolute
from .current import current_site
from .feedgenerators import RSS, Atom
from .models import Post, SiteSettings, Tag
from .rendering.feed_form import feed_form


@dataclass(frozen=True, slots=True)
class FeedLink:
    """How a page points to a feed: title, absolute address, media type."""

    title: str
    address: str
    content_type: str


def _links(title: str, rss: str, atom: str) -> list[FeedLink]:
    return [
        FeedLink(f"{title} (RSS)", absolute(rss), "application/rss+xml"),
        FeedLink(f"{title} (Atom)", absolute(atom), "application/atom+xml"),
    ]


def site_feeds(site: SiteSettings) -> list[FeedLink]:
    """Return the links to the site's feeds, RSS first."""
    return _links(site.title, reverse("posts:rss"), reverse("posts:atom"))


def tag_feeds(site: SiteSettings, tag: Tag) -> list[FeedLink]:
    """Return the links to one tag's feeds, RSS first."""
    addresses = (reverse(f"posts:tag-{form}", args=[tag.slug]) for form in FORMS)
    return _links(f"{site.title}: {tag.name}", *addresses)


FORMS = ("rss", "atom")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about: the site, or one of its tags. The URLconf holds one Feed
    for all requests, so whatever varies travels in here and never on `self`."""

    site: SiteSettings
    address: str
    form: str
    tag: Tag | None = None


class PostFeed(Feed):
    """The newest published posts, each in full."""

    form: str

    def get_object(self, request: HttpRequest, slug: str | None = None) -> Subject:
        site = current_site(request)
        if slug is None:
            return Subject(site, reverse(f"posts:{self.form}"), self.form)
        tag = Tag.objects.with_posts(Post.objects.published()).get(slug=slug)
        address = reverse(f"posts:tag-{self.form}", args=[slug])
        return Subject(site, address, self.form, tag)

    def title(self, obj: Subject) -> str:
        return f"{obj.site.title}: {obj.tag.name}" if obj.tag else obj.site.title

    def description(self, obj: Subject) -> str:
        tag_text = obj.tag.description if obj.tag else ""
        return tag_text or obj.site.tagline or obj.site.title

    subtitle = description

    def link(self, obj: Subject) -> str:
        return absolute(
            obj.tag.get_absolute_url() if obj.tag else reverse("posts:list")
        )

    def feed_url(self, obj: Subject) -> str:
        return absolute(obj.address)

    def feed_guid(self, obj: Subject) -> str:
        about = f"tag {obj.tag.pk} {obj.form}" if obj.tag else obj.form
        return uuid5(obj.site.identifier, about).urn

    def feed_copyright(self, obj: Subject) -> str | None:
        return obj.site.licence or None

    def feed_extra_kwargs(self, obj: Subject) -> dict[str, Any]:
        return {"founded": obj.site.created}

    def items(self, obj: Subject) -> Iterable[Post]:
        posts = Post.objects.published().with_names().defer("body", "body_text")
        if obj.tag:
            posts = posts.filter(tags=obj.tag)
        return posts[: obj.site.posts_in_feed]

    def item_title(self, item: Post) -> str:
        return item.title_text

    def item_description(self, item: Post) -> str:
        return item.summary_text

    def item_link(self, item: Post) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Post) -> str:
        return item.identifier

    item_guid_is_permalink = False

    def item_pubdate(self, item: Post) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Post) -> datetime | None:
        return item.updated_at

    def item_categories(self, item: Post) -> list[str]:
        return [tag.name for tag in item.tags.all()]

    def item_extra_kwargs(self, item: Post) -> dict[str, Any]:
        authors = item.authors_in_order
        return {
            "content": feed_form(item.body_html, settings.BASE_URL),
            "author_names": [author.name for author in authors],
            "author_links": [author.link for author in authors],
        }


class RSSFeed(PostFeed):
    form = "rss"
    feed_type = RSS


class AtomFeed(PostFeed):
    form = "atom"
    feed_type = Atom
