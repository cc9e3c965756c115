"""TeX formulas in, MathML out: all formulas of a document in one call.

The engine is math-core, which no other module knows of. `tokens` reads,
`macros` expands, `rewriting` rephrases, `guards` protects, `mathml` cleans.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from math_core import LatexToMathML

from posts.rendering.tex.guards import guard, readable, unfit_character
from posts.rendering.tex.layout import focusable, in_parts, width
from posts.rendering.tex.macros import Macros
from posts.rendering.tex.prelude import PRELUDE
from posts.rendering.tex.rewriting import Document, Handler, Rewriter
from posts.rendering.tex.tokens import TexError, Token, tokenize, write

from .tex import colours, commands, environments, marks, mathml, text_mode


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX without its dollar signs; a bare environment comes whole, as display."""

    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula as HTML; `error` says what is wrong with it, and where, or is empty.

    A broken formula's HTML shows its source and the error. The HTML of a formula that
    only defines macros is empty.
    """

    html: str
    error: str = ""


_HANDLERS: dict[str, Handler] = {
    **environments.HANDLERS,
    **commands.HANDLERS,
    **text_mode.HANDLERS,
    **colours.HANDLERS,
    **marks.HANDLERS,
}
_ENGINE = LatexToMathML(
    annotation=True,
    allow_unreliable_rendering=True,  # \widetilde, which Chromium and Firefox can draw
    continue_on_error=True,
    fancy_error=False,
)
_FAILURE = re.compile(
    r'<(?:p|span) class="math-core-error" title="(\d+): ([^"]*)"', re.DOTALL
)
_REFERENCE = re.compile(r"(?:<mrow>)?<mtext>(<a [^<>]*>[^<>]*</a>)</mtext>(?:</mrow>)?")
_LONG = 6.0
"""The width in em of a formula that may not fit the end of a line."""


def typeset(formulas: Sequence[Formula], macros: str = "") -> list[Typeset]:
    """Return HTML for the formulas of one document, in their order.

    `macros` is TeX whose definitions apply to all of them; a definition in a formula
    applies to it and to those after it. Equations are numbered through the document,
    and references find labels before and after them. Never raises.
    """
    document = Document(dict(_definitions(macros)))
    sheets = [_Sheet(document, formula) for formula in formulas]
    snippets = [snippet for sheet in sheets for snippet in sheet.snippets]
    results = iter(_ENGINE.convert_all(snippets))
    for sheet in sheets:
        sheet.results = [next(results) for _ in sheet.snippets]
    ids = _ids(document, sheets)
    return [sheet.typeset(ids) for sheet in sheets]


def macros_error(macros: str) -> str:
    """Return what is wrong with the definitions of a site, and where; or ""."""
    if not macros.strip():
        return ""
    [result] = typeset([Formula(macros, True)])
    if result.html and not result.error:
        return "only definitions can stand, such as \\newcommand{\\E}{\\mathbb{E}}."
    return result.error


@lru_cache(maxsize=16)
def _definitions(macros: str) -> Macros:
    """Return the macros defined before the first formula."""
    document = Document({})
    for tex in (PRELUDE, macros):
        _Sheet(document, Formula(tex, True))
    return document.macros


class _Sheet:
    """One formula while it is worked on: rewritten, typeset, finished."""

    def __init__(self, document: Document, formula: Formula) -> None:
        self.document = document
        self.formula = formula
        self.snippets: list[tuple[str, bool]] = []
        self.results: list[str] = []
        self._written: list[tuple[list[Token], list[int]]] = []
        self._failure: TexError | None = None
        self._rewriter = Rewriter(document, _HANDLERS)
        try:
            self._rewrite()
        except TexError as error:
            self.snippets = []
            self._failure = error

    def typeset(self, ids: dict[str, str]) -> Typeset:
        """Return the finished HTML."""
        try:
            return Typeset(self._finish(ids))
        except TexError as error:
            message = _message(error, self.formula.tex)
            return Typeset(_broken(self.formula, message), message)

    def _rewrite(self) -> None:
        source = self.formula.tex
        if unfit := unfit_character(source):
            raise TexError("A character here cannot be typeset", unfit.start())
        rewriter = self._rewriter
        tokens = rewriter.finish(rewriter.rewrite(tokenize(source)))
        if rewriter.has_definitions and all(token.text == " " for token in tokens):
            return
        for part in (tokens, *(box.tokens for box in rewriter.boxes)):
            part = guard(part)
            snippet, starts = write(part)
            self._written.append((part, starts))
            self.snippets.append((snippet, self.formula.display))

    def _finish(self, ids: dict[str, str]) -> str:
        if self._failure:
            raise self._failure
        if not self.results:
            return ""
        for index, result in enumerate(self.results):
            if failure := _FAILURE.match(result):
                raise self._engine_error(index, int(failure[1]), unescape(failure[2]))
        self._check_references(ids)
        # Cleaning would treat the engine's annotation as a part of the formula.
        bare = mathml.annotate(self.results[0], "")
        html = mathml.annotate(self._clean(bare, ids), self.formula.tex)
        if self.formula.display:
            return _in_block(html)
        return _in_line(html)

    def _clean(self, result: str, ids: dict[str, str]) -> str:
        rewriter = self._rewriter

        def box(index: int) -> str:
            inside = self._clean(mathml.inner(self.results[index + 1]), ids)
            return rewriter.boxes[index].wrap(inside)

        return mathml.finish(
            result,
            marks=rewriter.marks,
            ids=ids,
            tags=self.document.tags,
            box=box,
        )

    def _check_references(self, ids: dict[str, str]) -> None:
        for label, position in self._rewriter.references:
            if self.document.key(label) not in ids:
                raise TexError(f'No equation has the label "{label}"', position)

    def _engine_error(self, index: int, offset: int, message: str) -> TexError:
        """Return the engine's error, with the place in the author's text."""
        tokens, starts = self._written[index]
        where = max(0, bisect_right(starts, offset) - 1)
        position = tokens[where].position if tokens else 0
        return TexError(message.removesuffix("."), position)


def _ids(document: Document, sheets: Sequence[_Sheet]) -> dict[str, str]:
    """Return an id for each label that the engine has found, by the engine's name."""
    found = {
        key
        for sheet in sheets
        for result in sheet.results
        for key in re.findall(r' id="(L\d+)"', result)
    }
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for label, key in document.labels.items():
        if key in found:
            name = re.sub(r"\W+", "-", label.lower()).strip("-").removeprefix("eq-")
            ids[key] = name = _unused("eq-" + (name or "1"), taken)
            taken.add(name)
    return ids


def _unused(name: str, taken: set[str]) -> str:
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    return candidate


def _message(error: TexError, source: str) -> str:
    """Return the error as a sentence that says where it is."""
    before = source[: error.position]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    where = f"character {column}"
    if "\n" in source.strip():
        where = f"line {line}, {where}"
    return f"{readable(error.message)} ({where})."


def _broken(formula: Formula, message: str) -> str:
    source = escape(readable(formula.tex.strip()))
    message = escape(message)
    html = (
        f'<code class="math-error" title="{message}">{source}</code>'
        f' <em class="math-error">{message}</em>'
    )
    return f'<div class="formula">{html}</div>' if formula.display else html


def _in_line(html: str) -> str:
    """Return a plain link for a mere reference; let a line end in a long formula."""
    row = mathml.inner(html)
    if reference := _REFERENCE.fullmatch(row):
        return reference[1]
    if width(row) < _LONG:
        return html
    if (parts := in_parts(row)) == row:
        focus = focusable(row)
        return f'<span class="formula-line"{focus}>{html}</span>' if focus else html
    return html.replace(row, parts, 1).replace("<math>", '<math class="breakable">', 1)


def _in_block(html: str) -> str:
    """Wrap a display formula; one that may scroll can be reached by keyboard."""
    return f'<div class="formula"{focusable(mathml.inner(html))}>{html}</div>'
