"""Differences between two states of a text: what is marked, in words, and how fast."""

import random
import time
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts.admin.history.differences import differences
from posts.admin.history.line_differences import MAX_ROWS, compare_lines


def state(**fields):
    """Return a snapshot of a post, with these fields changed."""
    empty = dict.fromkeys(("title", "summary", "body", "slug", "canonical_url"), "")
    dates = {"published_at": None, "revised_at": None}
    return empty | dates | {"doi": "", "tags": [], "authors": []} | fields


def marked(before: str, after: str) -> str:
    """Return a difference in one character a row, [-removed-] and {+added+} words."""
    marks = {"removed": "[-{}-]", "added": "{{+{}+}}", "same": "{}"}
    starts = {"same": " ", "added": "+", "removed": "-", "changed": "±"}
    return "\n".join(
        f"… {row.count}"
        if row.kind == "gap"
        else starts[row.kind]
        + "".join(marks[span.kind].format(span.text) for span in row.spans)
        for row in compare_lines(before, after)
    )


def lines(*numbers: int) -> str:
    return "\n".join(f"Line {number} of many." for number in numbers)


# Lines and words


def test_equal_texts_have_no_difference():
    assert marked("A line.\n\nAnother.\n", "A line.\n\nAnother.\n") == "… 4"
    assert differences(state(body="Same."), state(body="Same."), "post") == []


def test_changed_words_are_marked_in_their_line():
    before = "The quick brown fox jumps over it."
    after = "The quick red fox jumps over the dog."
    assert marked(before, after) == (
        "±The quick [-brown-]{+red+} fox jumps over [-it-]{+the dog+}."
    )


def test_line_with_little_in_common_is_another_line():
    assert marked("Alpha beta gamma delta.", "One two three four five.") == (
        "-[-Alpha beta gamma delta.-]\n+{+One two three four five.+}"
    )


def test_two_lines_stand_around_a_change_and_the_others_are_counted():
    before = lines(*range(20))
    after = before.replace("Line 9 of many.", "Line 9 of few.")
    assert marked(before, after) == (
        "… 7\n Line 7 of many.\n Line 8 of many.\n±Line 9 of [-many-]{+few+}.\n"
        " Line 10 of many.\n Line 11 of many.\n… 8"
    )


def test_single_line_between_changes_is_shown_and_not_counted():
    before = lines(*range(9))
    after = before.replace("Line 1 ", "Row 1 ").replace("Line 7 ", "Row 7 ")
    assert "…" not in marked(before, after)


def test_new_and_lost_paragraphs_are_found_between_empty_lines():
    before = "One.\n\nTwo.\n\nThree.\n"
    after = "One.\n\nNew here.\n\nTwo.\n"
    shown = marked(before, after)
    assert "+{+New here.+}" in shown
    assert "-[-Three.-]" in shown
    assert " Two." in shown


def test_moved_paragraph_is_taken_out_and_put_in():
    shown = marked(lines(1, 2, 3, 4, 5), lines(2, 3, 4, 5, 1))
    assert shown.startswith("-[-Line 1 of many.-]")
    assert shown.endswith("+{+Line 1 of many.+}")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "New.", "+{+New.+}"),
        ("Old.", "", "-[-Old.-]"),
        ("A.", "A.\n", " A.\n+{++}"),
        ("a  b", "a b", "±a [- b-]{+b+}"),
    ],
)
def test_line_ends_and_spaces_are_told(before, after, shown):
    assert marked(before, after) == shown


def both_sides(before: str, after: str) -> tuple[str, str]:
    """Return what the rows say was there, and is there; for texts without gaps."""
    old: list[str] = []
    new: list[str] = []
    for row in compare_lines(before, after):
        assert row.kind != "gap"
        for side, other, mine in ((old, "added", "removed"), (new, "removed", "added")):
            if row.kind in {"same", "changed", mine}:
                side.append("".join(s.text for s in row.spans if s.kind != other))
    return "\n".join(old), "\n".join(new)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(["a b c", "a c", "b b", "", "x y z", "c"]), max_size=9),
    st.lists(st.sampled_from(["a b c", "a b", "b b", "", "x z", "c"]), max_size=9),
)
def test_every_word_of_both_texts_is_in_the_difference(before, after):
    old, new = "\n".join(before), "\n".join(after)
    rows = list(compare_lines(old, new))
    hidden = sum(row.count for row in rows)
    told_old, told_new = (
        sum(row.kind in {"same", "changed", kind} for row in rows) + hidden
        for kind in ("removed", "added")
    )
    assert told_old == (len(old.split("\n")) if old else 0)
    assert told_new == (len(new.split("\n")) if new else 0)
    if not hidden:
        assert both_sides(old, new) == (old, new)


# Speed


def essay(seed: int, size: int, *, line: int = 90) -> str:
    """Return paragraphs of words that repeat, as prose does."""
    dice = random.Random(seed)
    words = [f"w{dice.randrange(10**6)}" for _ in range(400)] + ["the", "of", "a"] * 60
    text: list[str] = []
    while size > 0:
        text.append(" ".join(dice.choices(words, k=line)))
        size -= len(text[-1])
        text.append("")
    return "\n".join(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (essay(1, 60_000), essay(2, 60_000)),
        (essay(1, 1_000_000), essay(2, 1_000_000)),
        (essay(1, 1_000_000, line=3), essay(2, 1_000_000, line=3)),
        (essay(1, 1_000_000, line=10**6), essay(2, 1_000_000, line=10**6)),
        ("a\n\n" * 200_000, "b\n\na\n" * 150_000),
        (essay(1, 60_000), essay(1, 60_000).replace(" the ", " some ")),
    ],
    ids=["essay", "megabyte", "short lines", "one line", "repeated", "small changes"],
)
def test_difference_of_anything_is_soon_there(before, after):
    start = time.perf_counter()
    list(compare_lines(before, after))
    # On an idle machine it is less than a second.
    assert time.perf_counter() - start < 6


def test_endless_difference_is_cut_and_says_so():
    [found] = differences(
        state(body="a\n" * 9_000), state(body="b\n\n" * 9_000), "post"
    )
    assert len(found.rows) == MAX_ROWS + 1
    page = render_to_string("admin/history/_difference.html", {"differences": [found]})
    assert "too long to show" in page


# Fields


def told(found) -> str:
    page = render_to_string("admin/history/_difference.html", {"differences": found})
    return " ".join(page.split())


def test_only_changed_fields_are_told_in_the_order_of_the_form():
    before = state(title="One", body="Same.", slug="one", tags=["a", "b"])
    after = state(title="Two", body="Same.", slug="two", tags=["b", "c"])
    found = differences(before, after, "post")
    assert [one.label for one in found] == ["Title", "Address", "Tags"]
    tags = found[-1]
    assert (tags.added, tags.removed) == (["c"], ["a"])


def test_dates_are_told_in_the_zone_of_the_site():
    date = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).isoformat()
    with timezone.override("Europe/Berlin"):
        [found] = differences(state(), state(published_at=date), "post")
    assert found.before == "nothing"
    assert found.after == "23 November 2026, 00:30 CET"


def test_authors_are_told_by_name_and_compared_by_themselves():
    renamed = state(authors=[[1, "Ada"]]), state(authors=[[1, "Ada L."]])
    assert differences(*renamed, "post") == []
    [found] = differences(
        state(authors=[[1, "Ada"], [2, "Bob"]]), state(authors=[[2, "Bob"]]), "post"
    )
    assert (found.before, found.after) == ("Ada, Bob", "Bob")


def test_page_has_its_own_fields_and_switches_in_words():
    before, after = {"in_navigation": True, "position": 1}, {"in_navigation": False}
    found = differences(before, after, "page")
    assert [(one.label, one.before, one.after) for one in found] == [
        ("In the navigation", "yes", "no"),
        ("Position", "1", "nothing"),
    ]


def test_difference_is_marked_for_eyes_and_ears_and_escaped():
    page = told(differences(state(title="A <b>"), state(title="A <i>"), "post"))
    assert '<ins><span class="visually-hidden">added: </span>' in page
    assert '<del><span class="visually-hidden">removed: </span>' in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_equal_texts_are_said_to_be_equal():
    assert "No difference." in told([])
