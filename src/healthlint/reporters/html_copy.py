"""The copy of a document as people see it, with the spans of what is said of it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from healthlint import readers
from healthlint.errors import ReadError
from healthlint.records import NamedTuple
from healthlint.reporters.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.segment import Run, Segment
    from healthlint.source import Source, Span


class Mark(NamedTuple):
    """A span to show: `kind` a class of the style, `label` its number, `target` an id.

    Where marks overlap, the one of the highest `rank` lends its looks.
    """

    span: Span
    kind: str
    rank: int
    label: str
    target: str


class Block(NamedTuple):
    """A segment ready to be shown, and which of the marks stand in it, by number."""

    kind: str
    label: str
    html: str
    marks: tuple[int, ...]


def blocks(source: Source, marks: Sequence[Mark]) -> tuple[list[Block], list[int]]:
    """Return a document's blocks, and the numbers of marks that stand in none."""
    try:
        segments = readers.read(source).segments
    except ReadError:  # its report says so
        return [], list(range(len(marks)))
    finder = _Finder(segments)
    placed: dict[int, list[tuple[int, int, int]]] = {}
    lost = []
    for number, mark in enumerate(marks):
        found = finder.find(mark.span)
        if found is None:
            lost.append(number)
        else:
            segment, start, end = found
            placed.setdefault(segment, []).append((number, start, end))
    made = [
        _block(segment, placed.get(index, []), marks)
        for index, segment in enumerate(segments)
    ]
    return made, lost


class _Finder:
    """Finds the text that a source span stands for."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._runs = sorted(
            (
                (run, index)
                for index, segment in enumerate(segments)
                for run in segment.runs
            ),
            key=lambda each: (each[0].source_start, each[1]),
        )
        self._starts = [run.source_start for run, _ in self._runs]

    def find(self, span: Span) -> tuple[int, int, int] | None:
        """Return a segment's number, and offsets of its text."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        found: tuple[int, int, int] | None = None
        for place in range(at, len(self._runs)):  # a slice would copy them all
            run, index = self._runs[place]
            if run.source_start > max(span.start, span.end - 1):
                break
            if run.source_end <= span.start or (found and found[0] != index):
                continue
            start, end = _text(run, span)
            found = (index, found[1] if found else start, end)
        return found


def _text(run: Run, span: Span) -> tuple[int, int]:
    if not run.is_linear:
        return run.start, run.end
    first = max(span.start, run.source_start) - run.source_start
    last = min(span.end, run.source_end) - run.source_start
    return run.start + first, run.start + max(first, last)


def _block(
    segment: Segment, placed: list[tuple[int, int, int]], marks: Sequence[Mark]
) -> Block:
    html = "".join(_pieces(segment.text, placed, marks))
    numbers = tuple(number for number, _, _ in placed)
    return Block(segment.kind, segment.label, html, numbers)


def _pieces(
    text: str, placed: list[tuple[int, int, int]], marks: Sequence[Mark]
) -> Iterator[str]:
    edges = {0, len(text)}
    for _, start, end in placed:
        edges |= {start, end}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        over = [marks[n] for n, first, last in placed if first <= start and end <= last]
        yield _marked(text[start:end], over)
        yield from (_number(marks[n]) for n, _, last in placed if last == end)
    if len(cuts) == 1:  # no text at all
        yield from (_number(marks[number]) for number, _, _ in placed)


def _marked(text: str, marks: Sequence[Mark]) -> str:
    shown = "<br>".join(map(escape, text.split("\n")))
    if not marks:
        return shown
    first = max(marks, key=lambda mark: mark.rank)
    return f'<mark class="{first.kind}">{shown}</mark>'


def _number(mark: Mark) -> str:
    return f'<sup><a href="#{mark.target}">{mark.label}</a></sup>'
