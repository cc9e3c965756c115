"""Previews: what renaming, merging or deleting tags would change, in sentences."""

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
class TagPreview:
    """What a change would do: sentences, and the addresses that would redirect."""

    changes: list[str] = field(default_factory=list)
    subscribers: list[str] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What the page sends back to say that this preview was shown."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


class PostsByTag:
    """The posts with some tags, and which of them are public; two queries."""

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
        """Return those of the posts that a feed of `most` items would contain."""
        return set([post for post in self._public if post in posts][:most])


def preview_rename(before: Tag, after: Tag) -> TagPreview:
    """Return the preview of giving a tag another name or address."""
    posts, preview = PostsByTag([before]), TagPreview()
    if before.name != after.name:
        preview.changes.append(
            f"“{before.name}” is renamed to “{after.name}” on"
            f" {posts.spread(posts.of(before))}."
        )
        preview.subscribers.append(
            "The title of its feeds changes too; no post is announced again."
        )
    if before.slug == after.slug:
        preview.changes.append(f"Its address stays {tag_address(before)}.")
        return preview
    preview.changes.append(
        f"Its page and its {len(FEEDS)} feeds move from {tag_address(before)} to"
        f" {tag_address(after)}."
    )
    _add_redirects(preview, [before], after)
    if before.is_known:
        preview.subscribers.append(
            "Feed readers are redirected to the new address. The feeds stay the same:"
            " no post is announced again."
        )
    return preview


def preview_merge(tags: Collection[Tag], into: Tag) -> TagPreview:
    """Return the preview of merging the tags into one."""
    others = [tag for tag in tags if tag != into]
    posts, preview = PostsByTag([into, *others]), TagPreview()
    had, given = posts.of(into), posts.of(*others)
    for tag in others:
        preview.changes.append(
            f"“{tag.name}” is removed from {posts.spread(posts.of(tag))}, and deleted."
        )
    preview.changes.append(
        f"“{into.name}” is added to {posts.spread(given - had)} that did not have it,"
        f" and is then on {posts.spread(had | given)}."
    )
    preview.changes += _descriptions(into, others)
    _add_redirects(preview, others, into)
    preview.subscribers = _news(into, others, posts)
    return preview


def preview_deletion(tags: Collection[Tag]) -> TagPreview:
    """Return the preview of deleting the tags."""
    posts, preview = PostsByTag(tags), TagPreview()
    for tag in tags:
        spread = posts.spread(posts.of(tag))
        verb = "loses" if spread.total == 1 else "lose"
        sentence = f"{spread} {verb} “{tag.name}”."
        preview.changes.append(sentence[0].upper() + sentence[1:])
    preview.changes.append("The posts themselves do not change.")
    known = [tag for tag in tags if tag.is_known]
    preview.gone = [place for tag in known for place in _places(tag)]
    if known:
        verb = "is" if len(preview.gone) == 1 else "are"
        preview.changes.append(
            f"{counted(len(preview.gone), 'address')} {verb} gone for good (410)."
        )
        preview.subscribers.append(
            f"Subscribers to {names_of(known)} get nothing more from these feeds. To"
            " redirect them to another tag, merge instead."
        )
    return preview


def tag_address(tag: Tag) -> str:
    """Return a tag's address for display, unquoted."""
    return unquote(tag.get_absolute_url())


def _add_redirects(preview: TagPreview, tags: Collection[Tag], to: Tag) -> None:
    known = [tag for tag in tags if tag.is_known]
    preview.redirects = _redirects(known, to)
    for tag in tags:
        if tag not in known:
            preview.changes.append(
                f"{tag_address(tag)} gets no redirect: it has never been public."
            )
    if known:
        number = counted(len(preview.redirects), "permanent redirect")
        verb = "leads" if len(preview.redirects) == 1 else "lead"
        preview.changes.append(
            f"{number} {verb} to {tag_address(to)}, from pages and from feeds."
        )
    if Redirect.objects.filter(old_path=tag_address(to)).exclude(new_path="").exists():
        preview.changes.append(
            f"{tag_address(to)} was a redirect; it becomes a page again."
        )


def _redirects(known: Iterable[Tag], to: Tag) -> list[tuple[str, str]]:
    """Return the redirects that the change would add or alter."""
    paths = [tag_address(tag) for tag in known]
    aimed = Redirect.objects.filter(new_path__in=paths).exclude(
        old_path=tag_address(to)
    )
    older = aimed.values_list("old_path", flat=True)
    return [(path, tag_address(to)) for path in sorted({*paths, *older})]


def _descriptions(into: Tag, others: Collection[Tag]) -> list[str]:
    inherited = inherited_description(into, others)
    sentences = []
    if inherited and inherited != into.description:
        source = next(tag for tag in others if tag.description == inherited)
        sentences.append(
            f"“{into.name}” takes over the description of “{source.name}”."
        )
    lost = [tag for tag in others if tag.description.strip() not in {"", inherited}]
    if lost:
        number = counted(len(lost), "description")
        verb = "is" if len(lost) == 1 else "are"
        sentences.append(
            f"{number} {verb} lost, of {names_of(lost)}; the log still has the text."
        )
    return sentences


def _news(into: Tag, others: Collection[Tag], posts: PostsByTag) -> list[str]:
    """Return what will be new in the feeds, which have only the newest posts."""
    most = SiteSettings.load().posts_in_feed
    after = posts.newest(posts.of(into, *others), most)
    sentences = []
    for tag in (tag for tag in others if tag.is_known):
        new = len(after - posts.newest(posts.of(tag), most))
        sentences.append(
            f"Subscribers to “{tag.name}” are redirected to the feeds of “{into.name}”,"
            f" which have {counted(new, 'post')} that theirs did not."
        )
    if into.is_known:
        new = len(after - posts.newest(posts.of(into), most))
        sentences.append(
            f"Subscribers to “{into.name}” get {counted(new, 'post')} more in its"
            " feeds, with their present dates."
        )
    return sentences


def _places(tag: Tag) -> list[str]:
    feeds = [reverse(f"posts:{name}", args=[tag.slug]) for name in FEEDS]
    return [tag_address(tag), *map(unquote, feeds)]
