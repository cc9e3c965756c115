"""What checks are told of a text besides its HTML: links, headings and ids."""

import pytest

from posts.rendering import Link, Section, Source, render


def links(body: str) -> list[tuple[int, str, str]]:
    outline = render(Source(body=body)).outline
    return [(link.line, link.kind, link.address) for link in outline.links]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\n[b](/c/)", [(2, "link", "/c/")]),
        ("[a\nb](/c/) [d](/e/)", [(1, "link", "/c/"), (2, "link", "/e/")]),
        ("a\n\n> b\n> [c](/d/)", [(4, "link", "/d/")]),
        ("- a\n- [b](/c/)", [(2, "link", "/c/")]),
        ("| a |\n|---|\n| b |\n| [c](/d/) |", [(4, "link", "/d/")]),
        ("[a]\n\n[a]: /b/", [(1, "link", "/b/")]),
        ("a\n<https://b.example>", [(2, "link", "https://b.example")]),
        ("a[^b]\n\n[^b]: [c](/d/)", [(3, "link", "/d/")]),
        ("a\nb^[[c](/d/)]", [(2, "link", "/d/")]),
        ("<p>\n<a\nhref='/b/'>c</a>", [(2, "link", "/b/")]),
        ("[a](/größe/)", [(1, "link", "/gr%C3%B6%C3%9Fe/")]),
        ("a\n\n![b](/c.png)", [(3, "image", "/c.png")]),
        (
            "\n[![a](/b.png '[c](/d/)')](/e/)",
            [(2, "link", "/e/"), (2, "image", "/b.png"), (2, "link", "/d/")],
        ),
        (
            "<video src='/a.mp4' poster='/b.png'></video>",
            [(1, "video", "/a.mp4"), (1, "image", "/b.png")],
        ),
        ("[a][^1] [b](#c)\n\n[^1]: d", [(1, "link", "#c")]),
        ("`[a](/b/)` <!-- [c](/d/) -->", []),
        ("$$a \\label{b}$$ \\eqref{b}", []),
    ],
)
def test_links_and_images_know_their_lines(
    body: str, expected: list[tuple[int, str, str]]
) -> None:
    assert links(body) == expected


def test_links_of_the_summary_are_told_apart() -> None:
    outline = render(Source(summary="a\n[b](/c/)", body="[d](/e/)")).outline
    assert outline.links == (
        Link("summary", 1, "link", "/c/"),
        Link("body", 1, "link", "/e/"),
    )


def test_headings_are_as_they_were_typed() -> None:
    outline = render(Source(body="### a `b`[^c]\n\n# $d$\n\n[^c]: e")).outline
    assert outline.sections == (Section(1, 3, "a b"), Section(3, 1, "d"))


def test_ids_are_all_that_the_page_has() -> None:
    body = "## A\n\n<i id='b'>c</i>[^1]\n\n$$d \\label{eq:e}$$\n\n[^1]: f"
    assert render(Source(body=body)).outline.ids >= {"a", "b", "fn1", "fnref1", "eq-e"}
