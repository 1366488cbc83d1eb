"""The JSON contract, version 1 (docs/json-schema.json); a line for each record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from healthlint.diagnostic import Severity, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Report
    from healthlint.reporters import Context

VERSION: Final = 1


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield one JSON object; it is ASCII, so that no console can spoil it."""
    files: list[str] = []
    diagnostics: list[str] = []
    severities = dict.fromkeys(Severity, 0)
    suppressed = baselined = 0
    for each in reports:
        files.append(json.dumps(_file(each)))
        suppressed += each.suppressed
        baselined += each.baselined
        for diagnostic in each.diagnostics:
            severities[diagnostic.severity] += 1
            diagnostics.append(json.dumps(to_dict(diagnostic, each.source)))
    yield f'{{"version": {VERSION}, "healthlint": {json.dumps(context.version)}, '
    yield f'"ruleset": {json.dumps(context.ruleset)}, '
    yield f'"as_of": {json.dumps(context.as_of)},\n'
    yield from _array("files", files)
    yield from _array("diagnostics", diagnostics)
    summary = {
        "files": len(files),
        "errors": severities[Severity.error],
        "warnings": severities[Severity.warning],
        "notes": severities[Severity.note],
        "suppressed": suppressed,
        "baselined": baselined,
    }
    yield f' "summary": {json.dumps(summary)}}}\n'


def _array(name: str, records: list[str]) -> Iterator[str]:
    yield f' "{name}": ['
    for index, record in enumerate(records):
        yield ",\n  " if index else "\n  "
        yield record
    yield "],\n"


def _file(report: Report) -> dict[str, Any]:
    return {
        "path": report.source.name,
        "format": report.source.format,
        "markets": list(report.markets),
        "channels": list(report.channels),
        "product": report.product,
        "copy": {"value": report.copy.value, "reason": report.copy.reason},
        "diagnostics": len(report.diagnostics),
        "suppressed": report.suppressed,
        "baselined": report.baselined,
        "error": report.error,
    }
