"""Quotation marks, dashes and ellipses, outside code, mathematics and addresses."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .conversion import conversion_of

_MARKS = re.compile(r"\.{3,}|(?<!-)-{2,3}(?!-)|[\"']")
# A quotation mark opens after a space, an opening bracket, a dash or another one.
_OPENS_AFTER = frozenset(" \t\n\u00a0([{-\u2013\u2014/\"'“‘«‹„‚")
_DASHES = {"--": "–", "---": "—"}


def typography(md: MarkdownIt) -> None:
    """Teach a parser the rule of this module.

    It comes before escapes are joined to the text: an escaped quote stays as typed.
    """
    md.core.ruler.before("text_join", "typography", _typography)


def _typography(state: StateCore) -> None:
    quotes = conversion_of(state.env).context.labels.quotes
    for token in state.tokens:
        if token.type == "inline" and _MARKS.search(token.content):
            _set(token.children or [], quotes)


def _set(tokens: Sequence[Token], quotes: str) -> None:
    in_autolink = False
    before = " "
    for index, token in enumerate(tokens):
        if token.type in ("link_open", "link_close"):
            in_autolink = token.type == "link_open" and token.info == "auto"
        elif token.type in ("softbreak", "hardbreak"):
            before = " "
        elif token.type == "text" and not in_autolink and token.content:
            last = token.content[-1]
            if _MARKS.search(token.content):
                after = _first_character(tokens, index + 1)
                token.content = _replace(token.content, before, after, quotes)
            before = last
        elif token.content and token.type != "html_inline":
            before = token.content[-1]


def _first_character(tokens: Sequence[Token], start: int) -> str:
    for token in tokens[start : start + 4]:
        if token.type in ("softbreak", "hardbreak"):
            return " "
        if token.content and token.type != "html_inline":
            return token.content[0]
    return " "


def _replace(text: str, before: str, after: str, quotes: str) -> str:
    def replacement(mark: re.Match[str]) -> str:
        typed = mark[0]
        if typed[0] == ".":
            return "…"
        previous = text[mark.start() - 1] if mark.start() else before
        following = text[mark.end()] if mark.end() < len(text) else after
        if typed == "--" and not _is_dash(before + text[: mark.start()], following):
            return typed
        if typed[0] == "-":
            return _DASHES[typed]
        opens = previous in _OPENS_AFTER and not following.isspace()
        if typed == '"':
            return quotes[0] if opens else quotes[1]
        if opens and not following.isdigit():  # the ’90s
            return quotes[2]
        # An apostrophe looks like a closing mark in English only.
        return "’" if following.isalnum() and previous.isalnum() or opens else quotes[3]

    return _MARKS.sub(replacement, text)


def _is_dash(text: str, following: str) -> bool:
    """Return whether two hyphens after a text join words or numbers, or stand between
    spaces: `--amend` and `i--` are no dashes."""
    if text[-1].isspace() or following.isspace():
        return text[-1].isspace() and following.isspace()
    return text.rstrip("\"'")[-1:] not in _OPENS_AFTER | {"", "="}
