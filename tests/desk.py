"""Somebody who writes: works in the admin of a served site, as a browser would."""

import re
from datetime import datetime
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from lxml import html

from .served import Served


class Desk:
    """Signed in with the password that `serve` printed."""

    def __init__(self, served: Served) -> None:
        self.url = served.url
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        page = self._send(
            "/admin/login/", {"username": "editor", "password": served.password}
        )
        assert "/admin/logout/" in page

    def write(self, **fields: str | datetime | None) -> int:
        """Save a new post; return its key."""
        before = self._keys()
        self._save("/admin/posts/post/add/", fields)
        [key] = self._keys() - before
        return key

    def change(self, key: int, **fields: str | datetime | None) -> None:
        """Change some fields of a post."""
        self._save(f"/admin/posts/post/{key}/change/", fields)

    def unpublish(self, key: int) -> None:
        """Choose the action in the list of posts."""
        chosen = {"action": "unpublish", "_selected_action": str(key)}
        assert "1 post unpublished" in self._send(
            "/admin/posts/post/", chosen, form="changelist-form"
        )

    def delete(self, key: int) -> None:
        """Delete a post, and confirm it."""
        self._send(f"/admin/posts/post/{key}/delete/", {"post": "yes"})

    def identifier(self, key: int) -> str:
        """Return the permanent identifier that the admin shows."""
        page = self._get(f"/admin/posts/post/{key}/change/")
        return str(re.findall(r"urn:uuid:[0-9a-f-]{36}", page)[0])

    def address(self, key: int) -> str:
        """Return where the public finds a post."""
        page = self._get(f"/admin/posts/post/{key}/change/")
        fields = html.fromstring(page).get_element_by_id("post_form").fields
        return f"{self.url}/posts/{fields['slug']}/"

    def _keys(self) -> set[int]:
        page = self._get("/admin/posts/post/")
        return {int(key) for key in re.findall(r"/posts/post/(\d+)/change/", page)}

    def _save(self, path: str, fields: dict[str, str | datetime | None]) -> None:
        values: dict[str, str] = {}
        for name, value in fields.items():
            if isinstance(value, datetime):
                values[f"{name}_0"] = f"{value:%Y-%m-%d}"
                values[f"{name}_1"] = f"{value:%H:%M:%S}"
            else:
                values[name] = value or ""
        page = self._send(path, values, form="post_form")
        assert "successfully" in page, re.findall(r"errorlist.*?</ul>", page, re.S)

    def _get(self, path: str) -> str:
        with self._opener.open(self.url + path) as answer:
            return str(answer.read().decode())

    def _send(self, path: str, fields: dict[str, str], form: str = "") -> str:
        """Fill in the form on a page, send it, and return the page that follows."""
        document = html.fromstring(self._get(path))
        forms = [
            found
            for found in document.forms
            if (
                found.get("id") == form
                if form
                else "csrfmiddlewaretoken" in found.fields
            )
        ]
        filled = [*forms[-1].form_values()]
        kept = [(name, value) for name, value in filled if name not in fields]
        data = urlencode([*kept, *fields.items()]).encode()
        with self._opener.open(self.url + path, data) as answer:
            return str(answer.read().decode())
