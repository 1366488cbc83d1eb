"""What a run amounts to, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.diagnostic import Severity

if TYPE_CHECKING:
    from healthlint.diagnostic import Report


class Counts:
    """Counts reports as they go by."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.files = 0
        self.unread = 0
        self.suppressed = 0
        self.baselined = 0
        self.fixable = 0
        self.unsafe = 0
        self.nobodys = 0
        self.severities = dict.fromkeys(sorted(Severity, reverse=True), 0)

    def add(self, report: Report) -> None:
        """Count a report."""
        self.files += 1
        self.unread += report.error is not None
        self.suppressed += report.suppressed
        self.baselined += report.baselined
        self.nobodys += report.nobodys
        for diagnostic in report.diagnostics:
            self.severities[diagnostic.severity] += 1
            if diagnostic.fix is not None:
                self.fixable += diagnostic.fix.safe
                self.unsafe += not diagnostic.fix.safe

    def record(self) -> dict[str, int]:
        """Return the summary as the JSON contract has it."""
        severities = {f"{each.name}s": n for each, n in self.severities.items()}
        return {
            "files": self.files,
            **severities,
            "suppressed": self.suppressed,
            "baselined": self.baselined,
        }

    def sentence(self) -> str:
        """Return the counts in words: 2 errors, 1 note in 3 files."""
        said = [counted(n, each.name) for each, n in self.severities.items() if n]
        found = ", ".join(said) or "nothing to report"
        linted = self.files - self.unread
        parts = [
            f"{found} in {counted(linted, 'file')}" if linted else "nothing linted"
        ]
        for number, what in (
            (self.suppressed, "suppressed"),
            (self.baselined, "in the baseline"),
            (self.unread, "not linted"),
        ):
            if number:
                parts.append(f"{number} {what}")
        return ", ".join(parts)

    def offer(self, *, unsafe: bool) -> str:
        """Return what --fix would do, in words; `unsafe` fixes count or are added."""
        if unsafe:
            number = self.fixable + self.unsafe
            return f"[*] {number} fixable with --fix --unsafe-fixes" if number else ""
        if not self.fixable:
            number = self.unsafe
            return f"{number} fixable with --fix --unsafe-fixes" if number else ""
        more = f" ({self.unsafe} more with --unsafe-fixes)" if self.unsafe else ""
        return f"[*] {self.fixable} fixable with --fix{more}"

    def hint(self) -> str:
        """Say how many claims count little for want of a product, if any do."""
        if not self.nobodys:
            return ""
        return (
            f"{counted(self.nobodys, 'claim')} left out or only noted: of what "
            "product? --product CLASS or --copy promotional reports them"
        )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 file, 2 files."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
