"""Lists of words with tags, and the quick way to find them in a sentence.

All lexicons share one index: the first word of each form leads to the ways it may go
on. What `Lexicons` holds is made for a cache: dictionaries and long strings, unpacked
word by word as sentences ask for them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

INFLECTIONS: Final = ("noun", "verb", "adjective", "none")
"""How `inflect:` may bend a term; the last two do not, today."""

_ACRONYM: Final = compiled(r"[A-Z]{2,6}")

_MOST_KEPT: Final = 50_000  # words: a run over books must not fill the memory
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
    to say to lines: first all entries of the word alone (number, capitals, and so on),
    then one of rest and number for each form that goes on, the longest first. `entries`
    are lines of lexicon, lemma, tags. `tags` and `starts` hold each lexicon's tags and
    first words.
    """

    words: Mapping[str, int | str]
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
        self._ways = _WaysByWord(data.words)
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
        return {word: _unpack(packed) for word, packed in self.data.words.items()}

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
        words = sentence.words
        found: list[tuple[int, int, Hit]] = []
        taken: dict[str, int] = {}
        for first, ways in enumerate(map(self._ways.__getitem__, words)):
            if ways is None:
                continue
            if ways.plain is None:
                spans = _spans(sentence, first, ways)
            else:
                spans = [(first + 1, entry) for entry in ways.plain]
            for last, entry in spans:
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
    alone = [f"{way.entry}{_FIELD}{way.capitals or ''}" for way in ways if not way.rest]
    lines = [f"{' '.join(way.rest)}{_FIELD}{way.entry}" for way in ways if way.rest]
    return _LINE.join((_FIELD.join(alone), *lines))


def _unpack(packed: int | str) -> tuple[Candidate, ...]:
    if isinstance(packed, int):
        return (Candidate((), packed, None),)
    alone, _, rest = packed.partition(_LINE)
    lines = (line.split(_FIELD) for line in rest.split(_LINE) if line)
    return (
        *(Candidate(tuple(words.split()), int(entry), None) for words, entry in lines),
        *(Candidate((), entry, capitals) for entry, capitals in _alone(alone)),
    )


def _alone(packed: str) -> Iterator[tuple[int, str | None]]:
    fields = packed.split(_FIELD) if packed else []
    for entry, capitals in zip(fields[::2], fields[1::2], strict=True):
        yield int(entry), capitals or None


def words_of(text: str) -> tuple[str, ...]:
    """Return the tokens that a sentence of this text would have."""
    return tuple(_sentence(text).words)


def _sentence(text: str) -> Sentence:
    folded = fold(text)
    return Sentence(0, "paragraph", folded.text, 0, folded.cased)


class _Ways:
    """How forms go on after one first word.

    `alone` are the entries of the word itself: number, how it must be written, and the
    ending that it has here. `plain` are just the numbers, where there is no more to
    say; most words are so.
    """

    __slots__ = ("_known", "_lines", "alone", "plain")

    def __init__(
        self, lines: str, alone: Iterable[tuple[int, str | None, str]]
    ) -> None:
        self.alone = tuple(alone)
        self._lines = lines
        told = bool(lines) or any(capitals for _, capitals, _ in self.alone)
        self.plain = None if told else tuple(entry for entry, _, _ in self.alone)
        self._known: dict[str, list[tuple[list[str], int]]] = {}

    def longer(self, second: str) -> list[tuple[list[str], int]]:
        """Return the forms that go on with this word: (rest, entry), longest first."""
        if not self._lines:
            return []
        found = self._known.get(second)
        if found is None:
            found = list(self._with(second))
            if second[-2:] == "'s":
                bare = self._with(second[:-2])
                found += [way for way in bare if len(way[0]) == 1]
            self._known[second] = found
        return found

    def _with(self, second: str) -> Iterator[tuple[list[str], int]]:
        """Look a second word up in the lines, without unpacking the others."""
        key = _LINE + second
        at = self._lines.find(key)
        while at >= 0:
            end = self._lines.find(_LINE, at + 1)
            line = self._lines[at + 1 : end if end >= 0 else None]
            if line[len(second)] in (" ", _FIELD):
                rest, entry = line.split(_FIELD)
                yield rest.split(), int(entry)
            at = self._lines.find(key, at + 1)


class _WaysByWord(dict[str, "_Ways | None"]):
    """The ways of each word, unpacked when first asked for; None for other words."""

    def __init__(self, packed: Mapping[str, int | str]) -> None:
        super().__init__()
        self._packed = packed

    def __missing__(self, word: str) -> _Ways | None:
        ways = self._unpacked(word)
        if len(self) < _MOST_KEPT:
            self[word] = ways
        return ways

    def _unpacked(self, word: str) -> _Ways | None:
        packed = self._packed.get(word, "")
        lines = "" if isinstance(packed, int) else packed
        alone = [(*each, "") for each in self._entries(packed)]
        if word[-2:] == "'s":
            alone += [
                (*each, "'s") for each in self._entries(self._packed.get(word[:-2], ""))
            ]
        at = lines.find(_LINE)
        return (
            _Ways(lines[at:] if at >= 0 else "", alone)
            if packed != "" or alone
            else None
        )

    @staticmethod
    def _entries(packed: int | str) -> Iterable[tuple[int, str | None]]:
        if isinstance(packed, int):
            return ((packed, None),)
        return _alone(packed.partition(_LINE)[0])


def _spans(sentence: Sentence, first: int, ways: _Ways) -> list[tuple[int, int]]:
    """Return (token after the last, entry) of all forms that start at a token."""
    words = sentence.words
    after = first + 1
    spans = []
    if after < len(words):
        for rest, entry in ways.longer(words[after]):
            last = after + len(rest)
            # What is looked up by its first word may have 's behind its last.
            if len(rest) == 1 or _follows(words[after:last], rest):
                spans.append((last, entry))
    for entry, capitals, ending in ways.alone:
        if capitals is not None:
            cased = sentence.cased_word(first)
            if not _is_capital(cased[: len(cased) - len(ending)], capitals):
                continue
        spans.append((after, entry))
    return spans


def _follows(words: list[str], rest: list[str]) -> bool:
    if len(words) < len(rest) or words[:-1] != rest[:-1]:
        return False
    return words[-1] in (rest[-1], f"{rest[-1]}'s")


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
