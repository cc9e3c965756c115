"""A limit on the size of a request, checked before any of a file is stored.

Django reads a form with its files to find the CSRF token, before it knows who sent it:
without a limit, a stranger could fill the disk.
"""

from typing import IO

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from .attachments import MAX_BYTES

# The largest file, and the rest of a form.
MAX_REQUEST_BYTES = MAX_BYTES + 10_000_000


class BoundedUploads(FileUploadHandler):
    """Refuses requests that are too large; the next handlers store the others."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig(
                f"{content_length:,} bytes, where {MAX_REQUEST_BYTES:,} may be."
            )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
