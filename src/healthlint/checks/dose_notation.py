"""Ways of writing an amount that are misread: 1.0 mg, .5 mg, 10U, 5mg, 10000 IU.

Each pattern is tried on folded text that holds a dose; its group is what is reworded.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.doses import with_amounts
from healthlint.annotators.substances import names
from healthlint.checks.match import Rewording
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence

_SURE_UNITS: Final = (
    r"(?:mg|mcg|[µμ]g|ug|iu|milligrams?|micrograms?|international units)"
)
_NOT_IN_BLOOD: Final = r"\b(?! ?(?:/|per) ?(?:d?l|ml|mmol)\b)"
_SYRINGE: Final = compiled(
    r"\b(?:insulin|botox|botulinum|heparin|inject\w*|syringe|dos(?:e|es|age)|oxytocin|hcg)\b"
)


class _Notation(NamedTuple):
    """A pattern, and what its first group should become; `meant` asks for a dose."""

    pattern: re.Pattern[str]
    reword: Callable[[str], str]
    meant: bool = False


class Found(NamedTuple):
    """A notation at folded offsets of a sentence's segment, and how to mend it."""

    sentence: Sentence
    start: int
    end: int
    rewording: Rewording
    right: str


def _commas(digits: str) -> str:
    return f"{Decimal(digits):,f}"


_NOTATIONS: Final = {
    "trailing-zero": _Notation(
        compiled(rf"(?<![\d.,])\d+(\.0+)[ -]?{_SURE_UNITS}{_NOT_IN_BLOOD}"),
        lambda _: "",
    ),
    "naked-decimal": _Notation(
        compiled(rf"(?<![\w.,])()\.\d+[ -]?{_SURE_UNITS}{_NOT_IN_BLOOD}"),
        lambda _: "0",
    ),
    "unit-letter": _Notation(
        compiled(r"(?<![\w.,-])\d[\d.,]*( ?u)\b(?!\.[a-z]|[/-])"),
        lambda _: " units",
        meant=True,
    ),
    "run-together": _Notation(
        compiled(rf"(?<![\w.,])(?<![a-z]-)(?:\d[\d,]*)?\.?\d+()(?:{_SURE_UNITS})\b"),
        lambda _: " ",
    ),
    "long-number": _Notation(
        compiled(rf"(?<![\w.,-])(\d{{5,}})[ -]?(?:{_SURE_UNITS}|units?)\b"),
        _commas,
    ),
    "name-run-together": _Notation(
        compiled(r"\b[a-z]{5,}()\d+(?:\.\d+)? ?(?:mg|mcg|[µμ]g)\b"),
        lambda _: " ",
    ),
}
NOTATIONS: Final = tuple(_NOTATIONS)
"""What `finds:` may name."""


def notations(kind: str, notes: Annotations, settings: Settings) -> Iterator[Found]:
    """Yield where a document writes an amount in this way."""
    pattern, reword, meant = _NOTATIONS[kind]
    for index in with_amounts(notes):
        text = notes.document.segments[index].folded.text
        for found in pattern.finditer(text):
            sentence = _sentence_at(index, found.start(), notes)
            if meant and not _is_dose(sentence, notes, settings):
                continue
            start, end = found.span(1)
            mended = Rewording(start, end, reword(found[1]))
            right = text[found.start() : start] + mended.text + text[end : found.end()]
            yield Found(sentence, *found.span(), mended, right)


def _sentence_at(segment: int, offset: int, notes: Annotations) -> Sentence:
    sentences = notes.sentences(segment)
    return next((each for each in sentences if offset < each.end), sentences[-1])


def _is_dose(sentence: Sentence, notes: Annotations, settings: Settings) -> bool:
    """Tell units of a substance from "a 2U server"."""
    if _SYRINGE.search(sentence.text):
        return True
    return bool(names(notes, settings).mentions(sentence))
