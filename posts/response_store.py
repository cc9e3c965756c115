"""Built responses in memory, for all who ask for the same: bounded in bytes, and the
least recently used goes first.

Django's cache in memory counts entries, not bytes, and pickles each; cachetools counts
bytes, but leaves locking to its caller.
"""

from collections import OrderedDict
from threading import Lock

from django.http import HttpResponse

MOST_BYTES = 24_000_000
OVERHEAD = 1_000  # bytes of an entry beside its content, roughly


class ResponseStore:
    """Responses by a key that changes whenever they would."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._entries: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> HttpResponse | None:
        """Return a new response like the one stored, if it is still there."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            content, headers = self._entries[key]
        return HttpResponse(content, headers=headers)

    def put(self, key: str, response: HttpResponse) -> None:
        """Store a response as it is now."""
        with self._lock:
            self._drop(key)
            self._entries[key] = response.content, dict(response.items())
            self._bytes += len(response.content) + OVERHEAD
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def _drop(self, key: str) -> None:
        if key in self._entries:
            content, _ = self._entries.pop(key)
            self._bytes -= len(content) + OVERHEAD
