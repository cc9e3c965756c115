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
        ("# a {#main}", 1, "“main” is reserved for the page"),
        ("<b id=x>a</b>\n\n# b {#x}", 3, "x is used twice"),
        ("a\n[b](#c)", 2, "the id c"),
        ("[b](#Größe)\n\n## größe", 1, "perhaps #größe is meant"),
        ("a\n<a href='javascript:b'>c</a>", 2, "no address"),
        ("a\n\n[b]()", 3, "no address"),
        ("a\n[](/b/) c", 2, "the link to /b/ has no words"),
        ("a\n<a href='/b/'> <i></i></a>", 2, "has no words"),
        ("a\n\n##\n\nb", 3, "has no words"),
        ("a\n\n## ![b](/c.png)", 3, "has no words"),
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
        "[a](#größe) [b](#gr%C3%B6%C3%9Fe)\n\n## Größe",
        "[a](#top) [b](#main) [c](#)",
        "$$a \\label{eq:b}$$\n\n[c](#eq-b)",
        "[![b](/c.png)](/d/) [`e`](/f/) [$g$](/h/)",
        "<details>\n<summary>a</summary>\n\nb\n\n</details>",
        '<a name="a">\n\n[b](#a)',
        "<p>a\n\n<li>b",
    ],
)
def test_sound_text_has_no_problems(body: str) -> None:
    assert problems(body) == []


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (Source(body="$\\frac{$"), "formula"),
        (Source(body="a $ \\theta = 1 $ c"), "formula-spaced"),
        (Source(body="[^a]"), "note-missing"),
        (Source(body="[^a]: b"), "note-unused"),
        (Source(body="[^a]\n\n[^a]: b\n[^a]: c"), "note-repeated"),
        (Source(body="![](/a.png)"), "alt-missing"),
        (Source(body="![a](b.png)"), "foreign-media"),
        (Source(body="[a](#b)"), "anchor-missing"),
        (Source(body="[a]()"), "link-refused"),
        (Source(body="[](/a/)"), "link-nameless"),
        (Source(body="![a]()"), "image-refused"),
        (Source(body="![a](http://[)"), "image-refused"),
        (Source(body="## a\n\n#### b"), "heading-skipped"),
        (Source(body="##"), "heading-empty"),
        (Source(body="<i id=a></i><i id=a></i>"), "id-repeated"),
        (Source(body="# a {#main}"), "id-reserved"),
        (Source(body="<blink>a</blink>"), "markup"),
        (Source(body="a" * 1_000_001), "unrendered"),
        (Source(body="> " * 50 + "a"), "limits"),
    ],
)
def test_every_problem_names_its_rule(source: Source, rule: str) -> None:
    assert {problem.rule for problem in render(source).problems} == {rule}


def test_only_a_body_shown_as_typed_blocks() -> None:
    long = "a" * 1_000_001
    blocking = render(Source(body=long)).problems
    harmless = render(Source(summary=long, body="$\\frac{$ ![](/a.png)")).problems
    assert [problem.blocks for problem in blocking] == [True]
    assert not any(problem.blocks for problem in harmless)


def test_the_same_problem_is_told_once() -> None:
    assert len(problems("<td style='a'>\n" * 50)) == 1


def test_problems_name_their_field() -> None:
    source = Source(title="$\\frac{$", summary="$\\frac{$", body="![](/a)")
    assert [p.field for p in render(source).problems] == ["title", "summary", "body"]
