"""Searching tags: completions of a beginning, and tags similar to a name.

Only among the tags that the account may learn of.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from posts.models import Post
from posts.models.permissions import Viewer, known_tags, known_to
from posts.models.tags.tag_names import make_key, split_names

from .similar_names import are_similar, fold, similar_name_pairs

MAX_COMPLETIONS = 10
MAX_NAMES = 50


@dataclass(frozen=True, slots=True)
class CountedTag:
    """A tag, and how many posts it is on: with the drafts that the account may see,
    without the trash."""

    pk: int
    name: str
    posts: int


def find_completions(
    start: str, user: Viewer, *, without: str = ""
) -> list[CountedTag]:
    """Return the tags that complete a beginning, best first; two queries.

    Names that begin with it come first, then names with a word that does, then names
    that contain it anywhere; among these, tags on more posts come first. `without` is a
    line of names to leave out.
    """
    wanted = fold(start)
    taken = set(map(make_key, split_names(without)))
    word = re.compile(rf"(?<!\w){re.escape(wanted)}")
    ranked = []
    for found in _tags(user):
        name = fold(found.name)
        if wanted in name and make_key(found.name) not in taken:
            rank = 0 if name.startswith(wanted) else 1 if word.search(name) else 2
            ranked.append(((rank, -found.posts, name), found))
    best = nsmallest(MAX_COMPLETIONS, ranked, key=lambda row: row[0])
    return [found for _, found in best]


def similar_to_new_names(names: Iterable[str], user: Viewer) -> dict[str, CountedTag]:
    """Return, for each name that is not a tag, the similar tag that is on most posts;
    names without a similar tag are left out. Two queries."""
    tags = _tags(user)
    keys = {make_key(found.name) for found in tags}
    best = {}
    for name in list(names)[:MAX_NAMES]:
        similar = [found for found in tags if are_similar(name, found.name)]
        if similar and make_key(name) not in keys:
            best[name] = max(similar, key=lambda found: found.posts)
    return best


def similar_to_tags(
    names: Iterable[str], user: Viewer
) -> list[tuple[CountedTag, CountedTag]]:
    """Return the tags with these names, each with the similar tag on most posts; tags
    without a similar tag are left out. Two queries."""
    keys = set(map(make_key, names))
    tags = _tags(user) if keys else []
    pairs = []
    for tag in (found for found in tags if make_key(found.name) in keys):
        similar = [
            other
            for other in tags
            if other != tag and are_similar(tag.name, other.name)
        ]
        if similar:
            pairs.append((tag, max(similar, key=lambda found: found.posts)))
    return pairs


def similar_pairs(user: Viewer) -> list[tuple[CountedTag, CountedTag]]:
    """Return the pairs of similar tags, in alphabetical order; two queries."""
    tags = {found.name: found for found in _tags(user)}
    return [(tags[one], tags[other]) for one, other in similar_name_pairs(tags)]


def _tags(user: Viewer) -> list[CountedTag]:
    tags = known_tags(user).order_by()
    counts = tags.uses(known_to(user, Post.objects.untrashed()))
    rows = tags.values_list("pk", "name")
    return [CountedTag(pk, name, counts.get(pk, 0)) for pk, name in rows]
