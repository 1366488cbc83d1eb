"""Numbers that cannot be right, and numbers that lack what gives them a meaning.

test   a test of arithmetic; see `_TESTS`
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.checks import shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule

    Test = Callable[[Rule, Sentence, Annotations], Iterable[Match]]

_TESTS: Final[dict[str, Test]] = {
    "impossible-percentage": shares.impossible,
    "percentage-cut-off": shares.cut_off,
    "count-and-percentage": shares.miscounted,
}

OPTIONS: Final = {"test": tuple(_TESTS)}
_DIGIT: Final = re.compile(r"\d")
SLOTS: Final = ("whole", "nearest", "count", "expected")


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield what the rule's test finds, in the order of the document."""
    del settings
    check = rule.check or {}
    test = _TESTS.get(str(check.get("test", "")))
    if test is None:
        return
    for sentence in _with_numbers(notes):
        yield from test(rule, sentence, notes)


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
