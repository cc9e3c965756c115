"""Where uploads are used, as far as an account may know; links to what it may see."""

from collections.abc import Collection, Mapping, Set

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from posts.models.article import Article
from posts.models.kinds import ARTICLES
from posts.models.permissions import OTHERS, Viewer, viewable_by
from posts.models.upload_usage import Use, uses

NOWHERE = "No text."


def linked_uses(user: Viewer, names: Collection[str]) -> dict[str, SafeString]:
    """Return for each name of an upload in use the texts that use it, as HTML.

    Public texts that the account may not see in the admin are counted but not named.
    """
    found = uses(names)
    visible = _visible(user, found.values())
    known = _known(user, found, visible)
    return {name: _links(shown, visible) for name, shown in known.items()}


def known_uses(user: Viewer) -> Collection[str]:
    """Return the names of the uploads that are used, as far as the account may know."""
    found = uses()
    return _known(user, found, _visible(user, found.values())).keys()


def viewable_texts(user: Viewer) -> Q:
    """Return the condition that a row belongs to a text that the account may see."""
    condition = Q()
    for name, model in ARTICLES.items():
        rows = viewable_by(user, model._default_manager.order_by())
        condition |= Q(**{f"{name}__in": rows.values("pk")})
    return condition


def _known(
    user: Viewer, found: Mapping[str, list[Use]], visible: Set[tuple[str, int]]
) -> dict[str, list[Use]]:
    """Leave out what is hidden from the account: the uses in drafts and autosaves of
    others, and in the former versions of their texts."""
    sees_all = user.has_perm(OTHERS)

    def is_known(use: Use) -> bool:
        if use.article is None:
            return sees_all or use.by == user.pk
        is_public = use.article.is_published and not use.state
        return is_public or _key(use.article) in visible

    known = {name: list(filter(is_known, shown)) for name, shown in found.items()}
    return {name: shown for name, shown in known.items() if shown}


def _visible(user: Viewer, found: Collection[list[Use]]) -> Set[tuple[str, int]]:
    """Return the keys of those texts that the account may see in the admin."""
    visible = set()
    used = {use.article for shown in found for use in shown if use.article}
    for model in ARTICLES.values():
        keys = [article.pk for article in used if isinstance(article, model)]
        if keys:
            rows = viewable_by(user, model._default_manager.filter(pk__in=keys))
            for key in rows.values_list("pk", flat=True):
                visible.add((str(model._meta.model_name), key))
    return visible


def _links(found: list[Use], visible: Set[tuple[str, int]]) -> SafeString:
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
