"""What may stand in an address: a slug in any script, a year, a page's number."""

from django.urls.converters import IntConverter, StringConverter


class SlugConverter(StringConverter):
    """Like Django's `slug`, but letters of every script count."""

    regex = r"[\w-]+"


class YearConverter(IntConverter):
    regex = "[12][0-9]{3}"


class NumberConverter(IntConverter):
    """A whole number from 1, written one way only."""

    regex = "[1-9][0-9]{0,5}"
