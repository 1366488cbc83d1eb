"""Percentages of people: what was printed, and of whom.

"25 % were in remission", "67 % of cases", "95 % of 30 women", "32 of 42 (76 %)". A
percentage by which something changes, or of which something consists, is no share.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.numerals import numeral
from healthlint.annotators.people import NOUNS, is_rough, whole
from healthlint.document import Annotation, Annotations, Sentence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.quantities import Quantity


class Share(NamedTuple):
    """A percentage of people, as printed.

    `part` and `of` are what the words beside it give: both in "32 of 42 (76 %)", `of`
    alone in "76 % of 42 patients". Where nothing is said, they are None and 0; then the
    share is of a group that was named before.
    """

    percent: Decimal
    part: int | None = None
    of: int = 0


_SIGN: Final = compiled(r"(?:%|\bper ?cent)$")
_PRINTED: Final = compiled(r"\d{1,3}(?:[.,]\d{1,4})?(?![\d.,]*\d)")
_MOST: Final = 100

_VERBS: Final = frozenset(
    "were was had felt said saw lost found went became slept stayed withdrew would "
    "have are see rate report experience feel agree say notice recommend got fell "
    "chose kept could did do get prefer".split()
)
_ADJECTIVES: Final = frozenset(
    "reduced increased decreased based added fortified elevated lowered raised diluted "
    "concentrated purified refined saturated unsaturated recycled dried need".split()
)
_ADVERBS: Final = frozenset("also even still only already then now both".split())
_GROUP: Final = NOUNS | {"them", "those", "cases", "us"}
_ARTICLES: Final = frozenset(
    "the these those all our his her their its this study trial such".split()
)
_NARROWS: Final = frozenset(
    "who with in taking on that whose given receiving treated using from under over "
    "without aged whom".split()
)
"""What behind "of patients" makes them a part of the group."""
_CHANGES: Final = frozenset({"by", "a", "an", "another", "additional", "further"})
_BRACKETS: Final = frozenset("([")


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield the shares of people; `value` is a `Share`."""
    if "%" not in sentence.text and "cent" not in sentence.text:
        return
    for found in annotations.of("percentage", sentence):
        printed = _printed(found.value)
        first = sentence.token_at(found.start - sentence.start)
        if printed is None or is_rough(sentence.words, first):
            continue
        last = sentence.token_at(found.end - sentence.start)
        value = _share(sentence, printed, first, last)
        if value and (printed <= _MOST or value.part is not None):
            yield Annotation("share", sentence.segment, found.start, found.end, value)


def _printed(value: Quantity) -> Decimal | None:
    """Return an exact percentage as it was printed, trailing zeros and all."""
    if not _SIGN.search(value.text) or value.low != value.high:
        return None
    digits = _PRINTED.match(value.text)
    if digits:
        return Decimal(digits[0].replace(",", "."))
    return None if value.text[0].isdigit() else value.low


def _share(sentence: Sentence, percent: Decimal, first: int, last: int) -> Share | None:
    words = sentence.words
    before = words[first - 1] if first else ""
    if words[last : last + 1] and words[last] in {"or", "+", "-", "–", "to"}:
        return None  # "20 % or more"
    if before in _BRACKETS:
        return _explained(sentence, percent, first - 1)
    following = words[last : last + 1]
    if following == ["of"]:
        return _of(sentence, percent, last + 1)
    if following and following[0] in _BRACKETS:
        return _counted(sentence, percent, last + 1) or _bare(words, percent, last)
    return None if before in _CHANGES else _bare(words, percent, last)


def _bare(words: list[str], percent: Decimal, last: int) -> Share | None:
    """Read "25 % were in remission": who, was said before."""
    if words[last : last + 1] and words[last] in _BRACKETS:
        closing = [at for at in range(last, len(words)) if words[at] in ")]"]
        last = closing[0] + 1 if closing else len(words)
    while words[last : last + 1] and words[last] in _ADVERBS:
        last += 1
    follows = words[last] if last < len(words) else ""
    return Share(percent) if _acts(follows) else None


def _acts(word: str) -> bool:
    """Tell the verb of "25 % were", "40 % relapsed" from "a 25 % reduced dose"."""
    return word in _VERBS or (word.endswith("ed") and word not in _ADJECTIVES)


def _of(sentence: Sentence, percent: Decimal, at: int) -> Share | None:
    """Read "of 42 patients", "of the patients", "of cases", "of them"."""
    words = sentence.words
    while at < len(words) and words[at] in _ARTICLES:
        at += 1
    base = numeral(sentence, at)
    if base:
        noun = _noun(words, base.last)
        rough = is_rough(words, base.first)
        return Share(percent, of=whole(base)) if noun and not rough else None
    if at >= len(words) or words[at] not in _GROUP or _is_narrowed(words, at + 1):
        return None
    return Share(percent)


def _is_narrowed(words: list[str], at: int) -> bool:
    return bool(words[at : at + 1]) and words[at] in _NARROWS


def _noun(words: list[str], at: int) -> int:
    """Return the token after a noun for people within a few words, or 0."""
    for place in range(at, min(at + 4, len(words))):
        if words[place] in NOUNS:
            return place + 1
        if not words[place].isalpha():
            return 0
    return 0


def _explained(sentence: Sentence, percent: Decimal, bracket: int) -> Share | None:
    """Read the "(76 %)" of "32 of 42 patients (76 %)"; the ratio stands before it."""
    count, of = _ratio_before(sentence, bracket)
    return Share(percent, count, of) if of else None


def _ratio_before(sentence: Sentence, bracket: int) -> tuple[int, int]:
    for first in range(max(0, bracket - 8), bracket):
        count, of, last = _ratio(sentence, first)
        if of and (last == bracket or _noun(sentence.words, last) == bracket):
            return count, of
    return 0, 0


def _counted(sentence: Sentence, percent: Decimal, at: int) -> Share | None:
    """Read the "(32 of 42)" or "(32/42)" behind a percentage."""
    count, of, last = _ratio(sentence, at)
    words = sentence.words
    closed = words[last : last + 1] in ([")"], ["]"], [","], [";"])
    if of and (closed or _noun(words, last)):
        return Share(percent, count, of)
    return None


_RATIOS: Final = (["of"], ["out", "of"], ["/"], ["of", "the"], ["in"])


def _ratio(sentence: Sentence, at: int) -> tuple[int, int, int]:
    """Return the count and the whole of "32 of 42" with the token after it, or 0."""
    part = numeral(sentence, at)
    if part is None or part.low != part.high or part.low != int(part.low):
        return 0, 0, 0
    if is_rough(sentence.words, part.first):
        return 0, 0, 0
    for between in _RATIOS:
        after = part.last + len(between)
        if sentence.words[part.last : after] != between:
            continue
        base = numeral(sentence, after)
        of = whole(base)
        if base and of:
            return int(part.low), of, base.last
    return 0, 0, 0
