"""The date of a text at the desk: a day and, if it matters, a time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from posts.models.publication import validate_date

from .publishing_actions import in_minutes


class DateInput(forms.MultiWidget):
    """The browser's own inputs for a day and a time, in the site's time zone.

    A single input for both would submit nothing until both are typed.
    """

    use_fieldset = False  # the label is the day's; the time has its own

    class Media:
        js = [Script("js/admin/desk/dates.js", type="module")]

    def __init__(self) -> None:
        day = forms.DateInput({"type": "date"})
        time = forms.TimeInput({"type": "time", "aria-label": "Time, if it matters"})
        super().__init__({"": day, "time": time})

    def decompress(self, value: datetime | str | None) -> list[str]:
        """Return the day and the time of a date, or as they were typed."""
        if isinstance(value, datetime):
            value = f"{value:%Y-%m-%dT%H:%M}"  # in the site's time zone
        day, _, time = (value or "").partition("T")
        return [day, time]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict, name: str
    ) -> Any:
        """Return both as one text; either may be missing."""
        day, time = super().value_from_datadict(data, files, name)
        return f"{day or ''}T{time}" if time and "T" not in (day or "") else day or ""

    def get_context(
        self, name: str, value: object, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        day, _ = context["widget"]["subwidgets"]
        day["attrs"]["id"] = self.id_for_label((attrs or {}).get("id", ""))
        return context

    def id_for_label(self, id_: str) -> str:
        return id_


class DateField(forms.DateTimeField):
    """A date and time; `stored` is the one that the form started with, if any.

    A day alone means its beginning, or the stored time of the same day. A time that
    occurs twice in autumn means the stored one if that matches, otherwise the first of
    the two. A time that does not exist in spring is refused.
    """

    # Here too: a text with an invalid date could not even be previewed.
    default_validators = [validate_date]
    stored: datetime | None = None

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        if isinstance(value, str) and value.startswith("T"):
            raise ValidationError(
                "There is a time, but no day. Choose the day, or clear the time too."
            )
        is_day = isinstance(value, str) and "T" not in value
        try:
            found = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            found = self._resolve((error.params or {})["datetime"], is_day)
        if found and self.stored and is_day:
            days = {timezone.localdate(moment) for moment in (found, self.stored)}
            return self.stored if len(days) == 1 else found
        return found

    def _resolve(self, typed: datetime, is_day: bool) -> datetime:
        stored = self.stored and in_minutes(self.stored)
        if stored and _on_the_clock(stored) == typed.replace(second=0):
            return stored
        zone = timezone.get_current_timezone()
        # In UTC, because times in a repeated hour never compare equal (PEP 495).
        first = typed.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if is_day or _on_the_clock(first) == typed:
            return first  # where the clocks go forward at midnight, the day begins at 1
        hour, day = date_format(typed, "H:i"), date_format(typed, "j F Y")
        raise ValidationError(
            f"There is no {hour} on {day}, because the clocks go forward. Choose an"
            " earlier or a later time."
        )


def _on_the_clock(moment: datetime) -> datetime:
    """Return a date as a naive time in the site's time zone."""
    return timezone.localtime(moment).replace(tzinfo=None)
