"""The server: granian, which reads requests itself and hands whole ones to threads."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from wsgiref.types import WSGIApplication

from .listen_address import Address, require_free
from .refusal import Refusal

THREADS = 4
HEADER_SECONDS = 10
STOP_SECONDS = 10
START_SECONDS = 30


def count_cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def choose_workers(workers: int | None) -> int:
    """Return the number of workers, by default one per core. Raises Refusal."""
    if workers is None:
        return count_cores()
    if not 1 <= workers <= 256:
        raise Refusal(f"Choose from 1 to 256 workers, not {workers}.")
    return workers


def serve(address: Address, *, workers: int, announce: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `announce` is called as soon as the site answers.

    Raises SystemExit if workers fail again and again.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "the site",
        address=address.ip,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=min(THREADS, 2 * count_cores() + 1),
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    require_free(address)
    server.on_startup(lambda: _call_when_up(address, announce))
    server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> WSGIApplication:
    """Return the WSGI application with its pages imported; runs in every worker."""
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils.module_loading import import_string

    # A forked worker has its parent's handlers, which would only note the signal; until
    # granian sets its own, the signal must end it.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)
    application: WSGIApplication = import_string(settings.WSGI_APPLICATION)
    get_resolver().url_patterns  # noqa: B018
    return application


def _call_when_up(address: Address, announce: Callable[[], None]) -> None:
    def wait() -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                target = _reachable_ip(address), address.port
                socket.create_connection(target, 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                announce()
                return

    threading.Thread(target=wait, daemon=True).start()


def _reachable_ip(address: Address) -> str:
    """Return an IP address at which this machine itself reaches the server."""
    if address.is_everywhere:
        return "::1" if ":" in address.ip else "127.0.0.1"
    return address.ip
