"""The pages of a text's history: who changed what, and restoring any revision."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property

from posts.admin.base import AdminPage, account_of
from posts.admin.undo import undoable
from posts.models import Autosave, PublicVersion, Revision
from posts.models.article import Article
from posts.models.history.snapshot import Snapshot, digest, snapshot

from .comparing import ComparedState, choices, describe, state_of_autosave
from .differences import FieldDifference, differences
from .restore_revision import BreaksPage, Outdated, render_ahead, restore_revision

PER_PAGE = 50
OUTDATED = (
    "Nothing was restored: somebody has saved this text since you opened the page. Look"
    " at the newest entry below, then choose again."
)
BREAKS = (
    "Nothing was restored: revision {} would break the page, and this text is {}. {}"
    " Unpublish it first, or copy what you need from that revision to the desk."
)
IN_TRASH = (
    "Nothing was restored: the text is in the trash. Restore it from there first."
)
MISSING = "Left out, because they no longer exist: {}."
VIEWS = ("change", "changelist", "history", "compare", "revision", "restore")


class HistoryPage(AdminPage):
    """A page about one text, for those who may change it."""

    article: Article

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        article = self.model_admin.get_object(request, str(self.kwargs["pk"]))
        if article is None:
            raise Http404("There is no such text.")
        if not self.model_admin.has_change_permission(request, article):
            raise PermissionDenied
        self.article = article
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        stem = f"admin:posts_{self.model_admin.opts.model_name}"
        names = {view: f"{stem}_{view}" for view in (*VIEWS, "unsaved", "version")}
        return super().get_context_data(
            article=self.article,
            subtitle=str(self.article),
            names=names,
            **kwargs,
        )

    @cached_property
    def stored_digest(self) -> str:
        """The digest of the text as it is stored now."""
        return digest(snapshot(self.article))

    def address(self, view: str, *arguments: int) -> str:
        name = f"admin:posts_{self.model_admin.opts.model_name}_{view}"
        return reverse(name, args=[self.article.pk, *arguments])

    def revision(self, number: int) -> Revision:
        """Return one of the text's revisions; raises Http404."""
        found: Revision = get_object_or_404(
            Revision.objects.of(self.article), number=number
        )
        return found

    def differences(self, before: Snapshot, after: Snapshot) -> list[FieldDifference]:
        return differences(before, after, str(self.model_admin.opts.model_name))


class RevisionListPage(HistoryPage):
    """Every revision, newest first, and the autosaves."""

    template_name = "admin/history/list.html"
    title = "History"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        revisions = Revision.objects.of(self.article)
        pages = Paginator(revisions.defer("state"), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        versions = PublicVersion.objects.of(self.article)
        frozen = {
            version.revision_id: version
            for version in versions.only("number", "at", "revision_id")
        }
        model = str(self.model_admin.opts.model_name)
        autosaves = Autosave.objects.of(self.article, model)
        newest = revisions.values_list("digest", flat=True).first()
        return context | {
            "page": page,
            "rows": [(revision, frozen.get(revision.pk)) for revision in page],
            "autosaves": autosaves.defer("data").select_related("user"),
            "is_changed_elsewhere": newest not in {None, self.stored_digest},
        }


class ComparePage(HistoryPage):
    """The differences between two states; by default, what the last save changed."""

    template_name = "admin/history/compare.html"
    title = "What changed"

    def get(self, request: HttpRequest, *args: object, **kw: object) -> HttpResponse:
        if not choices(self.article):
            return HttpResponseRedirect(self.address("history"))
        return super().get(request, *args, **kw)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        after = self._chosen("to") or self._newest()
        before = self._chosen("from") or after.before(self.article)
        return super().get_context_data(
            before=before,
            after=after,
            choices=choices(self.article),
            differences=self.differences(before.state, after.state),
            **kwargs,
        )

    def _chosen(self, name: str) -> ComparedState | None:
        """Return the state named in the query string: a revision's number, or “now”."""
        asked = self.request.GET.get(name, "")
        if asked == "now":
            return ComparedState.now(self.article)
        if not asked.isdecimal() or len(asked) > 9:
            return None
        return ComparedState.of(self.revision(int(asked)))

    def _newest(self) -> ComparedState:
        newest = Revision.objects.of(self.article).first()
        return ComparedState.of(newest) if newest else ComparedState.now(self.article)


class RevisionPage(HistoryPage):
    """The whole text of a revision, as its author typed it."""

    template_name = "admin/history/revision.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        revision = self.revision(self.kwargs["number"])
        self.title = f"Revision {revision.number}"
        fields = describe(revision.state)
        return super().get_context_data(revision=revision, fields=fields, **kwargs)


class UnsavedPage(HistoryPage):
    """How an autosave differs from what is stored."""

    template_name = "admin/history/unsaved.html"
    title = "Unsaved changes"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        rows = Autosave.objects.of(self.article, str(self.model_admin.opts.model_name))
        autosave = get_object_or_404(
            rows.select_related("user"), session=self.kwargs["session"]
        )
        before = snapshot(self.article)
        after = state_of_autosave(autosave, before)
        return super().get_context_data(
            autosave=autosave,
            is_own=autosave.user_id == self.request.user.pk,
            differences=self.differences(before, after),
            **kwargs,
        )


class VersionPage(HistoryPage):
    """A frozen public version, in the site's own style."""

    template_name = "admin/history/version.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        versions = PublicVersion.objects.of(self.article)
        version = get_object_or_404(versions, number=self.kwargs["number"])
        return super().get_context_data(version=version, **kwargs)


class RestorePage(HistoryPage):
    """POST restores a revision, unless the text was saved after the page was opened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        revision = self.revision(number)
        render_ahead(revision.state)
        with transaction.atomic():
            self._restore(revision)
        return HttpResponseRedirect(self.address("history"))

    def _restore(self, revision: Revision) -> None:
        if self.article.trashed_at:
            messages.error(self.request, IN_TRASH)
            return
        seen = self.request.POST.get("seen", "")
        try:
            done = restore_revision(
                self.article, revision, seen=seen, by=account_of(self.request)
            )
        except Outdated:
            messages.error(self.request, OUTDATED)
            return
        except BreaksPage as error:
            sentence = BREAKS.format(revision.number, self.article.state, error)
            messages.error(self.request, sentence)
            return
        if done.before is None:
            sentence = f"The text is already as in revision {revision.number}."
            messages.info(self.request, sentence)
        else:
            note = f"Restored revision {revision.number}."
            self.model_admin.log_change(self.request, done.article, note)
            undo = self.address("restore", done.before.number)
            sentence = f"Revision {revision.number} was restored."
            now = digest(snapshot(done.article))
            messages.success(
                self.request, undoable(self.request, sentence, undo, seen=now)
            )
        if done.missing:
            names = ", ".join(done.missing)
            messages.warning(self.request, MISSING.format(names))


# Route below the address of a text, name, and page.
HISTORY_PAGES: list[tuple[str, str, type[HistoryPage]]] = [
    ("history/compare/", "compare", ComparePage),
    ("history/<int:number>/", "revision", RevisionPage),
    ("history/unsaved/<uuid:session>/", "unsaved", UnsavedPage),
    ("versions/<int:number>/", "version", VersionPage),
    ("history/<int:number>/restore/", "restore", RestorePage),
]


def history_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the URLs of all pages except the list, whose URL is Django's own."""
    stem = f"posts_{model_admin.opts.model_name}"
    return [
        path(
            f"<int:pk>/{route}",
            model_admin.admin_site.admin_view(page.as_view(model_admin=model_admin)),
            name=f"{stem}_{name}",
        )
        for route, name, page in HISTORY_PAGES
    ]
