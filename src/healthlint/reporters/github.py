"""Workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Severity
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

_COMMANDS: Final = {
    Severity.error: "error",
    Severity.warning: "warning",
    Severity.note: "notice",
}
_SHOWN: Final = 10
"""How many annotations of a kind GitHub shows for a step."""


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield a command for each diagnostic, and for each input that was not read.

    Where there are more than GitHub shows, a notice comes first and says so.
    """
    del context
    commands: dict[str, list[str]] = {}
    lines = []
    for command, line in _commands(reports):
        commands.setdefault(command, []).append(line)
        lines.append(line)
    yield from _hidden({kind: len(each) for kind, each in commands.items()})
    yield from lines


def _commands(reports: Iterable[Report]) -> Iterator[tuple[str, str]]:
    for each in reports:
        if each.error is not None:
            name = _property(each.source.name)
            error = _data(each.error)
            yield "error", f"::error file={name},title=healthlint::{error}\n"
        for diagnostic in each.diagnostics:
            line = _command(diagnostic, each.source)
            yield _COMMANDS[diagnostic.severity], f"{line}\n"


def _hidden(counts: dict[str, int]) -> Iterator[str]:
    if max(counts.values(), default=0) <= _SHOWN:
        return
    counts["notice"] = counts.get("notice", 0) + 1  # the one that says so
    hidden = [
        f"{number - _SHOWN} {kind}{'s' if number - _SHOWN > 1 else ''}"
        for kind in _COMMANDS.values()
        if (number := counts.get(kind, 0)) > _SHOWN
    ]
    yield (
        f"::notice title=healthlint::GitHub shows {_SHOWN} errors, {_SHOWN} warnings "
        f"and {_SHOWN} notices of a step. Only in the log: {', '.join(hidden)}.\n"
    )


def _command(diagnostic: Diagnostic, source: Source) -> str:
    first = source.position(diagnostic.span.start)
    last = source.position(diagnostic.span.end)
    places = {"file": source.name, "line": first.line, "endLine": last.line}
    if first.line == last.line:  # GitHub takes columns within one line alone
        places |= {"col": first.column, "endColumn": last.column}
    places["title"] = f"{diagnostic.code} {diagnostic.name}"
    properties = ",".join(f"{key}={_property(value)}" for key, value in places.items())
    message = diagnostic.message
    if diagnostic.suggestions:
        message = f"{message}; instead: {diagnostic.suggestions[0]}"
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
