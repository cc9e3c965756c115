"""Serving uploads: from any storage, never as something that could run.

A file's type follows from its name alone, which the upload chose by its content.
Images are shown, everything else is downloaded, PDF too: browsers show no PDF in the
sandbox that prevents a file from acting for the site.
"""

from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views import View

# The only types that are shown inline.
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
# An SVG's own styles, and the images and fonts embedded in it.
SVG_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " sandbox"
)


class MediaView(View):
    """One uploaded file. Names are never reused, so a copy may be cached for ever."""

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
            },
        )
        return response
