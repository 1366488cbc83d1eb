"""Read plain text: paragraphs, hard-wrapped or not, headings, lists, tables of tabs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from healthlint.document import Document
from healthlint.readers.lines import (
    Line,
    bullet,
    cells,
    is_numbered_title,
    is_wrapped,
    joins,
    looks_like_body,
    looks_like_heading,
    looks_like_long_body,
    looks_like_row,
    ornament,
    without_bullet,
)
from healthlint.readers.outline import Outline
from healthlint.segment import SegmentBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.segment import Segment
    from healthlint.source import Source

_TITLE, _SECTION, _NUMBERED = 1, 2, 3  # levels of headings that nothing underlines
_MOST_HEADINGS = 2  # one below the other; more lines that look so are a list
_CELLS = 2  # which a single line may have without being a table


def read(source: Source) -> Document:
    """Cut plain text into segments."""
    return Document(source, _Reader().read(source))


class _Reader:
    """The state of one reading."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.outline = Outline()
        self.underlines: list[str] = []
        self.top = _TITLE
        self.led_in = False

    def read(self, source: Source) -> list[Segment]:
        blocks = list(_blocks(source))
        for index, block in enumerate(blocks):
            before = blocks[index - 1][-1] if index else None
            after = blocks[index + 1][0] if index + 1 < len(blocks) else None
            self.block(block, before, after)
        return self.segments

    def block(self, block: list[Line], before: Line | None, after: Line | None) -> None:
        """Read lines without a blank one, between the lines around them."""
        for is_row, group in groupby(block, looks_like_row):
            lines = list(group)
            if is_row and _is_table(lines):
                self.rows(lines)
            else:
                self.stretch(lines, before, after)

    def stretch(
        self, block: list[Line], before: Line | None, after: Line | None
    ) -> None:
        """Read lines that are no table, and the ornaments between them."""
        stretch: list[Line] = []
        for line in block:
            mark = ornament(line)
            if not mark:
                stretch.append(line)
            elif len(stretch) == 1 and bullet(stretch[0]) is None:
                self.underlined(stretch.pop(), mark)
            elif stretch:
                self.lines(stretch, before, after)
                stretch = []
        if stretch:
            self.lines(stretch, before, after)

    def rows(self, lines: list[Line]) -> None:
        for line in lines:
            for cell in cells(line) if not ornament(line) else ():
                self.add("table-cell", [cell])

    def underlined(self, line: Line, mark: str) -> None:
        if not self.underlines:
            self.top = _SECTION if self.segments else _TITLE
        if mark not in self.underlines:
            self.underlines.append(mark)
        self.heading(line, self.underlines.index(mark) + self.top)

    def heading(self, line: Line, level: int) -> None:
        self.outline.leave(level)
        self.outline.enter(level, self.add("heading", [without_bullet(line)]).text)

    def lines(self, lines: list[Line], before: Line | None, after: Line | None) -> None:
        """Read lines without ornaments between them."""
        if self.is_item(lines, after):
            self.add("list-item", lines)
            return
        headings = _count_headings(lines, before, after)
        level = 0
        for line in lines[:headings]:
            if bullet(line) is not None:
                level = max(level + 1, _NUMBERED)
            else:
                level = max(level + 1, _SECTION if self.segments else _TITLE)
            self.heading(line, level)
        start = headings
        for index in range(headings + 1, len(lines)):
            following = lines[index + 1] if index + 1 < len(lines) else after
            if _is_inner_heading(lines[index - 1], lines[index], following):
                self.body(lines[start:index])
                self.heading(lines[index], _SECTION)
                start = index + 1
        self.body(lines[start:])

    def is_item(self, lines: list[Line], after: Line | None) -> bool:
        """Tell whether a short line is one of several that "include:" leads in."""
        if len(lines) > 1 or bullet(lines[0]) or not looks_like_heading(lines[0]):
            return False
        last = self.segments[-1] if self.segments else None
        if last is None or last.kind not in {"paragraph", "list-item"}:
            return False
        leads_in = last.text.endswith(":") and last.kind == "paragraph"
        if leads_in and after is not None and looks_like_heading(after):
            self.led_in = True
        elif last.kind == "paragraph":
            self.led_in = False
        return self.led_in

    def body(self, lines: list[Line]) -> None:
        for kind, group in _groups(lines):
            self.add(kind, group)

    def add(self, kind: str, lines: Sequence[Line]) -> Segment:
        builder = SegmentBuilder()
        end = lines[0].start
        for line in lines:
            if builder:
                builder.add(" ", end, line.start)
            builder.add(line.text, line.start, line.end)
            end = line.end
        segment = builder.build(kind, path=self.outline.path)
        assert segment is not None, "lines are not blank"  # noqa: S101
        self.segments.append(segment)
        return segment


def _blocks(source: Source) -> Iterator[list[Line]]:
    """Yield the stretches of lines that are not blank."""
    block: list[Line] = []
    starts = source.line_starts
    for start, end in zip(starts, [*starts[1:], len(source.text)], strict=True):
        full = source.text[start:end]
        text = full.strip().strip("\ufeff").strip()
        if text:
            indent = full.index(text)
            first = start + indent
            columns = len(full[:indent].expandtabs())
            block.append(Line(text, first, first + len(text), columns))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_table(rows: list[Line]) -> bool:
    """Tell whether rows are one: several of them, or a line of several cells."""
    return len(rows) > 1 or len(cells(rows[0])) > _CELLS


def _count_headings(lines: list[Line], before: Line | None, after: Line | None) -> int:
    """Return how many of the first lines are headings of what follows."""
    if len(lines) > 1 and is_wrapped(lines):
        return 0
    if _is_list(lines, before, after):
        return 0
    if len(lines) == 1 and _has_number(lines[0]):
        return int(after is not None and is_numbered_title(lines[0]))
    count = 0
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if not looks_like_heading(line) or (following and joins(line, following)):
            break
        count += 1
    if count > _MOST_HEADINGS:
        return 0
    if count == len(lines):
        return count if after is not None else 0
    return count if looks_like_body(lines[count]) else 0


def _is_inner_heading(before: Line, line: Line, after: Line | None) -> bool:
    """Tell whether a line is a heading between paragraphs of one line each."""
    return (
        bullet(line) is None
        and looks_like_heading(line)
        and looks_like_body(before)
        and after is not None
        and looks_like_long_body(after)
    )


def _is_list(lines: list[Line], before: Line | None, after: Line | None) -> bool:
    """Tell whether the first line is a numbered item, for another one is near."""
    if not _has_number(lines[0]):
        return False
    near = [*lines[1:], *([before] if before else []), *([after] if after else [])]
    return any(map(_has_number, near))


def _has_number(line: Line) -> bool:
    mark = bullet(line)
    return mark is not None and mark.is_number


def _groups(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the kind and the lines of each list item and paragraph."""
    kind, group = "", list[Line]()
    plain = [line for line in lines if bullet(line) is None]
    wrapped = len(plain) > 1 and is_wrapped(plain)
    indent = 0
    for line in lines:
        mark = bullet(line)
        if mark is None and group:
            inside = line.indent > indent if kind == "list-item" else wrapped
            if inside or joins(group[-1], line):
                group.append(line)
                continue
        if group:
            yield kind, group
        indent = line.indent
        kind = "paragraph" if mark is None else "list-item"
        group = [without_bullet(line)]
    if group:
        yield kind, group
