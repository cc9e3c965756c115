"""What renaming, merging or deleting tags would change, told before it is done."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, field
from urllib.parse import unquote

from django.urls import reverse

from posts.models import Post, Redirect, SiteSettings, Tag, TaggedPost
from posts.models.tags.tag_changes import inherited_description

from .tag_sentences import Spread, counted, names_of

FEEDS = ("tag-rss", "tag-atom", "tag-json")


@dataclass
class Preview:
    """What an action will do: sentences, and the addresses that will lead elsewhere."""

    changes: list[str] = field(default_factory=list)
    subscribers: list[str] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What the page sends back to say that this very preview was seen."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


class Posts:
    """The posts of some tags, and which of them are public; two queries."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        self._by_tag: dict[int, set[int]] = {tag.pk: set() for tag in tags}
        rows = TaggedPost.objects.filter(tag__in=self._by_tag)
        for tag, post in rows.values_list("tag_id", "content_object_id"):
            self._by_tag[tag].add(post)
        public = Post.objects.published().filter(tagged_posts__tag__in=self._by_tag)
        self._public: dict[int, None] = dict.fromkeys(
            public.values_list("pk", flat=True)
        )

    def of(self, *tags: Tag) -> set[int]:
        """Return the keys of the posts that have any of the tags."""
        return set[int]().union(*(self._by_tag[tag.pk] for tag in tags))

    def spread(self, posts: Collection[int]) -> Spread:
        public = len(self._public.keys() & posts)
        return Spread(public, len(posts) - public)

    def newest(self, posts: Collection[int], most: int) -> set[int]:
        """Return those of the posts that a feed of so many would hold."""
        return set([post for post in self._public if post in posts][:most])


def renaming(before: Tag, after: Tag) -> Preview:
    """Return what it means that one tag takes another name or address."""
    posts, preview = Posts([before]), Preview()
    if before.name != after.name:
        preview.changes.append(
            f"“{before.name}” is called “{after.name}” from now on, on"
            f" {posts.spread(posts.of(before))}."
        )
        preview.subscribers.append(
            "The title of its feeds changes with it; no post is announced again."
        )
    if before.slug == after.slug:
        preview.changes.append(f"Its address stays {address(before)}.")
        return preview
    preview.changes.append(
        f"Its page and its {len(FEEDS)} feeds move from {address(before)} to"
        f" {address(after)}."
    )
    _lead_on(preview, [before], after)
    if before.is_known:
        preview.subscribers.append(
            "Feed readers are led to the new address. The feeds stay the same feeds: no"
            " post is announced again."
        )
    return preview


def merging(tags: Collection[Tag], into: Tag) -> Preview:
    """Return what it means that the tags become one."""
    others = [tag for tag in tags if tag != into]
    posts, preview = Posts([into, *others]), Preview()
    had, given = posts.of(into), posts.of(*others)
    for tag in others:
        preview.changes.append(
            f"“{tag.name}” is taken off {posts.spread(posts.of(tag))}, and deleted."
        )
    preview.changes.append(
        f"“{into.name}” is added to {posts.spread(given - had)} that did not have it,"
        f" and is then on {posts.spread(had | given)}."
    )
    preview.changes += _descriptions(into, others)
    _lead_on(preview, others, into)
    preview.subscribers = _news(into, others, posts)
    return preview


def deleting(tags: Collection[Tag]) -> Preview:
    """Return what it means that the tags are gone."""
    posts, preview = Posts(tags), Preview()
    for tag in tags:
        spread = posts.spread(posts.of(tag))
        verb = "loses" if spread.total == 1 else "lose"
        sentence = f"{spread} {verb} “{tag.name}”."
        preview.changes.append(sentence[0].upper() + sentence[1:])
    preview.changes.append("The posts themselves stay as they are.")
    known = [tag for tag in tags if tag.is_known]
    preview.gone = [place for tag in known for place in _places(tag)]
    if known:
        verb = "is" if len(preview.gone) == 1 else "are"
        preview.changes.append(
            f"{counted(len(preview.gone), 'address')} {verb} gone for good (410)."
        )
        preview.subscribers.append(
            f"Subscribers of {names_of(known)} get nothing more from these feeds. To"
            " lead them to another tag, merge instead."
        )
    return preview


def address(tag: Tag) -> str:
    """Return a tag's address as people read it."""
    return unquote(tag.get_absolute_url())


def _lead_on(preview: Preview, tags: Collection[Tag], to: Tag) -> None:
    known = [tag for tag in tags if tag.is_known]
    preview.redirects = _redirects(known, to)
    for tag in tags:
        if tag not in known:
            preview.changes.append(
                f"{address(tag)} gets no redirect: readers could never find it."
            )
    if known:
        number = counted(len(preview.redirects), "permanent redirect")
        verb = "leads" if len(preview.redirects) == 1 else "lead"
        preview.changes.append(
            f"{number} {verb} to {address(to)}, from pages and from feeds."
        )
    if Redirect.objects.filter(old_path=address(to)).exclude(new_path="").exists():
        preview.changes.append(f"{address(to)} led elsewhere; it is a page again.")


def _redirects(known: Iterable[Tag], to: Tag) -> list[tuple[str, str]]:
    """Return the redirects that will lead to a tag and now do not."""
    paths = [address(tag) for tag in known]
    aimed = Redirect.objects.filter(new_path__in=paths).exclude(old_path=address(to))
    older = aimed.values_list("old_path", flat=True)
    return [(path, address(to)) for path in sorted({*paths, *older})]


def _descriptions(into: Tag, others: Collection[Tag]) -> list[str]:
    kept = inherited_description(into, others)
    sentences = []
    if kept and kept != into.description:
        giver = next(tag for tag in others if tag.description == kept)
        sentences.append(f"“{into.name}” takes over the description of “{giver.name}”.")
    dropped = [tag for tag in others if tag.description.strip() not in {"", kept}]
    if dropped:
        number = counted(len(dropped), "description")
        verb = "is" if len(dropped) == 1 else "are"
        sentences.append(
            f"{number} {verb} dropped, of {names_of(dropped)}; the log keeps what they"
            " said."
        )
    return sentences


def _news(into: Tag, others: Collection[Tag], posts: Posts) -> list[str]:
    """Return what turns up in feeds, of which each holds the newest posts only."""
    most = SiteSettings.load().posts_in_feed
    after = posts.newest(posts.of(into, *others), most)
    sentences = []
    for tag in (tag for tag in others if tag.is_known):
        new = len(after - posts.newest(posts.of(tag), most))
        sentences.append(
            f"Subscribers of “{tag.name}” are led to the feeds of “{into.name}”, which"
            f" hold {counted(new, 'post')} that theirs did not."
        )
    if into.is_known:
        new = len(after - posts.newest(posts.of(into), most))
        sentences.append(
            f"Subscribers of “{into.name}” find {counted(new, 'post')} more in its"
            " feeds, with the dates that they have."
        )
    return sentences


def _places(tag: Tag) -> list[str]:
    feeds = [reverse(f"posts:{name}", args=[tag.slug]) for name in FEEDS]
    return [address(tag), *map(unquote, feeds)]
