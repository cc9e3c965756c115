"""Changes of tags are logged: who made them, and what they changed."""

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry

from posts.models import Post, Redirect, Tag, TagChange
from posts.models.tags.tag_changes import merge_tags
from tests.support.tag_pages import confirm, everything, page, shown, two_spellings

pytestmark = pytest.mark.django_db


def test_log_names_who_what_and_how_many(editor, editor_user):
    ml, machine = two_spellings()
    merge_tags([ml], machine, by=editor_user)
    response = editor.get(page("changes"))
    sentence = "“ml” was merged into “Machine learning”: 3 posts, 1 redirect."
    assert sentence in shown(response)
    assert "by editor" in shown(response)


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
