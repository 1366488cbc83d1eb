"""Which group a percentage is of, where the words beside it do not say.

The nearest sentence before, or the percentage's own, that counts people names the
group. Where several groups are counted, or some people left, it stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.annotators.people import People
    from healthlint.document import Annotation, Annotations, Sentence

_BACK: Final = 3  # sentences
_SPLIT: Final = compiled(
    r"\b(?:placebo|controls?|arms?|groups?|cohorts?|completed|completers|dropped"
    r"|drop-?outs?|withdrew|withdrawn|withdrawals?|analy[sz]ed|evaluable"
    r"|randomi[sz]ed|assigned|allocated|remaining|subset|sub-?groups?"
    r"|adjusted|weighted|estimated|modell?ed|respondents|responders|excluded"
    r"|lost to follow|per protocol|who had|the (?:rest|others?)|of (?:these|those))\b"
)
"""Words that leave open who was counted in the end."""


class Group(NamedTuple):
    """How many people, and the words that say so, in a segment."""

    size: int
    noun: str
    place: Annotation


def group(sentence: Sentence, notes: Annotations) -> Group | None:
    """Return the one group that a share in this sentence can be of, or None."""
    for each in _backwards(sentence, notes):
        if _SPLIT.search(each.text):
            return None
        found = notes.of("people", each)
        if found:
            return _only(found)
    return None


def _only(found: Sequence[Annotation]) -> Group | None:
    """Return the group of a sentence that counts one group of people exactly."""
    people: list[People] = [each.value for each in found]
    if len({each.size for each in people}) > 1 or not all(e.exact for e in people):
        return None
    return Group(people[0].size, people[0].noun, found[0])


def _backwards(sentence: Sentence, notes: Annotations) -> Iterator[Sentence]:
    own = notes.sentences(sentence.segment)
    at = notes.place(sentence)
    yield from reversed(own[max(0, at - _BACK) : at + 1])
