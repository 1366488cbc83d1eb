"""Portions that tables tell: a head "Per capsule", the row of "8 drops" and "20 mg"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.amounts import amount
from healthlint.annotators.numerals import numeral
from healthlint.annotators.portion import PIECES, Portion, Reading, is_exact
from healthlint.annotators.portion_sentences import FORMS, STEP, contained
from healthlint.annotators.units import UNITS
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from healthlint.annotators.doses import Dose
    from healthlint.annotators.quantities import Quantity
    from healthlint.annotators.substances import Names
    from healthlint.annotators.tables import Cell, Table
    from healthlint.document import Annotations, Sentence

_HEAD_OF: Final = compiled(
    r"\b(?:per|in (?:one|each|an?)|each|one)(?: (?P<count>\d{1,6}))?"
    rf"(?: (?P<of>{FORMS}))?\b"
    rf"|^(?P<number>\d{{1,6}}) (?P<form>{FORMS})$"
)
_HEAD_DAILY: Final = compiled(r"\b(?:a|per|each) day\b|\bdaily\b")


def of_heads(
    table: Table, by_sentence: Mapping[int, list[Dose]], notes: Annotations
) -> Iterator[Portion]:
    """Yield rates at the head of a column: "Caffeine at 3 mg/kg"."""
    for cell in table.rows[0]:
        for sentence in notes.sentences(cell.segment):
            own = by_sentence.get(id(sentence), [])
            rates = [each for each in own if each.amount.basis == "weight"]
            yield from contained(Reading(sentence, rates, notes))


def of_table(table: Table, notes: Annotations, known: Names) -> Iterator[Portion]:
    """Yield what the rows of a table tell."""
    above = _above(table.rows[0][0].segment, notes, known)
    heads = {
        column: " ".join(each.text for each in notes.sentences(cell.segment))
        for column, cell in table.heads.items()
    }
    about = {
        column: _named(cell.segment, notes, known)
        for column, cell in table.heads.items()
    }
    corner = heads.get(0, "")
    for first, *others in table.rows[1:]:
        label = next(iter(notes.sentences(first.segment)), None)
        if label is None or first.column:
            continue
        mine = _named(first.segment, notes, known)
        for cell in others:
            keys = mine or about.get(cell.column) or above
            head = f"{heads.get(cell.column, '')} {corner}".strip()
            for sentence in notes.sentences(cell.segment)[:1]:
                yield from _of_cell(_Cell(label, head, sentence, keys, first), notes)


def _named(segment: int, notes: Annotations, known: Names) -> set[str]:
    """Return the substances that a segment names."""
    return {
        each.substance.key
        for sentence in notes.sentences(segment)
        for each in known.mentions(sentence)
    }


def _above(segment: int, notes: Annotations, known: Names) -> set[str]:
    """Return the substances of the nearest heading that names any."""
    path = notes.document.segments[segment].path
    for index in range(segment - 1, -1, -1):
        above = notes.document.segments[index]
        if above.kind in {"heading", "title"} and above.text in path:
            found = _named(index, notes, known)
            if found:
                return found
    return set()


class _Cell(NamedTuple):
    """A cell of a table: what the row is called, its head, and whose amounts it has."""

    label: Sentence
    head: str
    sentence: Sentence
    keys: set[str]
    first: Cell

    @property
    def form(self) -> str:
        """The piece that the row is called by: "Tablet"."""
        unit = UNITS.get(self.label.text.strip(), "")
        return unit if unit in PIECES else ""


def _of_cell(cell: _Cell, notes: Annotations) -> Iterator[Portion]:
    group = (cell.first.segment, cell.first.segment)
    found = next(iter(notes.of("quantity", cell.sentence)), None)
    if found is None:
        yield from _taken(cell, group)
        return
    quantity: Quantity = found.value
    measured = amount(quantity)
    if not measured or measured.is_range or measured.dimension not in {"mass", "iu"}:
        return
    owner = _owner(cell, notes)
    if owner is None or len(cell.keys) != 1:
        return
    place = (cell.sentence, found.start, found.end, group)
    (key,) = cell.keys
    what = f"{key} {measured.dimension}"
    of, parts = owner
    told = Portion(of, parts, what, measured.low, *place, unit=quantity.unit)
    yield told._replace(listed=True)


def _taken(cell: _Cell, group: tuple[int, int]) -> Iterator[Portion]:
    """Yield the bare "2" in the row of "Gummy" under "Taken a day"."""
    number = numeral(cell.sentence, 0)
    if number is None or number.last != len(cell.sentence.words):
        return
    if cell.form and _HEAD_DAILY.search(cell.head):
        place = (cell.sentence, cell.sentence.start, cell.sentence.end, group)
        yield Portion("day", Decimal(1), cell.form, number.low, *place)


def _owner(cell: _Cell, notes: Annotations) -> tuple[str, Decimal] | None:
    """Return what an amount in a cell is an amount of, and of how many."""
    step = STEP.fullmatch(cell.label.text.strip())
    if step:
        return f"{step[1]} {int(step[2])}", Decimal(1)
    for each in notes.of("quantity", cell.label):
        if each.value.unit in PIECES and is_exact(cell.label, each):
            return each.value.unit, each.value.low
    if cell.form and _HEAD_DAILY.search(cell.head):
        return "day", Decimal(1)
    head = _HEAD_OF.search(cell.head)
    word = (head["of"] or head["form"]) if head else None
    form = UNITS[word] if word else cell.form
    if head is None or not form:
        return None
    return form, Decimal(head["count"] or head["number"] or "1")
