"""The author's own HTML: tags of a known set, each closed where it was opened.

HTML that swallows what follows it (an unclosed comment, textarea or script), crosses
the boundary of a list item or quotation, or nests without end would change the page
around it. What remains afterwards still has to pass the sanitiser.
"""

import re
from html import unescape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .conversion import Conversion, conversion_of
from .identifiers import is_reserved
from .policy import (
    ADDRESSES,
    AUTHOR_ATTRIBUTES,
    AUTHOR_TAGS,
    GLOBAL_ATTRIBUTES,
    LOCATED,
    SWITCHES,
    VALUES,
)
from .tree import VOID, escape, names

MAX_DEPTH: Final = 40

# Elements whose content a browser does not read as plain HTML; it is removed too.
_SWALLOWING: Final = names(
    """
    iframe math noembed noframes noscript object plaintext script select style
    svg template textarea title xmp
    """
)
# Elements whose end tag HTML lets one leave out: the sanitiser's parser closes them.
_IMPLIED: Final = names(
    """
    caption colgroup dd dt li p rp rt tbody td tfoot th thead tr
    """
)
# Obsolete elements, and landmarks, which belong to the page around the text.
_RENAMED: Final = {
    "acronym": "abbr", "address": "div", "article": "div", "aside": "div",
    "big": "span", "center": "div", "font": "span", "footer": "div", "header": "div",
    "hgroup": "div", "main": "div", "nav": "div", "nobr": "span", "section": "div",
    "strike": "s", "tt": "code",
}  # fmt: skip
_SILENTLY_DROPPED: Final = frozenset({"rel", "target"})
_ALIGNMENT = re.compile(r"\s*(?:text-align\s*:\s*)?(left|right|center)\s*;?\s*", re.I)

# Quoted values are bounded, so that a stray quote is not searched for over and over.
_ATTRIBUTE = re.compile(
    r"""\s*+([^\s"'<>/=]++)"""
    r"""(?:\s*+=\s*+("[^"]{0,4000}+"|'[^']{0,4000}+'|[^\s"'=<>`]++))?+"""
)
_TAG = re.compile(
    rf"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)(?=[\s/>])((?:{_ATTRIBUTE.pattern})*+)\s*+(/?)>"
)
_UNSEEN: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))


def raw_html(md: MarkdownIt) -> None:
    """Teach a parser the rule of this module."""
    md.core.ruler.after("notes", "raw_html", _raw_html)


def _raw_html(state: StateCore) -> None:
    conversion = conversion_of(state.env)
    containers = [Tags(conversion)]
    result: list[Token] = []
    for token in state.tokens:
        if token.type == "html_block":
            first = token.map[0] + 1 if token.map else 1
            token.content = containers[-1].harmless(token.content, first)
        elif token.children is not None:
            _inline(token, conversion)
        elif token.nesting == 1:
            if token.type == "notes_open":
                result += containers[-1].close("html_block")
            containers.append(Tags(conversion))
        elif token.nesting == -1:
            result += containers.pop().close("html_block")
        result.append(token)
    state.tokens = result + containers.pop().close("html_block")


def _inline(block: Token, conversion: Conversion) -> None:
    line = block.map[0] + 1 if block.map else 1
    tags = Tags(conversion)
    for token in block.children or ():
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "html_inline":
            token.content = tags.harmless(token.content, line)
        elif token.type == "formula":
            token.meta["in_html"] = bool(tags.open)
        token.meta["line"] = line
    if block.children is not None:
        block.children += tags.close("html_inline")


class Tags:
    """The tags of one paragraph, or of the blocks of one container, in order."""

    def __init__(self, conversion: Conversion) -> None:
        self.conversion = conversion
        self.open: list[tuple[str, int]] = []  # names and lines

    def harmless(self, html: str, line: int) -> str:
        """Return the next piece of HTML without what it must not contain."""
        out: list[str] = []
        position = 0
        unclosed: set[str] = set()
        while (start := html.find("<", position)) >= 0:
            out.append(html[position:start])
            line += html.count("\n", position, start)
            piece, end = self._construct(html, start, line, unclosed)
            line += html.count("\n", start, end)
            out.append(piece)
            position = end
        out.append(html[position:])
        return "".join(out)

    def close(self, token_type: str) -> list[Token]:
        """Return a token with the end tags still missing, if there are any."""
        if not self.open:
            return []
        for name, line in self.open:
            self.conversion.report(line, f"The tag <{name}> is never closed.")
        ends = "".join(f"</{name}>" for name, _ in reversed(self.open))
        return [Token(token_type, "", 0, content=ends)]

    def _construct(
        self, html: str, start: int, line: int, unclosed: set[str]
    ) -> tuple[str, int]:
        """Return what a tag or comment becomes, and where it ends."""
        for opening, ending in _UNSEEN:
            if not html.startswith(opening, start):
                continue
            known = ending in unclosed
            end = -1 if known else html.find(ending, start + len(opening))
            if end >= 0:
                return "", end + len(ending)
            unclosed.add(ending)
            self.conversion.report(line, f"{opening} is never closed by {ending}.")
            return "&lt;", start + 1
        tag = _TAG.match(html, start)
        if not tag:
            return "&lt;", start + 1
        closing, name, attributes, *_, empty = tag.groups()
        name = name.lower()
        if closing:
            return self._end(_RENAMED.get(name, name), line), tag.end()
        if name in _SWALLOWING:
            self.conversion.report(line, f"<{name}> is not allowed and was left out.")
            return "", _after_end(html, tag.end(), name, unclosed)
        return self._start(name, attributes, bool(empty), line), tag.end()

    def _start(self, old_name: str, attributes: str, empty: bool, line: int) -> str:
        name = _RENAMED.get(old_name, old_name)
        if name not in AUTHOR_TAGS:
            self.conversion.report(
                line, f"<{old_name}> is not allowed and was left out."
            )
            return ""
        if len(self.open) >= MAX_DEPTH:
            self.conversion.report(line, "HTML nested too deeply is shown as text.")
            return escape(f"<{old_name}>")
        written = self._attributes(old_name, name, attributes, line)
        text = f"<{name}{written}>"
        # An anchor of the old kind marks a place: <a name="x">, often never closed.
        is_place = name == "a" and ' href="' not in written
        if (empty and name not in VOID) or is_place:
            return f"{text}</{name}>"
        if name not in VOID and name not in _IMPLIED:
            self.open.append((name, line))
        return text

    def _end(self, name: str, line: int) -> str:
        if name in _IMPLIED:
            return f"</{name}>"
        names = [opened for opened, _ in self.open]
        if name not in names:
            if name in AUTHOR_TAGS and name not in VOID and name != "a":
                self.conversion.report(line, f"The tag </{name}> closes nothing here.")
            return ""
        innermost = len(names) - 1 - names[::-1].index(name)
        del self.open[innermost:]
        return "".join(f"</{opened}>" for opened in reversed(names[innermost:]))

    def _attributes(self, old_name: str, name: str, text: str, line: int) -> str:
        values: dict[str, str] = {}
        classes = ["align-center"] if old_name == "center" else []
        for attribute, quoted in _ATTRIBUTE.findall(text):
            attribute = attribute.lower()
            value = unescape(quoted[1:-1] if quoted[:1] in ("'", '"') else quoted)
            alignment = _ALIGNMENT.fullmatch(value)
            if attribute in ("style", "align") and alignment:
                classes.append(f"align-{alignment[1].lower()}")
            elif (attribute, name) == ("name", "a") and _is_allowed(name, "id", value):
                values.setdefault("id", value)
            elif _is_allowed(name, attribute, value):
                values.setdefault(attribute, _value(attribute, value))
            elif attribute not in _SILENTLY_DROPPED:
                self.conversion.report(
                    line, f"The attribute {attribute} of <{old_name}> was left out."
                )
        if classes:
            values["class"] = " ".join([*values.get("class", "").split(), *classes])
        if name in LOCATED:
            values["data-line"] = str(line)
        return "".join(f' {key}="{escape(value)}"' for key, value in values.items())


def _after_end(html: str, position: int, name: str, unclosed: set[str]) -> int:
    """Return where the element ends, or `position` if it has no end tag."""
    if name in unclosed:
        return position
    end = re.compile(rf"</{name}\s*+>", re.I | re.A).search(html, position)
    if end:
        return end.end()
    unclosed.add(name)
    return position


def _is_allowed(tag: str, attribute: str, value: str) -> bool:
    if attribute == "id" and is_reserved(value):
        return False
    known = attribute in GLOBAL_ATTRIBUTES or attribute in AUTHOR_ATTRIBUTES.get(
        tag, ()
    )
    pattern = VALUES.get(attribute)
    return known and (pattern is None or bool(pattern.fullmatch(value)))


def _value(attribute: str, value: str) -> str:
    if attribute in ADDRESSES:
        return normalizeLink(value.strip())
    return "" if attribute in SWITCHES else value
