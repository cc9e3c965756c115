"""What the tests of histories share: a save as the desk makes it, and its traces."""

from django.urls import reverse

from posts.models import PublicVersion, Revision
from posts.models.history.revision import record_save
from posts.models.history.snapshot import digest, snapshot


def stored(article):
    """Return the text as the database has it."""
    return type(article).objects.get(pk=article.pk)


def save(article, action="saved", *, by=None, note="", tags=None, **fields):
    """Save a text as the desk does, and return what is stored."""
    article = stored(article)
    Revision.objects.record_found(article)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    if tags is not None:
        article.tags.set(tags)
    record_save(stored(article), action, by=by, note=note)
    return stored(article)


def address(view: str, article, *arguments) -> str:
    name = f"admin:posts_{article._meta.model_name}_{view}"
    return reverse(name, args=[article.pk, *arguments])


def versions(article) -> list[PublicVersion]:
    return list(PublicVersion.objects.of(article).order_by("number"))


def restore(client, article, number: int, *, version: str | None = None):
    if version is None:
        version = digest(snapshot(stored(article)))
    return client.post(
        address("restore", article, number), {"seen": version}, follow=True
    )
