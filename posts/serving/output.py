"""What `serve` says on the terminal: one line for every step that did something."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 14


@dataclass(slots=True)
class Step:
    """One step; it clears `happened` if there turned out to be nothing to do."""

    happened: bool = True


class Output:
    """Lines of a label and a text; a spinner while a step runs on a terminal."""

    @cached_property
    def console(self) -> "Console":
        from rich.console import Console

        return Console(highlight=False, soft_wrap=True, emoji=False, markup=False)

    def line(self, label: str, text: str, *, style: str = "") -> None:
        """Print a fact under its label."""
        self.console.print(f"  {label:{WIDTH}}", style="dim", end="")
        self.console.print(text, style=style)

    def note(self, text: str) -> None:
        """Print a sentence."""
        self.console.print(f"  {text}", style="dim")

    def blank_line(self) -> None:
        self.console.print()

    @contextmanager
    def step(self, label: str, done: str) -> Iterator[Step]:
        """Show the label until the step is over, then print the line that says so."""
        step = Step()
        with self.console.status(f"  {label}"):
            yield step
        if step.happened:
            self.line(label, done)

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """Show a bar, on a terminal and while it lasts; yield its update."""
        if not self.console.is_terminal:
            yield lambda done, total: None
            return
        from rich.progress import Progress

        with Progress(console=self.console, transient=True) as progress:
            task = progress.add_task(f"  {label}", total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)
