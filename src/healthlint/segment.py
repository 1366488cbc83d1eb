"""A piece of prose as a reader sees it, with the way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Final, NamedTuple

from healthlint.folding import Folded, fold
from healthlint.source import Span

KINDS: Final = (
    "heading",
    "paragraph",
    "list-item",
    "table-cell",
    "quote",
    "caption",
    "link-text",
    "alt-text",
    "attribute",
    "meta",
    "title",
    "field",
    "footnote",
    "cue",
)
"""The closed list of segment kinds that rules may name in `where`."""


class Run(NamedTuple):
    """Text offsets [start, end) that stand for source offsets [source_start, source_end).

    Where both have one length they correspond one to one; otherwise (an entity, an
    escape) the run stands for its source as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Segment:
    """Text of one block; `runs` are sorted and cover the whole text.

    `label` is the human place where lines mean little, `path` the section's headings.
    """

    def __init__(
        self,
        kind: str,
        text: str,
        runs: tuple[Run, ...],
        *,
        label: str = "",
        path: tuple[str, ...] = (),
    ) -> None:
        """Hold what a reader (the program) found; SegmentBuilder makes the runs."""
        self.kind = kind
        self.text = text
        self.runs = runs
        self.label = label
        self.path = path

    @cached_property
    def folded(self) -> Folded:
        """The text as rules match it."""
        return fold(self.text)

    def to_source(self, start: int, end: int) -> Span:
        """Return the source span behind text offsets; both within the text."""
        if start >= end:
            at = self._source_of(start) if self.runs else 0
            return Span(at, at)
        return Span(self._source_of(start), self._source_until(end))

    def folded_to_source(self, start: int, end: int) -> Span:
        """Return the source span behind offsets of the folded text."""
        return self.to_source(*self.folded.original(start, end))

    def folded_to_text(self, start: int, end: int) -> str:
        """Return what a reader sees at offsets of the folded text."""
        begin, stop = self.folded.original(start, end)
        return self.text[begin:stop]

    def _source_of(self, offset: int) -> int:
        run = self.runs[max(0, bisect_right(self.runs, (offset, len(self.text) + 1)) - 1)]
        if run.end - run.start == run.source_end - run.source_start:
            return run.source_start + min(offset, run.end) - run.start
        return run.source_start if offset < run.end else run.source_end

    def _source_until(self, offset: int) -> int:
        run = self.runs[max(0, bisect_right(self.runs, (offset - 1, len(self.text) + 1)) - 1)]
        if run.end - run.start == run.source_end - run.source_start:
            return run.source_start + offset - run.start
        return run.source_end


class SegmentBuilder:
    """Collect pieces of text with their source ranges, in reading order."""

    def __init__(self) -> None:
        """Start empty."""
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def __bool__(self) -> bool:
        """Tell whether any text was added."""
        return bool(self._runs)

    def add(self, text: str, source_start: int, source_end: int) -> None:
        """Append text that stands for a source range; empty text is ignored."""
        if not text:
            return
        start, end = self._length, self._length + len(text)
        self._pieces.append(text)
        self._length = end
        last = self._runs[-1] if self._runs else None
        linear = len(text) == source_end - source_start
        if (
            last
            and linear
            and last.source_end == source_start
            and last.end - last.start == last.source_end - last.source_start
        ):
            self._runs[-1] = Run(last.start, end, last.source_start, source_end)
        else:
            self._runs.append(Run(start, end, source_start, source_end))

    def build(
        self, kind: str, *, label: str = "", path: tuple[str, ...] = ()
    ) -> Segment | None:
        """Return the segment, without outer white space; None if nothing is left."""
        text = "".join(self._pieces)
        stripped = text.strip()
        if not stripped:
            return None
        first = len(text) - len(text.lstrip())
        runs = _cut(self._runs, first, first + len(stripped))
        return Segment(kind, stripped, runs, label=label, path=path)


def _cut(runs: list[Run], first: int, last: int) -> tuple[Run, ...]:
    kept = []
    for run in runs:
        start, end = max(run.start, first), min(run.end, last)
        if start >= end:
            continue
        linear = run.end - run.start == run.source_end - run.source_start
        left = run.source_start + (start - run.start if linear else 0)
        right = run.source_end - (run.end - end if linear else 0)
        kept.append(Run(start - first, end - first, left, right))
    return tuple(kept)
