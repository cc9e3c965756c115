"""A colleague who saves to the same text, past the author's browser."""

from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from lxml import html

from .site import COLLEAGUE, PASSWORD, Site


class Colleague:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def append(self, pk: int, marker: str) -> None:
        """Put a marker at the end of a post's text, and save it."""
        path = f"/admin/posts/post/{pk}/change/"
        fields = self._form(path)
        fields["body"] += marker
        page = self._send(path, fields | {"_save": ""})
        saved = self.site.rows("SELECT body FROM posts_post WHERE id = ?", pk)
        assert saved[0][0].endswith(marker), page

    def _form(self, path: str) -> dict[str, str]:
        page = self._get(path)
        if "id_username" in page:
            login = self._read(page, "login-form")
            self._send(
                "/admin/login/", login | {"username": COLLEAGUE, "password": PASSWORD}
            )
            page = self._get(path)
        return self._read(page, "post_form")

    @staticmethod
    def _read(page: str, key: str) -> dict[str, str]:
        [form] = [form for form in html.fromstring(page).forms if form.get("id") == key]
        for area in form.iter("textarea"):
            # The line break behind the tag is none of the text.
            area.text = (area.text or "").removeprefix("\n")
        return {name: value for name, value in form.form_values() if value is not None}

    def _get(self, path: str) -> str:
        with self.opener.open(self.site.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def _send(self, path: str, fields: dict[str, str]) -> str:
        data = urlencode(fields).encode()
        with self.opener.open(self.site.url + path, data, timeout=30) as answer:
            return str(answer.read().decode())
