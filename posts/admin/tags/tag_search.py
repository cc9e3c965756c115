"""Finding tags for somebody who writes: by a beginning, and by likeness to a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from posts.models import Tag
from posts.models.tags.similar_names import are_similar, fold, similar_name_pairs
from posts.models.tags.tag import make_key, split_names

MOST_COMPLETIONS = 10
MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A tag, and how many posts it is on: drafts too, the trash not."""

    pk: int
    name: str
    posts: int


def complete(start: str, *, without: str = "") -> list[Found]:
    """Return the tags that a beginning may become, best first; two queries.

    A name that begins so comes before one of which a word does, and that before one
    that holds it anywhere; then what is on more posts. `without` is a line of names
    that are not wanted again.
    """
    wanted = fold(start)
    taken = set(map(make_key, split_names(without)))
    word = re.compile(rf"(?<!\w){re.escape(wanted)}")
    ranked = []
    for found in _tags():
        name = fold(found.name)
        if wanted in name and make_key(found.name) not in taken:
            rank = 0 if name.startswith(wanted) else 1 if word.search(name) else 2
            ranked.append(((rank, -found.posts, name), found))
    best = nsmallest(MOST_COMPLETIONS, ranked, key=lambda row: row[0])
    return [found for _, found in best]


def similar_tags(names: Iterable[str]) -> dict[str, Found]:
    """Return, for each of the names that is no tag, the tag that it is perhaps meant
    for: the one on most posts. Names without any are missing; two queries."""
    tags = _tags()
    keys = {make_key(found.name) for found in tags}
    nearest = {}
    for name in list(names)[:MOST_NAMES]:
        near = [found for found in tags if are_similar(name, found.name)]
        if near and make_key(name) not in keys:
            nearest[name] = max(near, key=lambda found: found.posts)
    return nearest


def similar_to(names: Iterable[str]) -> list[tuple[Found, Found]]:
    """Return the tags of these names, each with the one on most posts of the others
    that are near; those without any are missing; two queries."""
    keys = set(map(make_key, names))
    tags = _tags() if keys else []
    pairs = []
    for tag in (found for found in tags if make_key(found.name) in keys):
        near = [
            other
            for other in tags
            if other != tag and are_similar(tag.name, other.name)
        ]
        if near:
            pairs.append((tag, max(near, key=lambda found: found.posts)))
    return pairs


def similar_pairs() -> list[tuple[Found, Found]]:
    """Return the pairs of tags that are near, in alphabetical order; two queries."""
    tags = {found.name: found for found in _tags()}
    return [(tags[one], tags[other]) for one, other in similar_name_pairs(tags)]


def _tags() -> list[Found]:
    uses = Tag.objects.uses()
    rows = Tag.objects.order_by().values_list("pk", "name")
    return [Found(pk, name, uses.get(pk, 0)) for pk, name in rows]
