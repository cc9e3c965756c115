"""What is gathered while one field of a source is turned into HTML."""

from dataclasses import dataclass, field

from markdown_it.utils import EnvType

from .characters import CLOSE, OPEN
from .tree import Trusted
from .values import Context, Field, Link, Problem, Section


@dataclass(slots=True, frozen=True)
class PlacedFormula:
    """A piece of TeX, its line (from 1), and the insert reserved for it."""

    tex: str
    display: bool
    line: int
    insert: int


@dataclass(slots=True)
class Conversion:
    """The state of one field: it lives in markdown-it's `env`, never in the parser."""

    name: Field
    context: Context
    inserts: list[Trusted | None] = field(default_factory=list)
    formulas: list[PlacedFormula] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    effort: int = 0  # of highlighting, see code.py

    def report(
        self, line: int, message: str, rule: str = "markup", *, blocks: bool = False
    ) -> None:
        """Note a problem; the same message is given once, at the first place."""
        problem = Problem(self.name, line, message, rule, blocks)
        self.problems.setdefault(message, problem)

    def insert(self, trusted: Trusted | None) -> str:
        """Keep finished HTML out of the sanitiser's way; return a placeholder."""
        self.inserts.append(trusted)
        return f"{OPEN}{len(self.inserts) - 1}{CLOSE}"


def conversion_of(env: EnvType) -> Conversion:
    """Return the conversion that markdown-it carries along."""
    conversion = env["conversion"]
    assert isinstance(conversion, Conversion)
    return conversion
