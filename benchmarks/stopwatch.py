"""Time commands in turn, so that a busy machine is busy for all of them."""

from __future__ import annotations

import os
import subprocess
import time
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


_NO_BYTECODE: Final = "PYTHONDONTWRITEBYTECODE"


class Row(NamedTuple):
    """One line of a table: what was measured, and whether it is good enough."""

    name: str
    seconds: float
    ratio: float
    limit: str
    passed: bool


def in_turn(
    commands: Mapping[str, Sequence[str]], rounds: int, *, cwd: str | None = None
) -> dict[str, float]:
    """Return the median wall time of each command, in seconds."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds = _once(command, cwd)
            if number:  # the first round fills caches
                taken[name].append(seconds)
    return {name: median(times) for name, times in taken.items()}


def _environment() -> dict[str, str]:
    """Return the environment of a user, whose Python keeps bytecode."""
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    return {**kept, "NO_COLOR": "1"}


def _once(command: Sequence[str], cwd: str | None) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=cwd,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    taken = time.perf_counter() - started
    if done.returncode not in {0, 1}:  # a linter that fails is quick
        raise RuntimeError(f"exit code {done.returncode}: {' '.join(command)}")
    return taken


def calls(
    functions: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, float]:
    """Return the median time of each call, in seconds."""
    taken: dict[str, list[float]] = {name: [] for name in functions}
    for number in range(rounds + 1):
        for name, function in functions.items():
            started = time.perf_counter()
            function()
            if number:
                taken[name].append(time.perf_counter() - started)
    return {name: median(times) for name, times in taken.items()}


def table(title: str, rows: Sequence[Row]) -> bool:
    """Print rows; return whether all passed."""
    print(f"\n{title}")
    room = max(len(row.name) for row in rows)
    for row in rows:
        verdict = "" if not row.limit else f"{row.limit:>8}  {_word(passed=row.passed)}"
        shown = f"{row.seconds * 1000:9.1f} ms {row.ratio:8.2f}x"
        print(f"  {row.name:<{room}} {shown} {verdict}".rstrip())
    return all(row.passed for row in rows)


def _word(*, passed: bool) -> str:
    return "ok" if passed else "TOO SLOW"
