"""From a source to an article."""

import re
from collections.abc import Callable
from functools import lru_cache

from .characters import clean, clean_references
from .draft import Draft
from .finishing import finish, lead, with_inserts
from .headings import contents
from .limits import MAX_LENGTH
from .markdown import parser
from .mathematics import Formula, typeset
from .outline import links
from .plain_text import count_words, plain_text, word_count
from .policy import sanitise_body, sanitise_summary, sanitise_title
from .tree import Node, Trusted, escape, parse, serialise
from .values import DEFAULT_CONTEXT, Article, Context, Field, Outline, Source

_PARSER = parser()
UNRENDERED = "unrendered"
UNKNOWN_DEFECT = "This text could not be rendered; it is shown as typed."


@lru_cache(maxsize=64)
def render(source: Source, context: Context = DEFAULT_CONTEXT) -> Article:
    """Return the finished article of a source. Never raises; the result is memoised."""
    body, body_draft = _render(source.body, "body", context)
    title, title_draft = _render(source.title, "title", context)
    summary, summary_draft = _render(source.summary, "summary", context)
    if not source.summary.strip():
        summary = lead(body)
    text = plain_text(body)
    problems = [
        problem
        for draft in (title_draft, summary_draft, body_draft)
        for problem in sorted(draft.problems.values(), key=lambda problem: problem.line)
    ]
    return Article(
        title_html=serialise(title).strip(),
        title_text=plain_text(title),
        summary_html=serialise(summary).strip(),
        summary_text=plain_text(summary),
        html=serialise(body),
        text=text,
        contents=tuple(contents(body)),
        problems=tuple(problems),
        word_count=word_count(body),
        outline=Outline(
            links=(*summary_draft.links, *body_draft.links),
            sections=tuple(body_draft.sections),
            ids=frozenset(body_draft.ids),
        ),
    )


def _render(text: str, field: Field, context: Context) -> tuple[list[Node], Draft]:
    draft = Draft(field, context)
    text = clean(text)
    if len(text) > MAX_LENGTH:
        message = f"Texts of over {MAX_LENGTH} characters are shown as typed."
        draft.report(1, message, UNRENDERED, blocks=field == "body")
        return _literal(text), draft
    try:
        return _FIELDS[field](text, draft), draft
    except Exception:  # no defect of a library may cost an author the text
        draft = Draft(field, context)
        draft.report(1, UNKNOWN_DEFECT, UNRENDERED, blocks=field == "body")
        return _literal(text), draft


def _literal(text: str) -> list[Node]:
    return [Trusted(f"<p>{escape(text)}</p>", text, count_words(text), True)]


def _body(text: str, draft: Draft) -> list[Node]:
    html = _PARSER.render(text, {"draft": draft})
    nodes = parse(sanitise_body(clean_references(html)))
    _typeset(draft)
    return finish(nodes, draft)


def _line(sanitise: Callable[[str], str]) -> Callable[[str, Draft], list[Node]]:
    def convert(text: str, draft: Draft) -> list[Node]:
        html = _PARSER.renderInline(" ".join(text.split()), {"draft": draft})
        nodes = parse(sanitise(clean_references(html)))
        _typeset(draft)
        draft.links = links(nodes, draft.name)
        return with_inserts(nodes, draft.inserts)

    return convert


_FIELDS: dict[Field, Callable[[str, Draft], list[Node]]] = {
    "body": _body,
    "title": _line(sanitise_title),
    "summary": _line(sanitise_summary),
}


def _text_of(tex: str, html: str) -> str:
    """Return a formula as plain text: its TeX; a reference is the number it shows."""
    if html.startswith("<a "):
        return re.sub("<[^>]*>", "", html)
    return tex if html else ""


def _typeset(draft: Draft) -> None:
    """Fill the inserts kept free for formulas; they are numbered through the text."""
    formulas = [Formula(formula.tex, formula.display) for formula in draft.formulas]
    results = typeset(formulas, draft.context.macros)
    for formula, result in zip(draft.formulas, results, strict=True):
        text = _text_of(formula.tex.strip(), result.html)
        draft.inserts[formula.insert] = Trusted(
            result.html, text, 1 if text else 0, formula.display
        )
        if result.error:
            draft.report(formula.line, result.error, "formula")
