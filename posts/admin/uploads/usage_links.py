"""Links from uploads to the texts that use them, if the account may see those."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from posts.models.article import Article
from posts.models.kinds import ARTICLES
from posts.models.permissions import Viewer, viewable_by
from posts.models.upload_usage import Use, uses

NOWHERE = "No text."


def linked_uses(user: Viewer, names: Collection[str]) -> dict[str, SafeString]:
    """Return for each name of an upload in use the texts that use it, as HTML.

    Texts that the account may not see are counted but not named.
    """
    found = uses(names)
    visible = set(_visible(user, found.values()))
    return {name: _links(shown, visible) for name, shown in found.items()}


def _visible(user: Viewer, found: Collection[list[Use]]) -> Iterator[tuple[str, int]]:
    used = {use.article for shown in found for use in shown if use.article}
    for model in ARTICLES.values():
        keys = [article.pk for article in used if isinstance(article, model)]
        if keys:
            rows = viewable_by(user, model._default_manager.filter(pk__in=keys))
            for key in rows.values_list("pk", flat=True):
                yield str(model._meta.model_name), key


def _links(found: list[Use], visible: set[tuple[str, int]]) -> SafeString:
    links = []
    others = 0
    for use in found:
        if use.article is None:
            links.append(format_html("a new text ({})", use.state))
        elif _key(use.article) in visible:
            links.append(_link(use.article, use.state))
        else:
            others += 1
    if others:
        what = "a text" if others == 1 else f"{others} texts"
        links.append(format_html("{} by others", what))
    return format_html_join(", ", "{}", ((link,) for link in links))


def _link(article: Article, state: str) -> SafeString:
    model, key = _key(article)
    address = reverse(f"admin:posts_{model}_change", args=[key])
    about = f" ({state})" if state else ""
    return format_html('<a href="{}">{}</a>{}', address, article, about)


def _key(article: Article) -> tuple[str, int]:
    return str(article._meta.model_name), article.pk
