"""Finding texts whose rendered HTML is out of date, and rendering them again."""

from collections.abc import Callable, Iterator

from .article import RENDERED_FIELDS, Article
from .kinds import ARTICLES

NEEDED = ("title", "summary", "body", "fingerprint", "modified")


def stale() -> Iterator[Article]:
    """Yield the posts and pages that a macro, an image or a release has outdated."""
    for model in ARTICLES.values():
        for pk in list(model.objects.order_by("pk").values_list("pk", flat=True)):
            article = model.objects.filter(pk=pk).only(*NEEDED).first()
            if article and article.is_stale():
                yield article


def rerender(article: Article) -> bool:
    """Render again and save only that; return False if the text was saved meanwhile.

    Not an edit: `modified` stays, and what somebody saves meanwhile is not overwritten.
    """
    article.render()
    unchanged = type(article)._default_manager.filter(
        pk=article.pk, modified=article.modified
    )
    rendered = {name: getattr(article, name) for name in RENDERED_FIELDS}
    return bool(unchanged.update(**rendered))


def rerender_stale(progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Render all stale texts again; return how many. `progress` gets done and total."""
    articles = list(stale())
    count = 0
    for done, article in enumerate(articles):
        progress(done, len(articles))
        count += rerender(article)
    progress(len(articles), len(articles))
    return count
