"""Tables, put together again from the cells that a document holds in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from healthlint.document import Annotations
    from healthlint.segment import Segment


class Cell(NamedTuple):
    """A cell with words in it: the index of its segment, and its column."""

    segment: int
    column: int


class Table(NamedTuple):
    """Rows of cells, the head first; empty cells are left out."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self) -> Mapping[int, Cell]:
        """Return the cells of the first row by their column."""
        return {cell.column: cell for cell in self.rows[0]}

    def column(self, number: int) -> Iterator[tuple[Cell, Cell]]:
        """Yield the first cell of each row below the head, and its cell in a column."""
        for row in self.rows[1:]:
            for cell in row[1:]:
                if cell.column == number and not row[0].column:
                    yield row[0], cell


_ROW: Final = compiled(r"<tr\b", re.IGNORECASE)
_CELL: Final = compiled(r"<t[dh]\b", re.IGNORECASE)
_TABLE: Final = compiled(r"</table\b|\n[ \t]*\n", re.IGNORECASE)
_TABLE_END: Final = compiled(r"</table\b", re.IGNORECASE)
_FARTHEST: Final = 2000  # code points from one cell to the next


def tables(notes: Annotations) -> tuple[Table, ...]:
    """Return the tables of a document, put together once a run."""
    found: tuple[Table, ...] | None = notes.shared.get("tables")
    if found is None:
        found = notes.shared["tables"] = tuple(_tables(notes))
    return found


def _tables(notes: Annotations) -> Iterator[Table]:
    segments = notes.document.segments
    text = notes.document.source.text
    rows: list[list[Cell]] = []
    before = -1
    for index, segment in enumerate(segments):
        if segment.kind != "table-cell":
            continue
        between = _between(text, segments[before], segment) if before >= 0 else "\n\n"
        if before != index - 1 or _TABLE.search(between):
            if rows:
                yield Table(tuple(map(tuple, rows)))
            rows = []
        if not rows or _begins_row(between):
            rows.append([])
        rows[-1].append(Cell(index, _column(text, segment, rows[-1], between)))
        before = index
    if rows:
        yield Table(tuple(map(tuple, rows)))


def _between(text: str, one: Segment, two: Segment) -> str:
    start = one.runs[-1].source_end
    end = two.runs[0].source_start
    return text[start:end] if start <= end <= start + _FARTHEST else "\n\n"


def _begins_row(between: str) -> bool:
    if _CELL.search(between):
        return _ROW.search(between) is not None
    return "\n" in between


def _column(text: str, segment: Segment, row: list[Cell], between: str) -> int:
    """Count the cells before a cell in its row, empty ones too."""
    start = segment.runs[0].source_start
    back = text[max(0, start - _FARTHEST) : start]
    opened = [found.end() for found in _ROW.finditer(back)]
    if opened and not _TABLE_END.search(back, opened[-1]):
        return max(len(_CELL.findall(back, opened[-1])) - 1, 0)
    if row:
        return row[-1].column + max(between.count("|") + between.count("\t"), 1)
    line = back[back.rfind("\n") + 1 :]
    return max(line.count("|") - line.lstrip().startswith("|"), 0)


def table_of(segment: int, notes: Annotations) -> tuple[Table, int, int] | None:
    """Return the table around a cell, its row and its column; None for others."""
    places: dict[int, tuple[Table, int, int]] | None = notes.shared.get("table-places")
    if places is None:
        places = notes.shared["table-places"] = {
            cell.segment: (table, number, cell.column)
            for table in tables(notes)
            for number, row in enumerate(table.rows)
            for cell in row
        }
    return places.get(segment)
