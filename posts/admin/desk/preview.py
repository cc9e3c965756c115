"""The preview: an unsaved text rendered by the public view."""

from copy import copy
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from posts.current import current_site
from posts.models import Post
from posts.models.article import Article
from posts.views import ArticleDetailView, PageDetailView, PostDetailView


def page_html(
    request: HttpRequest, article: Article, date: datetime | None = None
) -> str:
    """Return the page that readers would get if the text were published as it is.

    A draft is shown as if published on the given date, now if that is None; only its
    `published_at` is changed.
    """
    if article.published_at is None:
        article.published_at = date or timezone.now().replace(microsecond=0)
    view: ArticleDetailView
    view = PostDetailView() if isinstance(article, Post) else PageDetailView()
    public = _as_public(request, article)
    view.setup(public, slug=article.slug)
    view.object = article
    with translation.override(current_site(request).language):
        context = view.get_context_data(object=article)
        return render_to_string(view.get_template_names(), context, request=public)


def _as_public(request: HttpRequest, article: Article) -> HttpRequest:
    public = copy(request)
    public.method = "GET"
    public.path = public.path_info = article.get_absolute_url()
    public.user = AnonymousUser()
    return public
