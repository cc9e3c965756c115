"""Processes killed without warning, by their ids, and surely gone afterwards."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 90.0


def wait_until(
    is_so: Callable[[], object], what: str, patience: float = PATIENCE
) -> None:
    """Return once something is so. Raises AssertionError when patience ends."""
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


def find_process(argument: str) -> int:
    """Return the id of the process started with this argument that has no `--type`."""
    for folder in Path("/proc").glob("[0-9]*"):
        arguments = _read(folder / "cmdline").replace("\0", " ").split(" ")
        if argument in arguments and not any(
            it.startswith("--type=") for it in arguments
        ):
            return int(folder.name)
    raise AssertionError(f"no process has {argument}")


def descendants(pid: int, argument: str = "") -> list[int]:
    """Return the ids of all processes below one, with an argument if one is given."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _read(folder / "stat").rpartition(")")[2].split()
        if fields:
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found: list[int] = []
    queue = [pid]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    if not argument:
        return found
    return [it for it in found if argument in _read(Path(f"/proc/{it}/cmdline"))]


def kill(*pids: int) -> None:
    """Kill processes with SIGKILL, and wait until they are gone."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    wait_until(lambda: not any(map(_is_alive, pids)), f"the end of {pids}")


def _is_alive(pid: int) -> bool:
    state = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return bool(state) and state[0] not in "ZX"


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
