"""Saving at the desk: nothing lost, nobody overwritten, nothing published unasked."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from posts.admin.base import EditorAdmin, account_of
from posts.admin.checks.report import Report
from posts.models import Revision
from posts.models.article import MAX_LENGTHS, Article, make_source
from posts.models.permissions import Viewer
from posts.models.publishing import PUBLISHING, Edit
from posts.models.rendering_context import rendering_context
from posts.rendering import render

from .article_form import ArticleForm, form_of
from .autosaving import absorb, delete_autosaves, find_autosave, unused_session
from .conflicts import Conflict, find_obstacle, merged_form
from .desk_page import page_context
from .protocol import DeskState, digest_of
from .publishing_actions import date_in_words
from .recovery import RESUMED
from .resume import autosave_to_resume, show_to_copy
from .routes import desk_address
from .save_in_place import is_in_place, saved_in_place

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts

# Why a form is shown again unsaved although it is valid.
MERGED_NOTICE = "This is the merged text. Check it, then save it."
MINE_NOTICE = "This is your text. If you save it now, it replaces the other one."
NOT_ALLOWED = (
    "This was not saved: the text no longer exists, or your account may not change it."
)
REPORT_BLOCKS = "Something would break the page. See the report, and fix it first."
REPORT_UNSEEN = "See the report first. To go on anyway, press the same button again."
SAVED_MESSAGES = {
    "saved": "Saved as a draft.",
    "published": "Published.",
    "scheduled": "Scheduled for {date}.",
    "corrected": "Saved as a correction.",
    "revised": "Revision announced.",
    "unpublished": "Unpublished: it is a draft now.",
}


def drawer(*fields: str) -> "_FieldOpts":
    """Return a fieldset that is collapsed unless it contains an error."""
    return {"fields": fields, "classes": ["collapse", "desk-drawer"]}


class DeskAdmin(EditorAdmin):
    """A mixin for the admins of posts and pages.

    Django's admin shows the stored text. Submitted forms are saved here, because even a
    valid one may have to be refused; one that is not saved, for whatever reason, is
    shown again with every word.
    """

    change_form_template = add_form_template = "admin/desk/desk.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        article = self.get_object(request, object_id) if object_id else None
        may_save = self._may_save(request, object_id, article)
        if request.method == "POST":
            return self._receive(request, article, may_save)
        # `kept` stands in addresses that 0.2.0 has made.
        if session := request.GET.get("autosave") or request.GET.get("kept"):
            model = str(self.opts.model_name)
            if data := find_autosave(account_of(request), model, article, session):
                if not may_save:
                    return show_to_copy(request, self, data)
                form = form_of(request, self, article, data)
                return self._show(request, form, notice=RESUMED)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _may_save(
        self, request: HttpRequest, object_id: str | None, article: Article | None
    ) -> bool:
        if object_id is None:
            return self.has_add_permission(request)
        return article is not None and self.has_change_permission(request, article)

    # Receiving a form

    def _receive(
        self, request: HttpRequest, article: Article | None, may_save: bool
    ) -> HttpResponse:
        if not may_save:
            return self._autosave_instead(request)
        if article and (answer := self._answer_conflict(request, article)):
            data, notice = answer
            return self._show(request, form_of(request, self, article, data), notice)
        self._render_ahead(request.POST)
        key = article.pk if article else None
        return self.retried(lambda: self._save(request, key))

    @staticmethod
    def _autosave_instead(request: HttpRequest) -> HttpResponse:
        """Autosave what may not be saved, and lead to where it can be resumed."""
        if is_in_place(request):
            return HttpResponse(status=409)  # the script sends it again as a form
        path = autosave_to_resume(request, request.path, request.POST, why=NOT_ALLOWED)
        return HttpResponseRedirect(path)

    def _answer_conflict(
        self, request: HttpRequest, article: Article
    ) -> tuple[QueryDict, str] | None:
        """Return the form as the author chose, with a notice; None if nothing was
        chosen, or if something newer has been saved."""
        pressed = [name for name in ("merge", "mine") if f"_{name}" in request.POST]
        stored = digest_of(article)
        if not pressed or request.POST.get("seen") != stored:
            return None
        data = request.POST.copy()
        data["base_digest"] = stored
        if pressed != ["merge"]:
            return data, MINE_NOTICE
        return merged_form(
            form_of(request, self, article, request.POST), data
        ), MERGED_NOTICE

    @staticmethod
    def _render_ahead(data: QueryDict) -> None:
        """Render what was sent before a transaction opens: SQLite has one writer.
        `render` remembers the result for `save()`."""
        texts = {name: data.get(name, "") for name in MAX_LENGTHS}
        if all(len(texts[name]) <= most for name, most in MAX_LENGTHS.items()):
            source = make_source(**texts)
            render(source, rendering_context(source))

    # Saving

    def _save(self, request: HttpRequest, key: int | None) -> HttpResponse:
        """Save what was sent, or show it again with the reason why not.

        All in one transaction, so that a form sent twice at once creates one text.
        """
        with transaction.atomic():
            key = key or self._created_key(request)
            article = self.get_object(request, str(key)) if key else None
            if key and not self._may_save(request, str(key), article):
                return self._autosave_instead(request)
            form = form_of(request, self, article, request.POST)
            conflict = self._refuse(form, request.user)
            if form.is_valid():
                try:
                    return self._store(request, form)
                except ValidationError as error:  # its date has passed meanwhile
                    form.add_error(None, error)
        return self._show(request, form, conflict=conflict)

    def _created_key(self, request: HttpRequest) -> int | None:
        """Return the key of the text that this page has already created, if any: the
        answer was lost, and the form was sent again."""
        desk = DeskState.read(request.POST)
        sessions: list[str | UUID] = [*desk.after, *filter(None, [desk.session])]
        made = Revision.objects.filter(session__in=sessions, by=request.user.pk)
        revision = made.exclude(**{str(self.opts.model_name): None}).first()
        return int(revision.article.pk) if revision else None

    @staticmethod
    def _refuse(form: ArticleForm, user: Viewer) -> Conflict | None:
        """Add an error if saving would overwrite somebody, or publish with an unseen
        report; return the conflict, if that is the reason."""
        conflict = None
        if form.article.pk:
            form.full_clean()
            sentence, conflict = find_obstacle(form)
            if sentence:
                form.add_error(None, ValidationError(sentence, code="conflict"))
        if form.errors:
            return conflict
        report = Report.of(form.unsaved(), user)
        if report.blocks and form.action.outcome not in {"saved", "unpublished"}:
            form.add_error(None, ValidationError(REPORT_BLOCKS, code="report"))
        elif form.action.asks_for_report and report.digest != form.desk.report:
            form.add_error(None, ValidationError(REPORT_UNSEEN, code="report"))
        return conflict

    def _store(self, request: HttpRequest, form: ArticleForm) -> HttpResponse:
        is_new = form.article.pk is None
        article = self.save_form(request, form, change=not is_new)
        user, session = account_of(request), form.desk.session
        edit = Edit(
            store=partial(self._store_form, request, form, is_new),
            session=unused_session(user, session),
            note=form.cleaned_data["note"] if form.action.needs_note else "",
        )
        act = PUBLISHING[form.action.outcome]
        revision = act(article, by=user, date=article.published_at, edit=edit)
        delete_autosaves(user, session)
        model = str(self.opts.model_name)
        absorb(user, model, None if is_new else article, form.desk)
        message = self.construct_change_message(request, form, [], is_new)  # type: ignore[arg-type]
        log = self.log_addition if is_new else self.log_change
        log(request, article, message)
        return self._answer_saved(request, revision)

    def _store_form(
        self, request: HttpRequest, form: ArticleForm, is_new: bool
    ) -> None:
        self.save_model(request, form.article, form, not is_new)
        self.save_related(request, form, [], not is_new)

    def _answer_saved(self, request: HttpRequest, revision: Revision) -> HttpResponse:
        article = revision.article
        said = self._saved_message(article, revision.action)
        if is_in_place(request):
            return saved_in_place(request, self, article, said)
        self.message_user(request, said, messages.SUCCESS)
        address = desk_address(str(self.opts.model_name), article.pk)
        return HttpResponseRedirect(address)

    @staticmethod
    def _saved_message(article: Article, action: str) -> SafeString | str:
        date = date_in_words(article.published_at)
        sentence = SAVED_MESSAGES[action].format(date=date)
        if not article.is_published:
            return sentence
        return format_html(
            '{} <a href="{}">See it on the site</a>.',
            *(sentence, article.get_absolute_url()),
        )

    # Showing the page

    def _show(
        self,
        request: HttpRequest,
        form: ArticleForm,
        notice: str = "",
        conflict: Conflict | None = None,
    ) -> HttpResponse:
        """Show a form that was not saved, as Django shows an invalid one."""
        article = form.article if form.article.pk else None
        shown = AdminForm(
            form,
            list(self.get_fieldsets(request, article)),  # type: ignore[arg-type]
            {},
            self.get_readonly_fields(request, article),
            model_admin=self,
        )
        verb = "Change" if article else "Add"
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb} {self.opts.verbose_name}",
            "subtitle": str(article) if article else None,
            "adminform": shown,
            "original": article,
            "inline_admin_formsets": [],
            "errors": AdminErrorList(form, []),
            "notice": notice,
            "conflict": conflict,
        }
        return self.render_change_form(
            request, context, add=not article, change=bool(article), obj=article
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= page_context(request, self, context["adminform"], context)
        return super().render_change_form(request, context, *args, **kwargs)
