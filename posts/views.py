"""The public pages, each starting from `published()`."""

from itertools import groupby
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views import View
from django.views.generic import DetailView, ListView, RedirectView, TemplateView
from django.views.generic.base import ContextMixin

from .addresses import absolute
from .current import current_site
from .feeds import FeedLink, feed_links
from .models import Author, DraftLink, Page, Post, SiteSettings, Tag
from .models.article import Article, ArticleQuerySet
from .models.permissions import may_change


class PublicMixin(ContextMixin):
    """A page with one canonical address and the feeds that readers find there."""

    request: HttpRequest

    def get_address(self) -> str:
        raise NotImplementedError

    def get_canonical(self) -> str:
        return absolute(self.get_address())

    def get_feeds(self) -> list[FeedLink]:
        return feed_links(self.site)

    @property
    def site(self) -> SiteSettings:
        return current_site(self.request)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(
            canonical=self.get_canonical(), feeds=self.get_feeds(), **kwargs
        )


class PostListPage(PublicMixin, ListView):
    """A list of posts, in pages at `address` and `address`page/2/.

    Only the path counts: a query string does not multiply a page's addresses.
    """

    model = Post
    page_kwarg = "page"

    def get(self, request: HttpRequest, *args: object, **kw: object) -> HttpResponse:
        if kw.get("page") == 1:
            return redirect(self.get_list_address(), permanent=True)
        self.kwargs.setdefault("page", 1)
        return super().get(request, *args, **kw)

    def get_queryset(self) -> QuerySet[Post]:
        return Post.objects.published().for_lists()

    def get_paginate_by(self, queryset: QuerySet[Post]) -> int:
        return self.site.posts_per_page

    def get_list_address(self) -> str:
        raise NotImplementedError

    def get_page_address(self, number: int) -> str:
        address = self.get_list_address()
        return address if number == 1 else f"{address}page/{number}/"

    def get_address(self) -> str:
        return self.get_page_address(self.kwargs["page"])

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        context["has_mathematics"] = any(post.lists_mathematics for post in page)
        if page.has_previous():
            number = page.previous_page_number()
            context["previous_page"] = self.get_page_address(number)
        if page.has_next():
            context["next_page"] = self.get_page_address(page.next_page_number())
        return context


class PostListView(PostListPage):
    template_name = "posts/post_list.html"

    def get_list_address(self) -> str:
        return reverse("posts:list")


class PostsOfView(PostListPage):
    """The posts of one tag, or of one author, by the slug in the address."""

    subject_model: type[Tag] | type[Author]
    subject_name = ""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        subjects = self.subject_model.objects.with_posts()
        subject = get_object_or_404(subjects, slug=kwargs["slug"])
        self.subject = cast("Tag | Author", subject)

    def get_queryset(self) -> QuerySet[Post]:
        return super().get_queryset().filter(**{f"{self.subject_name}s": self.subject})

    def get_list_address(self) -> str:
        return self.subject.get_absolute_url()

    def get_feeds(self) -> list[FeedLink]:
        return [*feed_links(self.site, self.subject), *super().get_feeds()]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**{self.subject_name: self.subject}, **kwargs)


class TagDetailView(PostsOfView):
    template_name = "posts/tag_detail.html"
    subject_model = Tag
    subject_name = "tag"


class AuthorDetailView(PostsOfView):
    template_name = "posts/author_detail.html"
    subject_model = Author
    subject_name = "author"


class TagListView(PublicMixin, ListView):
    template_name = "posts/tag_list.html"

    def get_queryset(self) -> QuerySet[Tag]:
        return Tag.objects.with_posts()

    def get_address(self) -> str:
        return reverse("posts:tags")


class AuthorListView(PublicMixin, ListView):
    template_name = "posts/author_list.html"

    def get_queryset(self) -> QuerySet[Author]:
        return Author.objects.with_posts()

    def get_address(self) -> str:
        return reverse("posts:authors")


class SubscribeView(PublicMixin, TemplateView):
    """What a feed is, where they all are, and what they contain now."""

    template_name = "posts/subscribe.html"

    def get_address(self) -> str:
        return reverse("posts:subscribe")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        public = Post.objects.published()
        latest = list(public.for_lists()[:5])
        return super().get_context_data(
            latest=latest,
            has_mathematics=any(post.lists_mathematics for post in latest),
            tag_feeds=self._feeds_of(Tag.objects.with_posts()),
            author_feeds=self._feeds_of(Author.objects.with_posts()),
            **kwargs,
        )

    def _feeds_of(self, rows: QuerySet) -> list[tuple[Tag | Author, list[FeedLink]]]:
        return [(row, feed_links(self.site, row)) for row in rows]


class ArchiveView(PublicMixin, TemplateView):
    """Every post by year, in the site's time zone."""

    template_name = "posts/archive.html"

    def get_address(self) -> str:
        return reverse("posts:archive")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        posts = Post.objects.published().only("title_html", "slug", "published_at")
        years = groupby(posts, lambda p: timezone.localtime(p.published_at).year)
        return super().get_context_data(
            years=[(year, list(group)) for year, group in years],
            has_mathematics=any("<math" in post.title_html for post in posts),
            **kwargs,
        )


class YearArchiveView(PublicMixin, ListView):
    template_name = "posts/archive_year.html"

    def get_queryset(self) -> QuerySet[Post]:
        posts = Post.objects.published().filter(published_at__year=self.kwargs["year"])
        return posts.for_lists()

    def get_address(self) -> str:
        return reverse("posts:year", args=[self.kwargs["year"]])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        if not self.object_list:
            raise Http404
        dates = Post.objects.published().datetimes("published_at", "year")
        years = [date.year for date in dates]
        place = years.index(self.kwargs["year"])
        return super().get_context_data(
            year=self.kwargs["year"],
            has_mathematics=any(post.lists_mathematics for post in self.object_list),
            previous_year=years[place - 1] if place else None,
            next_year=years[place + 1] if place + 1 < len(years) else None,
            **kwargs,
        )


class ArticleDetailView(PublicMixin, DetailView):
    """A published text for everyone; a draft or scheduled one, marked and never cached,
    for the staff who may change it."""

    articles: ArticleQuerySet
    object: Article
    # A text shown to whoever has its draft link.
    shared: Article | None = None

    def get_object(self, queryset: QuerySet | None = None) -> Article:
        if self.shared:
            return self.shared
        articles = self.articles.filter(slug=self.kwargs["slug"])
        article: Article | None = articles.published().first()
        if article is None:
            article = articles.first()
            if article is None or not self.may_change(article):
                raise Http404
        return article

    def may_change(self, article: Article) -> bool:
        # Without a session cookie the session is not touched, so that a stranger's 404
        # for a draft is the same as for a text that does not exist.
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return False
        return may_change(self.request.user, article)

    def get_address(self) -> str:
        return self.object.get_absolute_url()

    def get_canonical(self) -> str:
        return self.object.canonical_url or super().get_canonical()

    def render_to_response(
        self, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        if not self.object.is_published:
            context["is_unpublished"] = True
        if not self.object.is_published and not self.shared:
            options = self.object._meta
            context["edit_url"] = reverse(
                f"admin:{options.app_label}_{options.model_name}_change",
                args=[self.object.pk],
            )
        response = super().render_to_response(context, **kwargs)
        if not self.object.is_published:
            add_never_cache_headers(response)
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class PostDetailView(ArticleDetailView):
    template_name = "posts/post_detail.html"
    articles = Post.objects.with_names()
    object: Post

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        older, newer = self.object.neighbours()
        return super().get_context_data(older=older, newer=newer, **kwargs)


class PageDetailView(ArticleDetailView):
    template_name = "posts/page_detail.html"
    articles = Page.objects.all()


class DraftView(View):
    """A draft link: the text as it was saved last, or its public page once there is
    one. Never cached, and no search engine may list it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if "\0" in token:
            raise Http404  # PostgreSQL refuses to look for NUL
        link = get_object_or_404(DraftLink.objects.valid(), token=token)
        article = link.article
        if article.trashed_at:
            raise Http404
        response: HttpResponse
        if article.is_published:
            response = redirect(article.get_absolute_url())
        else:
            view = PostDetailView if isinstance(article, Post) else PageDetailView
            shown = view.as_view(shared=article)(request, slug=article.slug)
            response = cast("TemplateResponse", shown).render()
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Respond with 400 in the site's style. Unlike Django's own view, do not look at
    the form data, which may be what could not be read."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Respond with 500 in the site's style, even when the database is down."""
    try:
        return render(request, "500.html", status=500)
    except DatabaseError:
        return render(None, "500.html", status=500)


class FaviconView(RedirectView):
    """Where browsers look for an icon by default."""

    def get_redirect_url(self, *_: object, **__: object) -> str:
        return static("img/favicon.svg")
