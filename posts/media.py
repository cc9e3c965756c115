"""Serving uploads: from any storage, never as something that could run."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views import View

# The only kinds that are shown in place; anything else is offered as a download.
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"}


class MediaView(View):
    """One uploaded file. Names are never reused, so a copy may be kept for ever."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, name: str) -> FileResponse:
        try:
            file = default_storage.open(name)
        except (OSError, ValueError, SuspiciousFileOperation) as error:
            raise Http404 from error
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = FileResponse(
            file,
            as_attachment=content_type not in SHOWN,
            content_type=content_type,
            headers={
                "Cache-Control": "public, max-age=31536000, immutable",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )
        return response
