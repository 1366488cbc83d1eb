"""Choose edits that go together, apply them, and see that they change nothing else.

Markup is safe because the new text is read again: what people see must be the old text
with the edits in it, block by block, and links and comments must be the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from healthlint import readers
from healthlint.errors import ReadError
from healthlint.records import NamedTuple
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from healthlint.diagnostic import Diagnostic, Edit
    from healthlint.document import Document
    from healthlint.segment import Run

_MOST_READINGS: Final = 64
"""How often a text is read to find the edits at fault; the rest waits then."""


class _Rewording(NamedTuple):
    """An edit of the text [start, end) of a segment."""

    start: int
    end: int
    text: str


def apart(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics whose edits neither overlap nor touch; the first ones stay.

    Their order is that of start, end and rule.
    """
    chosen: list[Diagnostic] = []
    taken: list[tuple[int, int]] = []
    for each in sorted(diagnostics, key=_order):
        spans = [(edit.start, edit.end) for edit in _edits(each)]
        if not any(_is_taken(span, taken) for span in spans):
            chosen.append(each)
            for span in spans:
                taken.insert(bisect_right(taken, span), span)
    return chosen


def applied(text: str, edits: Iterable[Edit | _Rewording]) -> str:
    """Return a text with edits made, which must not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end, replacement in sorted(edits):
        pieces += text[at:start], replacement
        at = end
    return "".join([*pieces, text[at:]])


def mended(source: Source, diagnostics: Sequence[Diagnostic]) -> Source:
    """Return a source with the edits of diagnostics made."""
    edits = (edit for each in diagnostics for edit in _edits(each))
    text = applied(source.text, edits)
    return Source(source.name, text, source.format, source.encoding)


def clean(source: Source, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return those whose edits readers see as they are meant, and nothing else."""
    return _Proof(source).clean(diagnostics) if diagnostics else []


class _Proof:
    """A source, and what people see of it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen = readers.read(source)
        self._runs = sorted(
            (run.source_start, run.source_end, number, run)
            for number, segment in enumerate(self._seen.segments)
            for run in segment.runs
        )
        self._left = _MOST_READINGS

    def clean(self, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Halve what does not come out right, until each culprit stands alone."""
        if self._comes_out_right(diagnostics):
            return list(diagnostics)
        if len(diagnostics) == 1:
            return []
        half = len(diagnostics) // 2
        return [*self.clean(diagnostics[:half]), *self.clean(diagnostics[half:])]

    def _comes_out_right(self, diagnostics: Sequence[Diagnostic]) -> bool:
        self._left -= 1
        if self._left < 0:
            return False
        meant: dict[int, list[_Rewording]] = {}
        for edit in (edit for each in diagnostics for edit in _edits(each)):
            found = self._rewording(edit)
            if found is None:
                return False
            meant.setdefault(found[0], []).append(found[1])
        try:
            seen = readers.read(mended(self._source, diagnostics))
        except ReadError:
            return False
        return _shown(seen, {}) == _shown(self._seen, meant)

    def _rewording(self, edit: Edit) -> tuple[int, _Rewording] | None:
        """Find the text that an edit rewords; None if there is markup in between."""
        start, end, text = edit
        index = bisect_right(self._runs, start, key=_start) - 1
        pieces: list[tuple[int, int, int]] = []
        at = start
        for place in range(max(0, index), len(self._runs)):
            begin, stop, number, run = self._runs[place]
            piece = _text_of(run, at, min(stop, end)) if begin <= at <= stop else None
            if piece is None or (pieces and pieces[-1][::2] != (number, piece[0])):
                return None
            pieces.append((number, *piece))
            at = min(stop, end)
            if at == end:
                return number, _Rewording(pieces[0][1], piece[1], text)
        return None


def _start(run: tuple[int, int, int, Run]) -> int:
    return run[0]


def _text_of(run: Run, start: int, end: int) -> tuple[int, int] | None:
    """Return the text offsets of a part of a run's source; None if it has no parts."""
    if run.is_linear:
        shift = run.start - run.source_start
        return start + shift, end + shift
    if (start, end) == (run.source_start, run.source_end):
        return run.start, run.end
    if start == end:
        ends = {run.source_start: run.start, run.source_end: run.end}
        return (ends[start], ends[start]) if start in ends else None
    return None


def _shown(
    document: Document, meant: dict[int, list[_Rewording]]
) -> list[tuple[object, ...]]:
    """Return what a document shows once edits are made, without regard to spaces."""
    shown: list[tuple[object, ...]] = [
        (
            segment.kind,
            " ".join(applied(segment.text, meant.get(number, ())).split()),
            *(link.target for link in segment.links),
        )
        for number, segment in enumerate(document.segments)
    ]
    shown.extend((comment.text,) for comment in document.comments)
    return [*shown, (_shape(document.front_matter),)]


def _shape(value: object) -> object:
    """Return what front matter is without its words; broken, it has no keys."""
    if isinstance(value, Mapping):
        return {key: _shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return type(value)


def _edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    return diagnostic.fix.edits if diagnostic.fix else ()


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    edits = _edits(diagnostic)
    start = min(each.start for each in edits)
    return start, max(each.end for each in edits), diagnostic.code, edits


def _is_taken(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a span overlaps or touches one of those taken, which are sorted."""
    at = bisect_right(taken, span)
    near = taken[max(0, at - 1) : at + 1]
    return any(start <= span[1] and span[0] <= end for start, end in near)
