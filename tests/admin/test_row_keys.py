"""Numbers that no row and no calendar has: told in a sentence, never a failure."""

import pytest

from posts.models import Tag
from tests.support.factories import make_post
from tests.support.tag_pages import page, shown, tag

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
LISTS = ["post", "page", "tag", "author", "upload", "redirect"]


@pytest.mark.parametrize("name", ["merge", "remove"])
@pytest.mark.parametrize("key", [HUGE, "-1", "x", "٣"])
def test_tags_by_keys_that_are_none_are_refused(editor, name, key):
    one = tag("One")
    for send in (editor.get, editor.post):
        response = send(page(name), {"tags": [one.pk, key], "do": "yes"})
        assert response.status_code == 200
        assert f"“{key}” is not a valid value." in shown(response)
    assert Tag.objects.exists()


@pytest.mark.parametrize("model", LISTS)
def test_action_on_a_key_that_is_none_is_a_sentence(editor, model):
    sent = {"action": "delete_selected", "_selected_action": HUGE, "index": "0"}
    response = editor.post(f"/admin/posts/{model}/", sent, follow=True)
    assert response.status_code == 200
    assert "from the list." in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        f"post/?authors={HUGE}",
        f"post/?tagged_posts__tag={HUGE}",
        f"post/?published_at__year={HUGE}",
        "post/?published_at__year=9999",
        f"post/?published_at__year=2024&published_at__month={HUGE}",
        f"author/?account={HUGE}",
        f"upload/?owner={HUGE}",
    ],
)
def test_filter_by_a_number_that_is_none_is_no_failure(editor, query):
    make_post()
    response = editor.get(f"/admin/posts/{query}", follow=True)
    assert response.status_code == 200
    # SQLite finds out by failing, PostgreSQL finds nothing.
    led = [(f"/admin/posts/{query.partition('?')[0]}?e=1", 302)]
    assert response.redirect_chain in ([], led)
