"""Quantities, percentages and numbers.

"1.5 to 4.5 mg per day" is one quantity; its number or range is an annotation of its own
kind too. Values compare as decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.frequency import loose, repeated
from healthlint.annotators.frequency import per as per_after
from healthlint.annotators.numerals import (
    WORDS,
    Numeral,
    is_unit_letter,
    join,
    numeral,
)
from healthlint.annotators.units import COUNTED, MASSES, SHARES, TIMES, UNITS
from healthlint.document import Annotation, Annotations, Sentence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Quantity(NamedTuple):
    """An amount, or a range from `low` to `high`, taken `times` a `per`.

    `unit` is canonical ("mg", "day", "%"; "" for a bare number; "time" for "twice a
    day"), `per` too ("day", "kg", "kg/day", "6 hour"; "" where nothing is said).
    """

    low: Decimal
    high: Decimal
    unit: str = ""
    per: str = ""
    times: int = 1
    text: str = ""

    def __str__(self) -> str:
        """Say it in words that are read as the same quantity."""
        amount = f"{self.low.normalize():,f}"
        if self.low < self.high:
            amount += f" to {self.high.normalize():,f}"
        if self.unit == "time":
            amount += f" times per {self.per}"
            return amount
        unit = _SHOWN.get(self.unit, self.unit)
        if self.unit in COUNTED and self.high != 1:
            unit = _SHOWN.get(f"{self.unit}s", f"{self.unit}s")
        often = f"{self.times} times" if self.times > 1 else ""
        pers = self.per.split("/") if self.per else []
        parts = [amount, unit, *(f"per {each}" for each in pers[:-1]), often]
        return " ".join(filter(None, [*parts, *map(_every, pers[-1:])]))


def _every(per: str) -> str:
    """Say "every 8 hours", "per 5 ml", "per day"."""
    *_, unit = per.split()
    counted = unit != per
    every = "every" if counted and unit in _PERIOD_UNITS else "per"
    return f"{every} {per}"


_SHOWN: Final = {"iu": "IU", "ml": "mL", "gummys": "gummies", "patchs": "patches"}
_DIGIT: Final = compiled(r"\d")
_STARTS: Final = WORDS | TIMES.keys() | SHARES.keys() | {"a", "an"}
_PERIOD_UNITS: Final = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "month", "year"}
)
_WITHIN: Final = (["in"], ["within"], ["after"], ["under"], ["for"], ["than"])
_RANGE: Final = frozenset({"to", "–", "—", "-", "and"})
_ROUND: Final = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000})


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield quantities, percentages and numbers; `value` is a Quantity."""
    del annotations
    return quantities(sentence)


def quantities(sentence: Sentence) -> Iterator[Annotation]:
    """Yield the same, for a sentence that belongs to no document."""
    words = sentence.words
    if _STARTS.isdisjoint(sentence.vocabulary) and not _DIGIT.search(sentence.text):
        return
    after = 0
    for at, word in enumerate(words):
        if at < after or not (word in _STARTS or word[0].isdigit()):
            continue
        for kind, first, end, value in _read(sentence, at):
            start, stop = sentence.span(first, end)
            base = sentence.start
            text = sentence.text[start - base : stop - base]
            yield Annotation(
                kind, sentence.segment, start, stop, value._replace(text=text)
            )
            after = max(after, end)


_Found = tuple[str, int, int, Quantity]


def _read(sentence: Sentence, at: int) -> Iterator[_Found]:
    words = sentence.words
    share = _share(words, at)
    if share:
        yield share
        return
    found = numeral(sentence, at)
    if found is not None:
        yield from _measured(sentence, found)
        return
    per = repeated(words, at)
    if per.per:
        times = Decimal(per.times)
        yield "quantity", at, per.last, Quantity(times, times, "time", per.per)
    else:
        yield from _one_piece(words, at)
    yield from _one_period(words, at)


def _one_piece(words: list[str], at: int) -> Iterator[_Found]:
    """Yield "a capsule" in "take a capsule", "a capsule twice daily"."""
    if words[at] not in {"a", "an"}:
        return
    last = at + 1 + (words[at + 1 : at + 2] == ["single"])
    unit = UNITS.get(words[last], "") if last < len(words) else ""
    if unit not in COUNTED or words[last] == "cap":
        return
    per = per_after(words, last + 1)
    if per.per or words[at - 1 : at] in _TAKEN:
        one = Decimal(1)
        value = Quantity(one, one, unit, per.per, per.times)
        yield "quantity", at, max(last + 1, per.last), value


_TAKEN: Final = (["take"], ["swallow"], ["chew"], ["taking"], ["dissolve"], ["apply"])


def _one_period(words: list[str], at: int) -> Iterator[_Found]:
    """Yield "a week" in "within a week", and "half an hour"."""
    halved = words[at] == "half"
    article = at + halved
    unit = UNITS.get(words[article + 1], "") if article + 1 < len(words) else ""
    if unit not in _PERIOD_UNITS or words[article] not in {"a", "an"}:
        return
    if halved or words[at - 1 : at] in _WITHIN:
        amount = Decimal("0.5") if halved else Decimal(1)
        yield "quantity", at, article + 2, Quantity(amount, amount, unit)


def _measured(sentence: Sentence, found: Numeral) -> Iterator[_Found]:
    """Yield a number, and the quantity or percentage that it belongs to."""
    words = sentence.words
    unit, last = _unit(words, found)
    ratio = None if unit else _ratio(sentence, found)
    if ratio:
        yield ratio
        return
    if unit:
        found, last = _until(sentence, found, unit, last)
    yield "number", found.first, found.last, Quantity(found.low, found.high)
    if unit == "%":
        yield "percentage", found.first, last, Quantity(found.low, found.high, unit)
    elif unit:
        per = per_after(words, last)
        if not per.per and unit not in _PERIOD_UNITS:
            per = loose(words, found.first, last)
        value = Quantity(found.low, found.high, unit, per.per, per.times)
        yield "quantity", found.first, max(last, per.last), value
    else:
        per = repeated(words, found.first)
        if per.per:
            value = Quantity(found.low, found.high, "time", per.per)
            yield "quantity", found.first, per.last, value


def _unit(words: list[str], found: Numeral) -> tuple[str, int]:
    """Return the unit behind a number and the token after it."""
    at = found.last
    word = words[at] if at < len(words) else ""
    if word in _FIRST_OF_PAIRS:
        pair = words[at + 1] if at + 1 < len(words) else ""
        if (word, pair) in _PAIRS:
            return _PAIRS[word, pair], at + 2
    if words[at : at + 3] == ["i", ".", "u"]:
        dotted = words[at + 3 : at + 4] == ["."] and len(words) > at + 4
        return "iu", at + 3 + dotted
    unit = UNITS.get(word, "") or ("unit" if is_unit_letter(words, at) else "")
    if unit == "second" and not words[found.first][0].isdigit() and word == unit:
        unit = ""  # "one second patient"
    return unit, at + 1


_PAIRS: Final = {
    ("per", "cent"): "%",
    ("mm", "hg"): "mmhg",
    ("fl", "oz"): "oz",
    ("international", "units"): "iu",
    ("international", "unit"): "iu",
}
_FIRST_OF_PAIRS: Final = frozenset(first for first, _ in _PAIRS)


def _until(
    sentence: Sentence, found: Numeral, unit: str, last: int
) -> tuple[Numeral, int]:
    """Go on to the end of "1.5 mg to 4.5 mg"."""
    words = sentence.words
    if last >= len(words):
        return found, last
    glued = words[last][0].isdigit()  # "10%-20%", "5mg-10mg"
    up = words[last : last + 2] == ["up", "to"]
    spread = words[last] == "±"
    if not (glued or up or spread) and words[last] not in _RANGE:
        return found, last
    if words[last] == "and" and "between" not in words[max(0, found.first - 2) : last]:
        return found, last
    other = numeral(sentence, last if glued else last + 1 + up)
    if other is None:
        return found, last
    its, end = _unit(words, other)
    if its != unit and its in MASSES and unit in MASSES:
        factor = MASSES[its] / MASSES[unit]  # "500 mg to 1 g"
        other = other._replace(low=other.low * factor, high=other.high * factor)
    elif its != unit:
        return found, last
    return join(found, other, spread=spread), end


def _ratio(sentence: Sentence, found: Numeral) -> _Found | None:
    """Read "9 out of 10", "one in four" and "11 of 15 patients" as percentages."""
    words = sentence.words
    at = found.last
    word = words[at] if at < len(words) else ""
    out_of = words[at : at + 2] == ["out", "of"]
    if not out_of and word not in {"in", "of"}:
        return None
    whole = numeral(sentence, at + 1 + out_of)
    if whole is None or not found.high < whole.low or _unit(words, whole)[0]:
        return None
    if word == "in" and whole.low not in _ROUND:
        return None
    if word == "of" and not words[whole.last : whole.last + 1]:
        return None
    low, high = (round(100 * part / whole.low, 1) for part in (found.low, found.high))
    return "percentage", found.first, whole.last, Quantity(low, high, "%")


def _share(words: list[str], at: int) -> _Found | None:
    """Read "half of", "a third of", "two thirds of" as percentages."""
    count = 1
    first = at
    if words[at] in {"a", "one", "two", "three", "four"}:
        count = _SMALL.get(words[at], 1)
        at += 1
    word = words[at] if at < len(words) else ""
    if word not in SHARES or words[first - 1 : first] in _NO_SHARE:
        return None
    if first == at and word != "half":
        return None
    following = words[at + 1 : at + 4]
    if following[:1] not in (["of"], ["the"], ["all"]) or any(
        each in UNITS for each in following
    ):
        return None
    value = Decimal(SHARES[word]) * count
    return "percentage", first, at + 1, Quantity(value, value, "%")


_SMALL: Final = {"two": 2, "three": 3, "four": 4}
_NO_SHARE: Final = (["first"], ["second"], ["other"], ["better"], ["latter"])
