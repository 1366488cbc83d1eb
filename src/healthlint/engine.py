"""Find what rules describe, without running any rule over a whole document.

Two tiers: the words of a segment tell whether any rule may match there; in its
sentences only the rules whose anchor is present are confirmed. Annotators are asked
last, so most of what could be noticed never is. `tests/test_engine_oracle.py` compares
this with every rule tried on every sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from healthlint.annotators import may_stand
from healthlint.checks.pattern import frame_matches, phrase_matches, selects
from healthlint.rule import Selector
from healthlint.rules.index import ALWAYS, CLAIM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.annotators.frames import Frame
    from healthlint.checks.match import Match
    from healthlint.document import Annotation, Annotations, Sentence
    from healthlint.folding import Folded
    from healthlint.phrases import Phrase
    from healthlint.rule import Rule
    from healthlint.rules import Ruleset

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_CLAIM_LEXICONS: Final = ("condition", "target", "effect-property")
_NAME: Final = re.compile(r"[a-z][A-Z]|#\w")
"""Words that may hold a claim in themselves: "DiabetesGuard", "#cancercure"."""
_ANY: Final = ""
Place = tuple[int, int]


class _Named:
    """Phrases that require no word, only what stands behind a name in braces."""

    def __init__(self, name: str, places: tuple[Place, ...], ruleset: Ruleset) -> None:
        self.name = name
        self.places = places
        is_listed = name in ruleset.lexicons.names
        self._starts = ruleset.lexicons.starts((name,)) if is_listed else None

    def may_stand(self, text: str, words: set[str]) -> bool:
        """Tell quickly whether the name may stand in a text with these words."""
        if self._starts is None:
            return may_stand(self.name, text)
        return not self._starts.isdisjoint(words)

    def stands(self, sentence: Sentence, notes: Annotations) -> bool:
        """Tell whether the name stands in a sentence."""
        if self._starts is None:
            return notes.knows(self.name) and bool(notes.of(self.name, sentence))
        return any(
            self.name == each.value.lexicon or self.name in each.value.tags
            for each in notes.of("entity", sentence)
        )


class Engine:
    """The rules that are on, reachable by the words they need."""

    def __init__(self, ruleset: Ruleset, numbers: frozenset[int]) -> None:
        """`numbers` are the positions of the rules that are on."""
        self._ruleset = ruleset
        places = _reachable(ruleset, numbers)
        self._always = places.pop(ALWAYS, ())
        self._selectors = _by_effect(ruleset, places.pop(CLAIM, ()))
        names = [anchor for anchor in places if anchor.startswith("{")]
        self._named = [_Named(each[1:-1], places.pop(each), ruleset) for each in names]
        self._by_word = places
        self._claim_words = frozenset[str]()
        if self._selectors:
            self._claim_words = ruleset.lexicons.starts(_CLAIM_LEXICONS)
        self._phrases: dict[Place, tuple[Rule, Phrase]] = {}

    def matches(self, notes: Annotations) -> Iterator[Match]:
        """Yield all matches of a document, in the order of its sentences."""
        for index, segment in enumerate(notes.document.segments):
            if self._may_match(segment.folded):
                for sentence in notes.sentences(index):
                    yield from self._confirm(sentence, notes)

    def _may_match(self, folded: Folded) -> bool:
        words = set(_WORD.findall(folded.text))
        return (
            bool(self._always)
            or not self._by_word.keys().isdisjoint(words)
            or self._may_claim(folded.cased, words)
            or any(each.may_stand(folded.text, words) for each in self._named)
        )

    def _may_claim(self, cased: str, words: set[str]) -> bool:
        if not self._selectors:
            return False
        return (
            not self._claim_words.isdisjoint(words) or _NAME.search(cased) is not None
        )

    def _confirm(self, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
        words = set(sentence.words)
        claims = self._claims(sentence, words, notes)
        phrases = self._candidates(sentence, words, notes)
        for place in sorted(phrases.union(claims) if claims else phrases):
            if place in claims:
                rule = self._ruleset.rules[place[0]]
                for claim in claims[place]:
                    yield from frame_matches(rule, claim, sentence, notes)
                continue
            rule, phrase = self._phrases.get(place) or self._phrase(place)
            if phrase.may_match(words):
                yield from phrase_matches(rule, phrase, sentence, notes)

    def _phrase(self, place: Place) -> tuple[Rule, Phrase]:
        """Return a rule and one of its phrases, which is compiled once."""
        number, position = place
        rule = self._ruleset.rules[number]
        text = rule.find[position]
        if isinstance(text, Selector):
            raise TypeError("a selector stands under an anchor of its own")
        found = self._phrases[place] = rule, self._ruleset.phrase(text)
        return found

    def _claims(
        self, sentence: Sentence, words: set[str], notes: Annotations
    ) -> dict[Place, list[Annotation]]:
        """Return the claims of a sentence, by the selectors that admit them."""
        found: dict[Place, list[Annotation]] = {}
        if not self._may_claim(sentence.cased, words):
            return found
        for claim in notes.of("claim", sentence):
            frame: Frame = claim.value
            for effect in (frame.effect, _ANY):
                for place, selector in self._selectors.get(effect, ()):
                    if selects(selector, frame):
                        found.setdefault(place, []).append(claim)
        return found

    def _candidates(
        self, sentence: Sentence, words: set[str], notes: Annotations
    ) -> set[Place]:
        """Return the places of phrases whose anchor is in the sentence."""
        found = set(self._always)
        for word in self._by_word.keys() & words:
            found.update(self._by_word[word])
        for each in self._named:
            if each.may_stand(sentence.text, words) and each.stands(sentence, notes):
                found.update(each.places)
        return found


def _reachable(
    ruleset: Ruleset, numbers: frozenset[int]
) -> dict[str, tuple[Place, ...]]:
    """Return the index without the rules that are off."""
    if len(numbers) == len(ruleset.rules):
        return dict(ruleset.index)
    kept = {
        anchor: tuple(place for place in places if place[0] in numbers)
        for anchor, places in ruleset.index.items()
    }
    return {anchor: places for anchor, places in kept.items() if places}


def _by_effect(
    ruleset: Ruleset, places: Iterable[Place]
) -> dict[str, list[tuple[Place, Selector]]]:
    """Return the selectors for claims of each effect; those for any stand under ""."""
    found: dict[str, list[tuple[Place, Selector]]] = {}
    for number, position in places:
        selector = ruleset.rules[number].find[position]
        if isinstance(selector, Selector):
            for effect in selector.effect or {_ANY}:
                found.setdefault(effect, []).append(((number, position), selector))
    return found
