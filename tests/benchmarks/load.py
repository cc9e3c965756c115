"""A load client: how many requests a second a server answers."""

import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

CONNECTIONS = 16


def rate(url: str, headers: dict[str, str], *, seconds: int) -> float:
    """Return answers per second over kept connections; wrk counts if it is there."""
    return (_wrk if shutil.which("wrk") else _threads)(url, headers, seconds)


def name() -> str:
    """Say which client counts."""
    return "wrk" if shutil.which("wrk") else "Python threads (install wrk for more)"


def _wrk(url: str, headers: dict[str, str], seconds: int) -> float:
    options = [f"-H{key}: {value}" for key, value in headers.items()]
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, url],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Socket errors" in done.stdout or "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(re.findall(r"Requests/sec: +([\d.]+)", done.stdout)[0])


def _threads(url: str, headers: dict[str, str], seconds: int) -> float:
    parts = urlsplit(url)
    end = time.monotonic() + seconds

    def ask() -> int:
        connection = HTTPConnection(parts.netloc)
        count = 0
        while time.monotonic() < end:
            connection.request("GET", parts.path, headers=headers)
            connection.getresponse().read()
            count += 1
        connection.close()
        return count

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        return sum(threads.map(lambda _: ask(), range(CONNECTIONS))) / seconds
