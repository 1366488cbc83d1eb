"""The JSON contract, version 1 (docs/json-schema.json); a line for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from healthlint.diagnostic import to_dict
from healthlint.reporters.counts import Counts
from healthlint.reporters.json_text import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Report
    from healthlint.reporters import Context

VERSION: Final = 1


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield one JSON object; it is ASCII, so that no console can spoil it."""
    files: list[str] = []
    diagnostics: list[str] = []
    counts = Counts()
    for each in reports:
        files.append(dumps(file_record(each)))
        counts.add(each)
        diagnostics.extend(
            dumps(to_dict(diagnostic, each.source)) for diagnostic in each.diagnostics
        )
    yield f'{{"version": {VERSION}, "healthlint": {dumps(context.version)}, '
    yield f'"ruleset": {dumps(context.ruleset)}, '
    yield f'"as_of": {dumps(context.as_of)},\n'
    yield from _array("files", files)
    yield from _array("diagnostics", diagnostics)
    yield f' "summary": {dumps(counts.record())}}}\n'


def _array(name: str, records: list[str]) -> Iterator[str]:
    yield f' "{name}": ['
    for index, record in enumerate(records):
        yield ",\n  " if index else "\n  "
        yield record
    yield "],\n"


def file_record(report: Report) -> dict[str, Any]:
    """Return what the contract says of an input."""
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
