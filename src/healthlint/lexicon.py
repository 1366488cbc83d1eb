"""Lists of words with tags, and the quick way to find them in a sentence.

All lexicons share one index: the first word of each form leads to the ways it may go
on. The index holds nothing but dictionaries, tuples and strings, so that a cache can
keep it as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.inflection import plural_forms, verb_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

INFLECTIONS: Final[Mapping[str, Callable[[str], tuple[str, ...]]]] = {
    "noun": plural_forms,
    "verb": verb_forms,
    "adjective": lambda lemma: (lemma,),
    "none": lambda lemma: (lemma,),
}
"""How `inflect:` bends a term."""

_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")

Candidate = tuple[tuple[str, ...], int, str | None]
Index = dict[str, tuple[Candidate, ...]]
Entry = tuple[str, str, frozenset[str]]


class Hit(NamedTuple):
    """What a lexicon says of a word: its lexicon, its lemma, the tags of its group."""

    lexicon: str
    lemma: str
    tags: frozenset[str]


class Term(NamedTuple):
    """One line of a lexicon: its variants (the lemma first) and how they bend."""

    lexicon: str
    variants: tuple[str, ...]
    tags: frozenset[str]
    inflect: str = "noun"


class Lexicons:
    """All lexicons of a ruleset as one word index."""

    def __init__(self, index: Index, entries: tuple[Entry, ...]) -> None:
        """Take what `build` made; `entries` are addressed by number from the index."""
        self.index = index
        self.entries = entries
        self._hits: dict[int, Hit] = {}
        self._names: frozenset[str] | None = None

    @classmethod
    def build(cls, terms: Iterable[Term]) -> Lexicons:
        """Inflect and index terms; of equal forms in one lexicon the first stays."""
        entries: list[Entry] = []
        found: dict[str, dict[tuple[tuple[str, ...], str], Candidate]] = {}
        for number, term in enumerate(terms):
            entries.append((term.lexicon, term.variants[0], term.tags))
            for words, capitals in _forms(term):
                candidates = found.setdefault(words[0], {})
                key = (words[1:], term.lexicon)
                candidates.setdefault(key, (words[1:], number, capitals))
        index = {
            word: tuple(sorted(candidates.values(), key=lambda each: -len(each[0])))
            for word, candidates in found.items()
        }
        return cls(index, tuple(entries))

    @property
    def names(self) -> frozenset[str]:
        """The names that phrases may put in braces: lexicons and their tags."""
        if self._names is None:
            self._names = self.lexicons | self.all_tags
        return self._names

    @property
    def lexicons(self) -> frozenset[str]:
        """The names of the lexicons alone."""
        return frozenset(name for name, _, _ in self.entries)

    @property
    def all_tags(self) -> frozenset[str]:
        """The tags of all lexicons."""
        return frozenset(tag for _, _, tags in self.entries for tag in tags)

    def tags(self, lexicon: str) -> frozenset[str]:
        """Return all tags that a lexicon's groups carry."""
        return frozenset(
            tag for name, _, tags in self.entries if name == lexicon for tag in tags
        )

    def hits(self, sentence: Sentence) -> list[tuple[int, int, Hit]]:
        """Return (first token, token after the last, hit), by place.

        Of one lexicon the leftmost, longest hits, without overlap; different lexicons
        may claim the same words. A final 's is part of the hit.
        """
        words = sentence.words
        found: list[tuple[int, int, Hit]] = []
        taken: dict[str, int] = {}
        for first, word in enumerate(words):
            for last, number in self._spans(sentence, words, first, word):
                lexicon = self.entries[number][0]
                if taken.get(lexicon, 0) <= first:
                    taken[lexicon] = last
                    found.append((first, last, self._hit(number)))
        return found

    def find(self, text: str) -> list[Hit]:
        """Return what the lexicons say of a text that is one term as a whole."""
        sentence = _sentence(text)
        size = len(sentence.words)
        return [hit for first, last, hit in self.hits(sentence) if last - first == size]

    def _spans(
        self, sentence: Sentence, words: list[str], first: int, word: str
    ) -> Iterator[tuple[int, int]]:
        for rest, number, capitals in self.index.get(word, ()):
            if rest:
                last = first + 1 + len(rest)
                if _follows(words, first + 1, rest):
                    yield last, number
            elif capitals is None or _capital(sentence.cased_word(first), capitals):
                yield first + 1, number
        if word.endswith("'s"):
            for rest, number, capitals in self.index.get(word[:-2], ()):
                if not rest and (
                    capitals is None
                    or _capital(sentence.cased_word(first)[:-2], capitals)
                ):
                    yield first + 1, number

    def _hit(self, number: int) -> Hit:
        hit = self._hits.get(number)
        if hit is None:
            hit = self._hits[number] = Hit(*self.entries[number])
        return hit


def words_of(text: str) -> tuple[str, ...]:
    """Return the tokens that a sentence of this text would have."""
    return tuple(_sentence(text).words)


def _sentence(text: str) -> Sentence:
    folded = fold(text)
    return Sentence(0, "paragraph", folded.text, 0, folded.cased)


def _follows(words: list[str], at: int, rest: tuple[str, ...]) -> bool:
    last = at + len(rest)
    if words[at : last - 1] != list(rest[:-1]) or last > len(words):
        return False
    final = words[last - 1]
    return final == rest[-1] or (final.endswith("'s") and final[:-2] == rest[-1])


def _capital(seen: str, wanted: str) -> bool:
    """Compare "NSAIDs" with what stands there; all in capitals will do."""
    return seen in (wanted, wanted.upper())


def _forms(term: Term) -> Iterator[tuple[tuple[str, ...], str | None]]:
    for variant in term.variants:
        if _ACRONYM.fullmatch(variant):
            yield (variant.lower(),), variant
            if term.inflect == "noun":
                yield (f"{variant.lower()}s",), f"{variant}s"
            continue
        for form in INFLECTIONS[term.inflect](fold(variant).text):
            words = words_of(form)
            yield words, None
            if any(word.endswith("'s") for word in words):
                yield from ((spelt, None) for spelt in _without_apostrophe(words))


def _without_apostrophe(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Spell "Crohn's disease" as "Crohns disease" and "Crohn disease" too."""
    yield tuple(_dropped(word, "s") for word in words)
    if len(words) > 1:
        yield tuple(_dropped(word, "") for word in words)


def _dropped(word: str, ending: str) -> str:
    return word[:-2] + ending if word.endswith("'s") else word
