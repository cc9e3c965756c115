"""A message with an Undo button."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FORM = '{} <form class="undo" method="post" action="{}">{}{}</form>'
FIELD = '<input type="hidden" name="{}" value="{}">'


def undoable(
    request: HttpRequest, sentence: str, address: str, **fields: str
) -> SafeString:
    """Return a sentence with an Undo button that posts the fields to an address."""
    fields["csrfmiddlewaretoken"] = get_token(request)
    hidden = format_html_join("", FIELD, fields.items())
    button = SafeString('<button type="submit">Undo</button>')
    return format_html(FORM, sentence, address, hidden, button)
