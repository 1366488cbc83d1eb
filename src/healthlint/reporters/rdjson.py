"""Reviewdog's diagnostic format: columns count bytes of UTF-8, fixes are suggestions.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from healthlint.diagnostic import Severity
from healthlint.reporters.json_text import dumps
from healthlint.reporters.terminal import safe
from healthlint.source import BOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Fix, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

_SEVERITIES: Final = {
    Severity.error: "ERROR",
    Severity.warning: "WARNING",
    Severity.note: "INFO",
}


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield one object, a diagnostic a line."""
    del context
    lines = [dumps(record) for each in reports for record in _records(each)]
    yield '{"source": {"name": "healthlint"}, "diagnostics": ['
    yield "\n  " + ",\n  ".join(lines) + "\n" if lines else ""
    yield "]}\n"


def _records(report: Report) -> Iterator[dict[str, Any]]:
    source = report.source
    if report.error is not None:
        yield {
            "message": safe(report.error),
            "location": {"path": safe(source.name)},
            "severity": "ERROR",
        }
    for diagnostic in report.diagnostics:
        record: dict[str, Any] = {
            "message": _message(diagnostic),
            "location": {
                "path": safe(source.name),
                "range": _range(source, *diagnostic.span),
            },
            "severity": _SEVERITIES[diagnostic.severity],
            "code": {"value": diagnostic.code},
        }
        if diagnostic.bases and diagnostic.bases[0].url:
            record["code"]["url"] = diagnostic.bases[0].url
        if diagnostic.fix is not None:
            record["suggestions"] = [_suggestion(diagnostic.fix, source)]
        yield record


def _message(diagnostic: Diagnostic) -> str:
    message = f"{diagnostic.message} [{diagnostic.name}]"
    if diagnostic.suggestions:
        message = f"{message}; instead: {diagnostic.suggestions[0]}"
    return safe(message)


def _suggestion(fix: Fix, source: Source) -> dict[str, Any]:
    """Return one suggestion for all edits: they mend the copy only together."""
    edits = sorted(fix.edits)
    at = start = edits[0].start
    end = max(edit.end for edit in edits)
    parts = []
    for edit in edits:
        parts += [source.text[at : edit.start], edit.text]
        at = edit.end
    return {"range": _range(source, start, end), "text": _whole("".join(parts))}


def _range(source: Source, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line = source.position(offset).line
    column = source.utf8_column(offset)
    if line == 1 and offset and source.text.startswith(BOM):
        column += len(BOM.encode())  # no column to an editor, bytes to reviewdog
    return {"line": line, "column": column}


def _whole(text: str) -> str:
    """Replace halves of characters, which no parser of this format takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
