"""What can be multiplied in a document: how much of one thing is in another.

"Each capsule contains 100 mg", "20 kg ... 300 mg", "take three capsules a day", "the
bottle holds 90 capsules", "lasts 30 days", the row of "8 drops" and "20 mg".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.annotators.doses import Dose, doses, with_amounts
from healthlint.annotators.portion import Portion, Reading
from healthlint.annotators.portion_sentences import of_sentence
from healthlint.annotators.portion_tables import of_heads, of_table
from healthlint.annotators.substances import names
from healthlint.annotators.tables import table_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.config import Settings
    from healthlint.document import Annotations


def portions(notes: Annotations, settings: Settings) -> tuple[Portion, ...]:
    """Return the portions of a document, found once a run."""
    found: tuple[Portion, ...] | None = notes.shared.get("portions")
    if found is None:
        found = notes.shared["portions"] = tuple(
            each for each in _portions(notes, settings) if each.parts and each.amount
        )
    return found


def _portions(notes: Annotations, settings: Settings) -> Iterator[Portion]:
    if not with_amounts(notes):
        return
    by_sentence: dict[int, list[Dose]] = {}
    for dose in doses(notes, settings):
        by_sentence.setdefault(id(dose.sentence), []).append(dose)
    for index in _segments(notes):
        for sentence in notes.sentences(index):
            own = by_sentence.get(id(sentence), [])
            yield from of_sentence(Reading(sentence, own, notes))
    known = names(notes, settings)
    for table in tables(notes):
        yield from of_heads(table, by_sentence, notes)
        yield from of_table(table, notes, known)


def _segments(notes: Annotations) -> Iterator[int]:
    """Yield the segments outside tables that hold an amount or speak of servings."""
    measured = frozenset(with_amounts(notes))
    for index, segment in enumerate(notes.document.segments):
        holds = index in measured or "serving" in segment.folded.text
        if holds and not table_of(index, notes):
            yield index
