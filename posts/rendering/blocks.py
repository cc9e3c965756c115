"""Rules over finished tokens: explicit heading ids, figures, display formulas."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .conversion import conversion_of
from .identifiers import is_reserved

_EXPLICIT_ID = re.compile(r"(?:^|\s+)\{#([^\s{}]{1,200})\}\s*$")
_PUNCTUATION = re.compile(r"[.,;:!?]+(?=\s|$)")


def blocks(md: MarkdownIt) -> None:
    """Teach a parser the rules of this module."""
    md.core.ruler.before("inline", "heading_ids", _heading_ids)
    md.core.ruler.after("inline", "figures", _figures)
    md.core.ruler.after("raw_html", "displays", _displays)
    md.core.ruler.after("displays", "tasks", _tasks)


def _heading_ids(state: StateCore) -> None:
    """Take `{#id}` from the end of a heading."""
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type != "heading_open":
            continue
        match = _EXPLICIT_ID.search(inline.content[-220:])
        if not match:
            continue
        inline.content = inline.content[: -len(match[0])]
        if is_reserved(match[1]):
            line = heading.map[0] + 1 if heading.map else 1
            conversion_of(state.env).report(
                line,
                f"The id “{match[1]}” is reserved for the page: choose another.",
                "id-reserved",
            )
        else:
            heading.attrSet("id", match[1])


def _tasks(state: StateCore) -> None:
    """Move the box of a task into its first paragraph."""
    for item, opening, inline in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if item.type == "list_item_open" and "checked" in item.meta:
            box = Token("task", "", 0, meta={"checked": item.meta.pop("checked")})
            if opening.type == "paragraph_open" and inline.children is not None:
                inline.children.insert(0, box)


def _figures(state: StateCore) -> None:
    """Make an image, or linked image, that is alone in its paragraph a figure.

    The title of the image becomes the caption, as Markdown.
    """
    result: list[Token] = []
    for token in state.tokens:
        result.append(token)
        if token.type != "paragraph_close" or token.hidden:
            continue
        opening, inline = result[-3:-1]
        image = _lone_image(inline.children or ())
        if image is None:
            continue
        del result[-1]
        opening.type, opening.tag = "figure_open", "figure"
        inline.type = "figure"
        caption = str(image.attrs.pop("title", ""))
        if caption:
            result += _caption(state, caption, inline)
        result.append(Token("figure_close", "figure", -1, block=True))
    state.tokens = result


def _lone_image(tokens: Sequence[Token]) -> Token | None:
    tokens = [
        token for token in tokens if token.type != "text" or token.content.strip()
    ]
    if len(tokens) == 3 and (tokens[0].type, tokens[2].type) == (
        "link_open",
        "link_close",
    ):
        tokens = tokens[1:2]
    return tokens[0] if len(tokens) == 1 and tokens[0].type == "image" else None


def _caption(state: StateCore, text: str, near: Token) -> Iterator[Token]:
    inline = Token("inline", "", 0, content=text, children=[], map=near.map, block=True)
    assert inline.children is not None
    state.md.inline.parse(text, state.md, state.env, inline.children)
    yield Token("figcaption_open", "figcaption", 1, block=True)
    yield inline
    yield Token("figcaption_close", "figcaption", -1, block=True)


def _displays(state: StateCore) -> None:
    """Cut paragraphs at their display formulas, which HTML does not allow inside."""
    result: list[Token] = []
    for token in state.tokens:
        result.append(token)
        if token.type != "paragraph_close":
            continue
        opening, inline = result[-3:-1]
        children = inline.children or []
        if any(_is_cut(child) for child in children):
            result[-3:] = _cut(opening, inline, children, token)
    state.tokens = result


def _is_cut(token: Token) -> bool:
    return (
        token.type == "formula"
        and token.meta["display"]
        and token.level == 0
        and not token.meta.get("in_html")
    )


def _cut(
    opening: Token, inline: Token, children: Sequence[Token], closing: Token
) -> Iterator[Token]:
    piece: list[Token] = []
    for index, child in enumerate(children):
        if not _is_cut(child):
            piece.append(child)
            continue
        yield from _paragraph(opening, inline, piece, closing)
        piece = []
        line = child.meta["line"]
        _take_punctuation(child, children[index + 1 :][:1])
        yield Token(
            "formula_block",
            "",
            0,
            content=child.content,
            map=[line - 1, line],
            block=True,
        )
    yield from _paragraph(opening, inline, piece, closing)


def _take_punctuation(formula: Token, following: Sequence[Token]) -> None:
    """Move a full stop after a formula into it: it would be on a line of its own."""
    if not following or following[0].type != "text" or "\\end{" in formula.content:
        return
    match = _PUNCTUATION.match(following[0].content)
    if match:
        formula.content = formula.content.rstrip() + match[0]
        following[0].content = following[0].content[match.end() :]


def _paragraph(
    opening: Token, inline: Token, piece: list[Token], closing: Token
) -> Iterator[Token]:
    while piece and _is_blank(piece[0]):
        del piece[0]
    while piece and _is_blank(piece[-1]):
        del piece[-1]
    if piece:
        if piece[0].type == "text":
            piece[0].content = piece[0].content.lstrip()
        if piece[-1].type == "text":
            piece[-1].content = piece[-1].content.rstrip()
        yield opening
        yield inline.copy(children=piece)
        yield closing


def _is_blank(token: Token) -> bool:
    if token.type == "text":
        return not token.content.strip()
    return token.type in ("softbreak", "hardbreak")
