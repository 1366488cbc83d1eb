"""Counts of people: "a study of 14 children", "n = 30", "127 cancer patients".

The value says how many, and whether that is exact: "about 450" is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.numerals import Numeral, numeral
from healthlint.annotators.units import UNITS
from healthlint.document import Annotation, Annotations, Sentence
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class People(NamedTuple):
    """How many people, and the word for them ("n" in "n = 30")."""

    size: int
    exact: bool
    noun: str


NOUNS: Final = frozenset(
    "patients people children adults women men participants subjects volunteers "
    "individuals boys girls athletes students persons cases females males users "
    "customers clients respondents testers teenagers adolescents seniors smokers "
    "drinkers infants babies toddlers mothers fathers mums moms families households "
    "runners cyclists players nurses doctors dentists physicians gps dermatologists "
    "pharmacists nutritionists dietitians experts specialists paediatricians "
    "pediatricians vets workers employees veterans residents members buyers reviewers "
    "readers panellists panelists survivors sufferers carers parents pupils "
    "completers responders nonresponders non-responders citizens drivers couples "
    "consumers shoppers owners professionals practitioners clinicians surgeons "
    "therapists psychologists midwives trainers physiotherapists".split()
)
"""Words for people who are counted."""
_ONE: Final = frozenset(
    {"patient", "person", "participant", "subject", "woman", "man", "child", "user"}
    | {"volunteer", "adult", "member"}
)
"""The same in the singular, as in "a 42-patient trial"."""

ROUGHLY: Final = frozenset(
    "about nearly almost around roughly approximately approx circa over under above "
    "below some ~ ≈ > < ≥ ≤ c ca estimated hundreds thousands dozens".split()
)
"""Words before a number that make it a rough one; see `is_rough` for pairs."""
_PAIRS: Final = frozenset(
    {"more than", "less than", "fewer than", "greater than", "at least", "at most"}
    | {"up to", "close to", "as many", "as much", "just over", "just under"}
    | {"well over", "no fewer", "no more", "no less", "upwards of", "in about"}
    | {"an average", "average of", "mean of", "as few", "as little", "higher than"}
    | {"lower than", "well above", "in over", "many as", "much as"}
)
_NAMED: Final = frozenset(
    "type phase stage grade group week day chapter step table vitamin omega level part "
    "figure appendix section volume page cohort arm aged age ages".split()
)
_STOPS: Final = frozenset(
    "of in to and or with for from by per a an the than years year old times time out "
    "at on as was were is are had have has who that which day days hour hours".split()
)
_YEARS: Final = range(1900, 2100)
_BEFORE_YEARS: Final = frozenset("in since by from of until during january may".split())
_FARTHEST: Final = 8  # tokens from the start of a number to the noun
_BETWEEN: Final = 3  # words between: "14 healthy young men"


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield the counts of people; `value` is a `People`."""
    del annotations
    words = sentence.words
    for at, word in enumerate(words):
        if word in NOUNS or word in _ONE:
            found = _before(sentence, at, _BETWEEN if word in NOUNS else 0)
            last = at + 1
        elif word == "n" and words[at + 1 : at + 2] == ["="]:
            found = numeral(sentence, at + 2)
            last = found.last if found else at
        else:
            continue
        count = whole(found)
        if found and count:
            first = at if word == "n" else found.first
            start, end = sentence.span(first, last)
            exact = not is_rough(words, found.first)
            value = People(count, exact, word)
            yield Annotation("people", sentence.segment, start, end, value)


def whole(found: Numeral | None) -> int:
    """Return a number of two or more that is no range and no fraction, or 0."""
    if found is None or found.low != found.high or found.low != int(found.low):
        return 0
    return int(found.low) if found.low > 1 else 0


def is_rough(words: list[str], at: int) -> bool:
    """Tell whether the words before a number, or behind it, make it a rough one."""
    before = words[max(0, at - 2) : at]
    if not before:
        return False
    pair = " ".join(before)
    return before[-1] in ROUGHLY or pair in _PAIRS or pair.startswith("~")


def _before(sentence: Sentence, noun: int, gap: int) -> Numeral | None:
    """Return the number that counts a noun, at most `gap` words before it."""
    for first in range(max(0, noun - _FARTHEST), noun):
        found = numeral(sentence, first)
        if found is None or found.last > noun:
            continue
        if noun - found.last <= gap and _counts(sentence.words, found, noun):
            return found
    return None


def _counts(words: list[str], found: Numeral, noun: int) -> bool:
    between = words[found.last : noun]
    if not all(map(_describes, between)):
        return False
    before = words[found.first - 1] if found.first else ""
    if before in _NAMED:
        return False
    value = found.low
    digits = words[found.first].isdecimal()
    return not (digits and value in _YEARS and before in _BEFORE_YEARS)


def _describes(word: str) -> bool:
    return word.isalpha() and word not in _STOPS and word not in UNITS
