"""What every test may use: plain storages and two people, a reader and an editor."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client


@pytest.fixture(autouse=True)
def _plain_storages(settings, tmp_path):
    """No manifest to collect first; the uploads of a test stay in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SECURE_SSL_REDIRECT = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """No connection outlives its request: a live server's would keep PostgreSQL from
    removing the test database."""
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    connection.settings_dict["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Playwright's tests run in a context of their own, so that Django opens another
    connection for them and never closes it; PostgreSQL drops no database in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


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
