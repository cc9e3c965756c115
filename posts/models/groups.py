"""The ready-made groups: authors, for what is their own, and editors, for all."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth import management
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet

from .ownership import OTHERS

AUTHORS, EDITORS = "authors", "editors"
VERBS = ("add", "change", "delete", "view")
OF_AUTHORS = [f"{verb}_{model}" for model in ("post", "upload") for verb in VERBS]
OTHERS_CODE = OTHERS.partition(".")[2]


def ensure_groups(using: str, apps: Any = installed, plan: Any = None) -> None:
    """Make the groups that are missing; one that somebody has edited stays as it is.

    To be called before Django makes the permissions of new models itself. Editors who
    had every permission so far get the new ones, and whoever could change every post
    before that was a permission of its own still can. `plan` is what was migrated: a
    model that has another name keeps its permissions.
    """
    config = installed.get_app_config("posts")
    options: dict[str, Any] = {"verbosity": 0, "using": using, "apps": apps}
    management.rename_permissions_after_model_rename(config, plan=plan, **options)
    before = set(_permissions(using).values_list("codename", flat=True))
    management.create_permissions(config, **options)
    now = _permissions(using)
    if before and OTHERS_CODE not in before:
        _keep_reaching_all(now, using)
    if before != set(now.values_list("codename", flat=True)):
        _keep_editors_complete(now, before, using)
    _make(AUTHORS, now.filter(codename__in=OF_AUTHORS), using)
    _make(EDITORS, now, using)


def _permissions(using: str) -> QuerySet[Permission]:
    rows = Permission.objects.using(using)
    return rows.filter(content_type__app_label="posts")


def _make(name: str, permissions: QuerySet[Permission], using: str) -> None:
    group, created = Group.objects.using(using).get_or_create(name=name)
    if created:
        group.permissions.set(permissions)


def _keep_editors_complete(
    now: QuerySet[Permission], before: set[str], using: str
) -> None:
    for group in Group.objects.using(using).filter(name=EDITORS):
        had = group.permissions.filter(content_type__app_label="posts")
        if set(had.values_list("codename", flat=True)) == before:
            group.permissions.add(*now)


def _keep_reaching_all(now: QuerySet[Permission], using: str) -> None:
    change, others = now.get(codename="change_post"), now.get(codename=OTHERS_CODE)
    for group in Group.objects.using(using).filter(permissions=change):
        group.permissions.add(others)
    for user in User.objects.using(using).filter(user_permissions=change):
        user.user_permissions.add(others)
