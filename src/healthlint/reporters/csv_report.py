"""A row a diagnostic, for spreadsheets: byte order mark, CRLF, and no formulas."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from healthlint.reporters.terminal import inert, safe
from healthlint.source import BOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

COLUMNS: Final = (
    *("path", "line", "column", "end_line", "end_column", "place"),
    *("severity", "confidence", "code", "name", "category"),
    *("text", "message", "basis", "suggestions", "fingerprint"),
)
_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # and their full-width forms
_BETWEEN: Final = " | "


class _Row(list[str]):
    """What csv writes to: it hands the line on."""

    def write(self, line: str) -> None:
        self.append(line)


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield a line with the names of columns, and one for each diagnostic."""
    del context
    lines = _Row()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    yield BOM  # without which spreadsheets take UTF-8 for something else
    for each in reports:
        if each.error is not None:
            writer.writerow(_unread(each.source.name, each.error))
        for diagnostic in each.diagnostics:
            writer.writerow([_cell(value) for value in _row(diagnostic, each.source)])
        yield from lines
        lines.clear()
    yield from lines


def _row(diagnostic: Diagnostic, source: Source) -> Iterator[str | int]:
    first = source.position(diagnostic.span.start)
    last = source.position(diagnostic.span.end)
    yield source.name
    yield from (*first, *last)
    yield diagnostic.place
    yield from (diagnostic.severity.name, diagnostic.confidence.name)
    yield from (diagnostic.code, diagnostic.name, diagnostic.category)
    yield from (diagnostic.text, diagnostic.message)
    yield _BETWEEN.join(
        f"{basis.market}: {basis.citation}, {basis.title}" for basis in diagnostic.bases
    )
    yield _BETWEEN.join(diagnostic.suggestions)
    yield diagnostic.fingerprint


def _unread(name: str, error: str) -> list[str | int]:
    known = {"path": name, "severity": "error", "name": "not-linted", "message": error}
    return [_cell(known.get(column, "")) for column in COLUMNS]


def _cell(value: str | int) -> str | int:
    """Return a value that no spreadsheet takes for a formula."""
    if isinstance(value, int):
        return value
    text = inert(safe(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
