"""Checkstyle's XML, which Jenkins, reviewdog and many editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Severity
from healthlint.reporters.markup import attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

_SEVERITIES: Final = {
    Severity.error: "error",
    Severity.warning: "warning",
    Severity.note: "info",
}


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield an element for each input that there is something to say of."""
    del context
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    for each in reports:
        if each.error is None and not each.diagnostics:
            continue
        yield f"  <file{attributes(name=each.source.name)}>\n"
        if each.error is not None:
            said = attributes(
                line=1, severity="error", message=each.error, source="healthlint"
            )
            yield f"    <error{said}/>\n"
        for diagnostic in each.diagnostics:
            yield f"    <error{_said(diagnostic, each.source)}/>\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"


def _said(diagnostic: Diagnostic, source: Source) -> str:
    at = source.position(diagnostic.span.start)
    message = diagnostic.message
    if diagnostic.suggestions:
        message = f"{message}; instead: {diagnostic.suggestions[0]}"
    return attributes(
        line=at.line,
        column=at.column,
        severity=_SEVERITIES[diagnostic.severity],
        message=message,
        source=f"healthlint.{diagnostic.code}.{diagnostic.name}",
    )
