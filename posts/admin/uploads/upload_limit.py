"""How much anybody may send at once; asked before a byte of a file is stored.

Django reads a form, with its files, to look for the CSRF token, before it knows who
sends it: without a bound a stranger could fill the disk.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from .attachments import MAX_BYTES

# The largest file, and what a form needs besides.
MOST = MAX_BYTES + 10_000_000


class BoundedUploads(FileUploadHandler):
    """Refuses forms that are too large; what is not, the next handlers store."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **rest: Any
    ) -> None:
        if content_length > MOST:
            raise RequestDataTooBig(f"{content_length:,} bytes, where {MOST:,} may be.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
