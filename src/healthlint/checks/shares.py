"""Percentages of people that no count can give, or not the count beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks import arithmetic
from healthlint.checks.groups import group
from healthlint.checks.match import Elsewhere, Match
from healthlint.diagnostic import Confidence
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from healthlint.annotators.shares import Share
    from healthlint.document import Annotation, Annotations, Sentence
    from healthlint.rule import Rule

_ALL: Final = 100


class _Case(NamedTuple):
    """A percentage of a known number of people; `place` is where the number stands."""

    found: Annotation
    percent: Decimal
    whole: int
    place: Annotation | None = None


def impossible(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield percentages that no count of the group gives, however it is rounded."""
    for case in _cases(sentence, notes):
        cut = arithmetic.counts_cut(case.percent, case.whole)
        if not cut and not arithmetic.counts(case.percent, case.whole):
            yield _match(rule, sentence, case)


def cut_off(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield percentages whose decimals were cut off where they should be rounded."""
    for case in _cases(sentence, notes):
        cut = arithmetic.counts_cut(case.percent, case.whole)
        if cut and not arithmetic.counts(case.percent, case.whole):
            yield _match(rule, sentence, case)


def miscounted(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield percentages with a count beside them that gives another percentage."""
    for found in notes.of("share", sentence):
        share: Share = found.value
        if share.part is None or not share.of or share.percent == _ALL:
            continue
        if share.part in arithmetic.counts(share.percent, share.of):
            continue
        if share.part in arithmetic.counts_cut(share.percent, share.of):
            continue
        decimals = arithmetic.places(share.percent)
        right = arithmetic.percentage(share.part, share.of, decimals)
        slots = {
            "count": str(share.part),
            "whole": f"{share.of:,}",
            "expected": f"{right} %",
        }
        start, end = found.start, found.end
        sure = Confidence[rule.confidence]
        yield Match(rule, sentence, start, end, sure, slots=slots)


def _cases(sentence: Sentence, notes: Annotations) -> Iterator[_Case]:
    """Yield the shares of the sentence whose group is known, and no count."""
    for found in notes.of("share", sentence):
        share: Share = found.value
        if share.part is not None or share.percent == _ALL:
            continue
        if share.of:
            yield _Case(found, share.percent, share.of)
            continue
        of = group(sentence, notes)
        if of:
            yield _Case(found, share.percent, of.size, of.place)


def _match(rule: Rule, sentence: Sentence, case: _Case) -> Match:
    start, end = case.found.start, case.found.end
    slots = {"whole": f"{case.whole:,}", "nearest": _nearest(case)}
    sure = Confidence[rule.confidence]
    return Match(
        rule, sentence, start, end, sure, slots=slots, related=_related(case.place)
    )


def _nearest(case: _Case) -> str:
    """Say what the counts next to it would give: "3 are 21 %, 4 are 29 %"."""
    decimals = arithmetic.places(case.percent)
    return ", ".join(
        f"{count} {'is' if count == 1 else 'are'} "
        f"{arithmetic.percentage(count, case.whole, decimals)} %"
        for count in arithmetic.nearest(case.percent, case.whole)
    )


def _related(place: Annotation | None) -> tuple[Elsewhere, ...]:
    if place is None:
        return ()
    message = f"the group is {place.value.size:,} here"
    return (Elsewhere(message, place.segment, place.start, place.end),)
