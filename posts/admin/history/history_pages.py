"""The history of a text: who changed what, and back to any state of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from posts.admin.base import EditorAdmin
from posts.admin.undo import undoable
from posts.models import KeptText, PublicVersion, Revision
from posts.models.article import Article
from posts.models.history.snapshot import digest, snapshot

from .comparing import Choice, choices, describe, state_of_kept
from .differences import differences
from .restoring import Breaks, Outdated, render_ahead, restore

type View = Callable[..., HttpResponseBase]

PER_PAGE = 50
OUTDATED = (
    "Nothing was restored: somebody has saved this text since you opened the page. Look"
    " at the newest entry below, then choose again."
)
BREAKS = (
    "Nothing was restored: revision {} would break the page, and this text is {}. {}"
    " Unpublish it first; or go on at the desk, with what you copy from that revision."
)
IN_TRASH = "Nothing was restored: take the text out of the trash first."
GONE = "No longer there, and so left out: {}."


class HistoryAdmin(EditorAdmin):
    def get_urls(self) -> list[URLPattern]:
        looks: dict[str, tuple[str, View]] = {
            "history/compare/": ("compare", self.compare_view),
            "history/<int:number>/": ("revision", self.revision_view),
            "history/unsaved/<uuid:sitting>/": ("unsaved", self.unsaved_view),
            "versions/<int:number>/": ("version", self.version_view),
        }
        views = {
            route: (name, require_GET(view)) for route, (name, view) in looks.items()
        }
        restores = require_POST(self.restore_view)
        views["history/<int:number>/restore/"] = ("restore", restores)
        stem = f"{self.opts.app_label}_{self.opts.model_name}"
        ours = [
            path(
                f"<int:pk>/{route}",
                self.admin_site.admin_view(view),
                name=f"{stem}_{name}",
            )
            for route, (name, view) in views.items()
        ]
        return [*ours, *super().get_urls()]

    # Looking

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """List every save, the newest first, and what nobody has saved yet."""
        article = self._find(request, object_id)
        revisions = Revision.objects.of(article)
        page = Paginator(revisions.defer("state"), PER_PAGE).get_page(
            request.GET.get("p")
        )
        versions = PublicVersion.objects.of(article).only("number", "at", "revision_id")
        by_revision = {version.revision_id: version for version in versions}
        rows = [(revision, by_revision.get(revision.pk)) for revision in page]
        kept = KeptText.objects.of(article, str(self.opts.model_name))
        newest = revisions.values_list("digest", flat=True).first()
        version = digest(snapshot(article))
        context = {
            "title": "History",
            "rows": rows,
            "page": page,
            "kept_texts": kept.defer("data").select_related("user"),
            "version": version,
            "is_passed_by": newest is not None and newest != version,
        }
        return self._answer(request, article, "list", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what is different between two states; the last save, unless told."""
        article = self._find(request, pk)
        offered = choices(article)
        if not offered:
            return HttpResponseRedirect(self._address("history", article))
        after = self._choose(request, "to", article) or self._newest(article)
        before = self._choose(request, "from", article) or after.before(article)
        context = {
            "title": "What changed",
            "before": before,
            "after": after,
            "choices": offered,
            "differences": self._differences(before.state, after.state),
            "version": digest(snapshot(article)),
        }
        return self._answer(request, article, "compare", context)

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Show the whole text of one save, as its author typed it."""
        article = self._find(request, pk)
        revision = self._revision(article, number)
        context = {
            "title": f"Revision {number}",
            "revision": revision,
            "fields": describe(revision.state),
            "version": digest(snapshot(article)),
        }
        return self._answer(request, article, "revision", context)

    def unsaved_view(
        self, request: HttpRequest, pk: int, sitting: UUID
    ) -> HttpResponse:
        """Show how what somebody has typed differs from what is stored."""
        article = self._find(request, pk)
        texts = KeptText.objects.of(article, str(self.opts.model_name))
        kept = get_object_or_404(texts.select_related("user"), sitting=sitting)
        before = snapshot(article)
        context = {
            "title": "Unsaved text",
            "kept": kept,
            "is_own": kept.user_id == request.user.pk,
            "differences": self._differences(before, state_of_kept(kept, before)),
        }
        return self._answer(request, article, "unsaved", context)

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Show a public version as it is frozen, in the site's own style."""
        article = self._find(request, pk)
        versions = PublicVersion.objects.of(article)
        version = get_object_or_404(versions, number=number)
        return self._answer(request, article, "version", {"version": version})

    # Restoring

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Put a state back, unless the text has changed since the page was opened."""
        article = self._find(request, pk)
        revision = self._revision(article, number)
        render_ahead(revision.state)
        with transaction.atomic():
            self._restore(request, article, revision)
        return HttpResponseRedirect(self._address("history", article))

    def _restore(
        self, request: HttpRequest, article: Article, revision: Revision
    ) -> None:
        if article.trashed_at:
            self.message_user(request, IN_TRASH, messages.ERROR)
            return
        version = request.POST.get("version", "")
        try:
            done = restore(article, revision, version=version, by=request.user)
        except Outdated:
            self.message_user(request, OUTDATED, messages.ERROR)
            return
        except Breaks as error:
            sentence = BREAKS.format(revision.number, article.state, error)
            self.message_user(request, sentence, messages.ERROR)
            return
        if done.before is None:
            sentence = f"The text is already as in revision {revision.number}."
            self.message_user(request, sentence, messages.INFO)
        else:
            note = f"Restored revision {revision.number}."
            self.log_change(request, done.article, note)
            undo = self._address("restore", done.article, done.before.number)
            sentence = f"Revision {revision.number} is restored."
            now = digest(snapshot(done.article))
            said = undoable(request, sentence, undo, version=now)
            self.message_user(request, said, messages.SUCCESS)
        if done.gone:
            names = ", ".join(done.gone)
            self.message_user(request, GONE.format(names), messages.WARNING)

    # Finding

    def _find(self, request: HttpRequest, key: Any) -> Article:
        article: Any = self.get_object(request, str(key))
        if article is None:
            raise Http404("There is no such text.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        found: Article = article
        return found

    def _revision(self, article: Article, number: int) -> Revision:
        found: Revision = get_object_or_404(Revision.objects.of(article), number=number)
        return found

    def _choose(
        self, request: HttpRequest, name: str, article: Article
    ) -> Choice | None:
        """Return the state that the address names: a revision's number, or “now”."""
        asked = request.GET.get(name, "")
        if asked == "now":
            return Choice.now(article)
        if not asked.isdecimal() or len(asked) > 9:
            return None
        return Choice.of(self._revision(article, int(asked)))

    def _newest(self, article: Article) -> Choice:
        newest = Revision.objects.of(article).first()
        return Choice.of(newest) if newest else Choice.now(article)

    def _differences(self, before: Any, after: Any) -> Any:
        model: Any = self.opts.model_name
        return differences(before, after, model)

    def _address(self, view: str, article: Article, *arguments: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(name, args=[article.pk, *arguments])

    def _answer(
        self, request: HttpRequest, article: Article, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        stem = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "subtitle": str(article),
            "names": {
                view: f"{stem}_{view}"
                for view in (
                    *("change", "changelist", "history", "compare"),
                    *("revision", "restore", "unsaved", "version"),
                )
            },
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/history/{name}.html", context)
