"""GitLab's Code Quality report: an array of records, a subset of Code Climate's."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from healthlint.diagnostic import Severity
from healthlint.reporters.json_text import dumps
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

_SEVERITIES: Final = {
    Severity.error: "critical",
    Severity.warning: "major",
    Severity.note: "info",
}


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield the array, a record a line."""
    del context
    seen: dict[str, int] = {}
    lines = []
    for each in reports:
        for record in _records(each):
            record["fingerprint"] = _unique(record["fingerprint"], seen)
            lines.append(dumps(record))
    yield "[\n  " + ",\n  ".join(lines) + "\n]\n" if lines else "[]\n"


def _records(report: Report) -> Iterator[dict[str, Any]]:
    if report.error is not None:
        identity = f"{report.source.name}\0{report.error}"
        digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
        yield {
            "description": safe(report.error),
            "check_name": "not-linted",
            "fingerprint": digest,
            "severity": "blocker",
            "location": _location(report.source, 1),
        }
    for diagnostic in report.diagnostics:
        yield {
            "description": _description(diagnostic),
            "check_name": f"{diagnostic.code} {diagnostic.name}",
            "fingerprint": diagnostic.fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": _location(
                report.source, report.source.position(diagnostic.span.start).line
            ),
        }


def _description(diagnostic: Diagnostic) -> str:
    message = diagnostic.message
    if diagnostic.suggestions:
        message = f"{message}; instead: {diagnostic.suggestions[0]}"
    return safe(message)


def _location(source: Source, line: int) -> dict[str, Any]:
    # GitLab finds no file for a path that starts with a dot and a slash.
    path = safe(source.name).removeprefix("./")
    return {"path": path, "lines": {"begin": line}}


def _unique(fingerprint: str, seen: dict[str, int]) -> str:
    """Return a fingerprint that no other record has: GitLab drops what it knows."""
    count = seen[fingerprint] = seen.get(fingerprint, 0) + 1
    if count == 1:
        return fingerprint
    return sha256(f"{fingerprint}\0{count}".encode()).hexdigest()
