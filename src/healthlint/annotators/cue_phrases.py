"""Find the phrases of the cue table in a sentence."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from healthlint.annotators.cue_table import NOT, TABLE
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Cue(NamedTuple):
    """What a phrase shows: a kind of annotation and where its scope lies."""

    kind: str
    scope: str


Part = tuple[frozenset[str], bool]
Phrase = tuple[tuple[Part, ...], tuple[Cue, ...]]


class Shown(NamedTuple):
    """What a phrase in tokens [first, last) shows."""

    first: int
    last: int
    cues: tuple[Cue, ...]


NEGATORS: Final = frozenset(NOT.split("|"))
"""Words that stand for "not": phrases that begin with any of them are kept under it."""


@lru_cache(maxsize=1)
def cue_phrases() -> dict[str, list[Phrase]]:
    """Return, for each word that begins a phrase, the rest of these phrases.

    A part is its words and whether it may be missing.
    """
    phrases: dict[str, list[Phrase]] = {}
    for kinds, scope, lines in TABLE:
        cues = tuple(Cue(kind, scope) for kind in kinds.split())
        for line in lines:
            parts = tuple(_part(part) for part in line.split())
            for at, (words, optional) in enumerate(parts):
                rest = (parts[at + 1 :], cues)
                for word in _first_words(words):
                    phrases.setdefault(word, []).append(rest)
                if not optional:
                    break
    return phrases


@lru_cache(maxsize=1)
def all_beginnings() -> frozenset[str]:
    """Return the words one of which stands at the start of each phrase."""
    return NEGATORS.union(cue_phrases())


@cache
def beginnings(kind: str) -> frozenset[str]:
    """Return the words one of which stands at the start of each phrase of a kind."""
    words = {
        word
        for word, phrases in cue_phrases().items()
        for _, cues in phrases
        for cue in cues
        if cue.kind == kind
    }
    return frozenset(words).union(NEGATORS if "not" in words else ())


def _first_words(words: frozenset[str]) -> frozenset[str]:
    return words - NEGATORS | {"not"} if words >= NEGATORS else words


@cache
def _part(part: str) -> Part:
    return frozenset(part.removesuffix("?").split("|")), part.endswith("?")


def shown(words: list[str]) -> Iterator[Shown]:
    """Yield the phrases of the table, leftmost and longest, without overlap."""
    phrases = cue_phrases()
    beginnings = all_beginnings()
    after = 0
    for first in [at for at, word in enumerate(words) if word in beginnings]:
        if first < after:
            continue
        word = words[first]
        begun: Sequence[Phrase] = phrases.get(word, ())
        if word in NEGATORS and word != "not":
            begun = (*begun, *phrases["not"])
        last, cues = _longest(words, first + 1, begun)
        if last:
            after = last
            if cues:
                yield Shown(first, last, cues)


def _longest(
    words: list[str], at: int, phrases: Sequence[Phrase]
) -> tuple[int, tuple[Cue, ...]]:
    best: tuple[int, tuple[Cue, ...]] = (0, ())
    for parts, cues in phrases:
        last = _match(words, at, parts, 0)
        if last > best[0]:
            best = (last, cues)
    return best


def _match(words: list[str], at: int, parts: tuple[Part, ...], part: int) -> int:
    """Return the token after the parts from `part` on; 0 if they do not stand there."""
    if part == len(parts):
        return at
    choices, optional = parts[part]
    if at < len(words) and (
        words[at] in choices or ("*" in choices and words[at][0].isalnum())
    ):
        last = _match(words, at + 1, parts, part + 1)
        if last:
            return last
    return _match(words, at, parts, part + 1) if optional else 0
