"""The values of rendering: source and context in, rendered text out."""

from dataclasses import dataclass
from typing import Final, Literal

type Field = Literal["title", "summary", "body"]


@dataclass(frozen=True, slots=True)
class Source:
    """What an author wrote: Markdown; title and summary are inline only."""

    title: str = ""
    summary: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """An uploaded image: its address as written in a text, its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The words and quotation marks that rendering itself puts into a text."""

    note: str = "Note"
    tip: str = "Tip"
    important: str = "Important"
    warning: str = "Warning"
    caution: str = "Caution"
    footnotes: str = "Footnotes"
    back_to_text: str = "Back to the text"
    table: str = "Table"
    details: str = "Details"
    done: str = "Done"
    to_do: str = "To do"
    quotes: str = "“”‘’"


@dataclass(frozen=True, slots=True)
class Context:
    """Everything besides its source that a rendered text may depend on.

    `macros` is TeX: any number of \\newcommand, \\def or \\DeclareMathOperator lines
    that apply to the whole site. `images` lists only the images that the source
    mentions, so that a change to another one leaves this text's fingerprint alone.
    `former_ids` are pairs: an id that a heading once had, and the one it has now.
    """

    labels: Labels = Labels()
    macros: str = ""
    images: tuple[ImageFacts, ...] = ()
    former_ids: tuple[tuple[str, str], ...] = ()


DEFAULT_CONTEXT: Final = Context()


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents: level 2 to 6, the anchor's id, and its text as HTML."""

    level: int
    id: str
    html: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake that the author should know about; `line` counts from 1 within `field`.

    `rule` is a permanent name for what was found; what `blocks` would break the page.
    """

    field: str
    line: int
    message: str
    rule: str = "markup"
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text that a reader may follow, or that embeds an image or video.

    It is percent-encoded, else as typed: relative to nothing, and perhaps leading
    nowhere. `line` counts from 1 within `field`.
    """

    field: Field
    line: int
    kind: Literal["link", "image", "video"]
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the body as it was typed: its line, level 1 to 6 and plain text."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What the HTML of a text no longer says, but the checks have to know."""

    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A rendered text. All HTML has passed the sanitiser and has no inline style."""

    title_html: str
    title_text: str
    summary_html: str
    summary_text: str
    html: str
    text: str
    contents: tuple[Heading, ...]
    problems: tuple[Problem, ...]
    word_count: int
    outline: Outline = Outline()
