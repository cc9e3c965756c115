"""The feeds: RSS, Atom and JSON Feed, for the site, each tag and each author."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Stylesheet, SyndicationFeed
from django.utils.translation import gettext

from .addresses import absolute, atom_id
from .current import current_site
from .feedgenerators import JSON, RSS, Atom
from .models import Author, Post, SiteSettings, Tag
from .models.post import PostQuerySet
from .rendering.feed_html import feed_html


@dataclass(frozen=True, slots=True)
class Format:
    """A feed format: its short name, file name, and media type in links."""

    name: str
    file: str
    media_type: str
    generator: type[SyndicationFeed]


FORMATS = {
    "rss": Format("RSS", "rss.xml", "application/rss+xml", RSS),
    "atom": Format("Atom", "atom.xml", "application/atom+xml", Atom),
    "json": Format("JSON Feed", "feed.json", "application/feed+json", JSON),
}

# Where other systems put their feeds, with the format of each; a site adds its own in
# the admin. All return the bytes of the canonical address.
ALIASES = {
    "/feed.xml": "atom",  # Jekyll
    "/feed/": "rss",  # WordPress
    "/feed/atom/": "atom",
    "/rss/": "rss",  # Ghost
    "/rss": "rss",
    "/index.xml": "rss",  # Hugo, Quarto
    "/feed.rss": "rss",
    "/feed": "rss",
    "/atom/": "atom",
    "/feed/json/": "json",
    "/index.json": "json",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about: the site, or one tag or author; all or one month of it.

    The URLconf holds one Feed for all requests, so whatever varies travels in here and
    never on `self`.
    """

    site: SiteSettings
    format: str
    about: Tag | Author | None = None
    month: date | None = None

    @property
    def title(self) -> str:
        return (
            f"{self.site.title}: {self.about.name}" if self.about else self.site.title
        )

    def address(self, month: date | None = None) -> str:
        """Return the absolute address of the feed, or of one month's archive."""
        name = f"{self._prefix}{self.format}"
        arguments = [self.about.slug] if self.about else []
        if month:
            return absolute(reverse(f"posts:{name}-archive", args=[*arguments, month]))
        return absolute(reverse(f"posts:{name}", args=arguments))

    @property
    def _prefix(self) -> str:
        return f"{self.about._meta.model_name}-" if self.about else ""

    def posts(self) -> PostQuerySet:
        """Return all public posts about the subject, whatever the month."""
        posts = Post.objects.published()
        if isinstance(self.about, Tag):
            return posts.filter(tags=self.about)
        return posts.filter(authors=self.about) if self.about else posts

    def posts_of_month(self) -> PostQuerySet:
        """Return those of the month; in UTC, so that they never shift."""
        start, end = self._span
        return self.posts().filter(published_at__gte=start, published_at__lt=end)

    def neighbours(self) -> tuple[date | None, date | None]:
        """Return the months with posts before and after; the last one, without any."""
        dates = self.posts().values_list("published_at", flat=True)
        if not self.month:
            return _month_of(dates.first()), None
        start, end = self._span
        before = dates.filter(published_at__lt=start).first()
        after = dates.filter(published_at__gte=end).last()
        return _month_of(before), _month_of(after)

    @property
    def _span(self) -> tuple[datetime, datetime]:
        assert self.month
        start = datetime(self.month.year, self.month.month, 1, tzinfo=UTC)
        year, month = start.year + start.month // 12, start.month % 12 + 1
        return start, start.replace(year=year, month=month)


def _month_of(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date().replace(day=1) if moment else None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """How a page points to a feed: format, title, absolute address, media type."""

    name: str
    title: str
    address: str
    content_type: str


def feed_links(site: SiteSettings, about: Tag | Author | None = None) -> list[FeedLink]:
    """Return the links to the feeds of the site, a tag or an author, RSS first."""
    subjects = (Subject(site, format, about) for format in FORMATS)
    return [
        FeedLink(
            FORMATS[subject.format].name,
            f"{subject.title} ({FORMATS[subject.format].name})",
            subject.address(),
            FORMATS[subject.format].media_type,
        )
        for subject in subjects
    ]


class PostFeed(Feed):
    """The newest published posts, each in full; or those of one month."""

    item_guid_is_permalink = False

    def __init__(self, format: str) -> None:
        self.format = format
        self.feed_type = FORMATS[format].generator

    def get_object(
        self,
        request: HttpRequest,
        slug: str | None = None,
        model: type[Tag | Author] | None = None,
        month: date | None = None,
    ) -> Subject:
        about = None
        if model:
            about = model.objects.with_posts().get(slug=slug)
        subject = Subject(current_site(request), self.format, about, month)
        if month and not subject.posts_of_month().exists():
            raise Http404
        return subject

    def title(self, obj: Subject) -> str:
        return obj.title

    def description(self, obj: Subject) -> str:
        own = obj.about.description if isinstance(obj.about, Tag) else ""
        return own or obj.site.tagline or obj.title

    subtitle = description

    def link(self, obj: Subject) -> str:
        about = obj.about
        return absolute(about.get_absolute_url() if about else reverse("posts:list"))

    def feed_url(self, obj: Subject) -> str:
        return obj.address(obj.month)

    def feed_guid(self, obj: Subject) -> str:
        parts = [obj.format, str(obj.month or "")]
        if obj.about:
            parts += [str(obj.about._meta.model_name), str(obj.about.pk)]
        return uuid5(obj.site.identifier, " ".join(parts)).urn

    def author_name(self, obj: Subject) -> str:
        return obj.site.title

    def feed_copyright(self, obj: Subject) -> str | None:
        return obj.site.licence or None

    def stylesheets(self, obj: Subject) -> list[Stylesheet] | None:
        if obj.format == "json":
            return None
        return [Stylesheet(static("css/feed.css"), mimetype="text/css", media="all")]

    def feed_extra_kwargs(self, obj: Subject) -> dict[str, object]:
        subscribe = absolute(reverse("posts:subscribe"))
        return {
            "founded": obj.site.created,
            "is_archive": obj.month is not None,
            "archive_links": {**self._archive_links(obj), "related": subscribe},
            "licence_url": obj.site.licence_url,
            "about": gettext("This is a feed. How to subscribe: %s") % subscribe,
        }

    def _archive_links(self, obj: Subject) -> dict[str, str]:
        before, after = obj.neighbours()
        links = {"current": obj.address()} if obj.month else {}
        if before:
            links["prev-archive"] = obj.address(before)
        if after:
            links["next-archive"] = obj.address(after)
        return links

    def items(self, obj: Subject) -> Iterable[Post]:
        posts = obj.posts_of_month() if obj.month else obj.posts()
        posts = posts.with_names().defer("body", "body_text")
        # The methods for items below receive nothing but the item.
        posts = posts.annotate(feed_mathematics=Value(obj.site.feed_mathematics))
        return posts if obj.month else posts[: obj.site.posts_in_feed]

    def item_title(self, item: Post) -> str:
        # A title of HTML alone may have no text; an item must have a title.
        return item.title_text or item.title

    def item_description(self, item: Post) -> str:
        return item.summary_text

    def item_link(self, item: Post) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Post) -> str:
        return atom_id(item.identifier) if self.format == "atom" else item.identifier

    def item_pubdate(self, item: Post) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Post) -> datetime | None:
        return item.updated_at

    def item_categories(self, item: Post) -> list[str]:
        return [tag.name for tag in item.tags.all()]

    def item_extra_kwargs(self, item: Post) -> dict[str, object]:
        return {
            "content": feed_html(
                item.body_html,
                absolute(item.get_absolute_url()),
                mathematics=vars(item)["feed_mathematics"],
            ),
            "image": item.image_url,
            "doi": f"https://doi.org/{item.doi}" if item.doi else "",
            "authors": [_person(author) for author in item.authors_in_order],
        }


def _person(author: Author) -> dict[str, str]:
    name = {"name": author.name}
    return {**name, "url": author.link} if author.link else name


FEEDS = {format: PostFeed(format) for format in FORMATS}


def alias_feed(request: HttpRequest) -> HttpResponse | None:
    """Return the site's feed if the requested address is an alias of it."""
    aliases = {**ALIASES, **current_site(request).aliases}
    format = aliases.get(request.path_info)
    if format is None or request.method not in {"GET", "HEAD"}:
        return None
    return FEEDS[format](request)
