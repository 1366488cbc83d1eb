"""Apply the fixes of diagnostics to inputs, round by round, and write what came of it.

A round applies the fixes that go together; then the new text is linted, since one fix
may uncover another. When nothing is left to apply, a second run changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from healthlint import edits, whole_file
from healthlint.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.source import Source

Lint = Callable[[Mapping[int, bytes]], Mapping[int, "Report"]]
"""Lints new bytes of numbered inputs; may answer for more inputs than it is asked."""

_MOST_ROUNDS: Final = 20
"""Rounds after which fixes that still find something undo each other."""

_LEAST_TRIES: Final = 4
_READ: Final = 4_000_000  # code points
"""How often, and how much of a text, culprits are looked for in vain."""


class Work:
    """One input while it is fixed: `report` is what remains, `fixed` how many went.

    `before` is the input as it was read, `source` as it is to be.
    `endless` names the rules that were left out since their fixes undo each other;
    `failed` says why the input stays as it was although it could be fixed.
    """

    def __init__(self, report: Report, *, unsafe: bool, whole_lines: bool) -> None:
        """`whole_lines` leaves alone what would change the number of lines."""
        self.report = report
        self.before = self.source = report.source
        self.fixed = 0
        self.endless: frozenset[str] = frozenset()
        self.failed: str | None = None
        self._first = report
        self._unsafe = unsafe
        self._whole_lines = whole_lines
        self._tries = _LEAST_TRIES + _READ // (len(self.source.text) + 1)

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to write."""
        return self.source.text != self.before.text

    def advance(self) -> bytes | None:
        """Apply what can be applied; return the new bytes, None where nothing can."""
        while chosen := edits.apart(filter(self._wants, self.report.diagnostics)):
            sound, faulty = edits.judged(self.source, chosen)
            if sound:
                self.fixed += len(sound)
                self.source = edits.mended(self.source, sound)
                return encoded(self.source)
            self._tries -= 1
            self._refuse(faulty if faulty and self._tries > 0 else chosen)
        return None

    def take(self, report: Report) -> None:
        """Go on with what was said of the new bytes; or stay where it cannot be."""
        if self.failed:
            return
        if report.error is None:
            # Of what nobody has to say anything, a report keeps no text.
            self.report = report._replace(source=self.source)
        else:
            self.give_up(report.error)

    def give_up(self, why: str) -> None:
        """Leave the input as it was read."""
        self._return()
        self.failed = why

    def leave_out(self) -> bool:
        """Begin again without the rules whose fixes never end, if there are any."""
        wanted = {each.code for each in self.report.diagnostics if self._wants(each)}
        if wanted:
            self._return()
            self.endless |= wanted
        return bool(wanted)

    def _return(self) -> None:
        self.report, self.source, self.fixed = self._first, self.before, 0

    def _wants(self, diagnostic: Diagnostic) -> bool:
        fix = diagnostic.fix
        if fix is None or self.failed or diagnostic.code in self.endless:
            return False
        if self._whole_lines and any(self._lines(*each) for each in fix.edits):
            return False
        return fix.safe or self._unsafe

    def _lines(self, start: int, end: int, text: str) -> bool:
        return "\n" in text or "\n" in self.source.text[start:end]

    def _refuse(self, left: Iterable[Diagnostic]) -> None:
        """Promise no fix any more where applying it would harm the markup."""
        refused = {id(each) for each in left}
        kept = tuple(
            each._replace(fix=None) if id(each) in refused else each
            for each in self.report.diagnostics
        )
        self.report = self.report._replace(diagnostics=kept)


def settle(works: Mapping[int, Work], lint: Lint) -> None:
    """Fix inputs until nothing is left to apply."""
    while not _settled(works, lint):
        again = {number for number, work in works.items() if work.leave_out()}
        _go_on(works, lint, {number: encoded(works[number].source) for number in again})


def _settled(works: Mapping[int, Work], lint: Lint) -> bool:
    for _ in range(_MOST_ROUNDS):
        fresh = {number: work.advance() for number, work in works.items()}
        texts = {number: data for number, data in fresh.items() if data is not None}
        if not texts:
            return True
        _go_on(works, lint, texts)
    return False


def _go_on(works: Mapping[int, Work], lint: Lint, texts: Mapping[int, bytes]) -> None:
    """Lint texts, and hand out what is said of them and of others beside them."""
    reports = lint(texts)
    for number, work in works.items():
        if number in reports:
            work.take(reports[number])
        elif number in texts:
            work.give_up("the new text could not be linted")


def encoded(source: Source) -> bytes:
    """Return the bytes of a source, its byte order mark and line ends as they were."""
    return source.text.encode(source.encoding)


def write(path: str, work: Work) -> None:
    """Put the new text in a file's place; raise ReadError, and the old one stays."""
    try:
        if not os.access(path, os.W_OK):
            raise PermissionError(0, "permission denied")
        whole_file.put(path, encoded(work.source), over=encoded(work.before))
    except ReadError as why:
        raise ReadError(f"{path}: not fixed: {why}") from why
    except OSError as why:
        said = (why.strerror or str(why)).lower()
        raise ReadError(f"{path}: not fixed: {said}") from why
