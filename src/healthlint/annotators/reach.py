"""Whether a citation supports a sentence: in it, or at the end of its paragraph."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from healthlint.annotators.literature import links
from healthlint.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from healthlint.document import Annotations, Sentence

_FOLLOWS_ON: Final = LazyPattern(r"\A(?:it|they|this|these|those|both|all|of the)\b")


def in_reach(sentence: Sentence, notes: Annotations) -> bool:
    """Tell whether a citation is in reach of a sentence."""
    if _is_cited(sentence, notes):
        return True
    siblings = notes.sentences(sentence.segment)
    at_ = notes.place(sentence)
    following = siblings[at_ + 1 : at_ + 2]
    near = (each for each in following if _FOLLOWS_ON.match(each.text))
    return any(
        _is_cited(each, notes)
        for each in chain(near, siblings[-1:] if following else ())
    )


def _is_cited(sentence: Sentence, notes: Annotations) -> bool:
    return bool(notes.of("citation", sentence)) or cites_by_link(sentence, notes)


def cites_by_link(sentence: Sentence, notes: Annotations) -> bool:
    """Tell whether the words lead to a page elsewhere."""
    return any(
        each.startswith(("http://", "https://", "//"))
        for each in links(sentence, notes)
    )
