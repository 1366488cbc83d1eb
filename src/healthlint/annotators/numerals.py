"""Read numbers from tokens: digits, words, fractions, ranges."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.units import COUNTED, NUMBERS, SCALES, UNITS
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.document import Sentence

_LONGEST: Final = 18  # characters of a number
_THOUSANDS: Final = compiled(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINT_THOUSANDS: Final = compiled(r"\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL: Final = compiled(r"\d+(?:\.\d+)?")
_COMMA_DECIMAL: Final = compiled(r"\d+,\d{1,2}")
_SIGNS: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.33", "⅔": "0.67"}
_BELOW: Final = frozenset({"2", "3", "4", "5", "8", "10"})  # of a fraction
_DASHES: Final = frozenset("–—~")
_AFTER_PRONOUN: Final = frozenset(
    {"of", "that", "who", "can", "may", "is", "another", "has", "should", "must"}
    | {"could", "will", "might", "would", "day", "such"}
)
WORDS: Final = frozenset({*NUMBERS, *SCALES, *_SIGNS})
"""Words other than digits with which a number may start, besides "a million"."""


class Numeral(NamedTuple):
    """A number or a range in tokens [first, last)."""

    first: int
    last: int
    low: Decimal
    high: Decimal


def numeral(sentence: Sentence, at: int) -> Numeral | None:
    """Return the number or range that starts at a token, if one does."""
    single = _single(sentence, at)
    if single is None:
        return None
    after, spread = _range_sign(sentence, at, single.last)
    other = _single(sentence, after) if after else None
    if other is None:
        return single
    return join(single, other, spread=spread)


def join(first: Numeral, other: Numeral, *, spread: bool = False) -> Numeral:
    """Return the range from one number to another, or of a number plus or minus."""
    if spread:
        low, high = first.low - other.low, first.low + other.low
    else:
        low, high = min(first.low, other.low), max(first.high, other.high)
    return Numeral(first.first, other.last, low, high)


def _range_sign(sentence: Sentence, first: int, at: int) -> tuple[int, bool]:
    """Return the token after a sign of range at `at` (0: none), and if it is "±"."""
    words = sentence.words
    if at >= len(words):
        return 0, False
    if words[at] == "±":
        return at + 1, True
    if words[at : at + 3] == ["+", "/", "-"]:
        return at + 3, True
    if words[at : at + 2] == ["up", "to"]:
        return at + 2, False
    between = words[at] == "and" and words[first - 1 : first] == ["between"]
    if between or words[at] in _DASHES or words[at] in {"to", "-", "or"}:
        return at + 1, False
    return (
        (at, False)
        if words[at][0].isdigit() and _hyphened(sentence, at)
        else (0, False)
    )


def _hyphened(sentence: Sentence, at: int) -> bool:
    """Tell whether a hyphen ties a token to the one before."""
    start = sentence.starts[at]
    return start > 1 and sentence.text[start - 1] == "-"


def _glued(sentence: Sentence, at: int) -> bool:
    """Tell whether a token follows the one before without a space."""
    if not 0 < at < len(sentence.words):
        return False
    return sentence.starts[at] == sentence.starts[at - 1] + len(sentence.words[at - 1])


def _single(sentence: Sentence, at: int) -> Numeral | None:
    words = sentence.words
    if at >= len(words):
        return None
    word = words[at]
    found = _part(words, at) if word in _PARTED else None
    found = found or _whole(sentence, at)
    return _repeated(words, _and_a_part(words, found)) if found else None


def _whole(sentence: Sentence, at: int) -> Numeral | None:
    words = sentence.words
    word = words[at]
    if word[0].isdigit():
        return _digits(sentence, at)
    if word in NUMBERS:
        return None if word == "one" and _is_pronoun(words, at) else _spelt(words, at)
    if word in SCALES:
        return _rough(words, at, at)
    if word == "a" and words[at + 1 : at + 2] and words[at + 1] in SCALES:
        return _rough(words, at, at + 1)
    return _numeral(at, at + 1, Decimal(_SIGNS[word])) if word in _SIGNS else None


_PARTS: Final = {
    "half": Decimal("0.5"), "third": Decimal("0.33"), "thirds": Decimal("0.33"),
    "quarter": Decimal("0.25"), "quarters": Decimal("0.25"),
}  # fmt: skip
_OF_PARTS: Final = {"a": 1, "one": 1, "two": 2, "three": 3}
_PARTED: Final = frozenset({*_OF_PARTS, "half"})
_IN_PARTS: Final = COUNTED | {"mg", "g", "mcg", "ml", "iu", "unit", "cup"}
"""Units of which parts are taken; "a quarter of an hour" is none."""


def _part(words: list[str], at: int) -> Numeral | None:
    """Read "half a tablet", "one half tablet", "three quarters of a teaspoon"."""
    count = 0 if words[at] == "half" else _OF_PARTS[words[at]]
    place = at + bool(count)
    part = _PARTS.get(words[place]) if place < len(words) else None
    if part is None:
        return None
    last = place + 1
    last += words[last : last + 1] == ["of"]
    last += words[last : last + 1] in (["a"], ["an"], ["one"], ["the"])
    if last < len(words) and UNITS.get(words[last]) in _IN_PARTS:
        return _numeral(at, last, part * (count or 1))
    return None


def _and_a_part(words: list[str], found: Numeral) -> Numeral:
    """Go on to "and a half" before a unit."""
    at = found.last
    if words[at : at + 1] != ["and"]:
        return found
    at += 1 + (words[at + 1 : at + 2] in (["a"], ["one"]))
    part = _PARTS.get(words[at]) if at < len(words) else None
    if part is None or at + 1 >= len(words) or words[at + 1] not in UNITS:
        return found
    return Numeral(found.first, at + 1, found.low + part, found.high + part)


def _repeated(words: list[str], found: Numeral) -> Numeral:
    """Go on past "(2)" in "two (2) capsules", as labels have it."""
    opening, again, closing, unit, *_ = [*words[found.last : found.last + 4], *"    "]
    if (opening, closing) != ("(", ")") or unit not in UNITS:
        return found
    value = decimal(again) if again[0].isdigit() else NUMBERS.get(again)
    return found._replace(last=found.last + 3) if value == found.low else found


def is_unit_letter(words: list[str], at: int) -> bool:
    """Tell the u of "10 U of insulin" and "0.5 U/kg" from that of "a 2U server"."""
    return (
        words[at : at + 1] == ["u"]
        and words[at + 1 : at + 2] != []
        and (words[at + 1] in _BEHIND_UNITS)
    )


_BEHIND_UNITS: Final = frozenset(
    "of / per daily nightly once twice every subcutaneously insulin".split()
)


def _numeral(first: int, last: int, value: Decimal) -> Numeral:
    return Numeral(first, last, value, value)


def _is_pronoun(words: list[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else "."
    if words[at + 1 : at + 4] == ["(", "1", ")"]:
        return False
    return not following[0].isalpha() or following in _AFTER_PRONOUN


def _digits(sentence: Sentence, at: int) -> Numeral | None:
    words = sentence.words
    value = decimal(words[at])
    if value is None or _in_name(sentence, at):
        return None
    if _is_naked(sentence, at):
        return _numeral(at - 1, at + 1, Decimal(f"0.{words[at]}"))
    last = at + 1
    if _is_raised_point(sentence, at):
        return _numeral(at, at + 3, Decimal(f"{words[at]}.{words[at + 2]}"))
    fraction = _fraction(sentence, last) or _fraction(sentence, at)
    if fraction:
        last, part = fraction
        value = part if last == at + 3 else value + part
    following = words[last] if last < len(words) else ""
    if following in SCALES and not following.endswith("s"):
        return _numeral(at, last + 1, value * SCALES[following])
    if _glued(sentence, last) and following[0].isalpha():
        if following == "k":
            return _numeral(at, last + 1, value * 1000)
        measured = following in UNITS or is_unit_letter(words, last)
        return _numeral(at, last, value) if measured else None
    plus = following == "+" and _glued(sentence, last)
    plus = plus and words[last + 1 : last + 2] != ["/"]
    return _numeral(at, last + plus, value)


def _is_naked(sentence: Sentence, at: int) -> bool:
    """Tell ".5", a decimal without its zero, from a number behind a full stop."""
    return (
        at > 0
        and sentence.words[at - 1] == "."
        and sentence.words[at].isdecimal()
        and _glued(sentence, at)
        and not (_glued(sentence, at - 1) and sentence.words[at - 2][-1].isalnum())
    )


def _is_raised_point(sentence: Sentence, at: int) -> bool:
    """Tell "0·5", as British journals print it."""
    words = sentence.words
    return (
        words[at + 1 : at + 2] == ["·"]
        and at + 2 < len(words)
        and words[at].isdecimal()
        and words[at + 2].isdecimal()
        and len(words[at] + words[at + 2]) <= _LONGEST
        and _glued(sentence, at + 1)
        and _glued(sentence, at + 2)
    )


def decimal(word: str) -> Decimal | None:
    """Return the value of digits with points and commas; None for "1.2.3".

    None, too, for what is longer than any amount: nobody reckons with it.
    """
    if len(word) > _LONGEST:
        return None
    if _DECIMAL.fullmatch(word):
        return Decimal(word)
    if _THOUSANDS.fullmatch(word):
        return Decimal(word.replace(",", ""))
    if _COMMA_DECIMAL.fullmatch(word):
        return Decimal(word.replace(",", "."))
    if _POINT_THOUSANDS.fullmatch(word):
        return Decimal(word.replace(".", ""))
    return None


def _in_name(sentence: Sentence, at: int) -> bool:
    """Tell the numbers of "omega-3", "COVID-19" and "[1]"."""
    start = sentence.starts[at]
    if start and sentence.text[start - 1] in "[#":
        return True
    before = sentence.words[at - 1] if at else ""
    return _hyphened(sentence, at) and before[:1].isalpha() and before not in UNITS


def _fraction(sentence: Sentence, at: int) -> tuple[int, Decimal] | None:
    """Return the end and value of "½" or of "1/2" before a unit, at a token."""
    words = sentence.words
    if at < len(words) and words[at] in _SIGNS:
        return at + 1, Decimal(_SIGNS[words[at]])
    above, slash, below, unit = [*words[at : at + 4], "", "", "", ""][:4]
    if (
        slash != "/"
        or below not in _BELOW
        or not above.isdecimal()
        or unit not in UNITS
    ):
        return None
    return at + 3, Decimal(above) / Decimal(below)


def _spelt(words: list[str], at: int) -> Numeral:
    """Read "twenty five", "two hundred and fifty", "three million"."""
    value, last = _below_hundred(words, at)
    while last < len(words) and words[last] in SCALES and words[last][-1] != "s":
        value *= SCALES[words[last]]
        last += 1
        rest = last + (words[last : last + 1] == ["and"])
        if rest < len(words) and words[rest] in NUMBERS:
            more, last = _below_hundred(words, rest)
            value += more
    return _numeral(at, last, Decimal(value))


def _below_hundred(words: list[str], at: int) -> tuple[int, int]:
    value = NUMBERS[words[at]]
    following = NUMBERS.get(words[at + 1], 0) if at + 1 < len(words) else 0
    # "twenty-one" to "ninety-nine": a ten, then a word below ten
    if value >= 20 and value % 10 == 0 and 0 < following < 10:  # noqa: PLR2004
        return value + following, at + 2
    return value, at + 1


def _rough(words: list[str], first: int, at: int) -> Numeral:
    """Read "hundreds", "a million", "hundreds of thousands"."""
    value = Decimal(SCALES[words[at]])
    if words[at + 1 : at + 2] == ["of"] and words[at + 2 : at + 3]:
        more = SCALES.get(words[at + 2])
        if more:
            return _numeral(first, at + 3, value * more)
    return _numeral(first, at + 1, value)
