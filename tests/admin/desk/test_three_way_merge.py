"""Merging lines: whoever changed a place is followed; two who did are both heard."""

from hypothesis import given
from hypothesis import strategies as st

from posts.admin.desk.three_way_merge import merge_lines

texts = st.lists(st.sampled_from("abcde"), max_size=12)


def merged(base, mine, theirs) -> list:
    """Return the lines, and for a conflict both readings as a pair."""
    result: list = []
    for run in merge_lines(list(base), list(mine), list(theirs)):
        if run.is_conflict:
            result.append(("".join(run.mine), "".join(run.theirs)))
        else:
            assert run.mine == run.theirs
            result += run.mine
    return result


def test_changes_in_different_places_are_both_taken():
    assert merged("abcde", "aXcde", "abcdY") == list("aXcdY")
    assert merged("abcde", "abde", "XYabcde") == list("XYabde")


def test_changes_of_one_place_are_a_conflict():
    assert merged("abc", "aXc", "aYZc") == ["a", ("X", "YZ"), "c"]
    assert merged("abc", "ac", "aYc") == ["a", ("", "Y"), "c"]


def test_same_change_is_no_conflict():
    assert merged("abc", "aXc", "aXc") == list("aXc")
    assert merged("abc", "ac", "ac") == list("ac")


@given(texts, texts)
def test_change_of_one_person_is_taken_as_it_is(base, changed):
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed
    assert merged(base, changed, changed) == changed


@given(texts, texts, texts)
def test_each_reading_is_whole(base, mine, theirs):
    """Nothing that somebody added is lost, and nothing is invented."""
    runs = list(merge_lines(base, mine, theirs))
    lines = {line for run in runs for line in (*run.mine, *run.theirs)}
    assert lines <= {*mine, *theirs, *base}
    added = {line for line in (*mine, *theirs) if line not in base}
    assert added <= lines
    mirrored = [(run.theirs, run.mine) for run in merge_lines(base, theirs, mine)]
    assert [(run.mine, run.theirs) for run in runs] == mirrored
