"""Path converters: a slug in any script, a year, a month, a page number."""

from datetime import date

from django.urls.converters import IntConverter, StringConverter


class SlugConverter(StringConverter):
    """Like Django's `slug`, but letters of every script count."""

    regex = r"[\w-]+"


class YearConverter:
    """A year in four digits, even one before 1000, which an author may mistype."""

    regex = "(?!0000)[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class NumberConverter(IntConverter):
    """A whole number from 1, without leading zeros."""

    regex = "[1-9][0-9]{0,5}"


class MonthConverter:
    """A month as a date of its first day, such as 2024-03."""

    regex = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value.year:04}-{value.month:02}"
