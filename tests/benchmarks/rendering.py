"""How long rendering takes: essays, and 64 kB of whatever is worst for a parser.

Run it with `python -m tests.benchmarks.rendering [part of a name ...]`. The times are
seconds of processor time without the memory of earlier results.
"""

import sys
import time
from collections.abc import Iterator

from posts.rendering import Source, render
from posts.rendering.code import LANGUAGES

SIZE = 64_000
BOUND = 1.0  # seconds


def filled(unit: str, size: int = SIZE) -> str:
    """Return `size` characters of the repeated unit."""
    return (unit * (size // len(unit) + 1))[:size]


SENTENCE = 'A sentence with *emphasis*, `code`, "quotes", $x_{1}^2$ and [a link](/x). '
SECTION = (
    f"## Part\n\n{SENTENCE * 22}\n\n$$\n\\sum_{{i=1}}^n \\frac{{x_i}}{{y_i}}\n$$\n\n"
    "- one\n- two^[A note.]\n\n```python\ndef f(x):\n    return x + 1\n```\n\n"
)
ESSAY = SECTION * 15
# Repeated to fill 64 kB.
UNITS = (
    "[", "[a](", "![[", "![](", ">", "> ", "*", "*a ", "a**b", "_a __b ", "`",
    "`a``b", "<a ", "<", '<a x="', "[ a_", "$", "$a ", "a$", "${", "$$", "$$a\n",
    "x $$a\n", "$$\n", "\\begin{align}", "\\begin{align}\n", "- \\begin{align}\n",
    "- $$\n", "> $$\n", "|a|b|\n|-|-|\n", "|-|\n", "a|b\n-|-\n", "- ", "1. ", "- a\n",
    "- a\n\n", "> a\n", "[^a]", "[^a", "[^a]: ", "^[", "^[a] ", "[a]: b\n", "[a\n",
    '[a]: b "\n', "[a]:\n", "&amp;", "&", "&#", "&a", '"', '"a ', '"\'', "'a ", "{",
    "a\n: b\n\n", "a\n: ", ": ", "a\n: b\n", "<div>", "<div>\n\n", "<b>",
    "<div><b>\n\n", "<p>", "<table><tr><td>", "<!--", "<!-- a\n", "<![CDATA[", "<?",
    "<!a", "<script>", "<script><style>", "<li>", "<ul><li>", "<a href=x>",
    "<table><td>", "<b><i><u>", "<b><i></b></i>", "<details>\n\n", "<h1>",
    "<ruby><rt>", "<pre>", "<img>", "<dl><dt>", "<a href=x><p>", "~", "~~a ", "\\",
    "\\$", "![", "\n", " ", "\t", "#", "# a\n", "a\n=\n", "---\n", "```\n",
    "```python\na\n```\n", ".", "-", "-- ", "<http://a.b/", "<http://a.b/>",
    "[a](b) ", "![a](b)\n\n", "# a {#b}\n", "- [ ] a\n", "> [!NOTE]\n\n", "$x$ ",
    "$$x$$ ", "$$x$$\n\n", "深", "😀", "a\n", "word ", "a  \n", "^", "*_", "*a_ ",
    "*a*", "[[]", "][", "[](<", "\\newcommand{\\a}{\\a\\a}", "$\\a$ ", "$\\frac{",
    "${{{{", "$x_{",
)  # fmt: skip


def inputs() -> Iterator[tuple[str, str]]:
    """Yield names and bodies."""
    yield "essay of 4,000 words", ESSAY
    for unit in UNITS:
        yield f"{unit!r} repeated", filled(unit)
        yield f"<div> and {unit!r} repeated", "<div>\n" + filled(unit)
    yield "links nested", "[" * 15_000 + "a" + "](b)" * 12_000
    yield "emphasis nested", "*a " * 10_000 + "b*" * 15_000
    yield "notes in place nested", "^[" * 20_000 + "]" * 20_000
    yield (
        "notes that refer on",
        "\n\n".join(f"[^{i}]: [^{i + 1}]" for i in range(4_000)),
    )
    yield "references", "\n".join(f"[a{i}]: /b" for i in range(4_500))
    yield "one reference used", "[a]: b\n\n" + filled("[a]")
    yield "backticks of all lengths", " ".join("`" * i for i in range(350))
    yield "lists nested", "\n".join(" " * i + "- a" for i in range(350))
    yield "quotations nested", "\n".join(">" * i + " a" for i in range(350))
    yield "alerts nested", "\n".join("> " * i + "[!NOTE]" for i in range(250))
    yield "wide table", "|" + "a|" * 15_000 + "\n|" + "-|" * 15_000
    yield "tall table", "|a|b|\n|-|-|\n" + filled("|a|b|\n")
    yield "empty rows", "a|b\n-|-\n" + filled("|\n")
    yield (
        "many tables",
        filled("|" + "a|" * 99 + "\n|" + "-|" * 99 + "\n" + "a\n" * 90 + "\n"),
    )
    yield "tags left open", "\n\n".join(f"<b class=x{i}>a" for i in range(3_500))
    yield "formula far from its end", filled("\\begin{align}\n") + "\n\\end{align}"
    yield "long address", "[a](<" + filled("b")
    yield "long number", "&#x1" + "1" * 60_000
    yield from listings()


def listings() -> Iterator[tuple[str, str]]:
    """Yield listings that keep lexers searching, for each language."""
    units = ("a ", "a\n", "{", "(\n", '"\\"', "/*\n", "#\n", "<a ", "a.", " \n", "'\n")
    for language in sorted(LANGUAGES):
        for unit in units:
            block = f"```{language}\n{filled(unit, 9_900)}\n```\n\n"
            yield f"{language} {unit!r}", block * 6


def measure(body: str) -> float:
    """Return the seconds that rendering takes, as a body or as a title."""
    times = []
    for source in (Source(body=body), Source(title=body)):
        start = time.process_time()
        render.__wrapped__(source)
        times.append(time.process_time() - start)
    return max(times)


def main(names: list[str]) -> int:
    """Print the slowest; return 1 if one exceeds the bound."""
    times = sorted(
        ((measure(body), name) for name, body in inputs() if _chosen(name, names)),
        reverse=True,
    )
    for seconds, name in times[:25]:
        print(f"{seconds:7.3f}  {name}")
    return int(bool(times) and times[0][0] > BOUND)


def _chosen(name: str, names: list[str]) -> bool:
    return not names or any(part in name for part in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
