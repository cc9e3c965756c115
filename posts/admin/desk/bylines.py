"""The byline as a field: authors' names, one per line, in their order.

Names are not unique, and they change. So a hidden field accompanies the lines and says
which authors they meant when the form was made: a line that was left alone still means
the same author, whatever the name is now. If that field is lost, or was signed with
another secret key, the history is asked, if it has the text as it was then.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from posts.models import Author, Authorship, Post, Revision
from posts.models.author import MAX_NAME_LENGTH, fold_name
from posts.models.permissions import Viewer, known_authors
from posts.rendering.characters import clean

MAX_AUTHORS = 100
TOO_MANY = (
    "These are {} authors, but only {} are allowed. Name the others in the text, or as"
    " a group: “The … Collaboration”."
)
SEVERAL = (
    "More than one author has the name “{}”. Give one of them another name under"
    " Authors, or ask somebody who may; then write that name here. Until then, leave"
    " this line out."
)

type Names = dict[str, list[Author]]


class BylineField(forms.CharField):
    """A text area; its value is a list of names for `find_authors`."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> list[str]:  # type: ignore[override]
        lines = clean(value or "").splitlines()
        return [name for name in map(fold_name, lines) if name]

    def validate(self, value: object) -> None:
        """Accept an empty byline: a post may be anonymous."""

    def run_validators(self, value: object) -> None:
        """Accept any names: new ones are validated by `find_authors`."""

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return (initial or "").split("\n") != (data or "").replace("\r", "").split("\n")


class IdentitiesInput(forms.HiddenInput):
    """Accompanies the byline; the script replaces both or neither."""

    def __init__(self) -> None:
        super().__init__({"data-follows": "byline"})


class IdentitiesField(forms.Field):
    """Neither errors nor changes are reported: nobody has typed it."""

    widget = IdentitiesInput

    def has_changed(self, initial: object, data: object) -> bool:
        return False


def as_typed(rows: Iterable[Sequence]) -> dict[str, str]:
    """Return the values of both fields for authors, given as keys and names."""
    pairs = [(key, fold_name(name)) for key, name in rows]
    identities = _signer().sign_object(pairs) if pairs else ""
    return {"byline": "\n".join(name for _, name in pairs), "identities": identities}


def find_authors(
    names: Sequence[str],
    *,
    identities: str,
    started_from: QuerySet[Revision],
    present: Sequence[Author],
    user: Viewer,
) -> list[Author]:
    """Return the authors that the lines of a byline mean; new ones are not saved.

    A name is looked up in the `identities` that came with the lines, or else in the
    revisions that the form was `started_from`; among the post's `present` authors; and
    then among all: first those that the account may learn of. Raises ValidationError
    for a name that is ambiguous or too long, and for too many names.
    """
    lines = Counter(names)
    if len(lines) > (most := max(MAX_AUTHORS, len(present))):
        raise ValidationError(TOO_MANY.format(len(lines), most))
    before = _by_name((author.name, author) for author in present)
    before |= _authors_at_start(lines.keys(), identities, started_from)
    unclear = [name for name in lines if len(before.get(name, [])) != lines[name]]
    meant = {name: [*before.get(name, [])] for name in lines}
    with_same_name = _with_same_name(unclear, meant, user) if unclear else {}
    for name in unclear:
        meant[name] = [_only_one(name, [*meant[name], *with_same_name.get(name, [])])]
    authors = []
    for name in names:
        if meant[name]:  # otherwise there are more such lines than authors
            authors.append(meant[name].pop(0))
    return list({author.pk or author.name: author for author in authors}.values())


def _with_same_name(names: Collection[str], meant: Names, user: Viewer) -> Names:
    """Return the authors that a name may mean: any, if there is only one.

    Of several, those of whom the account may learn; it is not told of the others.
    """
    found = Author.objects.named(names)
    several = {
        name: authors
        for name, authors in found.items()
        if len({author.pk for author in (*meant[name], *authors)}) > 1
    }
    if not several:
        return found
    keys = [author.pk for authors in several.values() for author in authors]
    known = set(known_authors(user).filter(pk__in=keys).values_list("pk", flat=True))
    return found | {
        name: [author for author in authors if author.pk in known]
        for name, authors in several.items()
    }


def _only_one(name: str, authors: Iterable[Author]) -> Author:
    """Return the only one of these authors, a new one if there is none."""
    different = {author.pk: author for author in authors}
    if len(different) > 1:
        raise ValidationError(SEVERAL.format(name))
    return next(iter(different.values())) if different else _new(name)


def _new(name: str) -> Author:
    if len(name) > MAX_NAME_LENGTH:
        raise ValidationError(f"“{name[:40]}…” is too long for a name.")
    return Author(name=name)


def _authors_at_start(
    names: Collection[str], identities: str, started_from: QuerySet[Revision]
) -> Names:
    """Return whom these lines meant when the form was made, as far as that is known."""
    try:
        rows = _signer().unsign_object(identities)
    except BadSignature:
        rows = _recorded(started_from)
    pairs = [(key, name) for key, name in rows if name in names]
    authors = Author.objects.in_bulk([key for key, _ in pairs])
    return _by_name((name, authors[key]) for key, name in pairs if key in authors)


def _recorded(revisions: QuerySet[Revision]) -> Iterable[tuple[int, str]]:
    """Return the authors' keys, each with every name it has in these revisions."""
    states = revisions.values_list("state__authors", flat=True)
    rows = [row for authors in states for row in authors]
    return dict.fromkeys((key, fold_name(name)) for key, name in rows)


def _signer() -> Signer:
    # Signed, because a forged key would reveal any author's name.
    return Signer(salt="posts.byline")


def _by_name(pairs: Iterable[tuple[str, Author]]) -> Names:
    authors: Names = {}
    for name, author in pairs:
        authors.setdefault(fold_name(name), []).append(author)
    return authors


def save_authors(post: Post, authors: Sequence[Author]) -> None:
    """Make these the post's authors, in this order; new ones are saved."""
    rows = {row.author_id: row for row in post.authorships.all()}
    if list(rows) == [author.pk for author in authors]:
        return
    for author in authors:
        if author.pk is None:
            author.slug = ""  # it may have been taken meanwhile
            author.save()
    wanted = {author.pk: position for position, author in enumerate(authors)}
    post.authorships.exclude(author__in=wanted).delete()
    for key, position in wanted.items():
        row = rows.get(key)
        if row is None:
            Authorship.objects.create(post=post, author_id=key, position=position)
        elif row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def unsaved_authorships(authors: Iterable[Author]) -> list[Authorship]:
    """Return the rows that `save_authors` would create, unsaved."""
    return [
        Authorship(author=author, position=position)
        for position, author in enumerate(authors)
    ]
