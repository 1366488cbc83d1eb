"""Counts with their percentages, of a group that this sentence or the last one names.

"Of the 40 members, 30 (75 %) agreed and 10 (25 %) did not", "We wrote to 250 nurses.
200 nurses (80 %) replied, and 50 (20 %) did not."
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.annotators.people import ROUGHLY
from healthlint.checks import arithmetic, shares
from healthlint.checks.bases import usual
from healthlint.checks.match import Match
from healthlint.diagnostic import Confidence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule


def miscounted(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield percentages that are not the count beside them."""
    yield from shares.miscounted(rule, sentence, notes)
    yield from _miscounted(rule, sentence, notes)


class _Pair(NamedTuple):
    """A count and its percentage at offsets [start, end) of a sentence."""

    people: int
    percent: Decimal
    start: int
    end: int

    def fits(self, whole: int) -> bool:
        """Tell whether the percentage may be that of the count, rounded or cut off."""
        return self.people in arithmetic.counts(self.percent, whole) or (
            self.people in arithmetic.counts_cut(self.percent, whole)
        )


_PAIR: Final = compiled(
    r"(?<![\d/] )(?<![\d.,/-])\b(?P<count>\d[\d,]{0,11})(?: [a-z]+)? "
    r"[(\[](?P<percent>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)[)\]]"
)
_BASE: Final = compiled(
    r"^(?:of|among|out of) (?:the |our |these |all )?(?P<of>\d[\d,]{0,11}) "
)
_DIGITS: Final = compiled(r"\d[\d,.]*")
_OF: Final = compiled(r"(?:\bof|\bin|/)(?: (?:the|these|those|our|all|their))* $")
_NEW_BASE: Final = compiled(
    r"\d(?: [a-z]+)? [(\[]\d{1,3}(?:\.\d+)? ?(?:%|per ?cent)[)\]]"
    r" (?:out )?(?:of|among) "
    r"|\b(?:of|among|within) (?:them|those|these|this|that|whom|which|the|their)\b"
    r"|\b(?:of|among) (?:all )?\d|\bleaving\b"
    r"|\bin (?:the|this|that) (?:[a-z]+ ){0,2}(?:group|arm)\b"
)
"""Words from which on a sentence speaks of a part of its group: "of those, 30"."""
_ARMS: Final = compiled(r"\b(?:versus|vs|placebo|arms?|controls?)\b")
"""Words of a sentence on groups within the group, each a base of its own."""
_FEWEST: Final = 2
_ALL: Final = 100


def _miscounted(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield counts that are not the percentage in brackets behind them."""
    named = _BASE.match(sentence.text)
    pairs = list(_pairs(sentence, named.end() if named else 0))
    if not pairs or _ARMS.search(sentence.text):
        return
    if named:
        whole = _number(named["of"])
        wrong = [each for each in pairs if not each.fits(whole)]
    else:
        whole = _whole_before(sentence, notes)
        wrong = _wrong_together(pairs, whole) if len(pairs) >= _FEWEST and whole else []
        if not whole:
            whole = usual(notes) if len(pairs) > _FEWEST else 0
            wrong = [each for each in pairs if not each.fits(whole)] if whole else []
            wrong = wrong if len(wrong) == 1 else []
    for each in wrong if whole > 1 else ():
        if _is_of_earlier(each, pairs, whole):
            continue
        right = arithmetic.percentage(
            each.people, whole, arithmetic.places(each.percent)
        )
        slots = {
            "count": str(each.people),
            "whole": f"{whole:,}",
            "expected": f"{right} %",
        }
        start, end = sentence.start + each.start, sentence.start + each.end
        sure = Confidence[rule.confidence]
        yield Match(rule, sentence, start, end, sure, slots=slots)


def _is_of_earlier(pair: _Pair, pairs: list[_Pair], whole: int) -> bool:
    """Tell a share of those that were counted before, or of the others."""
    return any(
        pair.fits(base)
        for each in pairs
        if each.end < pair.start and each.fits(whole)
        for base in (each.people, whole - each.people)
        if base > 1
    )


def _pairs(sentence: Sentence, start: int) -> Iterator[_Pair]:
    """Yield the pairs behind an offset, up to where a part of the group is the base."""
    text = sentence.text
    other = _NEW_BASE.search(text, start)
    for found in _PAIR.finditer(text):
        if other and found.end() > other.start():
            return
        before = text[: found.start()]
        if _OF.search(before) or not ROUGHLY.isdisjoint(before.split()[-1:]):
            continue
        percent = Decimal(found["percent"])
        yield _Pair(_number(found["count"]), percent, *found.span())


def _wrong_together(pairs: list[_Pair], whole: int) -> list[_Pair]:
    """Return the pairs that do not fit a group where others show that it is theirs.

    Shares that make 100 % are of one group, whose size is the sum of the counts.
    """
    bounds = [arithmetic.reach(each.percent) for each in pairs]
    is_all = sum(low for low, _ in bounds) <= _ALL <= sum(high for _, high in bounds)
    wrong = [each for each in pairs if not each.fits(whole)]
    if is_all and sum(each.people for each in pairs) != whole:
        return wrong or pairs[:1]
    return wrong if len(wrong) < len(pairs) else []


def _whole_before(sentence: Sentence, notes: Annotations) -> int:
    """Return how many people the sentence before counts, if one group; else 0."""
    own = notes.sentences(sentence.segment)
    at = notes.place(sentence)
    if not at or len(_DIGITS.findall(own[at - 1].text)) > 1:
        return 0  # 60 of those 100 may have replied
    counted = notes.of("people", own[at - 1])
    sizes = {each.value.size for each in counted if each.value.exact}
    return sizes.pop() if len(sizes) == len(counted) == 1 else 0


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))
