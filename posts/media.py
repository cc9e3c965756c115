"""Serving uploads: from any storage, never as something that could run.

What a file is follows from its name alone, which the upload has chosen by its content.
Pictures are shown, all else is a download, PDF too: in the sandbox that keeps a file
from acting for the site, browsers show no PDF.
"""

from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views import View

# The only kinds that are shown in place.
SHOWN = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
DOWNLOADED = {
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
POLICY = "default-src 'none'; sandbox"
# A drawing's own styles, and the pictures and fonts that it holds itself.
SVG_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " sandbox"
)


class MediaView(View):
    """One uploaded file. Names are never reused, so a copy may be kept for ever."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, name: str) -> FileResponse:
        try:
            file = default_storage.open(name)
        except (OSError, ValueError, SuspiciousFileOperation) as error:
            raise Http404 from error
        suffix = PurePath(name).suffix.lower()
        shown = SHOWN.get(suffix)
        response = FileResponse(
            file,
            as_attachment=not shown,
            content_type=shown or DOWNLOADED.get(suffix, "application/octet-stream"),
            headers={
                "Cache-Control": "public, max-age=31536000, immutable",
                "Content-Security-Policy": (SVG_POLICY if suffix == ".svg" else POLICY),
                "X-Content-Type-Options": "nosniff",
            },
        )
        return response
