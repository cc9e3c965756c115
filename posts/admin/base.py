"""What every form of the admin has in common."""

from typing import Any

from django.contrib import admin
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

ATTEMPTS = 3


class EditorAdmin(admin.ModelAdmin):
    """An admin in which a save that loses a race becomes a sentence in the form."""

    list_per_page = 50
    show_full_result_count = False

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete one by one, so that each row cleans up: its file, its address."""
        with transaction.atomic():
            for row in queryset:
                row.delete()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        arguments = (request, object_id, form_url, extra_context)
        for _ in range(ATTEMPTS - 1):
            try:
                return super().changeform_view(*arguments)
            except IntegrityError:
                # Another save took the address or name after this form was checked.
                # The transaction is rolled back; checked again, the form says so.
                continue
        return super().changeform_view(*arguments)
