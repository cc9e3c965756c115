"""What can be done to tags as a whole: rename, merge, delete; logged, in one step."""

from collections.abc import Collection
from typing import Any

from django.db import models

from .redirect import Redirect
from .tag import Tag, TaggedPost
from .tag_changes import TagChange, recorded


def rename_tag(tag: Tag, *, name: str, slug: str, by: Any) -> TagChange:
    """Give a tag another name and address, which a form has found to be free.

    Raises IntegrityError if they have been taken since.
    """
    with recorded("renamed", [tag.pk], by=by) as change:
        tag.name, tag.slug = name, slug
        tag.save(update_fields=["name", "slug"])
    return change


def merge_tags(tags: Collection[Tag], into: Tag, *, by: Any) -> TagChange:
    """Put `into` on every post that has one of the tags, and delete the others.

    `into` may be among the tags. Old addresses lead to it; it takes over a description
    if it has none.
    """
    others = [tag for tag in tags if tag != into]
    with recorded("merged", [into.pk, *(tag.pk for tag in others)], by=by) as change:
        known = {state["pk"] for state in change.before if state["is_known"]}
        tag_posts(into, posts_of(others))
        into.description = inherited_description(into, others)
        # Readers of the others are led there: its address must lead on for ever, too.
        into.was_public = into.was_public or bool(known)
        into.save(update_fields=["description", "was_public"])
        for tag in others:
            old, is_known = tag._path(), tag.pk in known
            tag.delete()
            _lead_on(old, into._path(), is_known=is_known)
    return change


def delete_tags(tags: Collection[Tag], *, by: Any) -> TagChange:
    """Delete tags for which nothing stands in; their public addresses are gone."""
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


def _lead_on(old: str, new: str, *, is_known: bool) -> None:
    if is_known:
        Redirect.objects.follow(old, new, was=True, now=True)
        return
    # Nobody knows the address, unless by what somebody has made lead there by hand.
    aimed: models.QuerySet = Redirect.objects.filter(new_path=old)
    aimed.exclude(old_path=new).update(new_path=new)
