"""Amounts that must be multiples of each other, and are not.

What a capsule holds, how many are taken and what a day brings; a rate by body weight, a
weight and a dose; a pack, its servings and how long it lasts. Printed figures stand for
what rounds to them.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from healthlint.annotators.doses import with_amounts
from healthlint.annotators.numerals import decimal
from healthlint.annotators.portions import portions
from healthlint.annotators.quantities import Quantity
from healthlint.annotators.units import COUNTED, MASSES, NUMBERS, UNITS
from healthlint.checks.arithmetic import places
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from healthlint.annotators.portion import Portion
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence


class _Place(NamedTuple):
    """Words at folded offsets [start, end) of the sentence's segment."""

    sentence: Sentence
    start: int
    end: int


class Misfit(NamedTuple):
    """A portion that others contradict, and what it should be."""

    portion: Portion | _Place
    others: tuple[Portion, ...]
    expected: str


_MANY: Final = frozenset({"day", "pack"})
"""Of these, several different portions may stand in one document."""
_HALF: Final = Decimal("0.5")
_MOST: Final = 200  # portions of a document that are weighed against each other


def misfits(notes: Annotations, settings: Settings) -> Iterator[Misfit]:
    """Yield the portions that do not fit the others, each once."""
    known = portions(notes, settings)[:_MOST]
    seen: set[tuple[int, int]] = set()
    for misfit in (
        *_unequal(known),
        *_repeated(known),
        *_products(known),
        *_written(notes),
    ):
        place = misfit.portion.sentence.segment, misfit.portion.start
        if place not in seen:
            seen.add(place)
            yield misfit


def _unequal(known: Iterable[Portion]) -> Iterator[Misfit]:
    """Yield amounts that are not in proportion: one tablet 70 mg, three 220 mg."""
    families: dict[tuple[str, str], list[Portion]] = {}
    for each in known:
        if each.of not in _MANY:
            families.setdefault((each.of, each.what), []).append(each)
    for (of, _), members in families.items():
        if of == "kg" and all(each.parts != 1 for each in members):
            continue  # steps of weight without a rate are no proportion
        if len({each.parts for each in members}) == 1 and " " not in of:
            yield from _restated(members)
            continue
        if len({each.factor for each in members if _is_told_of_one(each)}) > 1:
            continue  # two products
        usual = Counter(each.factor.normalize() for each in members).most_common(1)
        right = next(each for each in members if each.factor == usual[0][0])
        for each in members:
            if not _fits(each, right.factor, right):
                yield Misfit(each, (right,), _said(each, right.factor))


def _is_told_of_one(portion: Portion) -> bool:
    return portion.parts == 1 and not portion.listed


def _restated(members: list[Portion]) -> Iterator[Misfit]:
    """Yield what the text says of a piece, where a table says something else.

    A table, or a text, that has two amounts speaks of two products.
    """
    listed = {each.factor for each in members if each.listed}
    told = {each.factor for each in members if not each.listed}
    if len(listed) != 1 or len(told) != 1:
        return
    right = next(each for each in members if each.factor in listed)
    for each in members:
        if not each.listed and each.factor != right.factor:
            yield Misfit(each, (right,), _said(each, right.factor))


def _repeated(known: tuple[Portion, ...]) -> Iterator[Misfit]:
    """Yield "that makes 8 drops a day" behind another number of drops."""
    for before, each in pairwise(each for each in known if each.of == "day"):
        same = before.what == each.what and before.group == each.group
        if each.again and same and before.factor != each.factor:
            yield Misfit(each, (before,), _said(each, before.factor))


def _products(known: tuple[Portion, ...]) -> Iterator[Misfit]:
    by_of: dict[str, list[Portion]] = {}
    for each in known:
        by_of.setdefault(each.of, []).append(each)
    for whole in known:
        middles = {each.what for each in by_of[whole.of] if each.what in by_of} - {
            whole.what
        }
        for middle in sorted(middles):
            outer = _near(whole, by_of[whole.of], middle)
            inner = _near(whole, by_of[middle], whole.what)
            if _is_another_plan(whole, outer, by_of[whole.of]):
                continue
            if middle == "day" and len({each.factor for each in inner}) > 1:
                continue  # first two a day, then one
            pairs = [(one, two) for one in outer for two in inner]
            if pairs and not any(_multiplies(whole, *pair) for pair in pairs):
                one, two = pairs[0]
                yield Misfit(whole, pairs[0], _said(whole, one.factor * two.factor))


def _is_another_plan(
    whole: Portion, outer: list[Portion], known: Iterable[Portion]
) -> bool:
    """Tell what a day brings in a text with several plans, not one of them beside."""
    if whole.of != "day":
        return False
    beside = {each.factor for each in outer if each.group == whole.group}
    if beside:
        return len(beside) > 1
    return len({each.factor for each in known if each.what == whole.what}) > 1


_SPLIT: Final = compiled(
    r"(?P<all>\d[\d,]{0,11}(?:\.\d{1,6})?) ?(?P<its>m?c?g|ml|iu)\b[^.;\d]{0,60}"
    r"\b(?:split|divided) (?:in|into|over|between) (?P<times>\d{1,2}) (?:equal )?"
    r"(?:portions|doses|servings|parts) of "
    r"(?P<one>\d[\d,]{0,11}(?:\.\d{1,6})?) ?(?P<unit>m?c?g|ml|iu)\b"
)
_TOGETHER: Final = compiled(
    rf"\b(?P<times>\d{{1,2}}|{'|'.join(NUMBERS)}) [a-z]+s (?:of|at|with) "
    r"(?P<one>\d[\d,]{0,11}(?:\.\d{1,6})?) ?(?P<unit>m?c?g|ml|iu)(?: each)? ?\((?:= ?)?"
    r"(?P<all>\d[\d,]{0,11}(?:\.\d{1,6})?) ?(?P<its>m?c?g|ml|iu)\b[^)]*"
    r"\b(?:in all|in total|altogether|a day|daily)\b"
)
_WRITTEN: Final = compiled(
    r"(?<![\d.,])(?P<times>\d{1,3}) ?[x×] ?(?P<one>\d[\d,]{0,11}(?:\.\d{1,6})?) ?"
    r"(?P<unit>m?c?g|µg|μg|ml|iu)(?: [a-z]+){0,2} (?:=|is|are|makes?|equals) "
    r"(?P<all>\d[\d,]{0,11}(?:\.\d{1,6})?) ?(?P<its>m?c?g|µg|μg|ml|iu)\b"
)
_TWICE: Final = compiled(
    rf"\b(?P<word>{'|'.join(NUMBERS)}) \((?P<digits>\d{{1,3}})\) [a-z]+"
)


def _written(notes: Annotations) -> Iterator[Misfit]:
    """Yield "2 x 500 mg = 1,200 mg", and numbers told twice: "two (3) capsules"."""
    for index in with_amounts(notes):
        for sentence in notes.sentences(index):
            for pattern in (_WRITTEN, _SPLIT, _TOGETHER):
                for found in pattern.finditer(sentence.text):
                    yield from _product(found, sentence)
            for found in _TWICE.finditer(sentence.text):
                yield from _twice(found, sentence)


def _product(found: re.Match[str], sentence: Sentence) -> Iterator[Misfit]:
    one, whole = decimal(found["one"]), decimal(found["all"])
    units = UNITS[found["unit"]], UNITS[found["its"]]
    scales = [MASSES.get(unit) for unit in units]
    if one is None or whole is None or (units[0] != units[1] and None in scales):
        return
    one_mg, all_mg = (each or Decimal(1) for each in scales)
    scale = one_mg / all_mg
    times = NUMBERS.get(found["times"]) or int(found["times"])
    right = times * one * scale
    if right != whole:
        start, end = (sentence.start + at for at in found.span())
        yield Misfit(
            _Place(sentence, start, end), (), str(Quantity(right, right, units[1]))
        )


def _twice(found: re.Match[str], sentence: Sentence) -> Iterator[Misfit]:
    if NUMBERS[found["word"]] != int(found["digits"]) and found["word"] != "dozen":
        start, end = (sentence.start + at for at in found.span())
        yield Misfit(_Place(sentence, start, end), (), f"({NUMBERS[found['word']]})")


def _near(whole: Portion, known: Iterable[Portion], what: str) -> list[Portion]:
    """Return the portions of this kind: those beside it, else all."""
    found = [each for each in known if each.what == what]
    beside = [each for each in found if each.group == whole.group]
    if what == "day":
        return beside  # how long another pack lasts says nothing of this one
    plans = [each.factor for each in known if each.of == whole.of]
    several = whole.of == "day" and len({*plans}) > 1
    return beside or ([] if several else found)


def _multiplies(whole: Portion, outer: Portion, inner: Portion) -> bool:
    product = outer.factor * inner.factor
    if _fits(whole, product, inner, times=outer.factor):
        return True
    # 100 tablets at three a day last 33 days.
    if whole.of == "pack" and outer.what == "day" and not _printed(whole) % 10:
        return int(whole.amount / inner.factor) == outer.amount
    return False


def _fits(
    portion: Portion, factor: Decimal, other: Portion, *, times: Decimal = Decimal(1)
) -> bool:
    """Tell whether a portion is `factor` of one, as far as both were rounded."""
    expected = factor * portion.parts
    if times * portion.parts == other.parts:
        return portion.amount == expected  # said again, not multiplied
    slack = _slack(portion)
    if places(_printed(other)) > 1:
        slack += _slack(other) / other.parts * times * portion.parts
    return abs(portion.amount - expected) <= slack or (
        portion.each and portion.amount == factor
    )


def _slack(portion: Portion) -> Decimal:
    """Return half a unit of the last printed digit."""
    return _HALF.scaleb(-places(_printed(portion))) * _scale(portion)


def _printed(portion: Portion) -> Decimal:
    return (portion.amount / _scale(portion)).normalize()


def _scale(portion: Portion) -> Decimal:
    return MASSES.get(portion.unit, Decimal(1))


def _said(portion: Portion, factor: Decimal) -> str:
    """Say what a portion should be, in the unit in which it was written."""
    value = factor * portion.parts / _scale(portion)
    value = round(value, 3).normalize()
    unit = portion.unit or (
        portion.what if portion.what in COUNTED | {"day", "ml"} else ""
    )
    return f"{Quantity(value, value, unit)}"
