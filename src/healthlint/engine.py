"""Find what rules describe, without running any rule over a whole document.

Two tiers: the words of a segment tell whether any rule may match there; in its sentences
only the rules whose anchor is present are confirmed. `tests/test_engine_oracle.py`
compares this with every rule tried on every sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.checks.pattern import claim_matches, phrase_matches
from healthlint.rule import Selector
from healthlint.rules.index import ALWAYS, CLAIM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.checks.match import Match
    from healthlint.document import Annotations, Sentence
    from healthlint.folding import Folded
    from healthlint.rules import Ruleset

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_CLAIM_LEXICONS: Final = ("condition", "target", "effect-property")
_NAME: Final = re.compile(r"[a-z][A-Z]|#\w")
"""Words that may hold a claim in themselves: "DiabetesGuard", "#cancercure"."""
Place = tuple[int, int]


class Engine:
    """The rules that are on, reachable by the words they need."""

    def __init__(self, ruleset: Ruleset, numbers: frozenset[int]) -> None:
        """`numbers` are the positions of the rules that are on."""
        self._ruleset = ruleset
        places = {
            anchor: tuple(place for place in found if place[0] in numbers)
            for anchor, found in ruleset.index.items()
        }
        self._by_word = {
            anchor: found
            for anchor, found in places.items()
            if found and not anchor.startswith("{") and anchor != ALWAYS
        }
        self._by_name = {
            anchor[1:-1]: found
            for anchor, found in places.items()
            if found and anchor.startswith("{") and anchor != CLAIM
        }
        self._claims = places.get(CLAIM, ())
        self._always = places.get(ALWAYS, ())
        self._claim_words = self._words_of_claims() if self._claims else frozenset()

    def _words_of_claims(self) -> frozenset[str]:
        """Return the first words of what a claim frame cannot be without."""
        return self._ruleset.lexicons.starts(_CLAIM_LEXICONS)

    def matches(self, notes: Annotations) -> Iterator[Match]:
        """Yield all matches of a document, in the order of its sentences."""
        for index, segment in enumerate(notes.document.segments):
            if self._may_match(segment.folded):
                for sentence in notes.sentences(index):
                    yield from self._confirm(sentence, notes)

    def _may_match(self, folded: Folded) -> bool:
        if (
            self._always
            or self._by_name
            or (self._claims and _NAME.search(folded.cased))
        ):
            return True
        words = set(_WORD.findall(folded.text))
        return not (
            self._by_word.keys().isdisjoint(words)
            and self._claim_words.isdisjoint(words)
        )

    def _confirm(self, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
        for number, position in self._candidates(sentence, notes):
            rule = self._ruleset.rules[number]
            item = rule.find[position]
            if isinstance(item, Selector):
                yield from claim_matches(rule, item, sentence, notes)
            else:
                phrase = self._ruleset.phrase(item)
                yield from phrase_matches(rule, phrase, sentence, notes)

    def _candidates(self, sentence: Sentence, notes: Annotations) -> list[Place]:
        words = set(sentence.words)
        found = set(self._always)
        for word in self._by_word.keys() & words:
            found.update(self._by_word[word])
        if self._by_name:
            for name in self._names(sentence, notes):
                found.update(self._by_name[name])
        if self._may_claim(sentence, words) and notes.of("claim", sentence):
            found.update(self._claims)
        return sorted(found)

    def _may_claim(self, sentence: Sentence, words: set[str]) -> bool:
        if not self._claims:
            return False
        named = _NAME.search(sentence.cased) is not None
        return named or not self._claim_words.isdisjoint(words)

    def _names(self, sentence: Sentence, notes: Annotations) -> set[str]:
        wanted = self._by_name.keys()
        names: set[str] = set()
        for each in notes.of("entity", sentence):
            names.add(each.value.lexicon)
            names |= each.value.tags
        names |= {
            name
            for name in wanted
            if name not in names and _noted(name, sentence, notes)
        }
        return names & wanted


def _noted(name: str, sentence: Sentence, notes: Annotations) -> bool:
    return notes.knows(name) and bool(notes.of(name, sentence))
