"""Lists of words with tags, and the quick way to find them in a sentence.

All lexicons share one index: the first word of each form leads to the ways it may go
on. What `Lexicons` holds is made for a cache: dictionaries and long strings, unpacked
word by word as sentences ask for them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from healthlint.document import Sentence
from healthlint.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INFLECTIONS: Final = ("noun", "verb", "adjective", "none")
"""How `inflect:` may bend a term; the last two do not, today."""

_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")

_LINE: Final = "\n"
_FIELD: Final = "\t"


class Candidate(NamedTuple):
    """How a form goes on after its first word, and which entry it belongs to.

    `capitals` is how it must be written, for what counts in capitals only.
    """

    rest: tuple[str, ...]
    entry: int
    capitals: str | None


class LexiconData(NamedTuple):
    """All lexicons as a cache keeps them.

    `words` leads from a first word to the number of its entry, or where there is more
    to say to lines of rest, number, capitals. `entries` are lines of lexicon, lemma,
    tags. `tags` and `starts` hold each lexicon's tags and first words.
    """

    words: dict[str, int | str]
    entries: str
    tags: dict[str, frozenset[str]]
    starts: dict[str, str]


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

    def __init__(self, data: LexiconData) -> None:
        """Take what `build` or a cache made."""
        self.data = data
        self._index = data.words
        self._ways: dict[str, _Ways] = {}
        self._last: tuple[Sentence | None, list[tuple[int, int, Hit]]] = (None, [])
        self._hits: dict[int, Hit] = {}

    @classmethod
    def build(cls, terms: Iterable[Term]) -> Lexicons:
        """Inflect and index terms; of equal forms in one lexicon the first stays."""
        entries: list[Term] = list(terms)
        found: dict[str, dict[tuple[tuple[str, ...], str], Candidate]] = {}
        starts: dict[str, dict[str, None]] = {}
        for number, term in enumerate(entries):
            for words, capitals in _forms(term):
                candidates = found.setdefault(words[0], {})
                key = (words[1:], term.lexicon)
                candidates.setdefault(key, Candidate(words[1:], number, capitals))
                starts.setdefault(term.lexicon, {})[words[0]] = None
        return cls(
            LexiconData(
                {word: _pack(ways.values()) for word, ways in found.items()},
                _LINE.join(map(_line, entries)),
                _tags(entries),
                {lexicon: " ".join(words) for lexicon, words in starts.items()},
            )
        )

    @property
    def lexicons(self) -> frozenset[str]:
        """The names of the lexicons."""
        return frozenset(self.data.tags)

    @property
    def all_tags(self) -> frozenset[str]:
        """The tags of all lexicons."""
        return frozenset[str]().union(*self.data.tags.values())

    @property
    def names(self) -> frozenset[str]:
        """The names that phrases may put in braces: lexicons and their tags."""
        return self.lexicons | self.all_tags

    def tags(self, lexicon: str) -> frozenset[str]:
        """Return all tags that a lexicon's groups carry."""
        return self.data.tags.get(lexicon, frozenset())

    def starts(self, names: Iterable[str]) -> frozenset[str]:
        """Return the tokens with which hits may start that bear one of these names.

        Of a tag, all tokens of the lexicons that use it.
        """
        wanted = frozenset(names)
        packed = " ".join(
            self.data.starts.get(lexicon, "")
            for lexicon, tags in self.data.tags.items()
            if lexicon in wanted or not tags.isdisjoint(wanted)
        )
        possessive = packed.replace(" ", "'s ") + "'s"
        return frozenset(packed.split()).union(possessive.split())

    @cached_property
    def entries(self) -> tuple[Hit, ...]:
        """Each entry of each lexicon, in the order of its number."""
        return tuple(map(self._hit, range(len(self._lines))))

    @cached_property
    def index(self) -> dict[str, tuple[Candidate, ...]]:
        """The whole index, unpacked: first word to candidates, the longest first."""
        return {word: _unpack(packed) for word, packed in self._index.items()}

    @cached_property
    def _lines(self) -> list[str]:
        return self.data.entries.split(_LINE) if self.data.entries else []

    def hits(self, sentence: Sentence) -> list[tuple[int, int, Hit]]:
        """Return (first token, token after the last, hit), by place.

        Of one lexicon the leftmost, longest hits, without overlap; different lexicons
        may claim the same words. A final 's is part of the hit. The answer for a
        sentence is kept until another one is asked for.
        """
        if self._last[0] is not sentence:
            self._last = sentence, self._find(sentence)
        return self._last[1]

    def _find(self, sentence: Sentence) -> list[tuple[int, int, Hit]]:
        index = self._index
        words = sentence.words
        found: list[tuple[int, int, Hit]] = []
        taken: dict[str, int] = {}
        for first in [
            at for at, word in enumerate(words) if word in index or "'" in word
        ]:
            for last, entry in self._spans(sentence, first):
                hit = self._hits.get(entry) or self._hit(entry)
                if taken.get(hit.lexicon, 0) <= first:
                    taken[hit.lexicon] = last
                    found.append((first, last, hit))
        return found

    def find(self, text: str) -> list[Hit]:
        """Return what the lexicons say of a text that is one term as a whole."""
        sentence = _sentence(text)
        size = len(sentence.words)
        return [hit for first, last, hit in self.hits(sentence) if last - first == size]

    def _spans(self, sentence: Sentence, first: int) -> list[tuple[int, int]]:
        """Return (token after the last, entry) of all forms that start at a token."""
        words = sentence.words
        word = words[first]
        ways = self._ways.get(word) or self._ways_of(word)
        spans = []
        if ways.goes_on:
            for rest, entry, _ in ways.longer(words[first + 1 : first + 2]):
                if _follows(words, first + 1, rest):
                    spans.append((first + 1 + len(rest), entry))
        for _, entry, capitals in ways.single:
            if not capitals or _is_capital(sentence.cased_word(first), capitals):
                spans.append((first + 1, entry))
        if word[-2:] == "'s":
            for _, entry, capitals in self._ways_of(word[:-2]).single:
                cased = sentence.cased_word(first)[:-2]
                if not capitals or _is_capital(cased, capitals):
                    spans.append((first + 1, entry))
        return spans

    def _ways_of(self, word: str) -> _Ways:
        ways = self._ways.get(word)
        if ways is None:
            ways = self._ways[word] = _Ways(_unpack(self._index.get(word, "")))
        return ways

    def _hit(self, entry: int) -> Hit:
        hit = self._hits.get(entry)
        if hit is None:
            lexicon, lemma, tags = self._lines[entry].split(_FIELD)
            hit = self._hits[entry] = Hit(lexicon, lemma, frozenset(tags.split()))
        return hit


def _line(term: Term) -> str:
    return _FIELD.join((term.lexicon, term.variants[0], " ".join(sorted(term.tags))))


def _tags(terms: Iterable[Term]) -> dict[str, frozenset[str]]:
    tags: dict[str, frozenset[str]] = {}
    for term in terms:
        tags[term.lexicon] = tags.get(term.lexicon, frozenset()) | term.tags
    return tags


def _pack(candidates: Iterable[Candidate]) -> int | str:
    ways = sorted(candidates, key=lambda way: -len(way.rest))
    if len(ways) == 1 and not ways[0].rest and ways[0].capitals is None:
        return ways[0].entry
    return _LINE.join(
        _FIELD.join((" ".join(way.rest), str(way.entry), way.capitals or ""))
        for way in ways
    )


def _unpack(packed: int | str) -> tuple[Candidate, ...]:
    if isinstance(packed, int):
        return (Candidate((), packed, None),)
    lines = (line.split(_FIELD) for line in packed.split(_LINE) if line)
    return tuple(
        Candidate(tuple(rest.split()), int(entry), capitals or None)
        for rest, entry, capitals in lines
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the tokens that a sentence of this text would have."""
    return tuple(_sentence(text).words)


def _sentence(text: str) -> Sentence:
    folded = fold(text)
    return Sentence(0, "paragraph", folded.text, 0, folded.cased)


class _Ways:
    """How forms go on after one first word: alone, or by their second word."""

    __slots__ = ("goes_on", "single")

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        self.single = [each for each in candidates if not each.rest]
        self.goes_on: dict[str, list[Candidate]] = {}
        for each in candidates:
            if each.rest:
                self.goes_on.setdefault(each.rest[0], []).append(each)

    def longer(self, following: list[str]) -> list[Candidate]:
        """Return what may go on with the next word, if there is one."""
        if not following:
            return []
        (word,) = following
        found = self.goes_on.get(word, [])
        if word[-2:] == "'s":
            bare = self.goes_on.get(word[:-2], [])
            return found + [each for each in bare if len(each.rest) == 1]
        return found


def _follows(words: list[str], at: int, rest: tuple[str, ...]) -> bool:
    last = at + len(rest)
    if last > len(words) or words[at : last - 1] != list(rest[:-1]):
        return False
    return words[last - 1] in (rest[-1], f"{rest[-1]}'s")


def _is_capital(seen: str, wanted: str) -> bool:
    """Compare "NSAIDs" with what stands there; all in capitals will do."""
    return seen in (wanted, wanted.upper())


def _forms(term: Term) -> Iterator[tuple[tuple[str, ...], str | None]]:
    for variant in term.variants:
        if _ACRONYM.fullmatch(variant):
            yield (variant.lower(),), variant
            if term.inflect == "noun":
                yield (f"{variant.lower()}s",), f"{variant}s"
            continue
        for form in _inflected(fold(variant).text, term.inflect):
            words = words_of(form)
            yield words, None
            if any(word.endswith("'s") for word in words):
                yield from ((spelt, None) for spelt in _without_apostrophe(words))


def _inflected(variant: str, inflect: str) -> tuple[str, ...]:
    from healthlint import inflection  # which a ruleset from a cache does not need

    if inflect == "verb":
        return inflection.verb_forms(variant)
    return inflection.plural_forms(variant) if inflect == "noun" else (variant,)


def _without_apostrophe(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Spell "Crohn's disease" as "Crohns disease" and "Crohn disease" too."""
    yield tuple(_dropped(word, "s") for word in words)
    if len(words) > 1:
        yield tuple(_dropped(word, "") for word in words)


def _dropped(word: str, ending: str) -> str:
    return word[:-2] + ending if word.endswith("'s") else word
