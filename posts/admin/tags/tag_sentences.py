"""Sentences about tags and what has changed: how many posts, which tags."""

from collections.abc import Iterable
from dataclasses import dataclass

from posts.models import Tag
from posts.models.tags.tag_changes import TagChange, TagState


@dataclass(frozen=True, slots=True)
class Spread:
    """How many posts are public, and how many are not."""

    public: int
    hidden: int

    @property
    def total(self) -> int:
        return self.public + self.hidden

    def __str__(self) -> str:
        if not self.total:
            return "no posts"
        if self.public and self.hidden:
            public = f"{self.public:,} public, {self.hidden:,} not"
        elif self.total == 1:
            public = "public" if self.public else "not public"
        else:
            public = "all public" if self.public else "none public"
        return f"{counted(self.total, 'post')} ({public})"


def counted(number: int, noun: str) -> str:
    """Return “1 post”, “2 posts” or “2 addresses”."""
    ending = "es" if noun.endswith("s") else "s"
    return f"{number:,} {noun}{'' if number == 1 else ending}"


def listed(names: Iterable[str]) -> str:
    """Return names in quotation marks: “a”, “b” and “c”."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def change_in_words(change: TagChange) -> str:
    """Return what a change did, in one sentence with numbers."""
    return DESCRIPTIONS[change.action](change)


def _renamed(change: TagChange) -> str:
    [(before, after)] = change.surviving or [(change.before[0], change.before[0])]
    posts = counted(len(before["posts"]), "post")
    clauses = []
    if before["name"] != after["name"]:
        clauses.append(f"{listed([before['name']])} became {listed([after['name']])}")
    if before["slug"] != after["slug"]:
        clauses.append(
            f"the address of {listed([after['name']])} became {after['address']}"
        )
    sentence = " and ".join(clauses) or f"{listed([after['name']])} was saved"
    return f"{sentence[0].upper()}{sentence[1:]}: {posts}{_redirects(change)}."


def _merged(change: TagChange) -> str:
    [into] = [after for _, after in change.surviving]
    names = listed(state["name"] for state in change.removed)
    posts = counted(len(_all_posts(change.removed)), "post")
    verb = "was" if len(change.removed) == 1 else "were"
    target = listed([into["name"]])
    return f"{names} {verb} merged into {target}: {posts}{_redirects(change)}."


def _deleted(change: TagChange) -> str:
    names = listed(state["name"] for state in change.removed)
    posts = counted(len(_all_posts(change.removed)), "post")
    verb = "was" if len(change.removed) == 1 else "were"
    return f"{names} {verb} deleted: {posts} lost {'it' if verb == 'was' else 'them'}."


def _redirects(change: TagChange) -> str:
    made = sum(1 for row in change.redirects if row["after"])
    return f", {counted(made, 'redirect')}" if made else ""


def _all_posts(states: Iterable[TagState]) -> set[int]:
    return {post for state in states for post in state["posts"]}


def names_of(tags: Iterable[Tag]) -> str:
    """Return the names of tags in quotation marks."""
    return listed(tag.name for tag in tags)


DESCRIPTIONS = {"renamed": _renamed, "merged": _merged, "deleted": _deleted}
