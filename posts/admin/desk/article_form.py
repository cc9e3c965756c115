"""The form of a text at the desk: its fields, and the unsaved text in it."""

from copy import copy
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from posts.models.article import SOURCE_FIELDS, Article
from posts.models.history.revision import former_date
from posts.models.permissions import Viewer, viewable_by
from posts.models.publication import is_published
from posts.models.publishing import date_after

from .date_field import DateField
from .protocol import DeskState
from .publishing_actions import (
    PublishingAction,
    exact,
    pressed_action,
    publishing_actions,
)
from .routes import TextAdmin

TAKEN_IN_TRASH = (
    "A text in the trash has this address. Choose another, or delete that text for good"
    " first."
)
# Stands in for the key of a text that has none yet; higher than any other.
UNSAVED_KEY = 2**62


class ArticleForm(forms.ModelForm):
    """The fields of a text; `note` tells readers what a revision changed.

    `action` is the publishing action whose button was pressed, `desk` is the state that
    the page sent along, `user` is who fills it in.
    """

    user: Viewer = AnonymousUser()

    note = forms.CharField(
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Say what was changed, in a sentence or two.",
    )

    # The date in a draft's form, if publishing now would use it.
    date_if_published: datetime | None = None

    class Meta:
        labels = {"published_at": "Date"}
        help_texts = {
            "published_at": (
                "As readers see it: a day is enough, and empty means now. To schedule,"
                " choose a date in the future."
            ),
        }
        error_messages = {
            "slug": {
                "unique": (
                    "Another text has this address. Choose another, or leave it empty"
                    " to have one made from the title."
                )
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article: Article = self.instance
        self.desk = (
            DeskState.read(self.data)
            if self.is_bound
            else DeskState.of_page(self.article)
        )
        self.date_before = self.article.published_at
        self.former = former_date(self.article)
        if self.former:
            self.initial["published_at"] = self.former
        if isinstance(date := self.fields.get("published_at"), DateField):
            date.stored = self.date_before or self.former
        self.state = self.article.state
        self.actions = publishing_actions(self.article, self.former)
        self.action: PublishingAction = pressed_action(self.actions, self.data)

    @property
    def stored(self) -> Article | None:
        """The text that the form changes; None if it is to become a new one."""
        return self.article if self.article.pk else None

    def clean(self) -> dict[str, Any]:
        """Set the date that follows from the pressed button."""
        values = super().clean() or self.cleaned_data
        if self.action.needs_note and not values.get("note"):
            self.add_error("note", "Say what was changed, in a sentence or two.")
        if "published_at" in values:
            self._choose_date(values)
        return values

    def validate_unique(self) -> None:
        """Say so if the text that already has this address is in the trash."""
        super().validate_unique()
        if not self.has_error("slug", "unique"):
            return
        texts = viewable_by(self.user, type(self.article)._default_manager.all())
        if texts.filter(slug=self.article.slug).exclude(trashed_at=None).exists():
            self.errors["slug"] = self.error_class([TAKEN_IN_TRASH])

    def _choose_date(self, values: dict[str, Any]) -> None:
        given = exact(values["published_at"], self.date_before, self.former)
        if self.state == "draft" and is_published(given):
            self.date_if_published = given
        if self.action.outcome == "saved" and given == self.former:
            given = None  # it is only what the form of a draft proposes
        try:
            date = date_after(self.action.outcome, self.article, given)
        except ValidationError as error:
            self.add_error(None, error)
        else:
            values["published_at"] = date

    def unsaved(self) -> Article:
        """Return a copy of the text as in the bound form, rendered; never save it.

        Invalid fields have their stored values, except that source texts are as typed.
        """
        errors = self.errors
        article = copy(self.article)
        for name in SOURCE_FIELDS & errors.keys():
            setattr(article, name, str(self.data.get(name, "")))
        article.clean_texts()
        article.render()
        if not article.slug:
            article.fill_slug()
        if article.pk is None:
            article.pk = UNSAVED_KEY
        return article


def form_of(
    request: HttpRequest,
    model_admin: TextAdmin,
    article: Article | None,
    data: QueryDict | None = None,
) -> ArticleForm:
    """Return the form of a text, or of a new one; with `data`, as it was sent."""
    form_class = model_admin.get_form(request, article, change=bool(article))
    return cast("type[ArticleForm]", form_class)(data, instance=article)
