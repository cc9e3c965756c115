"""Changes of tags are logged and undone, as far as that is still possible."""

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry

from posts.models import Post, Redirect, Tag, TagChange
from posts.models.tag_operations import delete_tags, merge_tags, rename_tag
from posts.models.tag_undo import CannotUndo, plan_undo, undo

from .factories import make_post
from .tags import (
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


@pytest.mark.parametrize("what", ["merge", "rename", "delete"])
def test_undoing_brings_back_all_of_it(what, editor, reader):
    ml, machine = two_spellings()
    Tag.objects.filter(pk=ml.pk).update(description="On learning.")
    before = everything()
    if what == "merge":
        change = merge_tags([named("ml")], machine, by=None)
    elif what == "rename":
        change = rename_tag(named("ml"), name="ML!", slug="m-l", by=None)
    else:
        change = delete_tags([named("ml")], by=None)
    assert everything() != before
    response = confirm(editor, page("undo", change.pk))
    assert "Undone: " in messages(response)[0]
    assert everything() == before
    for rest in ("", *FEEDS):
        assert leads(reader, f"/tags/ml/{rest}") == (200, None)
        assert leads(reader, f"/tags/machine-learning/{rest}") == (200, None)
    assert leads(reader, "/tags/m-l/") == (
        (301, "/tags/ml/") if what == "rename" else (404, None)
    )


def test_undoing_a_merge_gives_older_addresses_back_too(reader):
    ml, machine = two_spellings()
    rename_tag(ml, name="ML", slug="m-l", by=None)
    undo(merge_tags([named("ML")], machine, by=None), by=None)
    assert leads(reader, "/tags/ml/") == (301, "/tags/m-l/")
    assert leads(reader, "/tags/m-l/") == (200, None)


def test_undoing_a_merge_whose_target_was_renamed_since(reader):
    ml, machine = two_spellings()
    rename_tag(ml, name="ML", slug="m-l", by=None)
    change = merge_tags([named("ML")], machine, by=None)
    rename_tag(named("Machine learning"), name="Learning", slug="learning", by=None)
    undo(change, by=None)
    assert titles("ML") == {"a", "d", "hidden"}
    assert titles("Learning") == {"b", "d"}
    assert leads(reader, "/tags/ml/") == (301, "/tags/m-l/")
    assert leads(reader, "/tags/machine-learning/") == (301, "/tags/learning/")


def test_undo_is_logged_and_done_once(editor, editor_user):
    ml, machine = two_spellings()
    change = merge_tags([ml], machine, by=editor_user)
    confirm(editor, page("undo", change.pk))
    first = TagChange.objects.first()
    assert (first.undoes, first.by, first.by_name) == (change, editor_user, "editor")
    for again in (change, first):
        again = TagChange.objects.get(pk=again.pk)
        with pytest.raises(CannotUndo):
            plan_undo(again)
        response = editor.get(page("undo", again.pk))
        assert 'name="do"' not in response.content.decode()
        answer = editor.post(page("undo", again.pk), {"do": "yes", "seen": "x"})
        assert answer.status_code == 200
    assert "This was undone already, by editor." in shown(
        editor.get(page("undo", change.pk))
    )
    assert TagChange.objects.count() == 2


def test_undo_where_the_name_was_taken_since(editor, reader):
    ml, machine = two_spellings()
    change = merge_tags([ml], machine, by=None)
    make_post(title="new", tags=("ML",))
    response = editor.get(page("undo", change.pk))
    assert "There is a tag “ML” again, made since" in shown(response)
    assert "it goes on 3 posts that had the old “ml”" in shown(response)
    confirm(editor, page("undo", change.pk))
    assert titles("ML") == {"new", "a", "d", "hidden"}
    assert titles("Machine learning") == {"b", "d"}
    namesake = named("ML").get_absolute_url()
    assert leads(reader, "/tags/ml/") == (301, namesake)
    assert leads(reader, namesake) == (200, None)


def test_undo_where_the_address_was_taken_since(editor, reader):
    ml, _ = two_spellings()
    change = delete_tags([ml], by=None)
    make_post(title="new", tags=("Markup languages",))
    Tag.objects.filter(name="Markup languages").update(slug="ml")
    response = editor.get(page("undo", change.pk))
    assert "/tags/ml/ is another tag's address by now" in shown(response)
    confirm(editor, page("undo", change.pk))
    assert titles("ml") == {"a", "d", "hidden"}
    assert named("ml").slug == "ml-2"
    assert leads(reader, "/tags/ml-2/") == (200, None)


def test_undo_of_a_rename_where_name_and_address_were_taken_since(editor):
    make_post(tags=("a",))
    change = rename_tag(named("a"), name="b", slug="b", by=None)
    Redirect.objects.all().delete()
    tag("a")
    response = editor.get(page("undo", change.pk))
    assert "“b” keeps its name: another tag is called “a” by now." in shown(response)
    assert "/tags/a/ is another tag's by now" in shown(response)
    assert "Nothing of this change is left to be undone" in shown(response)
    assert 'name="do"' not in response.content.decode()


def test_undo_where_posts_were_deleted_since(editor):
    ml, machine = two_spellings()
    change = merge_tags([ml], machine, by=None)
    Post.objects.filter(title__in=["a", "hidden"]).delete()
    response = editor.get(page("undo", change.pk))
    assert "2 posts that had “ml” were deleted since" in shown(response)
    confirm(editor, page("undo", change.pk))
    assert titles("ml") == {"d"}


def test_undo_where_the_target_is_gone_since(editor):
    ml, machine = two_spellings()
    change = merge_tags([ml], machine, by=None)
    delete_tags([named("Machine learning")], by=None)
    response = editor.get(page("undo", change.pk))
    assert "“Machine learning” is gone since" in shown(response)
    assert "undo that first" in shown(response)
    confirm(editor, page("undo", change.pk))
    assert titles("ml") == {"a", "d", "hidden"}


def test_undo_keeps_what_was_written_since(editor):
    ml, machine = two_spellings()
    Tag.objects.filter(pk=ml.pk).update(description="On learning.")
    change = merge_tags([named("ml")], machine, by=None)
    Tag.objects.filter(pk=machine.pk).update(description="Better words.")
    response = editor.get(page("undo", change.pk))
    assert "keeps its description: it was edited since" in shown(response)
    confirm(editor, page("undo", change.pk))
    assert named("Machine learning").description == "Better words."
    assert named("ml").description == "On learning."


def test_undo_of_a_change_whose_redirect_was_edited_since(reader):
    ml, machine = two_spellings()
    rename_tag(ml, name="ML", slug="m-l", by=None)
    change = merge_tags([named("ML")], machine, by=None)
    Redirect.objects.filter(old_path="/tags/ml/").update(new_path="/about/")
    undo(change, by=None)
    assert leads(reader, "/tags/ml/") == (301, "/about/")


# The log


def test_log_names_who_what_and_how_many(editor, editor_user):
    ml, machine = two_spellings()
    merge_tags([ml], machine, by=editor_user)
    response = editor.get(page("changes"))
    assert "“ml” went into “Machine learning”: 3 posts, 1 redirect." in shown(response)
    assert "by editor" in shown(response)
    assert page("undo", TagChange.objects.get().pk) in response.content.decode()


def test_log_keeps_posts_names_and_addresses():
    ml, machine = two_spellings()
    had = set(Post.objects.filter(tags=ml).values_list("pk", flat=True))
    change = merge_tags([ml], machine, by=None)
    [state] = TagChange.objects.get(pk=change.pk).removed
    assert set(state.pop("posts")) == had
    assert state == {
        "pk": state["pk"],
        "name": "ml",
        "slug": "ml",
        "address": "/tags/ml/",
        "description": "",
        "is_known": True,
    }


def test_django_logs_it_too(editor):
    ml, machine = two_spellings()
    confirm(editor, page("merge"), tags=[ml.pk, machine.pk], into=machine.pk)
    entries = LogEntry.objects.values_list("action_flag", "object_repr")
    assert set(entries) == {(DELETION, "ml"), (CHANGE, "Machine learning")}


def test_what_fails_leaves_no_trace(editor, monkeypatch):
    def fail(*args, **kwargs):
        raise Tag.DoesNotExist

    ml, machine = two_spellings()
    before = everything()
    monkeypatch.setattr(TagChange, "save", fail)
    fields = {"tags": [ml.pk, machine.pk], "into": machine.pk}
    seen = editor.post(page("merge"), fields).context["preview"].digest
    answer = editor.post(page("merge"), {**fields, "seen": seen, "do": "yes"})
    assert "Something has changed" in shown(answer)
    assert everything() == before
    assert not LogEntry.objects.exists()
    assert not Redirect.objects.exists()
