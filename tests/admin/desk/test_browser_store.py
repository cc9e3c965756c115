"""The autosaves in a browser: those that release 0.2.0 has stored are carried over."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from posts.models import Autosave
from tests.support.desk_form import desk_of
from tests.support.factories import make_post
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As browser-store.js of that release made its database.
STORE = """
(record) => new Promise((resolve, reject) => {
  const request = indexedDB.open("posts-desk", 1);
  request.onupgradeneeded = () => {
    const table = request.result.createObjectStore("kept", { keyPath: "sitting" });
    table.put({ ...record, sequence: 1, at: Date.now() });
  };
  request.onsuccess = () => resolve(); // and a page of that release stays open
  request.onerror = () => reject(request.error);
})
"""
LEFT = """
() => new Promise((resolve, reject) => {
  const request = indexedDB.open("posts-desk");
  request.onsuccess = () => {
    const table = request.result.transaction("kept").objectStore("kept");
    table.count().onsuccess = ({ target }) => resolve(target.result);
  };
  request.onerror = () => reject(request.error);
})
"""


def test_words_stored_by_release_0_2_0_can_be_recovered(page: Page, site: str):
    """Also while a page of that release is open, which lets go of nothing."""
    post = make_post(body="Words of now.", published_at=None)
    sign_in(page, site)
    session = str(uuid4())
    form = {
        "sitting": session,
        "version": "",
        "title": post.title,
        "body": "Words of before: sitting=still.",
    }
    user = User.objects.get(username="editor")
    key = f"{user.pk}:post:{post.pk}"
    earlier = page.context.new_page()
    earlier.goto(f"{site}/robots.txt")  # of the same origin, and without a script
    earlier.evaluate(STORE, {"sitting": session, "key": key, "data": urlencode(form)})
    page.goto(f"{site}{desk_of(post)}")
    recovery = page.locator(".desk-recovery")
    expect(recovery).to_have_count(1)
    expect(recovery).to_contain_text("before: sitting=still")
    autosave = Autosave.objects.get()
    assert str(autosave.session) == session
    assert earlier.evaluate(LEFT) == 0
    recovery.get_by_role("link").click()
    expect(page.locator("#id_body")).to_have_value(form["body"])
