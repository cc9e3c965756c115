"""Code blocks, highlighted by Pygments with classes only.

Many of its lexers search again and again from each place in an unusual text. Only those
measured are used, and only on code whose size and shape keep them quick; all other code
stays plain.
"""

import re
from functools import lru_cache
from typing import Final

from pygments import formatters, highlight, lexers, util  # type: ignore[import-untyped]
from pygments.lexer import Lexer  # type: ignore[import-untyped]

from .tree import escape, names

LANGUAGES: Final = names(
    """
    ada agda apl applescript awk bash batch bibtex c chapel clojure cmake common-
    lisp console coq cpp cr csharp css cuda cython d dart delphi diff django
    docker elixir emacs-lisp erlang fish fortran fsharp futhark gap gas glsl
    gnuplot go graphql graphviz groovy haskell hlsl html http idris ini java
    javascript jlcon json json5 jsx julia k kotlin lean lean4 less llvm lua make
    maple markdown mathematica matlab mojo nasm nginx nimrod nixos numpy
    objective-c ocaml octave perl php postgresql powershell prolog properties
    protobuf ptx pycon pytb python racket rconsole restructuredtext ruby rust sas
    scala scheme scilab scss solidity splus sql sqlite3 stan swift systemverilog
    tablegen tcl terraform tex text toml tsx typescript verilog vhdl vim vue wast
    xml xslt yaml zig
    """
)
MAX_LENGTH: Final = 10_000  # characters of one block
# The sum over a text of the squared lengths, which is how the time may grow.
MAX_EFFORT: Final = 200_000_000
_LANGUAGE = re.compile(r"[{.]*([A-Za-z0-9+#_.-]{1,40})")
_LONG_LINE_OR_GAP = re.compile(r"[^\n]{500}|\s{100}")
# Their lexers try every run of words as the head of a method.
_WORDY: Final = frozenset({"csharp", "groovy", "java"})
_MANY_WORDS = re.compile(r"(?:[\w$.<>\[\]?,]++\s++){60}")
_FORMATTER = formatters.HtmlFormatter(nowrap=True)


def language(info: str) -> str:
    """Return the language that the info string of a fence names, or an empty string."""
    match = _LANGUAGE.match(info.strip())
    return match[1].lower() if match else ""


def effort(code: str, name: str) -> int:
    """Return what highlighting may cost, to be summed up to MAX_EFFORT."""
    return len(code) ** 2 if _lexer(name) else 0


def code_block(code: str, name: str, *, plain: bool = False) -> str:
    """Return a code block; one in an unknown language stays plain."""
    attribute = f' class="language-{escape(name)}"' if name else ""
    inner = escape(code) if plain else _highlighted(code, name)
    return f'<pre class="code" tabindex="0"><code{attribute}>{inner}</code></pre>'


@lru_cache(maxsize=512)
def _highlighted(code: str, name: str) -> str:
    lexer = _lexer(name)
    if lexer is None or not _is_quick(code, lexer.aliases[0]):
        return escape(code)
    try:
        return str(highlight(code, lexer, _FORMATTER))
    except Exception:  # a defect of a lexer must not cost the page
        return escape(code)


def _is_quick(code: str, name: str) -> bool:
    return (
        len(code) <= MAX_LENGTH
        and not _LONG_LINE_OR_GAP.search(code)
        and not (name in _WORDY and _MANY_WORDS.search(code))
    )


@lru_cache(maxsize=256)
def _lexer(name: str) -> Lexer | None:
    """Return the lexer of a language, or None."""
    try:
        lexer = lexers.get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except util.ClassNotFound:
        return None
    return lexer if lexer.aliases[0] in LANGUAGES else None
