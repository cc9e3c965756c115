"""Tables: what a row may contain, and what the author is told of what it cannot."""

import re

import pytest

from posts.rendering import Source, render


def rows(body: str) -> list[list[str]]:
    """Return the cells of each row as HTML, formulas as their TeX."""
    page = re.sub(
        r"<math>.*?<annotation[^>]*>(.*?)</annotation>.*?</math>",
        r"[\1]",
        render(Source(body=body)).html,
    )
    found = [
        re.findall(r"<t[hd]>(.*?)</t[hd]>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    ]
    return found[1:]


def told(body: str) -> list[tuple[int, str]]:
    return [(it.line, it.message) for it in render(Source(body=body)).problems]


HEAD = "| a | b |\n| --- | --- |\n"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| $P(A|B)$ | given |", ["[P(A|B)]", "given"]),
        ("$|x|$ | size", ["[|x|]", "size"]),
        ("| $p(x|y)$ | $q(y|x)$ |", ["[p(x|y)]", "[q(y|x)]"]),
        (r"| $P(A\|B)$ | c |", ["[P(A|B)]", "c"]),
        (r"| x \| y | `a\|b` |", ["x | y", "<code>a|b</code>"]),
        ("| $5 | $6 |", ["$5", "$6"]),
        ("|$x|$y|", ["$x", "$y"]),
        ("| $a$ |", ["[a]", ""]),
    ],
)
def test_pipe_in_a_formula_is_no_border(row, cells):
    assert rows(HEAD + row) == [cells]
    assert not told(HEAD + row)


def test_pipe_in_a_formula_is_none_in_a_header_and_in_a_quotation_either():
    body = "> | $a|b$ | c |\n> |---|---|\n> | d | $|e|$ |"
    assert "[a|b]" not in str(rows(body))
    assert rows(body) == [["d", "[|e|]"]]
    assert "<th>" in render(Source(body=body)).html
    assert not told(body)


@pytest.mark.parametrize(
    ("row", "line", "dropped"),
    [
        ("| c | d | e |", 3, "“e”"),
        ("| c | d |\n| `x|y` | d |\n| 1 | 2 | 3 | 4 |", 4, "“d”"),
    ],
)
def test_what_a_row_has_too_much_is_reported(row, line, dropped):
    [(where, message)] = told(HEAD + row)
    assert where == line
    assert f"{dropped} is left out" in message
    assert r"\|" in message
    assert ("1 more row." in message) == (line == 4)


def test_empty_cells_too_many_are_nothing_to_tell():
    assert not told(HEAD + "| c | d | | |")


@pytest.mark.parametrize("before", ["", "Words\n"])
def test_table_that_is_none_is_reported(before):
    [(line, message)] = told(f"{before}| a | b | c |\n| --- | --- |\n| 1 | 2 |")
    assert line == 1 + before.count("\n")
    assert "not shown as a table: the row has 3 cells" in message
    assert not told("A | B\n---\nwords")
