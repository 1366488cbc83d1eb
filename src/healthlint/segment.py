"""A piece of prose as a reader sees it, with the way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Final

from healthlint.folding import Folded, fold
from healthlint.records import NamedTuple
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
    """Text offsets [start, end) and the source offsets that they stand for.

    Where both ranges have one length they correspond one to one; otherwise (an entity,
    an escape) the run stands for its source as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def is_linear(self) -> bool:
        """Tell whether text and source correspond one to one."""
        return self.end - self.start == self.source_end - self.source_start


class Link(NamedTuple):
    """Where text offsets [start, end) lead; an empty range for a bare address."""

    start: int
    end: int
    target: str


class Segment:
    """Text of one block; `runs` are sorted and cover the whole text.

    A line feed in the text is a hard line break; other line ends have become spaces.
    `label` is the human place where lines mean little, `path` the section's headings,
    `links` the addresses behind the text, which are no part of it.
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
        self.links: tuple[Link, ...] = ()

    def __repr__(self) -> str:
        return f"Segment({self.kind!r}, {self.text!r}, path={self.path!r})"

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
        run = self._run_at(offset)
        if run.is_linear:
            return run.source_start + min(offset, run.end) - run.start
        return run.source_start if offset < run.end else run.source_end

    def _source_until(self, offset: int) -> int:
        run = self._run_at(offset - 1)
        if run.is_linear:
            return run.source_start + offset - run.start
        return run.source_end

    def _run_at(self, offset: int) -> Run:
        after = bisect_right(self.runs, (offset, len(self.text) + 1))
        return self.runs[max(0, after - 1)]


class SegmentBuilder:
    """Collect pieces of text with their source ranges, in reading order."""

    def __init__(self) -> None:
        """Start empty."""
        self.length = 0
        """How much text there is, in code points."""
        self.last = ""
        """The last character of the text."""
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._links: list[Link] = []

    def __bool__(self) -> bool:
        """Tell whether any text was added."""
        return bool(self._runs)

    def add(self, text: str, source_start: int, source_end: int) -> None:
        """Append text that stands for a source range; empty text is ignored."""
        if not text:
            return
        start, end = self.length, self.length + len(text)
        self._pieces.append(text)
        self.length = end
        self.last = text[-1]
        if self._runs and end - start == source_end - source_start:
            last = self._runs[-1]
            if last.source_end == source_start and last.is_linear:
                self._runs[-1] = Run(last.start, end, last.source_start, source_end)
                return
        self._runs.append(Run(start, end, source_start, source_end))

    def link(self, start: int, target: str) -> None:
        """Note that the text since the offset `start` leads to `target`."""
        self._links.append(Link(start, self.length, target))

    def build(
        self, kind: str, *, label: str = "", path: tuple[str, ...] = ()
    ) -> Segment | None:
        """Return the segment, without outer white space; None if nothing is left."""
        text = "".join(self._pieces)
        stripped = text.strip()
        if not stripped:
            return None
        first = len(text) - len(text.lstrip())
        last = first + len(stripped)
        segment = Segment(
            kind, stripped, _cut(self._runs, first, last), label=label, path=path
        )
        if self._links:
            segment.links = tuple(
                Link(
                    min(max(start, first), last) - first,
                    min(max(end, first), last) - first,
                    target,
                )
                for start, end, target in self._links
            )
        return segment


def _cut(runs: list[Run], first: int, last: int) -> tuple[Run, ...]:
    if first == 0 and runs[-1].end == last:
        return tuple(runs)
    kept = []
    for run in runs:
        start, end = max(run.start, first), min(run.end, last)
        if start >= end:
            continue
        left = run.source_start + (start - run.start if run.is_linear else 0)
        right = run.source_end - (run.end - end if run.is_linear else 0)
        kept.append(Run(start - first, end - first, left, right))
    return tuple(kept)
