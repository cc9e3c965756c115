"""Chromium with a folder of its own: killed at any moment, and started again."""

import os
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.support.browser import ARGUMENTS, find_chromium

from .processes import descendants, find_process, kill, wait_until


class Chromium:
    """A browser of somebody who keeps one tab; `page` is that tab."""

    def __init__(self, kind: BrowserType, folder: Path) -> None:
        self.kind = kind
        self.folder = folder / "chromium"
        self.context: BrowserContext
        self.page: Page
        self.pid = 0
        self.start()

    def start(self) -> None:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        self.context = self.kind.launch_persistent_context(
            self.folder,
            executable_path=find_chromium(),
            args=[*ARGUMENTS, *(["--no-sandbox"] if is_root else [])],
            permissions=["clipboard-read", "clipboard-write"],
            viewport={"width": 1280, "height": 800},
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.pages[0]
        self.pid = find_process(f"--user-data-dir={self.folder}")

    def kill(self) -> None:
        """Kill the whole browser; `start` starts it again."""
        kill(self.pid, *descendants(self.pid))
        with suppress(Error):
            self.context.close()

    def kill_tab(self) -> None:
        """Kill the processes of all pages, and open an empty tab."""
        crashed: list[Page] = []
        self.page.on("crash", lambda page: crashed.append(page))
        kill(*descendants(self.pid, "--type=renderer"))

        def is_told() -> bool:
            with suppress(Error):
                self.context.cookies("http://127.0.0.1/")  # lets Playwright listen
            return bool(crashed)

        wait_until(is_told, "the crash of the tab")
        dead, self.page = self.page, self.context.new_page()
        dead.close()

    def close(self) -> None:
        with suppress(Error):
            self.context.close()
        kill(*descendants(self.pid), self.pid)
