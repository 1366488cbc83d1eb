"""Where the formats of a run go: to files, and one at most to standard output."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from itertools import tee
from typing import IO, TYPE_CHECKING, Final

from healthlint import reporters
from healthlint.errors import UsageError
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from healthlint.diagnostic import Report
    from healthlint.planning import Task

    MakeContext = Callable[["Output", IO[str]], reporters.Context]

FORMAT: Final = "output_format"
FILE: Final = "output_file"
"""The options that say it."""

_READABLE: Final = frozenset({"html", "markdown"})  # as copy is, too
_HEAD: Final = 1000  # bytes in which our pages name their maker


class Output(NamedTuple):
    """A format, and the file that it is written to; None: standard output."""

    format: str
    path: str | None = None


def paired(
    order: Iterable[str], formats: Sequence[str], files: Sequence[str]
) -> list[Output]:
    """Give each file to the format before it, or else to the one after it.

    `order` names the options as they came. Standard output comes first in the result,
    so that it is written while the run goes on.
    """
    outputs: list[Output] = []
    left_formats, left_files = iter(formats), iter(files)
    waiting: str | None = None
    for name in order:
        if name == FORMAT:
            outputs.append(Output(next(left_formats), waiting))
            waiting = None
        elif outputs and outputs[-1].path is None:
            outputs[-1] = outputs[-1]._replace(path=next(left_files))
        elif waiting is None:
            waiting = next(left_files)
        else:
            raise UsageError(f"--output-file: {waiting} has no --output-format")
    if waiting is not None:
        if outputs:
            raise UsageError(f"--output-file: {waiting} has no --output-format")
        outputs = [Output("text", waiting)]
    return _distinct(outputs or [Output("text")])


def _distinct(outputs: list[Output]) -> list[Output]:
    places: set[str | None] = set()
    for output in outputs:
        place = output.path and os.path.realpath(output.path)
        if place in places:
            raise UsageError(
                f"two formats for {output.path or 'standard output'}; "
                "give each an --output-file of its own"
            )
        places.add(place)
    return sorted(outputs, key=lambda output: output.path is not None)


def apart(tasks: Sequence[Task], outputs: Sequence[Output]) -> Sequence[Task]:
    """Return the tasks without files that this run writes: an earlier run left them."""
    written = {os.path.realpath(each.path): each.path for each in outputs if each.path}
    if not written:
        return tasks
    kept = []
    for task in tasks:
        path = written.get(os.path.realpath(task.path))
        if path is None:
            kept.append(task)
        elif task.named:
            raise UsageError(f"--output-file: {path} is to be linted; write elsewhere")
    return kept


def write(
    outputs: Sequence[Output], reports: Iterable[Report], context: MakeContext
) -> None:
    """Write reports in each format; open all files before the first input is read."""
    for each in outputs:
        if each.format in _READABLE and each.path is not None:
            _refuse_others(each.path)
    with ExitStack() as stack:
        opened = []
        for each in outputs:
            opened.append(_opened(each.path))
            stack.callback(_close, opened[-1], each.path)
        streams = tee(reports, len(outputs)) if len(outputs) > 1 else (reports,)
        for output, out, stream in zip(outputs, opened, streams, strict=True):
            reporter = reporters.load(output.format)
            _fill(out, reporter(stream, context(output, out)), output.path)


def _refuse_others(path: str) -> None:
    """Refuse to write a page over what may be somebody's copy."""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return  # there is none, or opening it will say what is wrong
    if head.strip() and b"healthlint" not in head:
        raise UsageError(
            f"--output-file: {path} is there and no report of healthlint's; "
            "choose another name or remove it"
        )


def _opened(path: str | None) -> IO[str]:
    if path is None:
        # What a console cannot show must not end the run.
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
        return sys.stdout
    try:
        return open(path, "w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as why:
        raise _unwritten(path, why) from why


def _fill(out: IO[str], chunks: Iterable[str], path: str | None) -> None:
    try:
        for chunk in chunks:
            out.write(chunk)
        out.flush()
    except OSError as why:
        if path is None:
            raise  # nobody reads on, which ends the run in silence
        raise _unwritten(path, why) from why


def _close(out: IO[str], path: str | None) -> None:
    if path is not None:
        try:
            out.close()
        except OSError as why:  # what it still held
            raise _unwritten(path, why) from why


def _unwritten(path: str, why: OSError) -> UsageError:
    return UsageError(f"--output-file: {path}: {why.strerror or why}")
