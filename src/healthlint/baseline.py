"""The baseline: what a site said before it was linted, so that only new claims count.

An entry names a rule and a sentence of a file by content: no lines, no times. The same
sentence under the same rule is the same entry wherever it stands in its file; only when
there are several do section and ordinal say which is which. Entries of files that are
gone hold for other files, each once: a page may be renamed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from healthlint.diagnostic import Report

VERDICTS: Final = ("true", "false", "accepted")
"""What an audit may say: to be mended, a false alarm, or a risk that is taken."""

_LONGEST_TEXT: Final = 80  # code points kept of the words, which only people read


class Entry(NamedTuple):
    """A known diagnostic; the fields stand in the order of the file.

    `path` counts from the baseline's folder, with slashes. `sentence` stands for the
    sentence's words; it and `section` are empty where the whole text is meant.
    `ordinal` counts, from 1, what is alike in all fields before it. `text` is for
    people alone, `verdict` one of VERDICTS or empty.
    """

    path: str
    code: str
    sentence: str
    section: str = ""
    ordinal: int = 1
    text: str = ""
    verdict: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What no two entries of a baseline share."""
        return self[:5]


def entries_of(report: Report, path: str) -> list[Entry]:
    """Return an entry for each diagnostic of a report, in their order."""
    seen: dict[tuple[str, str, str], int] = {}
    entries = []
    for each in report.diagnostics:
        where = ("", "") if each.whole else (each.sentence, each.section)
        alike = (each.code, *where)
        seen[alike] = seen.get(alike, 0) + 1
        text = " ".join(each.text.split())[:_LONGEST_TEXT]
        entries.append(Entry(path, *alike, seen[alike], text))
    return entries


class Baseline:
    """The entries of one file, and those of them that nothing has been found for yet.

    `folder` is where their paths count from.
    """

    def __init__(self, entries: Iterable[Entry], folder: str) -> None:
        """Keep each entry once: a merge may have left the same one from both sides."""
        self.entries = tuple({each.key: each for each in entries}.values())
        self.folder = os.path.abspath(folder)
        self._known: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._known.setdefault(entry.path, []).append(entry)
        self._orphans: dict[tuple[str, str], list[Entry]] | None = None

    def path(self, name: str) -> str:
        """Return the path of an input as entries have it."""
        absolute = os.path.abspath(name)
        try:
            relative = os.path.relpath(absolute, self.folder)
        except ValueError:  # another drive
            relative = absolute
        return relative.replace(os.sep, "/")

    def split(self, report: Report) -> Report:
        """Return a report without the diagnostics that are known, and their number."""
        if not report.diagnostics:
            return report
        known = self.pairs(report)
        new = (
            diagnostic
            for index, diagnostic in enumerate(report.diagnostics)
            if index not in known
        )
        return report._replace(diagnostics=tuple(new), baselined=len(known))

    def pairs(self, report: Report) -> Mapping[int, Entry]:
        """Return the entry of each diagnostic that has one, by its index."""
        path = self.path(report.source.name)
        found = entries_of(report, path)
        pairs = _pairs(self._known.get(path, ()), found)
        for index, entry in enumerate(found):
            if index not in pairs and (orphan := self._orphan(entry)):
                pairs[index] = orphan
        return pairs

    def _orphan(self, entry: Entry) -> Entry | None:
        """Return an entry for the same words in a file that is gone, each but once."""
        if self._orphans is None:
            self._orphans = {}
            for path, known in self._known.items():
                if not os.path.exists(os.path.join(self.folder, path)):
                    for each in known:
                        self._orphans.setdefault(_words(each), []).append(each)
        orphans = self._orphans.get(_words(entry))
        return orphans.pop(0) if orphans else None


def _words(entry: Entry) -> tuple[str, str]:
    return entry.code, entry.sentence


def _pairs(known: Iterable[Entry], found: Sequence[Entry]) -> dict[int, Entry]:
    """Give each that is found its own entry, else one for the same words elsewhere."""
    exact = {entry.key: entry for entry in known}
    pairs = {
        index: exact.pop(entry.key)
        for index, entry in enumerate(found)
        if entry.key in exact
    }
    left: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(exact.values()):
        left.setdefault(_words(entry), []).append(entry)
    for index, entry in enumerate(found):
        rest = left.get(_words(entry))
        if rest and index not in pairs:
            pairs[index] = rest.pop(0)
    return pairs


def recognised(before: Report, now: Report) -> set[int]:
    """Return the indexes of diagnostics that the text before an edit gave as well."""
    return set(_pairs(entries_of(before, ""), entries_of(now, "")))


class Renewed(NamedTuple):
    """Entries as they are now, and how many were added, stayed and went."""

    entries: tuple[Entry, ...]
    added: int
    kept: int
    dropped: int


def renew(
    baseline: Baseline, reports: Iterable[Report], covered: Sequence[str], *, add: bool
) -> Renewed:
    """Bring a baseline up to date with what was found; verdicts stay.

    Entries of files below `covered`, which was linted whole, go where nothing was found
    for them; those of other files stay as long as the file is there. New diagnostics
    become entries where `add` says so.
    """
    now: list[Entry] = []
    used: set[Entry] = set()
    added = 0
    outside = _Outside(baseline, covered)
    for report in reports:
        path = baseline.path(report.source.name)
        if report.error is not None:
            outside.unread.add(path)
            continue
        pairs = baseline.pairs(report)
        for index, entry in enumerate(entries_of(report, path)):
            if index in pairs:
                now.append(entry._replace(verdict=pairs[index].verdict))
                used.add(pairs[index])
            elif add:
                now.append(entry)
                added += 1
    left = [each for each in baseline.entries if each not in used]
    stay = [each for each in left if outside.holds(each.path)]
    dropped = len(left) - len(stay)
    return Renewed(tuple(sorted(now + stay)), added, len(used) + len(stay), dropped)


class _Outside:
    """The files that a run says nothing about: not linted, or not readable."""

    def __init__(self, baseline: Baseline, covered: Sequence[str]) -> None:
        self.unread: set[str] = set()
        self._folder = baseline.folder
        self._covered = [os.path.abspath(path) for path in covered]

    def holds(self, path: str) -> bool:
        """Tell whether the entries of a path stay although nothing was found."""
        if path in self.unread:
            return True
        file = os.path.normpath(os.path.join(self._folder, path))
        if any(_is_below(file, folder) for folder in self._covered):
            return False
        return os.path.exists(file)


def _is_below(file: str, folder: str) -> bool:
    return file == folder or file.startswith(os.path.join(folder, ""))
