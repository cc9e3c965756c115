"""Renaming, merging and deleting tags, and the log of what was done to them."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypedDict

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from posts.models.permissions import Actor
from posts.models.redirect import Redirect
from posts.models.tags.tag import Tag, TaggedPost
from posts.models.tags.tag_names import make_key

ACTIONS = {
    "renamed": "renamed",
    "merged": "merged",
    "deleted": "deleted",
}


class TagState(TypedDict):
    """A tag as it stood before or after a change."""

    pk: int
    name: str
    slug: str
    address: str
    description: str
    is_known: bool
    posts: list[int]


class RedirectState(TypedDict):
    """Where an address led before and after a change; None if it led nowhere."""

    old_path: str
    before: str | None
    after: str | None


class TagChange(models.Model):
    """One change of one or more tags, by one person, as a whole."""

    action = models.CharField(max_length=10, choices=ACTIONS)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="posts_tag_changes",
    )
    by_name = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(help_text="The tags that it touched, as they were.")
    after = models.JSONField(help_text="The tags that it touched and left.")
    redirects = models.JSONField(help_text="The redirects that it changed.")

    objects: models.Manager = models.Manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {', '.join(self.names)}".capitalize()

    @property
    def names(self) -> list[str]:
        """The names that the tags had before."""
        return [state["name"] for state in self.before]

    @property
    def surviving(self) -> list[tuple[TagState, TagState]]:
        """The tags that exist before and after, in both states."""
        after = {state["pk"]: state for state in self.after}
        return [
            (state, after[state["pk"]]) for state in self.before if state["pk"] in after
        ]

    @property
    def removed(self) -> list[TagState]:
        """The tags that the change removed."""
        left = {state["pk"] for state in self.after}
        return [state for state in self.before if state["pk"] not in left]

    def find(self, key: str) -> TagState | None:
        """Return the tag of this key as it was before, if the change touched it."""
        return next((it for it in self.before if make_key(it["name"]) == key), None)

    def name_after(self, state: TagState) -> str | None:
        """Return the name that a tag, or what it was merged into, had after the change;
        None if it was deleted."""
        names: dict[int, str] = {after["pk"]: after["name"] for after in self.after}
        if state["pk"] in names:
            return names[state["pk"]]
        return next(iter(names.values()), None)


@contextmanager
def recorded(action: str, tags: Iterable[int], *, by: Actor) -> Iterator[TagChange]:
    """Record what the block does to these tags and to the redirects of all tags.

    The block and its record are one transaction, in which the tags are locked. Raises
    Tag.DoesNotExist if a tag is gone.
    """
    with transaction.atomic():
        change = TagChange(action=action, by=by)
        change.by_name = (by.get_full_name() or by.get_username()) if by else ""
        keys = set(tags)
        change.before = _states(keys, lock=True)
        if len(change.before) < len(keys):
            raise Tag.DoesNotExist
        redirects = _redirects()
        yield change
        change.after = _states(keys)
        change.redirects = _differences(redirects, _redirects())
        change.save()


def follow_names(names: Iterable[str], since: datetime) -> dict[str, str | None]:
    """Return, for each name that a tag had at some time, the name that it has now: the
    same if it was not changed, None if it was deleted and nobody has created it again.
    """
    present = {name: make_key(name) for name in names}
    now: dict[str, str | None] = {name: name for name in present}
    for change in TagChange.objects.filter(at__gt=since).order_by("pk"):
        for name, key in present.items():
            if state := change.find(key):
                now[name] = change.name_after(state)
                present[name] = make_key(now[name] or name)
    deleted = {make_key(name): name for name, found in now.items() if not found}
    anew = Tag.objects.filter(key__in=deleted)
    return now | {deleted[tag.key]: tag.name for tag in anew}


def _states(tags: Iterable[int], *, lock: bool = False) -> list[TagState]:
    rows = Tag.objects.filter(pk__in=tags).order_by("pk")
    posts: dict[int, list[int]] = {}
    found = list(rows.select_for_update() if lock else rows)
    public = set(
        Tag.objects.with_posts().filter(pk__in=tags).values_list("pk", flat=True)
    )
    pairs = TaggedPost.objects.filter(tag__in=found).order_by("content_object_id")
    for tag, post in pairs.values_list("tag_id", "content_object_id"):
        posts.setdefault(tag, []).append(post)
    return [
        TagState(
            pk=tag.pk,
            name=tag.name,
            slug=tag.slug,
            address=tag._path(),
            description=tag.description,
            is_known=tag.was_public or tag.pk in public,
            posts=posts.get(tag.pk, []),
        )
        for tag in found
    ]


def _redirects() -> dict[str, str]:
    """Return the redirects from and to tags' pages."""
    place = reverse("posts:tags")
    ours = models.Q(old_path__startswith=place) | models.Q(new_path__startswith=place)
    return dict(Redirect.objects.filter(ours).values_list("old_path", "new_path"))


def _differences(before: dict[str, str], after: dict[str, str]) -> list[RedirectState]:
    return [
        RedirectState(old_path=path, before=before.get(path), after=after.get(path))
        for path in sorted(before | after)
        if before.get(path) != after.get(path)
    ]


def rename_tag(tag: Tag, *, name: str, slug: str, by: Actor) -> TagChange:
    """Give a tag a new name and address, which a form has found to be free.

    Raises IntegrityError if they have been taken since.
    """
    with recorded("renamed", [tag.pk], by=by) as change:
        tag.name, tag.slug = name, slug
        tag.save(update_fields=["name", "slug"])
    return change


def merge_tags(tags: Collection[Tag], into: Tag, *, by: Actor) -> TagChange:
    """Put `into` on every post that has one of the tags, and delete the others.

    `into` may be among the tags. Old addresses lead to it; it takes over a description
    if it has none.
    """
    others = [tag for tag in tags if tag != into]
    with recorded("merged", [into.pk, *(tag.pk for tag in others)], by=by) as change:
        known = {state["pk"] for state in change.before if state["is_known"]}
        tag_posts(into, posts_of(others))
        into.description = inherited_description(into, others)
        # Readers of the others are sent there: its address must redirect for ever, too.
        into.was_public = into.was_public or bool(known)
        into.save(update_fields=["description", "was_public"])
        for tag in others:
            old, is_known = tag._path(), tag.pk in known
            tag.delete()
            _redirect(old, into._path(), is_known=is_known)
    return change


def delete_tags(tags: Collection[Tag], *, by: Actor) -> TagChange:
    """Delete tags without a replacement; their public addresses are gone."""
    with recorded("deleted", [tag.pk for tag in tags], by=by) as change:
        for tag in tags:
            tag.delete()
    return change


def posts_of(tags: Collection[Tag]) -> set[int]:
    """Return the keys of all posts with one of the tags, those in the trash too."""
    pairs = TaggedPost.objects.filter(tag__in=[tag.pk for tag in tags])
    return set(pairs.values_list("content_object_id", flat=True))


def tag_posts(tag: Tag, posts: Collection[int]) -> None:
    """Put a tag on the posts that do not have it."""
    TaggedPost.objects.bulk_create(
        [TaggedPost(tag=tag, content_object_id=post) for post in sorted(posts)],
        ignore_conflicts=True,
    )


def inherited_description(into: Tag, others: Collection[Tag]) -> str:
    """Return the description that `into` has once the others are merged into it."""
    written = (tag.description for tag in [into, *others] if tag.description.strip())
    return next(written, "")


def _redirect(old: str, new: str, *, is_known: bool) -> None:
    if is_known:
        Redirect.objects.follow(old, new, was=True, now=True)
        return
    # Nobody knows the address, unless through a redirect that was made by hand.
    aimed: models.QuerySet = Redirect.objects.filter(new_path=old)
    aimed.exclude(old_path=new).update(new_path=new)
