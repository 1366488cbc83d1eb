"""Quantities, percentages and numbers.

"1.5 to 4.5 mg per day" is one quantity; its number or range is an annotation of its own
kind too. Values compare as decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.numerals import WORDS, Numeral, join, numeral
from healthlint.annotators.units import PERIODS, SHARES, TIMES, UNITS
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


class _Per(NamedTuple):
    """What an amount is counted by; its words end before token `last`."""

    last: int
    per: str = ""
    times: int = 1


_DIGIT: Final = compiled(r"\d")
_STARTS: Final = WORDS | TIMES.keys() | SHARES.keys() | {"a", "an"}
_PERIOD_UNITS: Final = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "month", "year"}
)
_WITHIN: Final = (["in"], ["within"], ["after"], ["under"], ["for"], ["than"])
_LATIN: Final = {"qd": 1, "bid": 2, "tid": 3, "qid": 4}
_EACH: Final = frozenset({"a", "an", "per", "each", "every", "/", "one"})
_RANGE: Final = frozenset({"to", "–", "—", "-", "and"})
_LOOSE: Final = 5  # tokens in which "of magnesium daily" may follow an amount
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
    per = _times(words, at)
    if per.per:
        times = Decimal(per.times)
        yield "quantity", at, per.last, Quantity(times, times, "time", per.per)
    yield from _one_period(words, at)


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
        per = _per(words, last)
        if not per.per and unit not in _PERIOD_UNITS:
            per = _loose_per(words, found.first, last)
        value = Quantity(found.low, found.high, unit, per.per, per.times)
        yield "quantity", found.first, max(last, per.last), value
    else:
        per = _times(words, found.first)
        if per.per:
            value = Quantity(found.low, found.high, "time", per.per)
            yield "quantity", found.first, per.last, value


def _unit(words: list[str], found: Numeral) -> tuple[str, int]:
    """Return the unit behind a number and the token after it."""
    at = found.last
    word = words[at] if at < len(words) else ""
    if word in {"per", "mm", "fl", "billion"}:
        pair = words[at + 1] if at + 1 < len(words) else ""
        if (word, pair) in _PAIRS:
            return _PAIRS[word, pair], at + 2
    unit = UNITS.get(word, "")
    if unit == "second" and not words[found.first][0].isdigit() and word == unit:
        unit = ""  # "one second patient"
    return unit, at + 1


_PAIRS: Final = {("per", "cent"): "%", ("mm", "hg"): "mmhg", ("fl", "oz"): "oz"}


def _until(
    sentence: Sentence, found: Numeral, unit: str, last: int
) -> tuple[Numeral, int]:
    """Go on to the end of "1.5 mg to 4.5 mg"."""
    words = sentence.words
    if last >= len(words):
        return found, last
    glued = words[last][0].isdigit()  # "10%-20%", "5mg-10mg"
    if not glued and words[last] not in _RANGE:
        return found, last
    if words[last] == "and" and "between" not in words[max(0, found.first - 2) : last]:
        return found, last
    other = numeral(sentence, last if glued else last + 1)
    if other is None or _unit(words, other)[0] != unit:
        return found, last
    return join(found, other), _unit(words, other)[1]


def _per(words: list[str], at: int) -> _Per:
    """Read what directly follows an amount: "/kg/day", "twice daily", "a day"."""
    names: list[str] = []
    times = 1
    while at < len(words):
        step = _one_per(words, at)
        if not step.per:
            break
        if not names or names[-1] != step.per:
            names.append(step.per)
        times = max(times, step.times)
        at = step.last
    return _Per(at if names else 0, "/".join(names), times)


def _one_per(words: list[str], at: int) -> _Per:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word.endswith("ly") and word in PERIODS:
        return _Per(at + 1, PERIODS[word])
    if word in _LATIN:
        return _Per(at + 1, "day", _LATIN[word])
    if word == "every" and following.isdecimal() and words[at + 2 : at + 3]:
        unit = PERIODS.get(UNITS.get(words[at + 2], ""), "")
        return _Per(at + 3, f"{following} {unit}") if unit else _Per(0)
    if word in _EACH and following in PERIODS:
        return _Per(_past_weight(words, at + 2), PERIODS[following])
    return _times(words, at)


def _past_weight(words: list[str], at: int) -> int:
    """Step over "of body weight" behind "per kg"."""
    for weight in (["of", "body", "weight"], ["body", "weight"], ["of", "bodyweight"]):
        if words[at : at + len(weight)] == weight:
            return at + len(weight)
    return at


def _times(words: list[str], at: int) -> _Per:
    """Read "once a day", "twice daily", "3 times per week"."""
    word = words[at]
    times = TIMES.get(word, 0)
    after = at + 1
    if not times and words[after : after + 1] in (["times"], ["x"]):
        times = _COUNTS.get(word, 0)
        after += 1
    if not times or after >= len(words):
        return _Per(0)
    if words[after] in PERIODS and words[after].endswith("ly"):
        return _Per(after + 1, PERIODS[words[after]], times)
    period = words[after + 1] if after + 1 < len(words) else ""
    if words[after] in _EACH and period in PERIODS:
        return _Per(after + 2, PERIODS[period], times)
    return _Per(0)


_SMALL: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNTS: Final = _SMALL | {str(count): count for count in range(1, 25)}


def _loose_per(words: list[str], first: int, last: int) -> _Per:
    """Look around an amount: "400 mg of magnesium daily", "a daily dose of 4.5 mg"."""
    for at in range(last, min(last + _LOOSE, len(words))):
        if not words[at].isalpha():
            break
        found = _one_per(words, at)
        if found.per and words[last] in {"of", "with"}:
            return _Per(0, found.per, found.times)
    before = words[max(0, first - 4) : first]
    for word in ("daily", "nightly", "weekly"):
        if word in before:
            return _Per(0, PERIODS[word])
    return _Per(0)


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


_NO_SHARE: Final = (["first"], ["second"], ["other"], ["better"], ["latter"])
