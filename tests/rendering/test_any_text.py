"""Any text at all: never an exception, always sanitised, balanced and XML-safe HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts.rendering import RenderedText, Source, render
from posts.rendering.feed_html import feed_html
from posts.rendering.renderer import UNKNOWN_DEFECT
from posts.rendering.tree import VOID

PIECES = (
    "a", "x y", "1", "\n", "\n\n", " ", "    ", "\t", "*", "**", "_", "`", "```\n",
    "$", "$$", "\\", "\\$", "\\begin{align}", "\\end{align}", "[", "]", "(", ")",
    "!", "![a](/b)", "[a](/b)", "[a]: /b\n", "[^a]", "[^a]: ", "^[", "<", ">", "> ",
    "- ", "1. ", "- [ ] ", "# ", "## a {#b}\n", "| a | b |\n|---|--:|\n| 1 |\n",
    ": ", "\n: ", "> [!NOTE]\n", "<div>", "</div>", "<b>", "</b>", "<p>",
    "<table><tr><td>", "</table>", "<li>", "<a href='/x'>", "</a>", "<img src=/x>",
    "<!--", "-->", "<script>", "</script>", "<details>", "<summary>", "<input>",
    "<h2 id=main>", "<svg>", "<math>", "<br/>", "<b\n", "='", '"', "'", "--", "...",
    "&amp;", "&#0;", "&#xfdd0;", "&", "\ud800", "\x00", "\u202e", "\ufdd0",
    "0\ufdd1", "ü", "深", "😀", "{#", "}", "~~", "---\n", "===\n",
    "\\newcommand{\\R}{x}", "\\R", "<http://a.b>", "http://[", "%zz",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(), max_size=200),
)
DANGER = re.compile(
    r"<(script|style|iframe|form|button|svg|object|embed|base|meta|link|textarea)"
    r"|<[^>]*\s(on\w+|style|srcdoc|formaction)="
    r'|(href|src)="\s*(javascript|data|vbscript):',
    re.IGNORECASE,
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class Balance(HTMLParser):
    """Counts open elements; raises where an end tag does not close the last of them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(html: str) -> None:
    assert not DANGER.search(html)
    assert not FORBIDDEN.search(html)
    assert not re.search("<[^>]*data-line=", html)
    balance = Balance()
    balance.feed(html)
    balance.close()
    assert balance.open == []


def check_article(article: RenderedText) -> None:
    for html in (article.html, article.title_html, article.summary_html):
        check(html)
    for heading in article.contents:
        check(heading.html)
        assert 2 <= heading.level <= 6
    for text in (article.text, article.title_text, article.summary_text):
        assert not FORBIDDEN.search(text)
        assert text == " ".join(text.split())
    ids = re.findall(r'<[^>]*? id="([^"]*)"', article.html)
    assert len(ids) == len(set(ids))
    assert "" not in ids
    assert "main" not in ids
    assert all(problem.line >= 1 for problem in article.problems)
    assert UNKNOWN_DEFECT not in [problem.message for problem in article.problems]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_sound_article(text: str) -> None:
    article = render(Source(title=text, summary=text, body=text))
    check_article(article)
    check(feed_html(article.html, "https://example.org/a/"))


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_a_paragraph_never_spoils_the_next_text(text: str) -> None:
    quoted = "".join(f"> {line}\n" for line in text.splitlines())
    assert (
        "<p>The <em>end</em>.</p>"
        in render(Source(body=f"{quoted}\n\nThe *end*.")).html
    )


@pytest.mark.parametrize("piece", PIECES)
def test_any_piece_repeated_gives_a_sound_article(piece: str) -> None:
    check_article(
        render(Source(title=piece * 50, summary=piece * 50, body=piece * 200))
    )
