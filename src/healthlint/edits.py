"""Choose edits that go together, apply them, and see that they change nothing else.

Markup is safe because the new text is read again: what people see must be the old text
with the edits in it, block by block, and links and comments must be the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from healthlint import readers
from healthlint.errors import ReadError
from healthlint.patterns import compiled
from healthlint.records import NamedTuple
from healthlint.source import Source

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from healthlint.diagnostic import Diagnostic, Edit
    from healthlint.document import Document
    from healthlint.segment import Run

_MOST_READINGS: Final = 64
"""How often a text is read to find the edits at fault; the rest waits then."""

_HEADED: Final = frozenset({"markdown", "mdx"})
"""Formats whose headings get an address from their words."""

_FRAGMENT: Final = r"#([^\s()<>\[\]{}\"'#]+)"


class _Rewording(NamedTuple):
    """An edit of the text [start, end) of a segment."""

    start: int
    end: int
    text: str


class Verdict(NamedTuple):
    """Edits that can be made, and edits that were shown to do harm."""

    sound: list[Diagnostic]
    faulty: list[Diagnostic]


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


def judged(source: Source, diagnostics: Sequence[Diagnostic]) -> Verdict:
    """Tell which edits readers see as they are meant, and nothing else."""
    if not diagnostics:
        return Verdict([], [])
    proof = _Proof(source)
    seen, unseen = _split(diagnostics, proof.sees)
    sound = proof.clean(seen) if seen else []
    while proof.parted and not proof.comes_out_right(sound):
        sound = sound[: len(sound) // 2]
    return Verdict(sound, [*unseen, *proof.faulty])


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
        self._linked = _linked_headings(self._seen)
        self._left = _MOST_READINGS
        self.parted = False
        self.faulty: list[Diagnostic] = []

    def sees(self, diagnostic: Diagnostic) -> bool:
        """Tell whether edits are within texts, none of them a heading with a link."""
        found = list(map(self._rewording, _edits(diagnostic)))
        return all(each and each[0] not in self._linked for each in found)

    def clean(self, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Part what does not come out right, until each culprit stands alone.

        Where time runs out, nothing is said of the rest.
        """
        if self._left == 0:
            return []
        self._left -= 1
        wrong = self._wrong(diagnostics)
        if wrong is None:
            return list(diagnostics)
        if len(diagnostics) == 1:
            self.faulty += diagnostics
            return []
        self.parted = True
        one, other = _split(diagnostics, lambda each: wrong.isdisjoint(self._at(each)))
        if not one or not other:
            half = len(diagnostics) // 2
            one, other = [*diagnostics[:half]], [*diagnostics[half:]]
        return [*self.clean(one), *self.clean(other)]

    def comes_out_right(self, diagnostics: Sequence[Diagnostic]) -> bool:
        """Tell whether people see what edits mean, and nothing else."""
        return not diagnostics or self._wrong(diagnostics) is None

    def _wrong(self, diagnostics: Sequence[Diagnostic]) -> AbstractSet[int] | None:
        """Return the segments that do not come out as meant; None if all do."""
        meant: dict[int, list[_Rewording]] = {}
        for edit in (edit for each in diagnostics for edit in _edits(each)):
            found = self._rewording(edit)
            if found is not None:
                meant.setdefault(found[0], []).append(found[1])
        try:
            seen = readers.read(mended(self._source, diagnostics))
        except ReadError:
            return frozenset()
        shown, expected = _shown(seen, {}), _shown(self._seen, meant)
        return None if shown == expected else _differing(shown, expected)

    def _at(self, diagnostic: Diagnostic) -> set[int]:
        found = map(self._rewording, _edits(diagnostic))
        return {each[0] for each in found if each is not None}

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


def _differing(one: Sequence[object], other: Sequence[object]) -> AbstractSet[int]:
    """Return the places of what differs; of what lies between, where some is lost."""
    pairs = list(zip(one, other, strict=False))
    places = [index for index, (a, b) in enumerate(pairs) if a != b]
    if len(one) == len(other):
        return set(places)
    first = places[0] if places else len(pairs)
    ends = zip(reversed(one), reversed(other), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return set(range(first, max(first + 1, len(other) - same)))


def _linked_headings(document: Document) -> set[int]:
    """Return the headings whose address, made of their words, a link here may name.

    Programs make it in different ways, so letters and digits alone count.
    """
    source = document.source
    if source.format not in _HEADED or "#" not in source.text:
        return set()
    found = compiled(_FRAGMENT).findall(source.text)
    named: set[str] = set()
    for slug in map(_unquoted, found):
        second = slug.rpartition("-")  # take-5mg-1: another heading of the same words
        named |= {_letters(slug), _letters(second[0] if second[2].isdecimal() else "")}
    return {
        number
        for number, segment in enumerate(document.segments)
        if segment.kind == "heading" and _letters(segment.text) in named
    }


def _unquoted(address: str) -> str:
    """Return an address without percent signs for bytes."""
    octets = compiled("(?:%[0-9a-fA-F]{2})+")
    return octets.sub(_octets, address)


def _octets(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _split(
    diagnostics: Iterable[Diagnostic], holds: Callable[[Diagnostic], bool]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    parts: tuple[list[Diagnostic], list[Diagnostic]] = [], []
    for each in diagnostics:
        parts[not holds(each)].append(each)
    return parts


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
