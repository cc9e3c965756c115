"""Serving uploads: from any storage, never as something that could run.

A file's type follows from its name alone, which the upload chose by its content.
Images are shown, everything else is downloaded, PDF too: browsers show no PDF in the
sandbox that prevents a file from acting for the site.
"""

import re
from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views import View
from whitenoise.responders import SlicedFile

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


# One range; several, which nobody asks for, are answered by the whole file.
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class MediaView(View):
    """One uploaded file, or a range of its bytes (RFC 9110, 14).

    Names are never reused, so a copy may be cached for ever.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        try:
            modified = int(default_storage.get_modified_time(name).timestamp())
            size = default_storage.size(name)
            file = default_storage.open(name)
        except (OSError, ValueError, SuspiciousFileOperation) as error:
            raise Http404 from error
        etag = f'"{modified:x}-{size:x}"'
        response: HttpResponseBase | None
        if response := get_conditional_response(request, etag, modified):
            file.close()
        else:
            whole = file_response(file, name)
            whole["ETag"] = etag
            response = partial(request, whole, file, size)
        response["ETag"] = etag
        response["Last-Modified"] = http_date(modified)
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def file_response(file: File, name: str) -> FileResponse:
    """Return the whole file as something that does nothing."""
    suffix = PurePath(name).suffix.lower()
    shown = SHOWN.get(suffix)
    return FileResponse(
        file,
        as_attachment=not shown,
        content_type=shown or DOWNLOADED.get(suffix, "application/octet-stream"),
        headers={
            "Content-Security-Policy": SVG_POLICY if suffix == ".svg" else POLICY,
            "Accept-Ranges": "bytes",
        },
    )


def partial(
    request: HttpRequest, response: FileResponse, file: File, size: int
) -> HttpResponseBase:
    """Return the bytes that Range asks for; 416 if there are none, 200 without it."""
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if (
        not found
        or request.headers.get("If-Range", response["ETag"]) != response["ETag"]
    ):
        return response
    first, last = found.groups()
    if not (first or last) or (first and last and int(last) < int(first)):
        return response
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response.status_code = 206
    response.streaming_content = SlicedFile(file, start, end)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    return response
