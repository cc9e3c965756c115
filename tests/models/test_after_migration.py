"""The ready-made groups: there after every migration, and left as they were edited."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from posts.models.permissions import OTHERS

pytestmark = pytest.mark.django_db
OTHERS_CODE = OTHERS.partition(".")[2]


def migrate() -> None:
    call_command("migrate", verbosity=0)


def permission(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="posts", codename=codename)


def codes(group: str) -> set[str]:
    permissions = Group.objects.get(name=group).permissions
    return set(permissions.values_list("codename", flat=True))


def forget_new_permission() -> None:
    """Bring the database to where it was before there was the permission."""
    permission(OTHERS_CODE).delete()


def member(*groups: str) -> User:
    user = User.objects.create_user("member", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def test_authors_may_write_posts_with_uploads_and_nothing_else():
    verbs = ("add", "change", "delete", "view")
    expected = {f"{verb}_{model}" for verb in verbs for model in ("post", "upload")}
    assert codes("authors") == expected


def test_editors_may_do_everything_of_the_site_but_nothing_with_accounts():
    of_posts = Permission.objects.filter(content_type__app_label="posts")
    assert codes("editors") == set(of_posts.values_list("codename", flat=True))
    assert OTHERS_CODE in codes("editors")
    assert {"change_page", "change_tag", "change_redirect"} <= codes("editors")
    assert {"change_navigationlink", "change_sitesettings"} <= codes("editors")
    assert not any("user" in code or "group" in code for code in codes("editors"))


@pytest.mark.parametrize("group", ["authors", "editors"])
def test_every_list_that_a_member_is_offered_opens(group):
    client = Client()
    client.force_login(member(group))
    index = client.get("/admin/").content.decode()
    visible = [name for name in ("post", "page", "tag", "upload") if name in index]
    assert "post" in visible
    for app in client.get("/admin/").context["app_list"]:
        assert app["app_label"] == "posts"
        for model in app["models"]:
            assert client.get(model["admin_url"], follow=True).status_code == 200


def test_a_group_that_was_edited_stays_so():
    authors, editors = (Group.objects.get(name=name) for name in ("authors", "editors"))
    authors.permissions.add(permission("add_tag"))
    editors.permissions.remove(permission("change_redirect"))
    before = codes("authors"), codes("editors")
    migrate()
    assert (codes("authors"), codes("editors")) == before


def test_a_group_that_is_missing_is_made_again():
    Group.objects.all().delete()
    migrate()
    assert "add_post" in codes("authors")
    assert "change_page" in codes("editors")


def test_editors_get_the_permissions_of_new_models():
    permission("change_tag").delete()
    assert "change_tag" not in codes("editors")
    migrate()
    assert "change_tag" in codes("editors")


def test_editors_with_less_than_everything_get_no_new_permissions():
    editors = Group.objects.get(name="editors")
    editors.permissions.remove(permission("change_redirect"))
    permission("change_tag").delete()
    migrate()
    assert not {"change_tag", "change_redirect"} & codes("editors")


def test_whoever_could_change_every_post_before_still_can():
    forget_new_permission()
    change = permission("change_post")
    account = User.objects.create_user("account", is_staff=True)
    account.user_permissions.add(change)
    Group.objects.create(name="lab").permissions.add(change)
    colleague = User.objects.create_user("colleague", is_staff=True)
    colleague.groups.add(Group.objects.get(name="lab"))
    other = User.objects.create_user("other", is_staff=True)
    Group.objects.filter(name__in=["authors", "editors"]).delete()
    migrate()
    assert [
        User.objects.get(pk=user.pk).has_perm(OTHERS)
        for user in (account, colleague, other)
    ] == [True, True, False]
    assert OTHERS_CODE not in codes("authors")


def test_another_migration_gives_nobody_more():
    account = User.objects.create_user("account", is_staff=True)
    account.user_permissions.add(permission("change_post"))
    migrate()
    assert not User.objects.get(pk=account.pk).has_perm(OTHERS)
