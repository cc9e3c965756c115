"""Somebody signed in, in a real browser; and problems that a test provokes itself."""

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page


def sign_in(page: Page, site: str) -> Page:
    """Make an editor who may do everything, and give the browser their session."""
    user = User.objects.create_superuser("editor", "e@essays.example", "editor")
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return page


def forgive(page: Page, problem: str) -> None:
    """Take a problem that the test has provoked out of those that fail it."""
    problems = page.watch.problems
    assert [found for found in problems if problem in found]
    problems[:] = [found for found in problems if problem not in found]
