"""Figures of tables: totals that are no sum, counts that are not their percentage.

A last row called "Total" is the sum of the rows above it, unless one of them is part of
another ("of which", "including") or gives no plain figure. "12 (20 %)" under "n = 60"
is 20 % of 60, and a row is its share of a total that is called 100 %.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.tables import table_of
from healthlint.annotators.units import MASSES, UNITS
from healthlint.checks import arithmetic
from healthlint.checks.match import Elsewhere, Match
from healthlint.diagnostic import Confidence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.tables import Table
    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule


class _Figure(NamedTuple):
    """A cell's number as printed, its unit ("" for a count), its percentage if any."""

    value: Decimal
    unit: str = ""
    percent: Decimal | None = None


_FIGURE: Final = compiled(
    r"(?P<value>\d[\d,]{0,11}(?:\.\d{1,6})?)(?: ?(?P<unit>%|[a-zµμ]+))?"
    r"(?: ?[(\[](?P<percent>\d{1,6}(?:\.\d{1,6})?) ?%[)\]])?"
)
_TOTAL: Final = compiled(
    r"all|(?:grand |overall )?(?:total|sum|altogether|in all)"
    r"(?: (?:of|number|events|answers|participants|patients|people|amount)\b.*)?"
)
_PART: Final = compiled(
    r"\b(?:of which|of these|of those|thereof|includ\w+|sub-?totals?|of them|total"
    r"|range|minimum|elemental|provid\w+|discounts?|rebates?|vouchers?|coupons?|refunds?"
    r"|saved?|savings?)\b|^(?:[-–—•]|saturate[sd]|sugars?\b|minus\b|less:?$"
    r"|proteins?\b|fats?\b|carb|energy\b)"
)
_NOT_SUMMED: Final = compiled(
    r"\b(?:averages?|avg|mean|medians?|rates?|ratios?|ages?|aged|per|each|prices?"
    r"|stars?|ratings?|scores?|doses?|max|maximum|any|affected|with|wait\w*|typical\w*"
    r"|usual\w*|bmi|index|level|levels)\b"
)
"""Words at the head of a column or a row of figures that nobody adds up."""
_PIECES: Final = compiled(r"qty|quantity|pieces|pcs|packs|units|number|how many")
"""Heads of a column that tells how many times a price is paid."""
_MEASURES: Final = compiled(
    r"\b(?:mean|medians?|averages?|scores?|sd|cv|days|hours|minutes|kg|cm|mmhg|points"
    r"|change|reduction|weight|levels?)\b"
)
"""Labels of rows whose figures count nobody: "mean pain score"."""
_PEOPLE: Final = compiled(
    r"\b(?:n ?=|people|patients|participants|adults|users"
    r"|any|events?|reactions?|symptoms?|complaints?|effects?|reasons?|conditions?"
    r"|votes?|goals?|benefits?|topics?|causes?)"
)
_SMALLER: Final = compiled(
    r"^(?:[-–—•(] ?)?(?:of|among|in) |^[-–—•]|[,;:(–—-] ?of |\bthereof\b"
    r"|\b(?:of|among|in) (?:the|those|these|them|whom|which|all|[a-z]+(?:ers|ees))\b"
)
"""Labels of rows whose base is not the group at the head: "of completers"."""
_GROUP: Final = compiled(r"\bn ?= ?(\d[\d,]{0,11})(?![\d,]*\d)")
_FEWEST: Final = 2
_ALL: Final = 100


def total(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield totals at the foot of a column that are not its sum."""
    place = _in_last_row(sentence, notes)
    figure = _figure(sentence.text)
    if place is None or figure is None:
        return
    table, column = place
    parts = _parts(table, column, notes)
    if parts is None or len(parts) < _FEWEST:
        return
    scales = {_scale(each.unit) for each in (*parts, figure)}
    if None in scales or ("" in {each.unit for each in parts} and figure.unit):
        return
    low, high, whole = _bounds(parts, figure)
    if low <= whole <= high or _is_average(parts, whole):
        return
    if figure.unit == "%" and not low <= _ALL <= high:
        return
    if whole > high or not _may_overlap(table, column, parts, notes):
        added = sum(each.value * (_scale(each.unit) or 1) for each in parts)
        added /= _scale(figure.unit) or Decimal(1)
        slots = {"sum": f"{added.normalize():,f}", "whole": str(figure.value)}
        yield _match(rule, sentence, slots=slots)


def _is_average(parts: list[_Figure], whole: Decimal) -> bool:
    """Tell a total that lies among its rows: averages do, sums seldom."""
    values = [each.value * (_scale(each.unit) or 1) for each in parts]
    return min(values) <= whole <= max(values)


def _may_overlap(
    table: Table, column: int, parts: list[_Figure], notes: Annotations
) -> bool:
    """Tell counts of people: who had two events is one of the total."""
    labels = [table.heads.get(0), table.heads.get(column), table.rows[-1][0]]
    people = any(each and _PEOPLE.search(_text(each.segment, notes)) for each in labels)
    return people or any(each.percent is not None for each in parts)


def _in_last_row(sentence: Sentence, notes: Annotations) -> tuple[Table, int] | None:
    """Return the table and column of a cell in a row of totals."""
    found = table_of(sentence.segment, notes) if sentence.kind == "table-cell" else None
    if found is None:
        return None
    table, row, column = found
    first = table.rows[row][0]
    if not column or first.column or row != len(table.rows) - 1:
        return None
    return (table, column) if _TOTAL.fullmatch(_text(first.segment, notes)) else None


def _parts(table: Table, column: int, notes: Annotations) -> list[_Figure] | None:
    """Return the figures above the last row; None where one is no plain figure."""
    rows = list(table.column(column))
    head = table.heads.get(column)
    labels = [label for label, _ in rows] + ([head] if head else [])
    if any(_NOT_SUMMED.search(_text(each.segment, notes)) for each in labels):
        return None
    others = [cell for at, cell in table.heads.items() if at not in {0, column}]
    if any(_PIECES.fullmatch(_text(each.segment, notes)) for each in others):
        return None
    parts = []
    for label, cell in rows[:-1]:
        figure = _figure(_text(cell.segment, notes))
        if figure is None or _PART.search(_text(label.segment, notes)):
            return None
        parts.append(figure)
    return parts if len(rows) == len(table.rows) - 1 else None


def _bounds(parts: list[_Figure], figure: _Figure) -> tuple[Decimal, Decimal, Decimal]:
    """Return the least and the greatest sum, as far as figures were rounded."""
    low = high = Decimal(0)
    for each in parts:
        scale = _scale(each.unit) or Decimal(1)
        least, most = _reach(each)
        low, high = low + least * scale, high + most * scale
    return low, high, figure.value * (_scale(figure.unit) or Decimal(1))


def _reach(figure: _Figure) -> tuple[Decimal, Decimal]:
    """Return what may stand behind a figure: counts and whole amounts are exact."""
    if arithmetic.places(figure.value) or figure.unit == "%":
        return arithmetic.reach(figure.value)
    return figure.value, figure.value


def counted(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield cells whose count is not the percentage beside it."""
    place = table_of(sentence.segment, notes) if sentence.kind == "table-cell" else None
    figure = _figure(sentence.text)
    if place is None or figure is None or figure.unit:
        return
    table, row, column = place
    label = _text(table.rows[row][0].segment, notes)
    if not row or figure.value != int(figure.value):
        return
    if _SMALLER.search(label) or _MEASURES.search(label):
        return
    for percent, whole, group in _shares(table, row, column, figure, notes):
        count = int(figure.value)
        if (
            not whole
            or percent == _ALL == whole
            or count in arithmetic.counts(percent, whole)
        ):
            continue
        if count <= whole and count in arithmetic.counts_cut(percent, whole):
            continue
        if _is_of_a_row(table, row, column, (count, percent, whole), notes):
            continue
        if _are_arms(table, column, whole, notes):
            continue
        right = arithmetic.percentage(count, whole, arithmetic.places(percent))
        slots = {"count": str(count), "whole": f"{whole:,}", "expected": f"{right} %"}
        yield _match(rule, sentence, slots=slots, related=group)


def _are_arms(table: Table, column: int, whole: int, notes: Annotations) -> bool:
    """Tell rows that are groups of their own, where the total alone is of all."""
    cells = [_cell(table, each, column, notes) for each in range(1, len(table.rows))]
    fits = [
        int(each.value) in arithmetic.counts(each.percent, whole)
        for each in cells
        if each and each.percent is not None
    ]
    return fits[-1:] == [True] and fits.count(False) >= _FEWEST


def _is_of_a_row(
    table: Table,
    row: int,
    column: int,
    share: tuple[int, Decimal, int],
    notes: Annotations,
) -> bool:
    """Tell a share of those in a row above, or of all without them: "Missing, 2"."""
    count, percent, whole = share
    cells = {
        each: figure
        for each in range(1, len(table.rows))
        if each != row and (figure := _cell(table, each, column, notes))
    }
    above = {int(each.value) for at, each in cells.items() if at < row}
    missing = {
        int(each.value)
        for at, each in cells.items()
        if each.percent is None and _cell(table, at, column + 1, notes) is None
    }
    bases = above | {whole - each for each in missing}
    return any(
        count in arithmetic.counts(percent, base) for base in bases if base >= count > 0
    )


_Related = tuple[Elsewhere, ...]


def _shares(
    table: Table, row: int, column: int, figure: _Figure, notes: Annotations
) -> Iterator[tuple[Decimal, int, _Related]]:
    """Yield the percentage of a count, and the group that it is of."""
    head = table.heads.get(column)
    sized = _GROUP.search(_text(head.segment, notes)) if head else None
    if head and sized and figure.percent is not None:
        size = int(sized[1].replace(",", ""))
        place = Elsewhere("the group is here", head.segment, *sized.span())
        yield figure.percent, size, (place,)
    beside = _cell(table, row, column + 1, notes)
    whole, all_of_it = (
        _cell(table, len(table.rows) - 1, each, notes) for each in (column, column + 1)
    )
    labels = [_text(table.rows[-1][0].segment, notes)]
    if not (beside and whole and all_of_it) or not _TOTAL.fullmatch(labels[0]):
        return
    if (
        beside.unit == all_of_it.unit == "%"
        and all_of_it.value == _ALL
        and not whole.unit
    ):
        yield beside.value, int(whole.value), ()


def _cell(table: Table, row: int, column: int, notes: Annotations) -> _Figure | None:
    for cell in table.rows[row]:
        if cell.column == column:
            return _figure(_text(cell.segment, notes))
    return None


def _figure(text: str) -> _Figure | None:
    found = _FIGURE.fullmatch(text.strip())
    if found is None:
        return None
    unit = found["unit"] or ""
    unit = UNITS.get(unit, unit)
    percent = Decimal(found["percent"]) if found["percent"] else None
    try:
        value = Decimal(found["value"].replace(",", ""))
    except ArithmeticError:
        return None
    return _Figure(value, unit, percent)


def _scale(unit: str) -> Decimal | None:
    """Return a unit in milligrams, 1 for counts and percentages; None for others."""
    return Decimal(1) if unit in {"", "%"} else MASSES.get(unit)


def _text(segment: int, notes: Annotations) -> str:
    return notes.document.segments[segment].folded.text.strip()


def _match(
    rule: Rule,
    sentence: Sentence,
    *,
    slots: dict[str, str],
    related: _Related = (),
) -> Match:
    sure = Confidence[rule.confidence]
    start, end = sentence.start, sentence.end
    return Match(rule, sentence, start, end, sure, slots=slots, related=related)
