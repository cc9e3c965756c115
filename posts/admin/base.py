"""What every form of the admin has in common."""

from collections.abc import Callable
from typing import Any, Protocol, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.views.generic import TemplateView

from posts.models.publication import CountedQuerySet

from .row_keys import is_key

MAX_ATTEMPTS = 3
MAX_SEARCH_WORDS = 20


def account_of(request: HttpRequest) -> User:
    """Return the account that sent a request; the admin site lets in nobody else."""
    assert request.user.is_authenticated
    return request.user


class LabelledFormSet(BaseInlineFormSet):
    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if deletion := form.fields.get(DELETION_FIELD_NAME):
            deletion.widget.attrs["aria-label"] = "Delete"


class LabelledInline(admin.TabularInline):
    """Rows whose fields have labels for readers who cannot see the column headings."""

    formset = LabelledFormSet
    extra = 1

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: object
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


class EditorAdmin(admin.ModelAdmin):
    """An admin in which a save that loses a race becomes an error in the form."""

    list_per_page = 50
    show_full_result_count = False

    def get_form(
        self,
        request: HttpRequest,
        obj: Model | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        """Tell the form who sends it, and reads its answers. Django makes its class
        anew for every request."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return cast("type[forms.ModelForm]", form)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Limit the number of words, because databases limit the conditions."""
        words = " ".join(search_term.split()[:MAX_SEARCH_WORDS])
        return super().get_search_results(request, queryset, words)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Refuse impossible numbers and years as Django refuses other bad filters."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters from error

    def response_action(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> HttpResponse | None:
        """Answer keys that are not numbers with a message; Django would crash."""
        if all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset, action_location)
        sentence = f"Choose {self.opts.verbose_name_plural} from the list."
        self.message_user(request, sentence, messages.WARNING)
        return None

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete one by one, so that each row cleans up its file and its address."""
        with transaction.atomic():
            for row in queryset:
                row.delete()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask for the permission first; Django would tell whether the row exists."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        view = super().changeform_view
        return self.retried(lambda: view(*args, **kwargs))

    @staticmethod
    def retried(save: Callable[[], HttpResponse]) -> HttpResponse:
        """Return the response of a save, trying again if it loses a race.

        Another save may take the address or name after this form was validated. The
        transaction is then rolled back, and validating again reports it.
        """
        for _ in range(MAX_ATTEMPTS - 1):
            try:
                return save()
            except IntegrityError:
                continue
        return save()


class Counted(Protocol):
    """A row that `count_posts` returns."""

    count: int


class CountedAdmin(EditorAdmin):
    """For models whose queryset has `count_posts`."""

    def get_queryset(self, request: HttpRequest) -> CountedQuerySet:
        rows = cast("CountedQuerySet", super().get_queryset(request))
        return rows.count_posts()

    @admin.display(description="published posts", ordering="count")
    def published_posts(self, row: Counted) -> int:
        return row.count


class AdminPage(TemplateView):
    """A page of our own in the admin of a model, framed like Django's pages."""

    model_admin: admin.ModelAdmin = cast("admin.ModelAdmin", None)
    http_method_names = ["get", "head", "post", "options"]
    title = ""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        site = self.model_admin.admin_site
        self.request.current_app = site.name
        return super().get_context_data(
            **site.each_context(self.request),
            opts=self.model_admin.opts,
            title=self.title,
            **kwargs,
        )
