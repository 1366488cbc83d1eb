"""Whose effect a statement is about: the product's, or that of another substance.

"Side effects of opioids include constipation" says nothing of the drops that are
advertised beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.tagging import tag
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.annotators.tagging import Tagged
    from healthlint.document import Annotations, Sentence

_BACK: Final = 6  # sentences of the same segment
_NAMED: Final = "PS"
_TIES: Final = frozenset({"of", "from"})
_PRONOUNS: Final = frozenset({"it", "they", "this", "these"})
_ARTICLES: Final = frozenset({"the", "this", "these"})
_ANAPHORS: Final = frozenset(
    "drug medication medicine product supplement remedy formula compound herb extract "
    "ingredient plant spice root tea oil powder blend drops capsules".split()
)
_NEAR: Final = 3  # tokens from "of" to the substance


class Owner(NamedTuple):
    """A substance by its lemma; no name stands for the product, whatever it is.

    `is_named` tells "our drops" and a substance from nothing at all; `is_here`, that
    the sentence itself names it, or stands for it with "it" or "the drug".
    """

    name: str = ""
    ordinary: bool = False
    is_named: bool = False
    is_here: bool = False


def same(one: Owner, other: Owner) -> bool:
    """Tell whether two statements may be about one thing."""
    if one.name and other.name:
        return one.name in other.name or other.name in one.name
    return not (one.ordinary or other.ordinary)


def owner(sentence: Sentence, start: int, end: int, notes: Annotations) -> Owner:
    """Return what the words [start, end), offsets of the segment, are said of.

    The substance in "side effects of opioids", else the one named last before.
    """
    tagged = tag(sentence, notes)
    first = sentence.token_at(start - sentence.start)
    last = sentence.token_at(end - sentence.start)
    found = _tied(tagged, first, last) or _named_last(tagged, first)
    if found:
        return found
    own = notes.sentences(sentence.segment)
    at = notes.place(sentence)
    earlier = own[max(0, at - _BACK) : at]
    for each in reversed(earlier):
        found = _named_last(tag(each, notes), len(each.words))
        if found:
            return found._replace(is_here=_points_back(sentence))
    return Owner()


def _points_back(sentence: Sentence) -> bool:
    first, second = [*sentence.words[:2], "", ""][:2]
    return first in _PRONOUNS or (first in _ARTICLES and second in _ANAPHORS)


def _tied(tagged: Tagged, first: int, last: int) -> Owner | None:
    """Return the substance behind "of" in the words, or right behind them."""
    words = tagged.sentence.words
    for at in range(first, min(last + 1, len(words))):
        if words[at] in _TIES:
            return _named_last(tagged, at + 1 + _NEAR, at + 1)
    return None


def _named_last(tagged: Tagged, before: int, after: int = 0) -> Owner | None:
    """Return the substance named last in the tokens [after, before)."""
    for letter, item in reversed(list(zip(tagged.tags, tagged.items, strict=True))):
        if letter in _NAMED and after <= item.first < before:
            hit = item.hits.get("substance")
            name = hit.lemma if hit else ""
            return Owner(
                name, letter == "S" and bool(name), is_named=True, is_here=True
            )
    return None
