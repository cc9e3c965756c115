"""The page for signing in, in a real browser: by keyboard, narrow, dark, refusing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_page_names_its_fields_and_signs_in_by_keyboard(page, site):
    User.objects.create_superuser("ada", password="right")
    page.goto(f"{site}{reverse('admin:index')}")
    name, password = page.get_by_label("Account"), page.get_by_label("Password")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("the password is wrong")
    expect(name).to_have_value("ada")
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    password.fill("right")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{reverse('admin:index')}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_page_is_accessible_and_narrow_also_when_it_refuses(
    open_page, site, scheme, width
):
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 700})
    page.goto(f"{site}/admin/login/")
    for _ in range(6):
        page.get_by_label("Account").fill("ada")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("none is checked")
    expect(page.get_by_text("manage.py recover")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == []
