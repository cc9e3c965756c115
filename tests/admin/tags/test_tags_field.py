"""The field for tags: its line, its completions, and the similar tags it points out."""

import time

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.admin.tags.tags_field import TagsField
from posts.models import Post, Tag, TaggedPost
from tests.support.factories import PAST, in_future, make_post

COMPLETE = "/admin/markdown/tags/"
SIMILAR = "/admin/markdown/tags_similar/"


# The line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("deep learning, C++", ["deep learning", "C++"]),
        ("a, ", ["a"]),
        ("a,, a ,\nb", ["a", "b"]),
        ("", []),
    ],
)
def test_line_is_parted_by_commas_only(line, expected):
    assert TagsField(required=False).clean(line) == expected


# Completions


@pytest.fixture
def _tags(db):
    make_post(tags=("language model", "learning", "Größe"))
    make_post(tags=("learning",), published_at=None)
    make_post(tags=("learning",), published_at=None, trashed_at=PAST)
    make_post(tags=("machine learning", "cross-lingual", "unlearning"))
    Tag.objects.create(name="learnability")


def complete(client, start, line=""):
    answer = client.get(COMPLETE, {"start": start, "line": line})
    assert answer.status_code == 200
    return [(found["name"], found["posts"]) for found in answer.json()["tags"]]


@pytest.mark.usefixtures("_tags")
def test_best_completions_come_first(editor):
    assert complete(editor, "learn") == [
        ("learning", 2),
        ("learnability", 0),
        ("machine learning", 1),
        ("unlearning", 1),
    ]


@pytest.mark.usefixtures("_tags")
@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("LANG", "language model"),
        ("grö", "Größe"),
        ("GROSS", "Größe"),
        ("ling", "cross-lingual"),
        ("model", "language model"),
    ],
)
def test_completion_knows_no_case_no_accents_and_each_word(start, name, editor):
    assert name in dict(complete(editor, start))


@pytest.mark.usefixtures("_tags")
def test_tags_that_the_line_has_are_not_proposed_again(editor):
    names = dict(complete(editor, "learn", "Machine Learning, ,learning"))
    assert set(names) == {"learnability", "unlearning"}


@pytest.mark.usefixtures("_tags")
def test_without_a_beginning_the_most_used_are_proposed(editor):
    assert complete(editor, "")[0] == ("learning", 2)


def test_no_more_than_ten_are_proposed(editor):
    for number in range(12):
        Tag.objects.create(name=f"tag {number}")
    assert len(complete(editor, "t")) == 10


@pytest.mark.usefixtures("_tags")
@pytest.mark.parametrize("start", ["zzz", "(", "%", "x" * 50_000, "\ud800"])
def test_nonsense_is_completed_by_nothing(start, editor):
    assert complete(editor, start.encode("utf-8", "replace").decode()) == []


# Similar tags


def similar(client, line):
    answer = client.get(SIMILAR, {"line": line})
    assert answer.status_code == 200
    return [(row["name"], row["tag"], row["posts"]) for row in answer.json()["similar"]]


@pytest.mark.usefixtures("_tags")
def test_new_names_that_are_similar_to_a_tag_are_found(editor):
    line = "languge model, LEARNING, Learnings, something new"
    assert similar(editor, line) == [
        ("languge model", "language model", 1),
        ("Learnings", "learning", 2),
    ]


@pytest.mark.usefixtures("_tags")
@pytest.mark.parametrize("line", ["", ",", "x, " * 9_000])
def test_nonsense_is_similar_to_nothing(line, editor):
    assert similar(editor, line) == []


def test_the_tag_with_most_posts_is_meant(editor):
    make_post(tags=("GAN", "G.A.N."))
    make_post(tags=("G.A.N.",))
    assert similar(editor, "GANs") == [("GANs", "G.A.N.", 2)]


# After saving


def test_saving_a_post_points_out_which_tags_its_new_ones_are_similar_to(editor):
    make_post(tags=("language model",))
    make_post(title="Scheduled", tags=("language model",), published_at=in_future())
    address = "/admin/posts/post/add/"
    form = editor.get(address).context["adminform"].form
    fields = {f.html_name: f.value() or "" for f in form if f.html_name}
    fields |= {"title": "New", "tags": "languge model, language model, other"}
    response = editor.post(address, {**fields, "_save": "yes"}, follow=True)
    assert Post.objects.filter(title="New").exists()
    told = [str(message) for message in response.context["messages"]]
    [note] = [message for message in told if "is a new tag" in message]
    assert "“languge model” is a new tag, similar to “language model” (3 posts)" in note
    assert "/admin/posts/tag/merge/?tags=" in note


# Permission


@pytest.mark.parametrize("address", [COMPLETE, SIMILAR])
@pytest.mark.parametrize(
    ("permission", "status"),
    [
        ("add_post", 200),
        ("change_post", 200),
        ("change_tag", 200),
        ("change_page", 403),
        ("view_tag", 403),
        (None, 403),
    ],
)
def test_only_who_writes_posts_may_ask(address, permission, status, db, reader):
    helper = User.objects.create_user("helper", is_staff=True)
    if permission:
        rows = Permission.objects.filter(content_type__app_label="posts")
        helper.user_permissions.add(rows.get(codename=permission))
    reader.force_login(helper)
    assert reader.get(address).status_code == status
    if status == 200:
        assert reader.post(address).status_code == 405


@pytest.mark.parametrize("address", [COMPLETE, SIMILAR])
def test_strangers_are_asked_to_sign_in(address, db, reader):
    assert "/admin/login/" in reader.get(address)["Location"]


# Size


@pytest.fixture
def _crowd(db):
    names = [f"tag {number:04}" for number in range(2000)]
    Tag.objects.bulk_create(
        Tag(name=name, key=name, slug=name.replace(" ", "-")) for name in names
    )
    Post.objects.bulk_create(
        Post(title=f"Post {n}", slug=f"p-{n}", published_at=PAST) for n in range(2000)
    )
    tags = list(Tag.objects.values_list("pk", flat=True))
    TaggedPost.objects.bulk_create(
        TaggedPost(tag_id=tags[(n * 7 + k) % 2000], content_object_id=post)
        for n, post in enumerate(Post.objects.values_list("pk", flat=True))
        for k in range(4)
    )


@pytest.mark.usefixtures("_crowd")
@pytest.mark.parametrize(
    ("address", "query"),
    [(COMPLETE, {"start": "t"}), (SIMILAR, {"line": "tagg 0001, " * 20})],
)
def test_a_crowd_of_tags_keeps_nobody_waiting(address, query, editor):
    editor.get(address, query)
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        assert editor.get(address, query).status_code == 200
    assert time.perf_counter() - start < 1
    # Two for the tags, the others for the session and the site.
    assert len([q for q in queries if "posts_tag" in q["sql"]]) == 2
