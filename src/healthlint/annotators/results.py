"""Results of tests: p-values, and confidence intervals with what they belong to.

"RR 0.88 (95 % CI 0.70 to 1.05), p = 0.01". Figures keep the decimals that they were
printed with.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from healthlint.document import Annotation
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence


class PValue(NamedTuple):
    """A p-value: "<" and 0.05 in "p < 0.05"; `sign` is one of = < >."""

    sign: str
    value: Decimal


class Interval(NamedTuple):
    """A confidence interval of `level` per cent.

    `measure` is ratio, difference or "" where the words do not tell; `estimate` is None
    where none stands before.
    """

    level: int
    low: Decimal
    high: Decimal
    measure: str = ""
    estimate: Decimal | None = None


# Bounded, and never from the middle of a longer number: a page may be all digits.
_NUMBER: Final = r"(?<![\d.])(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(?!\d)"
_SIGNED: Final = rf"[-−+]?{_NUMBER}"
_P: Final = compiled(
    r"(?<![\w-])p(?:[ -]?values?)?(?: (?:of|was|is|were))? ?"
    rf"(?P<sign><=|>=|[=<>≤≥]) ?(?P<value>{_SIGNED})"
    r"(?![\d.]*\d| ?%| ?(?:[mk]?g|mcg|ml|k?pa|bar|mm)\b)"
)
_RATIOS: Final = (
    r"(?:a?rr|a?or|a?hr|irr|(?:relative|adjusted|hazard|odds|risk|rate|incidence|"
    r"prevalence)(?: rate)? (?:risk|ratio)s?)"
)
_DIFFERENCES: Final = r"(?:[sw]?md|(?:mean|risk|treatment)? ?difference)"
_INTERVAL: Final = compiled(
    rf"(?:\b(?:(?P<ratio>{_RATIOS})|(?P<difference>{_DIFFERENCES}))"
    rf"(?: (?:was|of|is|for [\w ]{{1,30}}))? ?[=:,]? ?)?"
    rf"(?:(?P<estimate>{_SIGNED})(?: ?%| points?| kg| mmhg| mm hg| mg/dl)? ?[,;]? ?)?"
    r"[(\[,;]? ?(?P<level>9[059]) ?% ?(?:ci|confidence intervals?|c\.i\.)"
    rf" ?[:=,]? ?(?:of |from |was )?[(\[]? ?(?P<low>{_SIGNED}) ?%?"
    rf" ?(?:to|,|;|–|—|-|and) ?(?P<high>{_SIGNED})(?!\d)"
)
_LEVEL: Final = compiled(r"9[059] ?%")
_SIGNS: Final = {"≤": "<", "<=": "<", "≥": ">", ">=": ">"}


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield p-values and intervals; `value` is a `PValue` or an `Interval`."""
    del annotations
    text = sentence.text
    base = sentence.start
    for found in _P.finditer(text):
        sign = _SIGNS.get(found["sign"], found["sign"])
        value = PValue(sign, _decimal(found["value"]))
        start, end = base + found.start(), base + found.end()
        yield Annotation("p-value", sentence.segment, start, end, value)
    for found in _INTERVAL.finditer(text) if _LEVEL.search(text) else ():
        start, end = base + found.start(), base + found.end()
        interval = _interval(found)
        yield Annotation("interval", sentence.segment, start, end, interval)


def _interval(found: re.Match[str]) -> Interval:
    measure = "ratio" if found["ratio"] else "difference" if found["difference"] else ""
    estimate = _decimal(found["estimate"]) if found["estimate"] else None
    low, high = _decimal(found["low"]), _decimal(found["high"])
    return Interval(int(found["level"]), low, high, measure, estimate)


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace("−", "-"))
