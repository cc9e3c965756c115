"""The world of accounts and drafts, for tests of who is told what."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction

from tests.support.accounts import World, make_world


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world, made once; what a test changes in it is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(once: World, db) -> World:
    return deepcopy(once)
