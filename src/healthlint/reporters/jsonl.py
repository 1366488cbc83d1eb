"""A JSON object a line: the run, each input and its diagnostics, the summary.

The records are those of the JSON contract with a `type`; they come as inputs are
linted, so that a reader of a long run need not wait for its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.diagnostic import to_dict
from healthlint.reporters.counts import Counts
from healthlint.reporters.json_report import VERSION, file_record
from healthlint.reporters.json_text import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from healthlint.diagnostic import Report
    from healthlint.reporters import Context


def report(reports: Iterable[Report], context: Context) -> Iterator[str]:
    """Yield lines of ASCII."""
    counts = Counts()
    yield _line(
        "run",
        {
            "version": VERSION,
            "healthlint": context.version,
            "ruleset": context.ruleset,
            "as_of": context.as_of,
        },
    )
    for each in reports:
        counts.add(each)
        yield _line("file", file_record(each))
        for diagnostic in each.diagnostics:
            yield _line("diagnostic", to_dict(diagnostic, each.source))
    yield _line("summary", counts.record())


def _line(kind: str, record: Mapping[str, object]) -> str:
    return dumps({"type": kind, **record}) + "\n"
