"""The form of a text as a desk: nothing lost, nobody overwritten, publishing meant."""

from functools import partialmethod
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from posts.admin.base import EditorAdmin
from posts.admin.checks import check
from posts.models import DraftLink, Revision
from posts.models.article import Article
from posts.models.history.revision import record_save

from .article_form import ArticleForm
from .autosaving import (
    find_kept,
    forget,
    free_sitting,
    others_at_work,
    read_held,
    read_sittings,
    renewed,
    take_over,
    version_of,
)
from .conflicts import collide, lock, merged_form
from .endpoints import ENDPOINTS, desk_address
from .publishing_actions import in_words
from .recovery import offers
from .report import Report
from .resume import keep_carried, show_to_copy
from .routes import target_address
from .save_in_place import is_in_place, saved_in_place
from .unsaved_text import unsaved

# The fieldset that stands in the panel for publishing, by its name.
DATE = "Date"
# Why a form comes back unsaved though nothing is wrong with it.
LOOKS = {
    "kept": "This is what was kept for you. It is not saved yet.",
    "merged": "This is both texts put together. Look it over, then save it.",
    "mine": "This is your text. Saving it now puts it in place of the other one.",
}
MOVED = (
    "This text was put into the trash, taken out of it, or deleted since you opened it."
    " Nothing of yours is lost."
)
NOT_YOURS = (
    "This was not saved: the text is no longer there, or your account may not write it."
)
TURNED = (
    "This text is {} now, unlike when you opened it. See what the buttons do now, and"
    " press one of them again."
)
BLOCKED = "Something would break the page: mend it first. The report says what."
UNSEEN = "Look at the report first. To go on as it is, press the same button again."
DONE = {
    "saved": "Saved as a draft.",
    "published": "Published.",
    "scheduled": "Scheduled for {date}.",
    "corrected": "Saved as a correction.",
    "revised": "The revision is announced.",
    "unpublished": "Taken back: it is a draft now.",
}


def drawer(*fields: str) -> Any:
    """Return a fieldset that opens on demand, and by itself if it holds an error."""
    return {"fields": fields, "classes": ["collapse", "desk-drawer"]}


def is_about_publishing(form: ArticleForm) -> bool:
    """Return whether what was refused is mended in the panel for publishing."""
    codes = {error.code for error in form.non_field_errors().as_data()}
    return bool(form.errors.keys() & {"published_at", "note"} or "report" in codes)


def in_the_way(form: ArticleForm) -> str:
    """Return why a form must not be saved over what is stored; "" if it may."""
    stored = lock(form)
    opened_as = form.data.get("state", form.state)
    if stored is None or bool(stored.trashed_at) != (opened_as == "trashed"):
        return MOVED
    form.collision = collide(form, stored)
    if form.collision:
        return str(form.collision.sentence)
    return TURNED.format(form.state) if form.state != opened_as else ""


class DeskAdmin(EditorAdmin):
    """Mixes into the admins of posts and pages."""

    change_form_template = add_form_template = "admin/desk/desk.html"

    # The form comes in

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kw: Any
    ) -> HttpResponse:
        article = self.get_object(request, object_id) if object_id else None
        may_save = self._may_save(request, object_id, article)
        if request.method == "POST":
            if not may_save:
                return self._carry(request)
            self._answer_collision(request, article)
        elif sitting := request.GET.get("kept"):
            model = str(self.opts.model_name)
            if kept := find_kept(request.user, model, article, sitting):
                if not may_save:
                    return show_to_copy(request, self, kept)
                self._refill(request, kept, "kept")
        return super().changeform_view(request, object_id, *args, **kw)

    def _may_save(
        self, request: HttpRequest, object_id: str | None, article: Article | None
    ) -> bool:
        if object_id is None:
            return self.has_add_permission(request)
        return article is not None and self.has_change_permission(request, article)

    def _carry(self, request: HttpRequest) -> HttpResponse:
        """Keep what was typed, to begin a new text with it or to copy it."""
        if is_in_place(request):
            return HttpResponse(status=409)  # the script sends it again, as a page
        path = keep_carried(request, request.path, request.POST, why=NOT_YOURS)
        return HttpResponseRedirect(path)

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, *args: Any
    ) -> HttpResponse:
        """Within the transaction, so that a form sent twice at once makes one text."""
        if request.method == "POST" and object_id is None:
            object_id = self._made_by(request)
        response: HttpResponse = super()._changeform_view(  # type: ignore[misc]
            request, object_id, *args
        )
        return response

    def _made_by(self, request: HttpRequest) -> str | None:
        """Return the key of the text that this page has made before, if it has: the
        answer was lost, and the form was sent again."""
        named = (request.POST.get(name, "") for name in ("sitting", "after"))
        sittings = read_sittings(" ".join(named))
        made = Revision.objects.filter(sitting__in=sittings, by=request.user.pk)
        revision = made.exclude(**{str(self.opts.model_name): None}).first()
        return str(revision.article.pk) if revision else None

    def _refill(self, request: HttpRequest, data: QueryDict, look: str) -> None:
        """Let the form come back with this in it, as one that was refused does."""
        data = data.copy()
        data["_look"] = look
        request.method = "POST"
        request.POST = data  # type: ignore[assignment]

    def _answer_collision(self, request: HttpRequest, article: Article | None) -> None:
        """Merge as the author has chosen; unless there is something newer to see."""
        pressed = [name for name in ("merge", "mine") if f"_{name}" in request.POST]
        version = version_of(article)
        if not (article and pressed) or request.POST.get("seen") != version:
            return
        data = request.POST.copy()
        data["version"] = version
        if pressed == ["merge"]:
            form_class: Any = self.get_form(request, article, change=True)
            form_class.guard = None  # nothing is saved
            form = form_class(request.POST, instance=article)
            data = merged_form(form, data)
            self._refill(request, data, "merged")
        else:
            self._refill(request, data, "mine")

    def get_form(
        self,
        request: HttpRequest,
        obj: Article | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        name = request.resolver_match.url_name if request.resolver_match else ""
        desks = [f"posts_{self.opts.model_name}_{verb}" for verb in ("add", "change")]
        if request.method == "POST" and name in desks:
            guard = partialmethod(self._guard, user=request.user)
            form.guard = guard  # type: ignore[attr-defined]
        return form

    @staticmethod
    def _guard(form: ArticleForm, user: Any) -> None:
        """Refuse what would overwrite somebody, or publish what nobody looked at."""
        if look := LOOKS.get(form.data.get("_look", "")):
            form.look = look
            form.add_error(None, ValidationError(look, code="look"))
            return
        if form.article.pk and (sentence := in_the_way(form)):
            form.add_error(None, ValidationError(sentence, code="collision"))
        if form.errors:
            return
        report = Report(check(unsaved(form), user=user))
        if report.blocks and form.way.done not in {"saved", "unpublished"}:
            form.add_error(None, ValidationError(BLOCKED, code="report"))
        elif form.way.is_reported and report.digest != form.data.get("report", ""):
            form.add_error(None, ValidationError(UNSEEN, code="report"))

    # It is saved

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        if change:
            stored = type(obj)._default_manager.get(pk=obj.pk)
            Revision.objects.record_found(stored)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        article = type(form.instance)._default_manager.get(pk=form.instance.pk)
        sitting = form.cleaned_data["sitting"]
        name = free_sitting(request.user, sitting)
        note = form.cleaned_data["note"] if form.way.needs_note else ""
        record_save(article, form.way.done, by=request.user, note=note, sitting=name)
        forget(request.user, sitting)
        model = str(self.opts.model_name)
        take_over(request.user, model, article if change else None, request.POST)

    def response_add(
        self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return self._response(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._response(request, obj)

    def _response(self, request: HttpRequest, article: Article) -> HttpResponse:
        said = self._said(article)
        if is_in_place(request):
            return saved_in_place(request, self, article, said)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(desk_address(self, article))

    def _said(self, article: Article) -> SafeString | str:
        revision: Any = Revision.objects.of(article).first()
        sentence = DONE[revision.action].format(date=in_words(article.published_at))
        if not article.is_published:
            return sentence
        return format_html(
            '{} <a href="{}">See it on the site</a>.',
            *(sentence, article.get_absolute_url()),
        )

    # The page goes out

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form: Any = context["adminform"].form
        article = form.article if form.article.pk else None
        if not form.is_bound:
            form.initial["version"] = version_of(article)
            form.initial["sitting"] = str(uuid4())
        elif form.look != LOOKS["kept"]:
            form.data = renewed(form.data)
        text = unsaved(form) if form.is_bound else form.article
        report = Report(check(text, user=request.user))
        context |= {
            # Nothing of the admin's own scripts is needed.
            "media": form.media,
            "desk": self._desk(request, context["adminform"], article),
            "report": report,
            "collision": form.collision,
            "look": form.look,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _desk(
        self, request: HttpRequest, adminform: Any, article: Article | None
    ) -> dict[str, Any]:
        """Return what the desk shows around the form."""
        model = str(self.opts.model_name)
        form, fieldsets = adminform.form, list(adminform)
        is_kept = form.look == LOOKS["kept"]
        held = read_held(form.data)
        name = f"admin:posts_{model}"
        return {
            "urls": {
                endpoint: target_address(endpoint, model, article)
                for endpoint in ENDPOINTS
            },
            "address": desk_address(self, article),
            "public": self._public_address(form),
            "list": reverse(f"{name}_changelist"),
            "history": article and reverse(f"{name}_history", args=[article.pk]),
            "trash": article and reverse(f"{name}_delete", args=[article.pk]),
            "state": form.state,
            "saves_in_place": bool(article) and not form.is_bound,
            "ways": form.ways,
            "offers": [] if is_kept else offers(request, self, article, held),
            "others": others_at_work(request.user, article) if article else [],
            "links": list(DraftLink.objects.of(article)) if article else [],
            "writing": fieldsets[0],
            "drawers": [it for it in fieldsets[1:] if it.name != DATE],
            "date": next(it for it in fieldsets if it.name == DATE),
            "is_about_publishing": is_about_publishing(form),
            "key": f"{request.user.pk}:{model}:{article.pk if article else 'new'}",
        }

    def _public_address(self, form: ArticleForm) -> str:
        """Return the stored address; the one in the form may be none."""
        slug = form.initial.get("slug")
        return self.model(slug=slug).get_absolute_url() if slug else ""
