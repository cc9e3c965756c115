"""Undoing a change of tags: what can be made as it was, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .post import Post
from .redirect import Redirect
from .tag import Tag, TaggedPost, make_key
from .tag_changes import RedirectState, TagChange, TagState, recorded
from .tag_operations import tag_posts


class CannotUndo(Exception):
    """The change was undone already, or is itself an undoing."""


@dataclass
class Return:
    """How a tag that was taken away comes back: anew, under `slug`, unless another tag
    has its name by now: then its posts get that one."""

    state: TagState
    posts: set[int]
    slug: str
    namesake: Tag | None = None

    @property
    def lost_posts(self) -> int:
        """How many of its posts were deleted for good since."""
        return len(self.state["posts"]) - len(self.posts)

    @property
    def is_moved(self) -> bool:
        """Whether another tag has its address by now."""
        return self.slug != self.state["slug"]


@dataclass
class Reversal:
    """What a tag that is still there gets back; `tag` is None if it is gone since."""

    before: TagState
    after: TagState
    tag: Tag | None
    values: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    untagged: set[int] = field(default_factory=set)


@dataclass
class Undoing:
    """All that undoing a change would do now."""

    change: TagChange
    returns: list[Return]
    reversals: list[Reversal]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be undone."""
        return not self.returns and not any(
            reversal.values or reversal.untagged for reversal in self.reversals
        )


def plan_undo(change: TagChange) -> Undoing:
    """Return what `undo` would do now; changes nothing. Raises CannotUndo."""
    if change.action == "undone" or change.undoing:
        raise CannotUndo
    named = {post for state in change.before + change.after for post in state["posts"]}
    there = set(Post.objects.filter(pk__in=named).values_list("pk", flat=True))
    returns = [_return(state, there) for state in change.removed]
    reversals = [
        _reversal(before, after, returns, there) for before, after in change.kept
    ]
    return Undoing(change, returns, reversals)


def undo(change: TagChange, *, by: Any) -> TagChange:
    """Make tags, posts and redirects as they were, as far as that is possible now.

    Raises CannotUndo; returns the change that was noted of it.
    """
    touched = [state["pk"] for state in change.before]
    with recorded("undone", touched, by=by, undoes=change) as undoing:
        fresh = TagChange.objects.select_for_update().get(pk=change.pk)
        plan = plan_undo(fresh)
        for reversal in plan.reversals:
            _reverse(reversal)
        moved = dict(_bring_back(found, undoing) for found in plan.returns)
        for row in change.redirects:
            _restore(row, moved)
    return undoing


def _return(state: TagState, there: set[int]) -> Return:
    namesake = Tag.objects.filter(key=make_key(state["name"])).first()
    slug = state["slug"]
    if Tag.objects.filter(slug=slug).exists():
        fresh = Tag(name=state["name"])
        fresh.fill_slug()
        slug = fresh.slug
    return Return(state, there.intersection(state["posts"]), slug, namesake)


def _reversal(
    before: TagState, after: TagState, returns: list[Return], there: set[int]
) -> Reversal:
    tag = Tag.objects.filter(pk=before["pk"]).first()
    reversal = Reversal(before, after, tag)
    if tag is None:
        return reversal
    others = Tag.objects.exclude(pk=tag.pk)
    is_free = {
        "name": not others.filter(key=make_key(before["name"])).exists(),
        "slug": not others.filter(slug=before["slug"]).exists(),
        "description": tag.description == after["description"],
    }
    old, new = dict[str, Any](before), dict[str, Any](after)
    for name, free in is_free.items():
        if old[name] == new[name] or old[name] == getattr(tag, name):
            continue
        if free:
            reversal.values[name] = old[name]
        else:
            reversal.refused.append(name)
    # Posts whose own tag cannot come back keep the one that took its place.
    kept = [found.posts for found in returns if found.namesake == tag]
    extra = there.intersection(after["posts"]).difference(before["posts"], *kept)
    tagged = TaggedPost.objects.filter(tag=tag, content_object__in=extra)
    reversal.untagged = set(tagged.values_list("content_object_id", flat=True))
    return reversal


def _reverse(reversal: Reversal) -> None:
    tag = reversal.tag
    if tag is None:
        return
    for name, value in reversal.values.items():
        setattr(tag, name, value)
    if reversal.values:
        tag.save()
    TaggedPost.objects.filter(tag=tag, content_object__in=reversal.untagged).delete()


def _bring_back(found: Return, undoing: TagChange) -> tuple[str, str]:
    """Return the address that the tag had, and the one that it has now."""
    state, tag = found.state, found.namesake
    if tag is None:
        # With its own key: by that, feed readers know the tag's feeds.
        tag = Tag(
            pk=state["pk"],
            name=state["name"],
            slug=found.slug,
            description=state["description"],
            was_public=state["is_known"],
        )
        tag.save(force_insert=True)
    undoing.watched.add(tag.pk)
    tag_posts(tag, found.posts)
    return state["address"], tag._path()


def _restore(row: RedirectState, moved: dict[str, str]) -> None:
    """Let an address lead where it did, unless it was given another target since.

    `moved` holds the former addresses of the tags that came back, and the present ones.
    """
    old, before, after = row["old_path"], row["before"], row["after"]
    aim = moved.get(before or old, before)
    current = Redirect.objects.filter(old_path=old).first()
    if not aim or not current or old in {aim, *moved.values()}:
        return
    if current.new_path in {after, *_targets(after)}:
        current.new_path = aim
        current.save()


def _targets(path: str | None) -> Iterator[str]:
    """Yield where an address leads by now, if it leads anywhere."""
    onward = Redirect.objects.filter(old_path=path or "").first()
    if onward:
        yield onward.new_path
