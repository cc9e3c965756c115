"""The Markdown parser: CommonMark, and our extensions on top of it."""

from collections.abc import Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin

from .blocks import blocks
from .code import MAX_EFFORT, code_block, effort, language
from .conversion import PlacedFormula, conversion_of
from .footnotes import footnotes
from .formulas import formulas
from .html_formulas import with_formulas
from .limits import limits
from .plain_text import count_words
from .raw_html import raw_html
from .tree import Trusted, escape
from .typography import typography


def parser() -> MarkdownIt:
    """Return the parser of bodies, titles and summaries.

    It holds no state: its caller passes a conversion in `env`.
    """
    md = MarkdownIt(
        "commonmark",
        {"alerts": True, "tasklists": True, "xhtmlOut": False},
        renderer_cls=Renderer,
    )
    md.enable(["table", "strikethrough"])
    md.use(deflist_plugin)
    for extension in (footnotes, raw_html, blocks, formulas, typography, limits):
        md.use(extension)
    return md


class Renderer(RendererHTML):
    """Turns tokens into HTML that still has to pass the sanitiser."""

    def formula(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """A formula within a line: a display formula in a heading or a cell too."""
        token = tokens[index]
        return _formula(env, token.content, False, token.meta.get("line", 1))

    def formula_block(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """A formula between paragraphs."""
        token = tokens[index]
        return f"<div>{_formula(env, token.content, True, _line(token))}</div>\n"

    def formula_spaced(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """A dollar that seems to open a formula."""
        conversion_of(env).report(
            tokens[index].meta.get("line", 1),
            "A formula must not begin or end with a space: write $x$, not $ x $.",
            "formula-spaced",
        )
        return "$"

    def html_block(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """The author's HTML, with the formulas in its text."""
        token = tokens[index]
        return with_formulas(token.content, partial(_formula, env), _line(token))

    def fence(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """A fenced code block."""
        token = tokens[index]
        return _code(env, token.content, language(token.info), _line(token))

    def code_block(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """An indented code block."""
        return _code(env, tokens[index].content, "", _line(tokens[index]))

    def literal(self, tokens: Sequence[Token], index: int, *_: object) -> str:
        """A block that a guard has left unparsed."""
        return f"<p>{escape(tokens[index].content)}</p>\n"

    def literal_inline(self, tokens: Sequence[Token], index: int, *_: object) -> str:
        """A paragraph's text that a guard has left unparsed."""
        return escape(tokens[index].content)

    def figure(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The image of a figure."""
        return self.renderInline(tokens[index].children or [], options, env)

    def image(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """An image; in a title its alternative text."""
        token = tokens[index]
        alt = self.renderInlineAsText(token.children, options, env)
        if conversion_of(env).name != "body":
            return escape(alt)
        attributes: dict[str, str | int | float] = {"src": token.attrs["src"]}
        if alt:
            attributes["alt"] = alt
        if "title" in token.attrs:
            attributes["title"] = token.attrs["title"]
        attributes["data-line"] = token.meta.get("line", 1)
        token.attrs = attributes
        return self.renderToken(tokens, index, options, env)

    def renderInlineAsText(
        self, tokens: Sequence[Token] | None, options: OptionsDict, env: EnvType
    ) -> str:
        """Return alternative text; formulas as their TeX."""
        parts = []
        for token in tokens or ():
            if token.type == "image":
                parts.append(self.renderInlineAsText(token.children, options, env))
            elif token.type in ("softbreak", "hardbreak"):
                parts.append(" ")
            elif token.type != "html_inline":
                parts.append(token.content)
        return "".join(parts)

    def heading_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The start of a heading, with its line for the problems."""
        token = tokens[index]
        token.attrSet("data-line", str(_line(token)))
        return self.renderToken(tokens, index, options, env)

    def link_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The start of a link, with its line for the problems."""
        tokens[index].attrSet("data-line", str(tokens[index].meta.get("line", 1)))
        return self.renderToken(tokens, index, options, env)

    def bullet_list_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The start of a list; one with tasks has a class."""
        if tokens[index].attrs.pop("class", None):
            tokens[index].attrSet("class", "task-list")
        return self.renderToken(tokens, index, options, env)

    ordered_list_open = bullet_list_open

    def list_item_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The start of a list item; the class of a task is the list's."""
        tokens[index].attrs.pop("class", None)
        return self.renderToken(tokens, index, options, env)

    def task(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """The box of a task, which says its state."""
        labels = conversion_of(env).context.labels
        is_done = tokens[index].meta["checked"]
        label = escape(labels.done if is_done else labels.to_do)
        checked = " checked" if is_done else ""
        return f'<input type="checkbox" aria-label="{label}"{checked}> '

    def alert_open(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """The start of an alert."""
        kind = tokens[index].meta["kind"].lower()
        return f'<div class="alert alert-{kind}" role="note">\n'

    def alert_title_open(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """The start of an alert's title, which is set in the reader's language."""
        kind = tokens[index - 1].meta["kind"].lower()
        title = tokens[index + 1]
        word = getattr(conversion_of(env).context.labels, kind)
        title.children = [Token("text", "", 0, content=word)]
        return '<p class="alert-title">'

    def td_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The start of a cell, aligned by a class."""
        style = str(tokens[index].attrs.pop("style", ""))
        if style:
            tokens[index].attrSet("class", f"align-{style.rpartition(':')[2]}")
        return self.renderToken(tokens, index, options, env)

    th_open = td_open


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _formula(env: EnvType, tex: str, display: bool, line: int) -> str:
    conversion = conversion_of(env)
    formula = PlacedFormula(tex, display, line, len(conversion.inserts))
    conversion.formulas.append(formula)
    return conversion.insert(None)


def _code(env: EnvType, code: str, name: str, line: int) -> str:
    conversion = conversion_of(env)
    conversion.effort += effort(code, name)
    plain = conversion.effort > MAX_EFFORT
    if plain and name:
        message = "From here on, code is too long to be highlighted."
        conversion.report(line, message, "limits")
    html = code_block(code, name, plain=plain)
    trusted = Trusted(html, code, count_words(code), True)
    return f"<div>{conversion.insert(trusted)}</div>\n"
