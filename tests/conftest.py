"""What every test may use: plain storages and two people, a reader and an editor."""

import os
import sqlite3

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.testcases import _MediaFilesHandler

from posts.http_caching import BUILT

# Once for all tests, because a live server's threads outlive the test that began them:
# no manifest to collect first, no HTTPS, and passwords that cost nothing to check.
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
settings.SECURE_SSL_REDIRECT = False
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A live server answers for uploads itself, without the headers that keep them harmless.
_MediaFilesHandler._should_handle = lambda *_: False


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    """The uploads of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_built():
    """No page of an earlier test is shown: its rows are gone."""
    BUILT.clear()


@pytest.fixture
def site(request, _own_media) -> str:
    """The address of a server that starts only when the settings are the tests'."""
    return request.getfixturevalue("live_server").url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """No connection outlives its request: a live server's would keep PostgreSQL from
    removing the test database."""
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    connection.settings_dict["CONN_MAX_AGE"] = 0
    if connection.vendor == "sqlite":
        # A file: one in memory would have a single connection for all threads of a
        # live server, which fails as soon as a page asks two things at once.
        name = str(
            settings.DATA_DIR / f"test{os.environ.get('PYTEST_XDIST_WORKER', '')}"
        )
        connection.settings_dict["TEST"]["NAME"] = name
        connection.settings_dict["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Playwright's tests run in a context of their own, so that Django opens another
    connection for them and never closes it; PostgreSQL drops no database in use."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            _restore_instead_of_flushing()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _restore_instead_of_flushing() -> None:
    """Put a copy of the new database back after each test that commits: `flush` makes
    every permission, group and trigger anew, a third of a second each time."""
    connection.ensure_connection()
    new = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(new)

    def restore(_: TransactionTestCase) -> None:
        connection.ensure_connection()
        new.backup(connection.connection)

    TransactionTestCase._fixture_teardown = restore


@pytest.fixture
def reader() -> Client:
    """Somebody who reads the site: no account, no cookie."""
    return Client()


@pytest.fixture
def editor_user(db) -> User:
    return User.objects.create_superuser("editor", "editor@essays.example", "editor")


@pytest.fixture
def editor(editor_user: User) -> Client:
    """Somebody who may do everything in the admin, signed in."""
    client = Client()
    client.force_login(editor_user)
    return client


@pytest.fixture
def other(db) -> Client:
    """A colleague who may do everything too, signed in elsewhere."""
    client = Client()
    client.force_login(User.objects.create_superuser("other"))
    return client
