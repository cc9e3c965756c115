"""Authors as a field: their names, one to a line, in the order in which they signed."""

from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError

from posts.models import Author, Authorship, Post
from posts.models.author import MAX_NAME_LENGTH
from posts.rendering.characters import clean


class BylineField(forms.CharField):
    """A text area; its value is a list of authors, those that are new not yet saved."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> list[Author]:  # type: ignore[override]
        names = [" ".join(clean(line).split()) for line in (value or "").splitlines()]
        return [_author(name) for name in dict.fromkeys(filter(None, names))]

    def validate(self, value: object) -> None:
        """Nothing is required: a post may be anonymous."""

    def run_validators(self, value: object) -> None:
        """Each name has been checked."""

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return (initial or "").split("\n") != (data or "").replace("\r", "").split("\n")


def byline(post: Post) -> str:
    """Return a post's authors as the field shows them."""
    return "\n".join(author.name for author in post.authors_in_order)


def sign(post: Post, authors: Sequence[Author]) -> None:
    """Make these the post's authors, in this order; new ones are saved."""
    for author in authors:
        if author.pk is None:
            author.slug = ""  # another new one may have taken it
            author.save()
    wanted = {author.pk: position for position, author in enumerate(authors)}
    kept = {row.author_id: row for row in post.authorships.all()}
    post.authorships.exclude(author__in=wanted).delete()
    for key, position in wanted.items():
        row = kept.get(key)
        if row is None:
            Authorship.objects.create(post=post, author_id=key, position=position)
        elif row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def signed(post: Post, authors: Iterable[Author]) -> list[Authorship]:
    """Return the rows that `sign` would make, unsaved."""
    return [
        Authorship(author=author, position=position)
        for position, author in enumerate(authors)
    ]


def _author(name: str) -> Author:
    known = list(Author.objects.filter(name=name)[:2])
    if known:
        return known[0]
    if len(name) > MAX_NAME_LENGTH:
        raise ValidationError(f"“{name[:40]}…” is too long for a name.")
    author = Author(name=name)
    author.fill_slug()
    return author
