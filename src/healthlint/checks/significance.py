"""P-values and intervals that cannot be, or contradict each other.

A 95 % interval of a ratio leaves out 1, and that of a difference leaves out 0, just
where p is below 0.05; figures are taken for all values that round to them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.checks.arithmetic import reach
from healthlint.checks.match import Elsewhere, Match
from healthlint.diagnostic import Confidence
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.results import Interval, PValue
    from healthlint.document import Annotation, Annotations, Sentence
    from healthlint.rule import Rule

_LEVEL: Final = Decimal("0.05")
_USUAL: Final = 95  # per cent: the interval that goes with 0.05
_OF_STATISTICS: Final = compiled(
    r"\b(?:significan\w+|placebo|trials?|stud(?:y|ies)|patients|participants|groups?"
    r"|confidence|results?|scores?|women|men|adults|improve\w*|reduc\w+)\b"
)
_SIGNIFICANT: Final = compiled(
    r"(?P<no>\b(?:not?|non|neither|never|without|isn't|wasn't|weren't|failed to)"
    r"(?:[ -](?:\w+[ -]){0,3}))?\b(?:(?P<in>in)?significant(?:ly)?|significance)\b"
)
_OTHER_LEVEL: Final = compiled(
    r"\b(?:marginal\w*|trend\w*|borderline|approach\w+|nearly|almost|bonferroni|"
    r"correct\w+|adjust\w+|one[- ](?:sided|tailed)|clinically|0?\.1(?:0)? level|"
    r"threshold|interaction|level)\b"
)


def impossible_p(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield p-values of zero, below zero or above one."""
    for found in notes.of("p-value", sentence):
        p: PValue = found.value
        wrong = p.value > 1 or p.value < 0 or (p.value == 0 and p.sign != ">")
        if wrong and _OF_STATISTICS.search(_text(sentence, notes)):
            yield _match(rule, sentence, found)


def estimate_outside(
    rule: Rule, sentence: Sentence, notes: Annotations
) -> Iterator[Match]:
    """Yield intervals whose ends are turned round, or that leave out their estimate."""
    for found in notes.of("interval", sentence):
        interval: Interval = found.value
        turned = interval.low > interval.high
        if turned or _is_outside(interval):
            yield _match(rule, sentence, found)


def interval_and_p(
    rule: Rule, sentence: Sentence, notes: Annotations
) -> Iterator[Match]:
    """Yield intervals that call significant what the p-value beside them does not."""
    values = notes.of("p-value", sentence)
    intervals = notes.of("interval", sentence)
    for at, found in enumerate(intervals):
        following = intervals[at + 1].start if at + 1 < len(intervals) else sentence.end
        beside = [each for each in values if found.end <= each.start < following]
        says = _leaves_out_nothing(found.value)
        if says is None or not beside:
            continue
        small = _is_small(beside[0].value)
        if small is not None and small == says:
            yield _match(rule, sentence, found, beside[0])


def word_and_p(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield "significant" beside a p-value that is not, and the other way round."""
    values = notes.of("p-value", sentence)
    words = list(_SIGNIFICANT.finditer(sentence.text))
    if len(values) != 1 or len(words) != 1 or _OTHER_LEVEL.search(sentence.text):
        return
    small = _is_small(values[0].value)
    denied = bool(words[0]["no"] or words[0]["in"])
    if small is not None and small == denied:
        yield _match(rule, sentence, values[0])


def _is_outside(interval: Interval) -> bool:
    if interval.estimate is None or interval.low > interval.high:
        return False
    low, high = reach(interval.estimate)
    return high < reach(interval.low)[0] or low > reach(interval.high)[1]


def _leaves_out_nothing(interval: Interval) -> bool | None:
    """Tell whether an interval holds the value of no effect; None: too near to tell."""
    if interval.level != _USUAL or not interval.measure:
        return None
    nothing = Decimal(1) if interval.measure == "ratio" else Decimal(0)
    low, high = reach(interval.low), reach(interval.high)
    if low[1] < nothing < high[0]:
        return True
    return False if low[0] > nothing or high[1] < nothing else None


def _is_small(p: PValue) -> bool | None:
    """Tell whether p is below 0.05; None where the print does not tell."""
    low, high = reach(p.value)
    if p.sign == "<":
        return True if p.value <= _LEVEL else None
    if p.sign == ">":
        return False if p.value >= _LEVEL else None
    if high <= _LEVEL:
        return True
    return False if low >= _LEVEL else None


def _text(sentence: Sentence, notes: Annotations) -> str:
    return notes.document.segments[sentence.segment].folded.text


def _match(
    rule: Rule, sentence: Sentence, found: Annotation, other: Annotation | None = None
) -> Match:
    related: tuple[Elsewhere, ...] = ()
    if other:
        place = (other.segment, other.start, other.end)
        related = (Elsewhere("against this", *place),)
    return Match(
        rule,
        sentence,
        found.start,
        found.end,
        Confidence[rule.confidence],
        related=related,
    )
