"""A comment for a pull request: short, and nothing in it calls, links or closes.

GitHub and GitLab take 65,536 characters; what goes beyond is counted, not shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Severity
from healthlint.patterns import compiled
from healthlint.reporters.counts import Counts, counted
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.reporters import Context
    from healthlint.source import Source

MARK: Final = "<!-- healthlint -->"
"""By which a program finds its earlier comment, to write it anew."""
_ROOM: Final = 60_000  # code points
_MARKS: Final = {Severity.error: "■", Severity.warning: "▲", Severity.note: "○"}
# What Markdown reads as a mark; addresses, which become links by themselves; and what
# comes before the names of people and the numbers of issues.
_SPECIAL: Final = compiled(
    r"[&<>\\`*_\[\]|~$]|(?<=www)\.|:(?=//)|[@#!%](?=\w)", re.IGNORECASE
)
_REFERENCES: Final = frozenset("@#!%~$")
_JOINER: Final = "\N{WORD JOINER}"  # nobody sees it, and no name goes past it


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield the counts, then a table for each input."""
    del context
    counts = Counts()
    tables: list[str] = []
    room, left_out = _ROOM, 0
    for each in reports:
        counts.add(each)
        for line in _table(each):
            room -= len(line)
            if room > 0:
                tables.append(line)
            else:
                left_out += line.startswith(tuple(f"| {m}" for m in _MARKS.values()))
    yield f"{MARK}\n### healthlint: {counts.sentence()}\n"
    yield from tables
    if left_out:
        yield f"\n… and {counted(left_out, 'diagnostic')} more: there was no room.\n"


def _table(report: Report) -> Iterator[str]:
    if report.error is not None:
        yield f"\nNot linted: {escape(report.error)}\n"
    if not report.diagnostics:
        return
    yield f"\n**{escape(report.source.name)}**\n\n"
    yield "| | line | what | instead |\n|---|---|---|---|\n"
    for diagnostic in report.diagnostics:
        yield _row(diagnostic, report.source)


def _row(diagnostic: Diagnostic, source: Source) -> str:
    at = source.position(diagnostic.span.start)
    severity = f"{_MARKS[diagnostic.severity]} {diagnostic.severity.name}"
    law = "; ".join(
        f"{basis.market}: {basis.citation}" for basis in diagnostic.bases[:3]
    )
    what = f"{escape(diagnostic.message)}<br>`{diagnostic.code}`"
    if law:
        what = f"{what} <sub>{escape(law)}</sub>"
    instead = "<br>".join(escape(each) for each in diagnostic.suggestions[:2])
    return f"| {severity} | {at.line}:{at.column} | {what} | {instead} |\n"


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on GitHub and on GitLab."""
    return _SPECIAL.sub(lambda found: _entity(found[0]), safe(text))


def _entity(character: str) -> str:
    joiner = _JOINER if character in _REFERENCES else ""
    return f"&#{ord(character)};{joiner}"
