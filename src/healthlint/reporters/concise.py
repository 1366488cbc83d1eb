"""One line a diagnostic: path:line:column: severity id message [name]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.reporters.terminal import inert, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield a line for each diagnostic."""
    for each in reports:
        for diagnostic in each.diagnostics:
            yield inert(line(diagnostic, each.source, context)) + "\n"


def line(diagnostic: Diagnostic, source: Source, context: Context) -> str:
    """Return the line that says where, how severe and what; [*] that --fix mends it."""
    at = source.position(diagnostic.span.start)
    fix = diagnostic.fix
    mark = "[*] " if fix and (fix.safe or context.unsafe_fixes) else ""
    return (
        f"{safe(source.name)}:{at.line}:{at.column}: {diagnostic.severity.name} "
        f"{diagnostic.code} {mark}{safe(diagnostic.message)} [{diagnostic.name}]"
    )
