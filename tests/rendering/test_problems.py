"""What the author is told, and on which line."""

import pytest

from posts.rendering import Source, render


def problems(body: str) -> list[tuple[int, str]]:
    return [(p.line, p.message) for p in render(Source(body=body)).problems]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("a\n\nb\n$\\frac{$ c", 4, "expected"),
        ("a\nb [^x] c", 2, "[^x] is not defined"),
        ("a\n\n[^x]: b", 3, "No text refers to the note [^x]"),
        ("a[^x]\n\n[^x]: b\n[^x]: c", 4, "[^x] is defined twice"),
        ("a\n\n![](/a.png)", 3, "no alternative text"),
        ("a\nb <img src=/a.png>", 2, "no alternative text"),
        ("a\n\n![b](https://example.org/a.png)", 3, "not a file of this site"),
        ("a\n\n![b](a.png)", 3, "not a file of this site"),
        ("a\n\n![b](//example.org/a.png)", 3, "not a file of this site"),
        ("<video src='https://example.org/a'></video>", 1, "not a file of this site"),
        ("## a\n\n#### b", 3, "a level is skipped"),
        ("a\n\n<div>\n<script>b</script>\n</div>", 4, "<script> is not allowed"),
        ("<div>\n<p\nonclick='b'>c</div>", 2, "onclick of <p>"),
        ("a\n\n<div>b", 3, "<div> is never closed"),
        ("a\n</b>", 2, "</b> closes nothing"),
        ("a\n\n<!-- b", 3, "<!-- is never closed by -->"),
        ("# a {#main}", 1, "“main” is kept for the page"),
        ("<b id=x>a</b>\n\n# b {#x}", 3, "x is used twice"),
        ("a\n[b](#c)", 2, "the id c"),
        ("a\n<a href='javascript:b'>c</a>", 2, "no address"),
    ],
)
def test_problem_is_named_with_its_line(body: str, line: int, words: str) -> None:
    found = problems(body)
    assert [place for place, message in found if words.lower() in message.lower()] == [
        line
    ]
    assert len(found) == 1


@pytest.mark.parametrize(
    "body",
    [
        "[a][^1] and `[^x]` and [^b](/c)\n\n[^1]: d",
        "![](/a.png)".replace("[]", "[alt]"),
        '<img src="/a.png" alt="">',
        "# a\n\n## b\n\n# c",
        "### a\n\n## b",
        "[a](#b)\n\n# B",
        "[a](#fn1)[^1]\n\n[^1]: b",
        "<details>\n<summary>a</summary>\n\nb\n\n</details>",
        '<a name="a">\n\n[b](#a)',
        "<p>a\n\n<li>b",
    ],
)
def test_sound_text_has_no_problems(body: str) -> None:
    assert problems(body) == []


def test_the_same_problem_is_told_once() -> None:
    assert len(problems("<td style='a'>\n" * 50)) == 1


def test_problems_name_their_field() -> None:
    source = Source(title="$\\frac{$", summary="$\\frac{$", body="![](/a)")
    assert [p.field for p in render(source).problems] == ["title", "summary", "body"]
