"""Numbers that cannot be right, and numbers that lack what gives them a meaning.

test    a test of arithmetic; see `_TESTS`
lacks   what must stand near the words of `find:`, which are reported without it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks import shares, significance, sums
from healthlint.checks.missing import MISSING
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.phrases import Phrase
    from healthlint.rule import Rule

    Test = Callable[[Rule, Sentence, Annotations], Iterable[Match]]

_TESTS: Final[Mapping[str, Test]] = {
    "impossible-percentage": shares.impossible,
    "percentage-cut-off": shares.cut_off,
    "count-and-percentage": shares.miscounted,
    "parts-and-whole": sums.unequal,
    "change": sums.miscomputed,
    "p-value": significance.impossible_p,
    "interval-and-estimate": significance.estimate_outside,
    "interval-and-p-value": significance.interval_and_p,
    "word-and-p-value": significance.word_and_p,
}

OPTIONS: Final = {"test": tuple(_TESTS), "lacks": tuple(MISSING)}
NEEDS: Final = ("test", "lacks")
SLOTS: Final = ("whole", "nearest", "count", "expected", "sum")
_DIGIT: Final = compiled(r"\d")


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield what the rule's test finds, in the order of the document."""
    del settings
    test = _TESTS.get(str((rule.check or {}).get("test", "")))
    if test is not None:
        for sentence in _with_numbers(notes):
            yield from test(rule, sentence, notes)


def confirm(
    rule: Rule,
    found: Sequence[Match],
    notes: Annotations,
    phrase: Callable[[str], Phrase],
) -> Iterator[Match]:
    """Yield the matches near which there is nothing of what they need."""
    del phrase
    missing = MISSING.get(str((rule.check or {}).get("lacks", "")))
    for match in found:
        if missing is None or missing(match, notes):
            yield match


def _with_numbers(notes: Annotations) -> Sequence[Sentence]:
    """Return the sentences with a digit, once for all rules."""
    kept: Sequence[Sentence] | None = notes.shared.get("sentences-with-numbers")
    if kept is None:
        kept = [
            sentence
            for index, segment in enumerate(notes.document.segments)
            if _DIGIT.search(segment.text)
            for sentence in notes.sentences(index)
            if _DIGIT.search(sentence.text)
        ]
        notes.shared["sentences-with-numbers"] = kept
    return kept
