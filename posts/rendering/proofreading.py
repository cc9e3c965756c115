"""What an author should know about a finished text, from nothing but the text.

Each rule is a function of source and rendered text; a new one is added to `RULES`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from .values import Problem, RenderedText, Source

type Rule = Callable[[Source, RenderedText], Iterator[Problem]]

LONGEST_TITLE: Final = 160  # characters
_FENCE = re.compile(r"[ \t>]*(?:[-*+] +|\d+[.)] +)?(`{3,}(?=[^`]*$)|~{3,})")
_CODE = re.compile(r"(?<!`)(`++)[^`]++\1(?!`)")
_MARK = re.compile(r"(<{7}|={7}|>{7})(?= |$)")
_TEMPLATE_TAG = re.compile(r"\{%-?\s*\w[^{}]{0,500}?%\}")
# Pandoc and kramdown write the one after an image, markdown-it and Obsidian the other.
_IMAGE_SIZE = re.compile(
    r"!\[[^\]]{0,999}\]\([^()]{0,999}"
    r"(?:\)(\{:?[^{}]{0,200}\})|\s(=\d{0,5}(?:x\d{0,5})?)\))"
)
# With brackets, so that a search for unfinished work does not find this file.
_LEFTOVER = re.compile(r"(?<![\w/.#:-])([T]ODO|[F]IXME|[X]XX)(?![\w/-]| +lists?\b)")


def empty_title(_source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """A page that nobody could name or link to."""
    if not rendered.title_text:
        message = "There is no title: write one."
        yield Problem("title", 1, message, "title-empty", blocks=True)


def long_title(_source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """A title that search engines, tabs and lists will cut."""
    length = len(rendered.title_text)
    if length > LONGEST_TITLE:
        message = (
            f"The title has {length} characters; search engines show about 60. Could"
            " part of it go into the summary?"
        )
        yield Problem("title", 1, message, "title-long")


def empty_body(_source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """A page without content; comments count for nothing."""
    if not rendered.html.strip():
        message = "The text is empty: there is nothing to read yet."
        yield Problem("body", 1, message, "body-empty", blocks=True)


def conflict_marks(source: Source, _rendered: RenderedText) -> Iterator[Problem]:
    """What a merge leaves where two versions differ: both are still in the text."""
    for field, text in (("summary", source.summary), ("body", source.body)):
        marks = [(line, found[1]) for line, found in _matches(_MARK.match, text, "<<<")]
        for index, (line, mark) in enumerate(marks):
            # Alone, a row of equals needles is a heading, and one of > a quotation.
            following = [other for _, other in marks[index + 1 : index + 3]]
            is_whole = following == ["=" * 7, ">" * 7]
            if mark == "<" * 7:
                message = (
                    "Two versions of a passage were left side by side here, between"
                    " <<<<<<<, ======= and >>>>>>>. Keep what is right and delete the"
                    " marks."
                )
                yield Problem(field, line, message, "conflict-marks", blocks=is_whole)


def leftovers(source: Source, _rendered: RenderedText) -> Iterator[Problem]:
    """A note to oneself that readers would see; code and comments may contain them."""
    for field, text in (
        ("title", source.title),
        ("summary", source.summary),
        ("body", source.body),
    ):
        for line, found in _matches(_LEFTOVER.search, text, "ODO", "IXME", "XX"):
            message = f"“{found[1]}” is still here, and readers will see it."
            yield Problem(field, line, message, "leftover")


def template_tags(source: Source, _rendered: RenderedText) -> Iterator[Problem]:
    """What another system, such as Jekyll, would have replaced."""
    found = _matches(_TEMPLATE_TAG.search, source.body, "{%")
    tags = [(line, tag[0]) for line, tag in found]
    yield from _means_nothing(tags, "template-tag")


def image_sizes(source: Source, _rendered: RenderedText) -> Iterator[Problem]:
    """A size, or other attributes, as other Markdown dialects write them."""
    found = _matches(_IMAGE_SIZE.search, source.body, "){", " =")
    sizes = [(line, size[1] or size[2]) for line, size in found]
    advice = ' For a smaller image write <img src="…" alt="…" width="300">, in pixels.'
    yield from _means_nothing(sizes, "image-size", advice)


def _means_nothing(
    found: list[tuple[int, str]], rule: str, advice: str = ""
) -> Iterator[Problem]:
    for line, typed in found[:1]:
        lines = len(found) - 1
        more = f" Also on {lines} more line{'s'[: lines - 1]}." if lines else ""
        message = f"{clip(typed)} means nothing here: readers see it as typed."
        yield Problem("body", line, f"{message}{advice}{more}", rule)


def title_repeated(_source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """A first heading that says what the page's own heading says above it."""
    for section in rendered.outline.sections[:1]:
        if section.text and _same(section.text, rendered.title_text):
            message = (
                "The text begins with its own title, which the page shows above it:"
                " delete this heading."
            )
            yield Problem("body", section.line, message, "title-repeated")


def lone_top_heading(_source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """One heading above all others: the contents would have a single entry."""
    if len(rendered.outline.sections) < 2:
        return
    first, *others = rendered.outline.sections
    is_title = _same(first.text, rendered.title_text)
    if not is_title and first.level == 1 < min(other.level for other in others):
        message = (
            f"All other headings are below this one, “{clip(first.text)}”, as if it"
            " were the title, which the page already has. Delete it, or raise the"
            " others to its level."
        )
        yield Problem("body", first.line, message, "heading-lone")


def equal_headings(_source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """Two headings that stand side by side in the contents with the same words."""
    seen: dict[tuple[str, ...], int] = {}
    above: list[tuple[int, str]] = []
    for section in rendered.outline.sections:
        while above and above[-1][0] >= section.level:
            above.pop()
        above.append((section.level, section.text.casefold()))
        place = tuple(text for _, text in above)
        if section.text and place in seen:
            message = (
                f"There is already a heading “{clip(section.text)}” on line"
                f" {seen[place]}: in the contents nobody can tell the two apart."
            )
            yield Problem("body", section.line, message, "heading-repeated")
        seen.setdefault(place, section.line)


RULES: Final[tuple[Rule, ...]] = (
    empty_title,
    long_title,
    empty_body,
    conflict_marks,
    leftovers,
    template_tags,
    image_sizes,
    title_repeated,
    lone_top_heading,
    equal_headings,
)


def proofread(source: Source, rendered: RenderedText) -> Iterator[Problem]:
    """Yield what the rules find, without the problems of rendering itself."""
    for rule in RULES:
        yield from rule(source, rendered)


def clip(text: str, most: int = 60) -> str:
    """Return a text short enough to be quoted in a sentence."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _matches(
    find: Callable[[str], re.Match[str] | None], text: str, *needles: str
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the first match in each line of prose, with the line's number.

    `needles` are what a match contains: most texts have none, which is quick to see.
    """
    if any(needle in text for needle in needles):
        for line, words in prose(text):
            if found := find(words):
                yield line, found


def prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is not code, with its number, without comments.

    An approximation in linear time: where Markdown's rules are intricate, such as code
    by indentation, what may be code is treated as code.
    """
    fence, in_comment = "", False
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            if line.strip(" \t>").startswith(fence):
                fence = ""
            continue
        if not in_comment and (opening := _FENCE.match(line)):
            fence = opening[1]
            continue
        if in_comment or "<!--" in line:
            line, in_comment = _without_comments(line, in_comment)
        if not line.startswith(("    ", "\t")):
            yield number, _CODE.sub("", line) if "`" in line else line


def _without_comments(line: str, in_comment: bool) -> tuple[str, bool]:
    """Return what is outside comments, and whether the line ends inside one."""
    outside: list[str] = []
    position = 0
    while True:
        if in_comment:
            end = line.find("-->", position)
            if end < 0:
                return "".join(outside), True
            position = end + 3
        start = line.find("<!--", position)
        if start < 0:
            outside.append(line[position:])
            return "".join(outside), False
        outside.append(line[position:start])
        position, in_comment = start + 4, True


def _same(text: str, other: str) -> bool:
    return text.casefold().split() == other.casefold().split()
