"""How much TeX is understood, and how long it takes: real essays, and hostile formulas.

Run it with `python -m tests.benchmarks.mathematics`. POSTS_CORPUS is a folder of essays
in Markdown for Jekyll; `../shared/corpus` beside the project unless set. Times are of
the processor.
"""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from posts.rendering.mathematics import Formula, Typeset, typeset
from tests.support.formulas import FORMULAS

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
NOT_MATHEMATICS = re.compile(
    r"\A---\n.*?\n---\n|```.*?```|<(script|pre|code)\b.*?</\1>|`[^`\n]*`", re.DOTALL
)
MATHEMATICS = re.compile(
    r"(?<!\\)\$\$(?P<dollars>.+?)(?<!\\)\$\$"
    r"|(?<![\\$])\$(?P<dollar>[^\s$](?:\\.|[^$\\\n])*?)(?<!\s)\$(?!\d)"
    r"|(?P<bare>\\begin\{(?P<name>align|equation|gather|eqnarray)(?P<star>\*?)\}.*?"
    r"\\end\{(?P=name)(?P=star)\})",
    re.DOTALL,
)
# Jekyll halves the backslash before a brace or a bar: no TeX engine reads these.
ESCAPED = re.compile(r"\\\\[{}|]|&#124;")
SIZE = 64_000


def formulas(text: str) -> Iterator[Formula]:
    """Yield the formulas of an essay; a lone $$..$$ within a line is not a display."""
    for match in MATHEMATICS.finditer(NOT_MATHEMATICS.sub("", text)):
        tex = match["dollars"] or match["dollar"] or match["bare"]
        yield Formula(tex.strip(), match["dollar"] is None)


def timed(document: list[Formula]) -> tuple[list[Typeset], float]:
    """Return the results and the seconds they took."""
    begun = time.process_time()
    results = typeset(document)
    return results, time.process_time() - begun


def measure(name: str, documents: list[list[Formula]]) -> None:
    """Print how many formulas are understood, at what cost, and which are not."""
    count = seconds = escaped = 0.0
    broken: list[tuple[str, str]] = []
    for document in documents:
        results, took = timed(document)
        seconds += took
        count += len(document)
        for formula, result in zip(document, results, strict=True):
            if result.error and ESCAPED.search(formula.tex):
                escaped += 1
            elif result.error:
                broken.append((formula.tex, result.error))
    if not count:
        print(f"{name}: none found")
        return
    share = 100 * (1 - len(broken) / (count - escaped))
    print(
        f"{name}: {count:.0f} formulas, {1000 * seconds / count:.3f} ms each,"
        f" {share:.2f}% understood ({escaped:.0f} with Jekyll's escapes not counted)"
    )
    for tex, error in broken:
        print(f"  {tex[:60]!r}: {error}")


HOSTILE = {
    "one letter, again and again": ["x"] * (SIZE // 3),
    "small formulas": ["x_i^2"] * (SIZE // 7),
    "one formula": ["x+" * (SIZE // 2)],
    "long formulas": ["x+" * 3_000] * 10,
    "long tables": [r"\begin{align}" + r"a&=b\\" * 900 + r"\end{align}"] * 8,
    "wide tables": [r"\begin{matrix}" + "&" * 6_000 + r"\end{matrix}"] * 10,
    "groups": ["{" * (SIZE // 2) + "}" * (SIZE // 2)],
    "scripts": ["x^{" * 70 + "}" * 70] * 200,
    "open brackets": ["(" * 300] * 200,
    "open brackets after functions": [r"\max(" * 150] * 80,
    "doubling macros": [
        r"\def\a{xx}\def\b{\a\a}\def\c{\b\b}\def\d{\c\c}\def\e{\d\d\d\d\d}\e"
    ]
    * 900,
    "endless macro": [r"\def\x{\x\x}\x"] * 4_000,
    "macros that repeat an argument": [r"\def\a#1{#1#1#1#1}" + r"\a{" * 9 + "}" * 9]
    * 900,
    "labels": [rf"\begin{{align}}a\label{{{i}}}\end{{align}}" for i in range(1_800)],
    "references": [r"\eqref{a}"] * (SIZE // 12),
    "mistakes": [r"\foo"] * (SIZE // 6),
    "formulas in text": [r"\text{" + "$x$" * 3_000 + "}"] * 6,
    "nested text": [r"\text{" * 90 + "}" * 90] * 100,
    "repeated columns": [
        r"\begin{array}{" + "*{99}{" * 40 + "c" + "}" * 40 + r"}x\end{array}"
    ]
    * 200,
}


def main() -> None:
    """Print everything."""
    folder = Path(os.environ.get("POSTS_CORPUS") or CORPUS)
    essays = [
        list(formulas(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*/_posts/*.md"))
    ]
    measure("essays", essays)
    measure("own list", [[Formula(tex, True)] for tex in FORMULAS])
    for name, texts in HOSTILE.items():
        results, seconds = timed([Formula(tex, True) for tex in texts])
        size = sum(len(result.html) for result in results) // 1000
        print(f"{seconds:6.3f} s  {size:5} kB of HTML  {name}")


if __name__ == "__main__":
    main()
