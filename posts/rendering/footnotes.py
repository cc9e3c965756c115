"""Footnotes: [^name] with its definition, and ^[text] in place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from .conversion import conversion_of
from .tree import escape

_NAME = re.compile(r"\[\^([^\s\[\]]{1,200})\]")
_DEFINITION = re.compile(_NAME.pattern + r":[ \t]*")


@dataclass(slots=True)
class Note:
    """A footnote; its number counts from 1 and is 0 before its first reference."""

    line: int
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    number: int = 0
    references: int = 0


def footnotes(md: MarkdownIt) -> None:
    """Teach a parser the rules of this module."""
    md.block.ruler.before(
        "reference", "note_definition", _definition, {"alt": ["paragraph", "reference"]}
    )
    md.inline.ruler.before("link", "note_in_place", _in_place)
    md.inline.ruler.before("link", "note_reference", _reference)
    md.core.ruler.after("inline", "notes", _append_notes)
    md.add_render_rule("note_reference", _render_reference)
    md.add_render_rule("note_missing", _render_missing)
    md.add_render_rule("notes_open", _render_notes_open)
    md.add_render_rule("notes_close", lambda *_: "</ol>\n</section>\n")
    md.add_render_rule("note_open", _render_note_open)
    md.add_render_rule("note_close", lambda *_: "</li>\n")
    md.add_render_rule("note_back", _render_back)


def _defined(env: EnvType) -> dict[str, Note]:
    notes: dict[str, Note] = env.setdefault("notes", {})
    return notes


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    match = _DEFINITION.match(state.src, begin, state.eMarks[start])
    if not match or state.parentType == "note":
        return False
    if silent:
        return True
    name, note, line = match[1], Note(line=start + 1), start + 1
    if _defined(state.env).setdefault(name, note) is not note:
        conversion_of(state.env).report(
            line,
            f"The note [^{name}] is defined twice; only the first is shown. Give this"
            " one another name, or delete it.",
            "note-repeated",
        )
    state.push("note_definition_open", "", 1).meta = {"note": note}
    old_mark, old_shift = state.bMarks[start], state.tShift[start]
    old_count, old_parent = state.sCount[start], state.parentType
    state.bMarks[start], state.tShift[start] = match.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start] = old_mark, old_shift
    state.sCount[start], state.parentType = old_count, old_parent
    state.push("note_definition_close", "", -1)
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    name = _NAME.match(state.src, state.pos, state.posMax)
    # A note inside a link would be a link inside a link.
    if not name or state.linkLevel or not _has_notes(state):
        return False
    note = _defined(state.env).get(name[1])
    if note is None:
        return _missing(state, name, silent)
    if not silent:
        state.push("note_reference", "", 0).meta = {"note": note}
    state.pos = name.end()
    return True


def _has_notes(state: StateInline) -> bool:
    """Titles and summaries have no place for notes."""
    return conversion_of(state.env).name == "body"


def _missing(state: StateInline, name: re.Match[str], silent: bool) -> bool:
    """Treat a reference to a missing note as text, unless it may be a link."""
    is_link = state.src[name.end() : name.end() + 1] in ("(", "[") or (
        normalizeReference(name[0][1:-1]) in state.env.get("references", {})
    )
    if silent or is_link:
        return False
    state.push("note_missing", "", 0).content = name[0]
    state.pos = name.end()
    return True


def _in_place(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    if state.linkLevel or not _has_notes(state):
        return False
    start, limit = state.pos, state.posMax
    end = parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        note = Note(line=0, text=state.src[start + 2 : end])
        state.push("note_reference", "", 0).meta = {"note": note}
    state.pos, state.posMax = end + 1, limit
    return True


def _append_notes(state: StateCore) -> None:
    """Take the definitions out, number what is referred to, and list it at the end."""
    state.tokens = _without_definitions(state.tokens)
    numbered: list[Note] = []
    _number(state.tokens, numbered)
    listed: list[Token] = []
    # A note may refer to further notes: the list grows while it is walked.
    for note in numbered:
        if note.text:
            note.tokens = _paragraph(state, note)
        _number(note.tokens, numbered)
        opening = Token("note_open", "", 1, meta={"note": note}, block=True)
        listed += [opening, *note.tokens, Token("note_close", "", -1, block=True)]
    if numbered:
        listed = _with_back_links(listed)
        state.tokens.append(Token("notes_open", "", 1, block=True))
        state.tokens += listed
        state.tokens.append(Token("notes_close", "", -1, block=True))
    for name, note in _defined(state.env).items():
        if not note.number:
            conversion_of(state.env).report(
                note.line,
                f"No text refers to the note [^{name}], so it is not shown. Refer to it"
                " or delete it.",
                "note-unused",
            )


def _without_definitions(tokens: Sequence[Token]) -> list[Token]:
    levels: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "note_definition_open":
            levels.append(token.meta["note"].tokens)
        elif token.type == "note_definition_close":
            levels.pop()
        else:
            levels[-1].append(token)
    return levels[0]


def _number(tokens: Sequence[Token], numbered: list[Note]) -> None:
    for block in tokens:
        line = block.map[0] + 1 if block.map else 0
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            if token.type != "note_reference":
                continue
            note = token.meta["note"]
            if not note.number:
                numbered.append(note)
                note.number = len(numbered)
                note.line = note.line or line
            note.references += 1
            token.meta = {"id": _reference_id(note, note.references), "note": note}


def _reference_id(note: Note, reference: int) -> str:
    return f"fnref{note.number}" + (f"-{reference}" if reference > 1 else "")


def _paragraph(state: StateCore, note: Note) -> list[Token]:
    inline = Token("inline", "", 0, content=note.text, children=[], block=True)
    inline.map = [note.line - 1, note.line]
    assert inline.children is not None
    state.md.inline.parse(note.text, state.md, state.env, inline.children)
    return [
        Token("paragraph_open", "p", 1, map=inline.map, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]


def _with_back_links(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with links back to the text at the end of each note."""
    result: list[Token] = []
    note = Note(line=0)
    for token in tokens:
        if token.type == "note_open":
            note = token.meta["note"]
        elif token.type == "note_close":
            links = list(_back_links(note))
            last = result[-2] if result[-1].type == "paragraph_close" else None
            if last is not None and last.children is not None:
                last.children += links
            else:
                result.append(Token("paragraph_open", "p", 1, block=True))
                result.append(Token("inline", "", 0, children=links, block=True))
                result.append(Token("paragraph_close", "p", -1, block=True))
        result.append(token)
    return result


def _back_links(note: Note) -> Iterator[Token]:
    for reference in range(1, note.references + 1):
        meta = {"id": _reference_id(note, reference), "reference": reference}
        yield Token("note_back", "", 0, meta=meta)


def _render_reference(
    _: RendererHTML, tokens: Sequence[Token], index: int, *__: object
) -> str:
    note, name = tokens[index].meta["note"], tokens[index].meta["id"]
    return (
        f'<sup class="footnote-ref"><a href="#fn{note.number}" id="{name}"'
        f' role="doc-noteref">{note.number}</a></sup>'
    )


def _render_missing(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    line = token.meta.get("line", 1)
    conversion_of(env).report(
        line,
        f"The note {token.content} is not defined. Write its text on a line of its own:"
        f" {token.content}: …",
        "note-missing",
    )
    return escape(token.content)


def _render_notes_open(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType
) -> str:
    label = escape(conversion_of(env).context.labels.footnotes)
    return (
        f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>\n'
    )


def _render_note_open(
    _: RendererHTML, tokens: Sequence[Token], index: int, *__: object
) -> str:
    return f'<li id="fn{tokens[index].meta["note"].number}">'


def _render_back(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType
) -> str:
    name, reference = tokens[index].meta["id"], tokens[index].meta["reference"]
    label = escape(conversion_of(env).context.labels.back_to_text)
    which = f" ({reference})" if reference > 1 else ""
    return (
        f' <a class="footnote-back" href="#{name}" role="doc-backlink"'
        f' aria-label="{label}{which}">\u21a9\ufe0e</a>'
    )
