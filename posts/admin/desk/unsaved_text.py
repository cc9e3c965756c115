"""A text as its form has it, without saving: for previews, reports and differences."""

from copy import copy
from typing import Any

from posts.models import Post, Tag
from posts.models.article import SOURCE_FIELDS, Article
from posts.models.slugs import fill_slugs
from posts.models.tags.tag import in_order, make_key

from .article_form import ArticleForm
from .bylines import signed

# Stands in for the key of a text that has none yet: the newest of all.
UNSAVED_KEY = 2**62


def unsaved(form: ArticleForm) -> Article:
    """Return the text as a bound form has it, rendered, with its tags and authors.

    A copy, never to be saved. What the form could not read is as it is stored.
    """
    errors = form.errors
    article = copy(form.article)
    for name in SOURCE_FIELDS & errors.keys():
        setattr(article, name, str(form.data.get(name, "")))
    article.clean_texts()
    article.render()
    if not article.slug:
        article.fill_slug()
    if article.pk is None:
        article.pk = UNSAVED_KEY
    if isinstance(article, Post):
        _relate(form, article)
    return article


def _relate(form: ArticleForm, post: Post) -> None:
    """Put tags and authors where `prefetch_related` would have put them."""
    values = form.cleaned_data
    related: dict[str, Any] = {}
    if "tags" in values:
        related["tags"] = _tags(values["tags"])
    if "byline" in values:
        fill_slugs([author for author in values["byline"] if author.pk is None])
        related["authorships"] = signed(values["byline"])
    post._prefetched_objects_cache = related  # type: ignore[attr-defined]


def _tags(names: list[str]) -> list[Tag]:
    """Return the tags with these names, the new ones unsaved, as a page has them."""
    keys = {make_key(name): name for name in names}
    known = {tag.key: tag for tag in Tag.objects.filter(key__in=keys)}
    tags = [known.get(key) or Tag(name=name) for key, name in keys.items()]
    fill_slugs([tag for tag in tags if tag.pk is None])
    return in_order(tags)
