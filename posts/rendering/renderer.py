"""From a source to a rendered text."""

import re
from collections.abc import Callable
from functools import lru_cache

from .characters import clean, clean_references
from .content_model import repair
from .conversion import Conversion
from .finishing import finish, lead, with_inserts
from .headings import contents
from .limits import MAX_LENGTH
from .markdown import parser
from .mathematics import Formula, typeset
from .outline import links
from .plain_text import count_words, line_text, plain_text, word_count
from .policy import sanitise_body, sanitise_summary, sanitise_title
from .tree import Node, Trusted, escape, parse, serialise
from .values import DEFAULT_CONTEXT, Context, Field, Outline, RenderedText, Source

_PARSER = parser()
UNRENDERED = "unrendered"
UNKNOWN_DEFECT = "This text could not be rendered; it is shown as typed."


@lru_cache(maxsize=64)
def render(source: Source, context: Context = DEFAULT_CONTEXT) -> RenderedText:
    """Return the rendered text of a source. Never raises; the result is memoised."""
    body, body_conversion = _render(source.body, "body", context)
    title, title_conversion = _render(source.title, "title", context)
    summary, summary_conversion = _render(source.summary, "summary", context)
    if not source.summary.strip():
        summary = lead(body)
    text = plain_text(body)
    problems = [
        problem
        for conversion in (title_conversion, summary_conversion, body_conversion)
        for problem in sorted(
            conversion.problems.values(), key=lambda problem: problem.line
        )
    ]
    return RenderedText(
        title_html=serialise(title).strip(),
        title_text=line_text(title),
        summary_html=serialise(summary).strip(),
        summary_text=line_text(summary),
        html=serialise(body),
        text=text,
        contents=tuple(contents(body)),
        problems=tuple(problems),
        word_count=word_count(body),
        outline=Outline(
            links=(*summary_conversion.links, *body_conversion.links),
            sections=tuple(body_conversion.sections),
            ids=frozenset(body_conversion.ids),
        ),
    )


def _render(text: str, field: Field, context: Context) -> tuple[list[Node], Conversion]:
    conversion = Conversion(field, context)
    text = clean(text)
    if len(text) > MAX_LENGTH:
        message = f"Texts of over {MAX_LENGTH} characters are shown as typed."
        conversion.report(1, message, UNRENDERED, blocks=field == "body")
        return _literal(text), conversion
    try:
        return _FIELDS[field](text, conversion), conversion
    except Exception:  # no defect of a library may cost an author the text
        conversion = Conversion(field, context)
        conversion.report(1, UNKNOWN_DEFECT, UNRENDERED, blocks=field == "body")
        return _literal(text), conversion


def _literal(text: str) -> list[Node]:
    return [Trusted(f"<p>{escape(text)}</p>", text, count_words(text), True)]


def _body(text: str, conversion: Conversion) -> list[Node]:
    html = _PARSER.render(text, {"conversion": conversion})
    nodes = parse(sanitise_body(clean_references(html)))
    _typeset(conversion)
    return finish(nodes, conversion)


def _line(sanitise: Callable[[str], str]) -> Callable[[str, Conversion], list[Node]]:
    def convert(text: str, conversion: Conversion) -> list[Node]:
        html = _PARSER.renderInline(" ".join(text.split()), {"conversion": conversion})
        nodes = parse(sanitise(clean_references(html)))
        _typeset(conversion)
        conversion.links = links(nodes, conversion.name)
        return repair(with_inserts(nodes, conversion.inserts), "")

    return convert


_FIELDS: dict[Field, Callable[[str, Conversion], list[Node]]] = {
    "body": _body,
    "title": _line(sanitise_title),
    "summary": _line(sanitise_summary),
}


def _text_of(tex: str, html: str) -> str:
    """Return a formula as plain text: its TeX; a reference is the number it shows."""
    if html.startswith("<a "):
        return re.sub("<[^>]*>", "", html)
    return tex if html else ""


def _typeset(conversion: Conversion) -> None:
    """Fill the inserts reserved for formulas; they are numbered through the text."""
    formulas = [Formula(placed.tex, placed.display) for placed in conversion.formulas]
    results = typeset(formulas, conversion.context.macros)
    for placed, result in zip(conversion.formulas, results, strict=True):
        text = _text_of(placed.tex.strip(), result.html)
        conversion.inserts[placed.insert] = Trusted(
            result.html, text, 1 if text else 0, placed.display
        )
        if result.error:
            conversion.report(placed.line, result.error, "formula")
