"""Find what rules describe, without running any rule over a whole document.

Two tiers: the words of a segment tell whether any rule may match there; in its
sentences only the rules whose anchor is present are confirmed. Annotators are asked
last, so most of what could be noticed never is. `tests/test_engine_oracle.py` compares
this with every rule tried on every sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators import may_stand
from healthlint.checks.pattern import frame_matches, phrase_matches, selects
from healthlint.records import NamedTuple
from healthlint.rule import Selector
from healthlint.rules.index import ALWAYS, CLAIM

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from healthlint.annotators.frames import Frame
    from healthlint.checks.match import Match
    from healthlint.document import Annotation, Annotations, Question, Sentence
    from healthlint.rules import Ruleset

_MOST_KNOWN: Final = 10_000  # sentences whose matches are kept
_MOST_VARIANTS: Final = 8  # surroundings of one sentence
_ANY: Final = ""
Place = tuple[int, int]


class _Seek:
    """A phrase of a rule."""

    __slots__ = ("phrase", "place", "rule")

    def __init__(self, place: Place, ruleset: Ruleset) -> None:
        number, position = self.place = place
        self.rule = ruleset.rules[number]
        text = self.rule.find[position]
        if isinstance(text, Selector):
            raise TypeError("a selector stands under an anchor of its own")
        self.phrase = ruleset.phrase(text)

    def beside(self, word: str) -> tuple[frozenset[str], ...]:
        """Return the sets of words of each of which one must stand beside a word."""
        return tuple(each for each in self.phrase.required if word not in each)


class _Known(NamedTuple):
    """A sentence that was read, what was found in it, and what was asked for that."""

    sentence: Sentence
    matches: tuple[Match, ...]
    asked: tuple[tuple[Question, Hashable], ...]


_Sought = tuple[_Seek, tuple[frozenset[str], ...]]
"""A phrase under an anchor, and the sets of words that it needs besides."""


class _Named:
    """Phrases that require no word, only what stands behind a name in braces."""

    def __init__(self, name: str, places: tuple[Place, ...], ruleset: Ruleset) -> None:
        self.name = name
        self.places = places
        is_listed = name in ruleset.lexicons.names
        self._starts = ruleset.lexicons.starts((name,)) if is_listed else None

    def may_stand(self, text: str, words: frozenset[str]) -> bool:
        """Tell quickly whether the name may stand in a text with these words."""
        if self._starts is None:
            return may_stand(self.name, text)
        return not self._starts.isdisjoint(words)

    def stands(self, sentence: Sentence, notes: Annotations) -> bool:
        """Tell whether the name stands in a sentence."""
        return notes.knows(self.name) and bool(notes.of(self.name, sentence))


class Engine:
    """The rules that are on, reachable by the words they need."""

    def __init__(self, ruleset: Ruleset, numbers: frozenset[int]) -> None:
        """`numbers` are the positions of the rules that are on."""
        self._ruleset = ruleset
        self._numbers = None if len(numbers) == len(ruleset.rules) else numbers
        # Words are asked for one by one: what is off is left out only then.
        places = dict(ruleset.index)
        special = [each for each in places if each.startswith("{") or each == ALWAYS]
        places |= {each: self._reachable(places[each]) for each in special}
        self._always = places.pop(ALWAYS, ())
        self._selectors = _by_effect(ruleset, places.pop(CLAIM, ()))
        names = [each for each in places if each.startswith("{") and places[each]]
        self._named = [_Named(each[1:-1], places.pop(each), ruleset) for each in names]
        self._by_word = places
        self._known: dict[tuple[str, str], list[_Known]] = {}
        self._seeks: dict[Place, _Seek] = {}
        self._seeks_by_word: dict[str, list[_Sought]] = {}

    def matches(self, notes: Annotations) -> Iterator[Match]:
        """Yield all matches of a document, in the order of its sentences."""
        for index in range(len(notes.document.segments)):
            for sentence in notes.sentences(index):
                known = self._recalled(sentence, notes)
                if known is None:
                    yield from self._learnt(sentence, notes)
                else:
                    for match in known.matches:
                        yield match.moved(sentence)

    def _recalled(self, sentence: Sentence, notes: Annotations) -> _Known | None:
        """Return what was found in an equal sentence with such surroundings."""
        variants = self._known.get((sentence.kind, sentence.cased))
        if variants is None:
            return None
        sentence.adopt(variants[0].sentence)
        for known in variants:
            if all(
                notes.ask(question, sentence) == answer
                for question, answer in known.asked
            ):
                return known
        return None

    def _learnt(self, sentence: Sentence, notes: Annotations) -> Sequence[Match]:
        """Return the matches of a sentence; keep them unless its neighbours counted.

        Menus, disclaimers and what else a site says on every page is read but once.
        """
        around, asked = notes.looks_around, len(notes.asked)
        found = tuple(self._confirm(sentence, notes))
        if notes.looks_around == around:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            known = self._known.setdefault((sentence.kind, sentence.cased), [])
            known.insert(
                0, _Known(sentence, found, tuple(dict.fromkeys(notes.asked[asked:])))
            )
            del known[_MOST_VARIANTS:]
        return found

    def _confirm(self, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
        claims = self._claims(sentence, notes)
        seeks = self._candidates(sentence, notes)
        if not claims and not seeks:
            return
        for place in sorted([*seeks, *claims]):
            if place in seeks:
                rule, phrase = seeks[place].rule, seeks[place].phrase
                yield from phrase_matches(rule, phrase, sentence, notes)
                continue
            rule = self._ruleset.rules[place[0]]
            for claim in claims[place]:
                yield from frame_matches(rule, claim, sentence, notes)

    def _claims(
        self, sentence: Sentence, notes: Annotations
    ) -> dict[Place, list[Annotation]]:
        """Return the claims of a sentence, by the selectors that admit them."""
        found: dict[Place, list[Annotation]] = {}
        if not self._selectors:
            return found
        for claim in notes.of("claim", sentence):
            frame: Frame = claim.value
            for effect in (frame.effect, _ANY):
                for place, selector in self._selectors.get(effect, ()):
                    if selects(selector, frame):
                        found.setdefault(place, []).append(claim)
        return found

    def _candidates(self, sentence: Sentence, notes: Annotations) -> dict[Place, _Seek]:
        """Return the phrases all of whose required words the sentence holds."""
        words = sentence.vocabulary
        found: dict[Place, _Seek] = {}
        for word in self._by_word.keys() & words:
            for seek, beside in self._seeks_by_word.get(word) or self._seeks_of(word):
                for forms in beside:
                    if forms.isdisjoint(words):
                        break
                else:
                    found[seek.place] = seek
        for place in self._always:
            found[place] = self._seek(place)
        for each in self._named:
            if each.may_stand(sentence.text, words) and each.stands(sentence, notes):
                found.update((place, self._seek(place)) for place in each.places)
        return found

    def _seeks_of(self, word: str) -> list[_Sought]:
        """Return the phrases that have a word for an anchor."""
        reachable = self._reachable(self._by_word[word])
        seeks = [self._seek(place) for place in reachable]
        sought = [(each, each.beside(word)) for each in seeks]
        self._seeks_by_word[word] = sought
        return sought

    def _reachable(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Return the places that are of rules which are on."""
        if self._numbers is None:
            return places
        return tuple(each for each in places if each[0] in self._numbers)

    def _seek(self, place: Place) -> _Seek:
        seek = self._seeks.get(place)
        if seek is None:
            seek = self._seeks[place] = _Seek(place, self._ruleset)
        return seek


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
