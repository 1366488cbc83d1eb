"""Show what fixes would change, as a patch: `check --diff`."""

from __future__ import annotations

import os
import stat
import sys
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final

from healthlint.cli import CLEAN, FAILING, checking, fixing, outputs, say
from healthlint.errors import UsageError
from healthlint.reporters.terminal import inert, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from healthlint.bench import Outcome
    from healthlint.cli.checking import Tally
    from healthlint.planning import Plan
    from healthlint.source import Source

_COLOURS: Final = {"-": "31", "+": "32", "@": "36"}
_BUILD_SERVERS: Final = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
_UNENDED: Final = "\\ No newline at end of file\n"


def check(paths: tuple[str, ...], given: Mapping[str, Any]) -> int:
    """Write a patch on standard output, and change no file; return the exit code."""
    if given[outputs.FORMAT] or given[outputs.FILE]:
        raise UsageError(
            "--diff writes a patch and no report; leave out --output-format and "
            "--output-file"
        )
    tally = checking.Tally()
    plan = checking.planned(paths, given, ())
    for _ in tally.watch(_shown(plan, given, tally)):
        pass
    if not given["quiet"]:
        for line in _summary(tally, unsafe=given["unsafe_fixes"]):
            say(line)
    code = tally.exit_code(forgiving=True)
    if code == CLEAN and tally.fixed and not given["exit_zero"]:
        return FAILING
    return code


def _summary(tally: Tally, *, unsafe: bool) -> Iterator[str]:
    counts = tally.counts
    more = "" if unsafe or not counts.unsafe else f"{counts.unsafe} more"
    said = f"{tally.fixed} would be fixed" if tally.fixed else "nothing to fix"
    yield f"{said} ({more} with --unsafe-fixes)" if more else said


def _shown(plan: Plan, given: Mapping[str, Any], tally: Tally) -> Iterator[Outcome]:
    """Yield what would be left of each input, its patch written."""
    out = sys.stdout
    colour = checking.colour(terminal=out.isatty())
    careful = colour or _is_watched(out)
    run = partial(checking.linted, quiet=given["quiet"])
    unsafe = given["unsafe_fixes"]
    names: set[str] = set()
    for task, first, outcome, work in fixing.fixed(plan, run, tally, unsafe=unsafe):
        name = os.path.realpath(task.path)
        if work is not None and work.changed and name not in names:
            names.add(name)  # it may have two paths
            tally.fixed += work.fixed
            lines = patch(work.before, work.source)
            if careful:
                lines = (_inert(line, colour=colour) for line in lines)
            fixing.put_out("".join(lines).encode())
        yield first if work is None else outcome


def patch(before: Source, after: Source) -> Iterator[str]:
    """Yield the lines of a patch, which only line feeds end."""
    import difflib

    name = safe(before.name)
    named = f"{name}\t" if " " in name else name  # where it ends
    old, new = _lines(before.text), _lines(after.text)
    for line in difflib.unified_diff(old, new, named, named):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield _UNENDED


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _is_watched(out: IO[str]) -> bool:
    """Tell whether lines reach a terminal, or the log of a build server."""
    if out.isatty():
        return True
    if not any(map(os.environ.get, _BUILD_SERVERS)):
        return False
    return not stat.S_ISREG(os.fstat(out.fileno()).st_mode)


def _inert(line: str, *, colour: bool) -> str:
    """Return a line of a patch that steers nothing, in its colour."""
    text = inert(safe(line.removesuffix("\n")))
    paint = _COLOURS.get(line[:1]) if colour else None
    return f"\x1b[{paint}m{text}\x1b[0m\n" if paint else f"{text}\n"
