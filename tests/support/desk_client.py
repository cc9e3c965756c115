"""Somebody who writes: works in the admin of a served site, as a browser would."""

import re
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from lxml import html

from .served import Served


class Desk:
    """Signed in with the password that was printed for an account."""

    def __init__(self, served: Served, account: str = "editor") -> None:
        self.url = served.url
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        page = self._send(
            "/admin/login/", {"username": account, "password": served.password}
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
        """Choose the action in the list of posts, and confirm it."""
        path = "/admin/posts/post/"
        chosen = {"action": "unpublish", "_selected_action": str(key)}
        asked = self._send(path, chosen, form="changelist-form")
        assert "unpublished." in self._fill(asked, path, {})

    def delete(self, key: int) -> None:
        """Move a post to the trash, and confirm it."""
        done = self._send(f"/admin/posts/post/{key}/delete/", {})
        assert "moved to the trash" in done

    def identifier(self, key: int) -> str:
        """Return the permanent identifier that the admin shows."""
        page = self._get(f"/admin/posts/post/{key}/change/")
        return str(re.findall(r"urn:uuid:[0-9a-f-]{36}", page)[0])

    def recoverable(self, key: int) -> list[str]:
        """Return the editing sessions that the desk of a post shows for recovery."""
        page = self._get(f"/admin/posts/post/{key}/change/")
        return re.findall(r"\?autosave=([0-9a-f-]{36})", page)

    def resumed(self, key: int, session: str) -> str:
        """Return the text that a post has at the desk, resumed from an autosave."""
        page = self._get(f"/admin/posts/post/{key}/change/?autosave={session}")
        text = html.fromstring(page).get_element_by_id("id_body").text or ""
        return str(text.removeprefix("\n"))

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
        page = self._get(path)
        for name, value in fields.items():
            if isinstance(value, datetime):
                value = f"{value:%Y-%m-%dT%H:%M:%S}"
            values[name] = value or ""
        values[_button(page, fields)] = ""
        page = self._fill(page, path, values, form="post_form")
        if "See the report first" in page:
            page = self._fill(page, path, values, form="post_form")
        assert 'class="success"' in page, re.findall(r"errorlist.*?</ul>", page, re.S)

    def _get(self, path: str) -> str:
        with self._opener.open(self.url + path) as answer:
            return str(answer.read().decode())

    def _send(self, path: str, fields: dict[str, str], form: str = "") -> str:
        """Fill in the form at an address, send it, and return the page that follows."""
        return self._fill(self._get(path), path, fields, form)

    def _fill(
        self, page: str, path: str, fields: dict[str, str], form: str = ""
    ) -> str:
        """Fill in the form on a page that is open, likewise."""
        document = html.fromstring(page)
        forms = [
            found
            for found in document.forms
            if (
                found.get("id") == form
                if form
                else "csrfmiddlewaretoken" in found.fields
            )
        ]
        for area in forms[-1].iter("textarea"):
            # The line break behind the tag is none of the text.
            area.text = (area.text or "").removeprefix("\n")
        filled = [*forms[-1].form_values()]
        unchanged = [(name, value) for name, value in filled if name not in fields]
        data = urlencode([*unchanged, *fields.items()]).encode()
        with self._opener.open(self.url + path, data) as answer:
            return str(answer.read().decode())


def _button(page: str, fields: dict[str, str | datetime | None]) -> str:
    """Return the button that a person would press after filling in these fields."""
    if "note" in fields:
        return "_revise"
    date = fields.get("published_at")
    if not isinstance(date, datetime) or 'name="_revise"' in page:
        return "_save"
    return "_publish" if date <= datetime.now(UTC) else "_schedule"
