"""What polling a feed costs: our server beside nginx with the same bytes as files.

Run it with `python -m tests.benchmarks.feeds`; it takes less than a minute. Both answer
in turn on this machine alone, with as many processes; the rates are medians.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import median

from posts.serving.server import count_cores
from tests.support.served import Answer, Machine, Served

from . import load
from .nginx import nginx

FEED = "/rss.xml"
CODINGS = ("", "gzip", "br")
ROUNDS = 3
SECONDS = 1  # of each measurement

# What is asked for: a name, and the headers that the ETag of a server completes.
type Case = tuple[str, str, bool]
CASES: list[Case] = [
    ("304, nothing changed", "gzip", True),
    ("200, brotli", "br", False),
    ("200, gzip", "gzip", False),
    ("200, plain", "", False),
]


def ask(url: str, headers: dict[str, str]) -> Answer:
    """Send one request to any server."""
    served = Served(process=None, url=url)  # type: ignore[arg-type]
    return served.ask(FEED, **{key.replace("-", "_"): headers[key] for key in headers})


def headers_for(url: str, case: Case) -> dict[str, str]:
    """Return the request's headers, having seen that they bring what is meant."""
    _, coding, is_conditional = case
    headers = {"Accept-Encoding": coding or "identity"}
    first = ask(url, headers)
    assert (first.status, first.headers["Content-Encoding"] or "") == (200, coding)
    if is_conditional:
        headers["If-None-Match"] = first.headers["ETag"]
        assert ask(url, headers).status == 304
    return headers


def measure(urls: dict[str, str], case: Case) -> dict[str, float]:
    """Return the median rate of each server, measured in turn."""
    headers = {server: headers_for(url, case) for server, url in urls.items()}
    rates: dict[str, list[float]] = {server: [] for server in urls}
    for _ in range(ROUNDS):
        for server, url in urls.items():
            counted = load.rate(url + FEED, headers[server], seconds=SECONDS)
            rates[server].append(counted)
    return {server: median(counted) for server, counted in rates.items()}


def report(urls: dict[str, str]) -> None:
    """Print a line for each case."""
    print(f"{'answers per second':24}{''.join(f'{name:>10}' for name in urls)}   share")
    for case in CASES:
        rates = measure(urls, case)
        share = f"{rates['ours'] / rates['nginx']:8.3f}" if "nginx" in rates else ""
        print(f"{case[0]:24}{''.join(f'{it:10.0f}' for it in rates.values())}{share}")


def main() -> None:
    """Start both servers, measure, and stop them."""
    workers = count_cores()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        served = Machine(folder / "var", {"DATABASE_URL": ""}).start("--demo").wait()
        try:
            answers = {
                coding: ask(served.url, {"Accept-Encoding": coding or "identity"})
                for coding in CODINGS
            }
            sizes = ", ".join(
                f"{len(answer.body)} {coding or 'plain'}"
                for coding, answer in answers.items()
            )
            print(f"{FEED}: bytes {sizes}; {workers} processes; client: {load.name()}")
            if not shutil.which("nginx"):
                print(
                    "nginx is missing (on Debian: apt-get install nginx): ours alone."
                )
                report({"ours": served.url})
                return
            with nginx(folder / "nginx", answers, workers=workers) as url:
                report({"ours": served.url, "nginx": url})
        finally:
            served.stop()


if __name__ == "__main__":
    main()
