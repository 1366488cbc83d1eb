"""How often each rule was met: `check --statistics`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Report, Severity


class Statistics:
    """Counts diagnostics by severity and rule."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._counts: Counter[tuple[Severity, str, str]] = Counter()

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Pass reports on."""
        for report in reports:
            self._counts.update(
                (each.severity, each.code, each.name) for each in report.diagnostics
            )
            yield report

    def lines(self) -> Iterator[str]:
        """Yield a line for each rule and severity, the most frequent first."""
        ranked = sorted(
            self._counts.items(), key=lambda each: (-each[1], -each[0][0], each[0][1])
        )
        room = len(str(ranked[0][1])) if ranked else 0
        for (severity, code, name), count in ranked:
            yield f"{count:>{room}}  {severity.name:<7}  {safe(code)}  {safe(name)}"
