"""The form of a text at the desk: its fields, and what keeps a save from harm."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from posts.models.article import Article

from .publishing import Way, date_after, way_named, ways


class DateInput(forms.DateTimeInput):
    """The browser's own field for a date and time, in the site's time zone."""

    def __init__(self) -> None:
        attrs = {"type": "datetime-local", "step": 1}
        super().__init__(attrs, format="%Y-%m-%dT%H:%M:%S")


class ArticleForm(forms.ModelForm):
    """`version` is the digest of the state that was started from, `sitting` names what
    is kept while typing, `continues` the kept copy that it goes on with, `after` the
    sittings before it on the same page that were sent to be saved, `note` tells readers
    what a revision changed."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    sitting = forms.UUIDField(required=False, widget=forms.HiddenInput)
    continues = forms.CharField(required=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What was changed, in a sentence or two.",
    )

    # Called with a form that is about to be saved; adds an error to refuse that.
    guard: ClassVar[Callable[["ArticleForm"], None] | None] = None
    # What the guard has to say to the page, besides its error.
    look = ""
    collision: Any = None

    class Meta:
        labels = {"published_at": "Date"}
        help_texts = {
            "published_at": (
                "As readers see it; empty means now. A date to come is for “Schedule”."
            ),
        }
        error_messages = {
            "slug": {
                "unique": (
                    "Another text has this address. Choose another one, or"
                    " leave it empty: then one is made from the title."
                )
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article: Article = self.instance
        self.date_before = self.article.published_at
        self.state = self.article.state
        self.ways = ways(self.article)
        self.way: Way = way_named(self.article, self.data)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.guard:
            self.guard()

    def clean(self) -> dict[str, Any]:
        """Settle the date by the button that was pressed."""
        values = super().clean() or self.cleaned_data
        if self.way.needs_note and not values.get("note"):
            self.add_error("note", "Say in a sentence what was changed.")
        if "published_at" in values:
            self._settle_date(values)
        return values

    def _settle_date(self, values: dict[str, Any]) -> None:
        try:
            date = date_after(self.way, self.date_before, values["published_at"])
        except ValidationError as error:
            self.add_error(None, error)
        else:
            values["published_at"] = date
        if self.way.done == "revised":
            self.article.revised_at = timezone.now().replace(microsecond=0)
