"""Code blocks, highlighted by Pygments with classes only."""

import re
from functools import lru_cache
from typing import Any, Final

from pygments import formatters, highlight, lexers, util  # type: ignore[import-untyped]

from .tree import escape

MAX_HIGHLIGHTED: Final = 20_000  # characters
_LANGUAGE = re.compile(r"[{.]*([A-Za-z0-9+#_.-]{1,40})")
_FORMATTER = formatters.HtmlFormatter(nowrap=True)


def language(info: str) -> str:
    """Return the language that the info string of a fence names, or an empty string."""
    match = _LANGUAGE.match(info.strip())
    return match[1].lower() if match else ""


def code_block(code: str, name: str) -> str:
    """Return a code block; one in an unknown language, or too long, stays plain."""
    attribute = f' class="language-{escape(name)}"' if name else ""
    inner = _inner(code, name)
    return f'<pre class="code" tabindex="0"><code{attribute}>{inner}</code></pre>'


@lru_cache(maxsize=512)
def _inner(code: str, name: str) -> str:
    lexer = _lexer(name) if name and len(code) <= MAX_HIGHLIGHTED else None
    if lexer is None:
        return escape(code)
    try:
        return str(highlight(code, lexer, _FORMATTER))
    except Exception:  # a defect of one of 600 lexers must not cost the page
        return escape(code)


@lru_cache(maxsize=128)
def _lexer(name: str) -> Any:
    try:
        return lexers.get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except util.ClassNotFound:
        return None
