"""The desk's form in Django's test client: filled in, sent, and autosaved."""

import json
from typing import Any

from django.test import Client
from lxml import html

ADD = "/admin/posts/post/add/"
NO_DATE = {"published_at": "", "published_at_time": ""}


def desk_of(article: Any) -> str:
    """Return the address of a text's desk."""
    return f"/admin/posts/{article._meta.model_name}/{article.pk}/change/"


def read(page: str) -> dict[str, str]:
    """Return the fields of the desk's form on a page, as a browser would send them."""
    [form] = [
        form
        for form in html.fromstring(page).forms
        if form.get("id") in {"post_form", "page_form"}
    ]
    for area in form.iter("textarea"):
        # The line break behind the tag is none of the text (HTML, 13.2.6.4.7).
        area.text = (area.text or "").removeprefix("\n")
    return {name: value for name, value in form.form_values() if value is not None}


def open_desk(client: Client, path: str) -> dict[str, str]:
    """Open a desk and return its form."""
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return read(response.content.decode())


def press(client: Client, path: str, form: dict[str, str], button: str = "save") -> Any:
    """Send a form by one of its buttons; return the page that follows."""
    return client.post(path, {**form, f"_{button}": ""}, follow=True)


def write(client: Client, path: str, *, button: str = "save", **fields: str) -> Any:
    """Open a desk, fill in some fields, press a button; return the page that follows.

    A report that has to be seen first is seen, and the button pressed again.
    """
    form = open_desk(client, path) | fields
    response = press(client, path, form, button)
    if "See the report first" in response.content.decode():
        response = press(client, path, read(response.content.decode()), button)
    return response


def autosave(
    client: Client,
    article: Any = None,
    model: str = "post",
    status: int = 200,
    **fields: str,
) -> str:
    """Autosave a form, as the desk does; return what the server says of it."""
    key = f"&object={article.pk}" if article else ""
    response = client.post(f"/admin/markdown/autosave/?model={model}{key}", fields)
    assert response.status_code == status, response.content
    return json.loads(response.content)["state"] if status == 200 else ""


def previewed(client: Client, post: Any = None, form: Any = None) -> str:
    """Return the page that the preview shows of a form."""
    key = f"&object={post.pk}" if post else ""
    path = desk_of(post) if post else ADD
    address = f"/admin/markdown/preview/?model=post{key}"
    response: Any = client.post(address, form or open_desk(client, path))
    return str(response.json()["page"])
