"""How far a directive reaches, as a range of the source.

`disable` reaches to the end of the section of the text that follows it; above a heading
that is the heading's own. `disable-next` reaches over the next block, or, from within a
block, to the end of the sentence at hand. In doubt the smaller range counts: what stays
reported is seen, and what is silenced by mistake is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple
from healthlint.source import Span

if TYPE_CHECKING:
    from healthlint.document import Annotations
    from healthlint.segment import Segment

_ASIDES: Final = frozenset({"alt-text", "attribute"})
_FIELDS: Final = frozenset({"field", "meta", "title"})
_TABLE: Final = {
    "html": compiled(r"</?table", re.IGNORECASE),
    "": compiled(r"</?table|\n[ \t>]*\r?\n", re.IGNORECASE),
}
_ROW: Final = compiled(r"</?(?:tr|table)\b", re.IGNORECASE)
_CELL: Final = compiled(r"</?(?:t[rdh]|table)\b", re.IGNORECASE)
_BORDER: Final = {
    "html": compiled(
        r"</?(?:article|aside|blockquote|d[dlt]|div|figure|footer|h\d|header|hr|li|main"
        r"|ol|p|pre|section|t[dhr]|table|ul)\b",
        re.IGNORECASE,
    ),
    "": compiled(
        r"</?(?:blockquote|d[dlt]|div|figure|h\d|hr|li|ol|p|t[dhr]|table|ul)\b"
        r"|\n[ \t>]*(?:\r?\n|[-*+#|]|\d+[.)])",
        re.IGNORECASE,
    ),
}


class _Placed(NamedTuple):
    """A segment and the source range that it takes."""

    start: int
    end: int
    number: int
    segment: Segment

    @property
    def is_aside(self) -> bool:
        return self.segment.kind in _ASIDES


class Layout:
    """The blocks of a document in the order of its source."""

    def __init__(self, notes: Annotations) -> None:
        """Place every segment; `notes` give their sentences."""
        self._notes = notes
        source = notes.document.source
        self._text = source.text
        self._format = source.format if source.format == "html" else ""
        placed = []
        for index, segment in enumerate(notes.document.segments):
            span = segment.to_source(0, len(segment.text))
            placed.append(_Placed(*span, index, segment))
        self._placed = sorted(placed, key=lambda each: each[:3])
        self._starts = [each.start for each in self._placed]
        self._blocks = [each for each in self._placed if not each.is_aside]
        self._block_starts = [each.start for each in self._blocks]
        # What was looked for once is kept, so that the time stays linear.
        self._sections: dict[tuple[str, ...], Span] = {}
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._table = Span(-1, -1)
        self._end_of_table = 0

    def file(self) -> Span:
        """Return the range of the whole source."""
        return Span(0, len(self._text))

    def section(self, start: int, offset: int) -> Span:
        """Return what follows a comment [start, offset) to the end of its section."""
        first = bisect_left(self._starts, offset)
        around = self._around(start, offset)
        if around is not None:
            at = around
        elif first < len(self._placed):
            at = self._placed[first]
        else:
            return Span(offset, offset)
        path = at.segment.path
        if at.segment.kind == "heading":
            path = (*path, at.segment.text)
        known = self._sections.get(path)
        if known is None or not known.start <= offset <= known.end:
            known = Span(offset, self._end_of_section(first, at, path))
            self._sections[path] = known
        return Span(offset, known.end)

    def _end_of_section(self, first: int, at: _Placed, path: tuple[str, ...]) -> int:
        for index in range(first, len(self._placed)):
            each = self._placed[index]
            if each is not at and each.segment.path[: len(path)] != path:
                return each.start
        return len(self._text)

    def next(self, start: int, offset: int) -> Span:
        """Return what a comment [start, offset) says is next."""
        around = self._around(start, offset)
        if around is not None:
            return Span(offset, self._end_of_sentence(around, offset))
        first = bisect_left(self._starts, offset)
        if first == len(self._placed):
            return Span(offset, offset)
        if self._placed[first].segment.kind != "table-cell":
            return Span(offset, self._end_of_block(first, None))
        before = self._text[offset : self._placed[first].start]
        return Span(offset, self._end_of_cells(first, before))

    def _around(self, start: int, offset: int) -> _Placed | None:
        """Return the block that a comment stands within, if there is one."""
        before = bisect_left(self._block_starts, start)
        block = self._blocks[before - 1] if before else None
        return block if block is not None and block.end > offset else None

    def _end_of_sentence(self, placed: _Placed, offset: int) -> int:
        """Return where the sentence ends that holds the next word."""
        sentences = self._sentences_of(placed)
        for index in range(bisect_right(sentences, (offset, offset)), len(sentences)):
            end, begin = sentences[index]
            if any(map(str.isalnum, self._text[max(begin, offset) : end])):
                return end
        return placed.end

    def _sentences_of(self, placed: _Placed) -> list[tuple[int, int]]:
        """Return the ends and starts of the sentences of a block."""
        number = placed.number
        if number not in self._sentences:
            segment = placed.segment
            found = (
                segment.folded_to_source(each.start, each.end)
                for each in self._notes.sentences(number)
            )
            self._sentences[number] = [(end, begin) for begin, end in found]
        return self._sentences[number]

    def _end_of_cells(self, first: int, before: str) -> int:
        """Return where a table ends, or its row, or cell: whichever begins `before`.

        No comment can stand between the rows of Markdown, so above a table is meant
        for all of it.
        """
        is_plain = not self._format and _CELL.search(before) is None
        if "<table" in before.lower() or (is_plain and "\n" in before):
            return self._end_of_block(first, _TABLE[self._format])
        if _ROW.search(before):
            return self._end_of_block(first, _ROW)
        return self._end_of_block(first, None)

    def _end_of_block(self, first: int, border: re.Pattern[str] | None) -> int:
        """Return where the block ends whose first segment is given.

        Pictures in a block belong to it, so do all paragraphs of one field. With a
        `border` it is a piece of a table, and goes on to that.
        """
        before = self._placed[first]
        end = before.end
        in_table = border is not None
        is_whole = border is _TABLE[self._format]
        if is_whole and self._table.start <= first < self._table.end:
            return self._end_of_table
        index = first
        for index in range(first + 1, len(self._placed)):
            each = self._placed[index]
            gap = self._text[end : each.start]
            in_table = in_table and each.segment.kind in {"table-cell", *_ASIDES}
            if in_table and border is not None:
                is_over = border.search(gap) is not None
            elif each.is_aside != before.is_aside or each.is_aside:
                is_over = _BORDER[self._format].search(gap) is not None
            else:
                is_over = not _is_same_field(before.segment, each.segment)
            if is_over:
                break
            before, end = each, max(end, each.end)
        if is_whole:
            self._table, self._end_of_table = Span(first, index), end
        return end


def _is_same_field(one: Segment, other: Segment) -> bool:
    if one.kind not in _FIELDS or not one.label:
        return False
    return (one.kind, one.label) == (other.kind, other.label)
