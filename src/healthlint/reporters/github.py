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


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield a command for each diagnostic, and for each input that was not read."""
    del context
    for each in reports:
        if each.error is not None:
            name = _property(each.source.name)
            yield f"::error file={name},title=healthlint::{_data(each.error)}\n"
        for diagnostic in each.diagnostics:
            yield _command(diagnostic, each.source) + "\n"


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
