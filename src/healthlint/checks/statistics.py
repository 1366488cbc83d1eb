"""Numbers that cannot be right, and numbers that lack what gives them a meaning.

test    a test of arithmetic; see `_TESTS`
lacks   what must stand near the words of `find:`, which are reported without it
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.phrases import Phrase
    from healthlint.rule import Rule

    Find = Callable[[Rule, Sentence, Annotations], Iterable[Match]]

_SHARE: Final = frozenset({"%", "percent", "percents", "cent", "cents"})
_PARTS: Final = frozenset(
    "women woman females female girls mothers major moderate minor mild severe serious "
    "low medium high grave randomised randomized assigned allocated divided split "
    "remaining other last rest took participated enrolled recruited joined".split()
)
_FROM: Final = frozenset({"from"})
_P: Final = frozenset({"p"})
_INTERVAL: Final = frozenset({"ci", "c", "confidence"})


class _Test(NamedTuple):
    """A test of arithmetic: where it is, and words of which a sentence has one, if any.

    Most pages have numbers, and few the sort that can be checked.
    """

    module: str
    name: str
    signs: frozenset[str] = frozenset()

    def find(self) -> Find:
        module = import_module(f"healthlint.checks.{self.module}")
        found: Find = getattr(module, self.name)
        return found


_TESTS: Final[Mapping[str, _Test]] = {
    "impossible-percentage": _Test("shares", "impossible", _SHARE),
    "percentage-cut-off": _Test("shares", "cut_off", _SHARE),
    "count-and-percentage": _Test("breakdown", "miscounted", _SHARE),
    "parts-and-whole": _Test("sums", "unequal", _PARTS),
    "table-total": _Test("tabulated", "total"),
    "table-count": _Test("tabulated", "counted"),
    "group-size": _Test("bases", "differing"),
    "change": _Test("change", "miscomputed", _FROM),
    "p-value": _Test("significance", "impossible_p", _P),
    "interval-and-estimate": _Test("significance", "estimate_outside", _INTERVAL),
    "interval-and-p-value": _Test("significance", "interval_and_p", _INTERVAL),
    "word-and-p-value": _Test("significance", "word_and_p", _P),
}
_MISSING: Final = ("absolute-numbers", "base", "survey", "typical-result")

OPTIONS: Final = {"test": tuple(_TESTS), "lacks": _MISSING}
NEEDS: Final = ("test", "lacks")
SLOTS: Final = ("whole", "nearest", "count", "expected", "sum")
_DIGIT: Final = compiled(r"\d")


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield what the rule's test finds, in the order of the document."""
    del settings
    test = _TESTS.get(str((rule.check or {}).get("test", "")))
    if test is None:
        return
    for sentence in _with_numbers(notes):
        if not test.signs or not test.signs.isdisjoint(sentence.vocabulary):
            yield from test.find()(rule, sentence, notes)


def confirm(
    rule: Rule,
    found: Sequence[Match],
    notes: Annotations,
    phrase: Callable[[str], Phrase],
) -> Iterator[Match]:
    """Yield the matches near which there is nothing of what they need."""
    del phrase
    from healthlint.checks.missing import MISSING

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
