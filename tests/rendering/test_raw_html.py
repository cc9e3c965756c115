"""The author's own HTML: what stays, what goes, and that nothing leaks."""

import re

import html5lib
import nh3
import pytest

from posts.rendering import Source, render


def html(body: str) -> str:
    return render(Source(body=body)).html


@pytest.mark.parametrize(
    "fragment",
    [
        '<details open=""><summary>More</summary>Text</details>',
        '<p><video src="/a.mp4" controls=""></video></p>',
        "<figure><figcaption>Caption</figcaption></figure>",
        '<p>H<sub>2</sub>O <kbd>Ctrl</kbd> <abbr title="x y">xy</abbr></p>',
        '<p class="lead" lang="de">Guten Tag</p>',
        '<p><abbr title="&quot;a&quot; id=&quot;b">c</abbr></p>',
    ],
)
def test_harmless_html_stays_as_typed(fragment: str) -> None:
    assert html(fragment).strip() == fragment


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script>",
        '<img src="/a.png" alt="" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        '<a href="data:text/html,x">x</a>',
        '<iframe src="https://example.org"></iframe>',
        "<style>body { display: none }</style>",
        '<p style="position: fixed">x</p>',
        "<form action='/x'><input name=a><button>b</button></form>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        '<object data="x"></object><embed src="x">',
        "<base href=//example.org><meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=/x>",
        "<details ontoggle=alert(1) open>x</details>",
        '<div role="alert" tabindex="1" contenteditable hidden popover>x</div>',
    ],
)
def test_attack_is_taken_out(attack: str) -> None:
    page = html(attack)
    assert not re.search(
        r"<(script|style|iframe|form|button|svg|object|embed|base|meta|link|noscript)"
        r"|\s(on\w+|style|action|hidden|contenteditable|popover)="
        r'|tabindex="1"|role="alert"'
        r'|"(javascript|data):',
        page,
    )


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<textarea>", "<title>", "<script>", "<!--", "<style>", "<b>", "<table>",
     "<plaintext>", "<details>", "<svg>", "<![CDATA[", "<ul><li>", "<a href='/x'>",
     "<div title='", "</div></div>", "</section>", "<select>", "<template>"],
)  # fmt: skip
def test_html_left_open_never_reaches_beyond_its_container(opening: str) -> None:
    page = html(f"> a\n>\n> {opening}\n\nAfter *this*.\n\nText.[^1]\n\n[^1]: Note.")
    document = html5lib.parseFragment(page, namespaceHTMLElements=False)
    paragraphs = [child for child in document if child.tag == "p"]
    assert paragraphs[0].find("em") is not None
    assert [child.tag for child in document] == ["blockquote", "p", "p", "section"]


def test_inline_html_left_open_ends_with_its_paragraph() -> None:
    assert "<p>a <b>bold</b></p>\n<p>plain</p>" in html("a <b>bold\n\nplain")


def test_markdown_works_inside_block_html() -> None:
    page = html("<details>\n<summary>More</summary>\n\n*Inside*\n\n</details>\n\nAfter")
    assert "<p><em>Inside</em></p>\n</details>\n<p>After</p>" in page


def test_obsolete_html_is_mapped_to_what_replaced_it() -> None:
    page = html(
        "<center>a</center>\n\n<p align=right>b</p>\n\n"
        "<tt>c</tt> <strike>d</strike> <font color=red>e</font> <a name=f>g</a>"
    )
    assert '<div class="align-center">a</div>' in page
    assert '<p class="align-right">b</p>' in page
    assert '<code>c</code> <s>d</s> <span>e</span> <a id="f"></a>g' in page


def test_table_in_html_is_treated_like_any_other() -> None:
    page = html(
        '<table border=1><caption>C</caption><tr><td style="text-align:right">1'
    )
    assert page.startswith(
        '<div class="table" tabindex="0" role="group" aria-label="C">'
    )
    assert '<td class="align-right">1</td>' in page
    assert "border" not in page


def test_ids_are_unique_and_never_those_of_the_page() -> None:
    page = html(
        "<b id=main>1</b> <b id=fn1>2</b> <b id=fnref1>3</b> <b id=eq-x>4</b>"
        " <b id=x>5</b> <i id=x>6</i>\n\n# x\n\nText[^1]\n\n[^1]: Note"
    )
    ids = re.findall(r' id="([^"]*)"', page)
    assert sorted(ids) == ["fn1", "fnref1", "x", "x-2"]


def test_elements_stand_where_html_allows_them() -> None:
    assert "<li>" not in html("<li>a</li>")
    assert html("<ul><p>a</p>b</ul>").strip() == "<ul><li><p>a</p></li><li>b</li></ul>"
    assert html("<dl><dt>a</dl>").strip() == "<dl><dt>a</dt><dd></dd></dl>"
    assert html("<dl><dd>a</dl>").strip() == "<dl><dt></dt><dd>a</dd></dl>"
    assert "<h" not in html("# \n\n<h3> </h3>")
    assert "<h" not in html("<h2>\n\n```\na\n```\n\n</h2>")
    for inside in ("a", "<p>a</p>"):
        page = html(f"<details>{inside}</details>")
        assert "<details><summary>Details</summary>" in page
    assert "<h2>" not in html("<span>\n\n# a\n\n</span>")
    assert "<span>" not in html("<span>\n\n# a\n\n</span>")


def test_annotated_words_stay_so_where_each_annotation_has_its_place() -> None:
    for fits in ("a<rt>b</rt>c<rt>d</rt>", "a<rp>(</rp><rt>b</rt><rp>)</rp>"):
        assert f"<ruby>{fits}</ruby>" in html(f"<ruby>{fits}</ruby>")
    assert "<span>a<span>b</span>c</span>" in html("<ruby>a<rt>b</rt>c</ruby>")


@pytest.mark.parametrize(
    "forged",
    ["\ufdd00\ufdd1 $x$", "&#xfdd0;0&#xfdd1; $x$",
     "<b title='&#xFDD0;0&#64977;'>a</b> $x$",
     "<div>&#xfdd0;0&#xfdd1;</div>\n\n$x$"],
)  # fmt: skip
def test_author_cannot_write_what_stands_for_a_formula(forged: str) -> None:
    assert html(forged).count("<math") == 1


def test_characters_that_xml_forbids_are_taken_out() -> None:
    typed = "a\x00b\x01c\x0bd\ufffee\ud800f <b>&#1;&#0;&#xFFFF;g</b>"
    article = render(Source(title=typed, summary=typed, body=typed))
    for text in (article.html, article.title_html, article.summary_text, article.text):
        assert not re.search(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", text
        )
        assert "a b c d e f" in text.replace("\n", " ")


def test_sanitiser_finds_nothing_more_to_take_out() -> None:
    page = html("**a** <u>b</u> <kbd title='\"<'>c</kbd>\n\n- d\n\n`e<f`")
    assert nh3.clean(page, attributes={"*": {"title"}}, link_rel=None) == page.replace(
        "&quot;c", "&quot;c"
    )
