"""Merging, renaming and deleting tags: told before, and done at once."""

import re

import pytest

from posts.models import ContentVersion, Post, Redirect, Tag, TagChange
from posts.models.tags.tag_changes import merge_tags, rename_tag
from tests.support.factories import in_future, make_post
from tests.support.tag_pages import (
    FEEDS,
    confirm,
    everything,
    leads,
    messages,
    named,
    page,
    shown,
    tag,
    titles,
    two_spellings,
)

pytestmark = pytest.mark.django_db


# Merging


def test_merging_into_one_of_the_selected_loses_no_post(editor):
    ml, machine = two_spellings()
    after = confirm(editor, page("merge"), tags=[ml.pk, machine.pk], into=ml.pk)
    assert titles("ml") == {"a", "b", "d", "hidden"}
    assert not Tag.objects.filter(pk=machine.pk).exists()
    assert "2 posts, 1 redirect." in messages(after)[0]


def test_merging_into_a_tag_that_was_not_selected(editor):
    ml, machine = two_spellings()
    target = tag("Learning")
    fields = {"tags": [ml.pk, machine.pk], "into": "another", "other": "learning"}
    confirm(editor, page("merge"), **fields)
    assert titles("Learning") == {"a", "b", "d", "hidden"}
    assert list(Tag.objects.all()) == [target]


def test_pages_and_feeds_of_merged_tags_lead_on(reader):
    ml, machine = two_spellings()
    merge_tags([ml], machine, by=None)
    for rest in ("", *FEEDS, "page/2/"):
        found = leads(reader, f"/tags/ml/{rest}")
        assert found == (301, f"/tags/machine-learning/{rest}")
    assert reader.get("/tags/machine-learning/rss.xml").status_code == 200


def test_older_addresses_follow_in_one_step(reader):
    ml, machine = two_spellings()
    rename_tag(ml, name="ML", slug="m-l", by=None)
    merge_tags([ml], machine, by=None)
    target = (301, "/tags/machine-learning/")
    assert leads(reader, "/tags/ml/") == leads(reader, "/tags/m-l/") == target


def test_merging_back_and_forth_makes_no_loop(reader):
    make_post(tags=("a", "b"))
    merge_tags([named("a")], named("b"), by=None)
    tag("a2", slug="a")
    merge_tags([named("b")], named("a2"), by=None)
    assert leads(reader, "/tags/b/") == (301, "/tags/a/")
    assert leads(reader, "/tags/a/") == (200, None)


def test_tag_that_never_was_public_leaves_no_redirect(reader):
    make_post(tags=("draft",), published_at=None)
    make_post(tags=("later",), published_at=in_future())
    make_post(tags=("target",))
    merge_tags([named("draft"), named("later")], named("target"), by=None)
    assert not Redirect.objects.exists()


def test_description_is_taken_over_only_where_there_is_none():
    ml, machine = two_spellings()
    Tag.objects.filter(pk=ml.pk).update(description="On learning.")
    merge_tags([named("ml")], machine, by=None)
    assert named("Machine learning").description == "On learning."
    merge_tags([tag("x", description="Other.")], named("Machine learning"), by=None)
    assert named("Machine learning").description == "On learning."


def test_preview_of_a_merge_says_what_then_happens(editor):
    ml, machine = two_spellings()
    Tag.objects.filter(pk=ml.pk).update(description="On learning.")
    address = f"{page('merge')}?tags={ml.pk}&tags={machine.pk}&into={machine.pk}"
    response = editor.get(address)
    for sentence in (
        "“ml” is removed from 3 posts (2 public, 1 not), and deleted.",
        "“Machine learning” is added to 2 posts (1 public, 1 not) that did not have it,"
        " and is then on 4 posts (3 public, 1 not).",
        "“Machine learning” takes over the description of “ml”.",
        "1 permanent redirect leads to /tags/machine-learning/",
        "/tags/ml/ /tags/machine-learning/",
        "Subscribers to “ml” are redirected to the feeds of “Machine learning”, which"
        " have 1 post that theirs did not.",
        "Subscribers to “Machine learning” get 1 post more in its feeds",
    ):
        assert sentence in shown(response)
    told = response.context["preview"].redirects
    change = merge_tags([ml], machine, by=None)
    assert [(row["old_path"], row["after"]) for row in change.redirects] == told


def test_looking_changes_nothing(editor):
    ml, machine = two_spellings()
    before, version = everything(), ContentVersion.current().number
    fields = {"tags": [ml.pk, machine.pk], "into": ml.pk, "do": "yes", "seen": "x"}
    for address in (page("merge"), page("remove")):
        assert editor.get(address, fields).status_code == 200
        assert "Something has changed" in shown(editor.post(address, fields))
    renaming = {"name": "New", "do": "yes", "seen": "x"}
    assert editor.get(page("rename", ml.pk), renaming).status_code == 200
    assert "Something has changed" in shown(
        editor.post(page("rename", ml.pk), renaming)
    )
    assert (everything(), ContentVersion.current().number) == (before, version)
    assert not TagChange.objects.exists()


def test_nothing_is_done_that_was_not_shown(editor):
    ml, machine = two_spellings()
    fields = {"tags": [ml.pk, machine.pk], "into": ml.pk}
    seen = editor.post(page("merge"), fields).context["preview"].digest
    make_post(title="meanwhile", tags=("ml",))
    answer = editor.post(page("merge"), {**fields, "seen": seen, "do": "yes"})
    assert "Something has changed since this was shown" in shown(answer)
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose at least one tag"),
        ({"tags": [9999]}, "One of these tags has been deleted"),
        ({"tags": ["x"]}, "not a valid value"),
        ({"tags": [1], "into": "another"}, "Enter the tag to merge"),
        ({"tags": [1], "into": "another", "other": "none"}, "There is no tag “none”"),
        ({"tags": [1], "into": "another", "other": "One"}, "nothing to merge"),
        ({"tags": [1], "into": "77"}, "not one of the available choices"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(fields, words, editor):
    tag("One", pk=1)
    for method in (editor.get, editor.post):
        response = method(page("merge"), {**fields, "do": "yes"} if fields else {})
        assert response.status_code == 200
        assert words in shown(response)


def test_too_many_tags_at_once_are_a_sentence(editor):
    Tag.objects.bulk_create(
        Tag(name=f"t{number}", key=f"t{number}", slug=f"t{number}")
        for number in range(120)
    )
    chosen = list(Tag.objects.values_list("pk", flat=True))
    action = {"action": "merge_selected", "_selected_action": chosen}
    response = editor.post(page("changelist"), action, follow=True)
    assert "Choose at most 100 tags at once" in shown(response)


@pytest.mark.parametrize(
    ("action", "words"),
    [("merge_selected", "“ml”, 3 posts"), ("delete_selected", "lose “ml”")],
)
def test_actions_of_the_list_lead_to_a_preview(action, words, editor):
    chosen = [found.pk for found in two_spellings()]
    sent = {"action": action, "_selected_action": chosen}
    response = editor.post(page("changelist"), sent, follow=True)
    assert words in shown(response)
    assert Tag.objects.count() == 2


# Renaming


def test_renaming_keeps_the_address_unless_asked(editor):
    make_post(tags=("RL",))
    rl = named("RL")
    after = confirm(editor, page("rename", rl.pk), name="Reinforcement learning")
    rl.refresh_from_db()
    assert (rl.name, rl.slug) == ("Reinforcement learning", "rl")
    assert "“RL” became “Reinforcement learning”: 1 post." in messages(after)[0]
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("slug", "target"), [("", "reinforcement-learning"), ("rl-2024", "rl-2024")]
)
def test_renaming_takes_page_and_feeds_to_a_new_address(slug, target, editor, reader):
    make_post(tags=("RL",))
    fields = {"name": "Reinforcement learning", "moves": "on", "slug": slug}
    address = page("rename", named("RL").pk)
    look = editor.post(address, fields)
    assert f"move from /tags/rl/ to /tags/{target}/" in shown(look)
    assert "no post is announced again" in shown(look)
    told = look.context["preview"].redirects
    confirm(editor, address, **fields)
    for rest in ("", *FEEDS):
        assert leads(reader, f"/tags/rl/{rest}") == (301, f"/tags/{target}/{rest}")
    [change] = TagChange.objects.all()
    assert [(row["old_path"], row["after"]) for row in change.redirects] == told


def test_feeds_of_a_renamed_tag_keep_their_identity(reader):
    make_post(tags=("RL",))
    before = reader.get("/tags/rl/feed.json").json()
    rename_tag(named("RL"), name="Reinforcement learning", slug="rfl", by=None)
    after = reader.get("/tags/rfl/feed.json").json()
    assert [item["id"] for item in before["items"]] == [
        item["id"] for item in after["items"]
    ]
    atom = reader.get("/tags/rfl/atom.xml").content
    rename_tag(named("Reinforcement learning"), name="RL", slug="rl", by=None)
    ids = [
        re.search(rb"<id>(.*?)</id>", text)[1]
        for text in (atom, reader.get("/tags/rl/atom.xml").content)
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "ml"}, "There is already a tag “ML”"),
        ({"name": "a, b"}, "cannot contain a comma"),
        ({"name": "x" * 101}, "at most 100"),
        ({"name": "RL"}, "The tag already has this name"),
        (
            {"name": "R", "moves": "on", "slug": "Not An Address"},
            "cannot be an address",
        ),
        ({"name": "R", "moves": "on", "slug": "ml"}, "already exists"),
    ],
)
def test_a_name_that_will_not_do_is_refused(fields, words, editor):
    rl = tag("RL")
    tag("ML")
    response = editor.post(page("rename", rl.pk), fields)
    assert words in shown(response)
    assert "preview" not in response.context or not response.context["preview"]


def test_renaming_to_the_name_of_another_tag_offers_to_merge(editor):
    rl, other = tag("RL"), tag("Reinforcement learning")
    response = editor.post(page("rename", rl.pk), {"name": other.name})
    address = f"{page('merge')}?tags={rl.pk}&amp;tags={other.pk}&amp;into={other.pk}"
    assert address in response.content.decode()


def test_an_address_may_be_taken_back(editor, reader):
    make_post(tags=("a",))
    key = named("a").pk
    confirm(editor, page("rename", key), name="b", moves="on", slug="")
    confirm(editor, page("rename", key), name="a", moves="on", slug="")
    assert leads(reader, "/tags/a/") == (200, None)
    assert leads(reader, "/tags/b/") == (301, "/tags/a/")


# Plain editing, and deleting


def test_a_plain_edit_of_name_and_address_is_logged(editor, reader):
    make_post(tags=("old",))
    key = named("old").pk
    form = {"name": "new", "slug": "new", "description": ""}
    after = editor.post(page("change", key), form, follow=True)
    sentence = "“old” became “new” and the address of “new” became /tags/new/: 1 post"
    assert any(sentence in message for message in messages(after))
    assert leads(reader, "/tags/old/") == (301, "/tags/new/")
    assert TagChange.objects.get().action == "renamed"


def test_a_plain_edit_of_the_description_is_no_change_of_the_tag(editor):
    found = tag("a")
    form = {"name": "a", "slug": "a", "description": "New."}
    editor.post(page("change", found.pk), form)
    assert named("a").description == "New."
    assert not TagChange.objects.exists()


def test_deleting_says_how_many_posts_lose_it(editor, reader):
    ml, _ = two_spellings()
    response = editor.get(page("delete", ml.pk))
    assert "3 posts (2 public, 1 not) lose “ml”." in shown(response)
    assert "4 addresses are gone for good (410)." in shown(response)
    after = confirm(editor, page("delete", ml.pk))
    assert "“ml” was deleted: 3 posts lost it." in messages(after)[0]
    assert leads(reader, "/tags/ml/") == (410, None)
    assert Post.objects.count() == 4


def test_deleting_several_at_once_is_one_change(editor):
    keys = [found.pk for found in two_spellings()]
    after = confirm(editor, page("remove"), tags=keys)
    assert "“ml” and “Machine learning” were deleted: 4 posts" in messages(after)[0]
    assert TagChange.objects.get().names == ["ml", "Machine learning"]
