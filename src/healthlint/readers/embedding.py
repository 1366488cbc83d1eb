"""Read a text inside a text: HTML in a JSON string, say."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from healthlint.segment import Run, Segment, SegmentBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable


class Embedded:
    """A decoded text and the way back to the source around it."""

    def __init__(self, pieces: Iterable[tuple[str, int, int]]) -> None:
        """Each piece is text and the source range for which it stands."""
        texts: list[str] = []
        self._runs: list[Run] = []
        length = 0
        for text, start, end in pieces:
            texts.append(text)
            self._runs.append(Run(length, length + len(text), start, end))
            length += len(text)
        self.text = "".join(texts)

    def pieces(self, start: int, end: int) -> Iterable[tuple[str, int, int]]:
        """Yield (text, source start, source end) for a range of the decoded text."""
        index = max(0, bisect_right(self._runs, (start, len(self.text) + 1)) - 1)
        while index < len(self._runs) and self._runs[index].start < end:
            run = self._runs[index]
            index += 1
            left, right = max(run.start, start), min(run.end, end)
            begin, stop = run.source_start, run.source_end
            if run.is_linear:
                begin, stop = begin + left - run.start, stop - (run.end - right)
            if left < right:
                yield self.text[left:right], begin, stop

    def lift(
        self, inner: Segment, kind: str, label: str, path: tuple[str, ...]
    ) -> Segment:
        """Return a segment of the decoded text as one of the source."""
        builder = SegmentBuilder()
        for run in inner.runs:
            text = inner.text[run.start : run.end]
            found = list(self.pieces(run.source_start, run.source_end))
            if run.is_linear:
                at = 0
                for piece, start, end in found:
                    builder.add(text[at : at + len(piece)], start, end)
                    at += len(piece)
            elif found:
                builder.add(text, found[0][1], found[-1][2])
        segment = builder.build(kind, label=label, path=path)
        assert segment is not None, "the text of a segment is not blank"  # noqa: S101
        segment.links = inner.links
        return segment
