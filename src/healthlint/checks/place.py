"""Matches of rules that look at whole documents: at a mark, at an entry, at words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks.match import Elsewhere, Match
from healthlint.diagnostic import Confidence

if TYPE_CHECKING:
    from healthlint.annotators.literature import Mark
    from healthlint.annotators.reference_list import Entry
    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule

QUIETER: Final = frozenset({"hedged"})
"""What softens a match that is worth a note only."""


def at_mark(rule: Rule, mark: Mark) -> Match:
    """Return the match of a rule at a mark in the prose."""
    return at(rule, mark.sentence, mark.start, mark.end)


def at_entry(rule: Rule, entry: Entry, notes: Annotations) -> Match | None:
    """Return the match at an entry; None if it has no words."""
    for sentence in notes.sentences(entry.segment):
        return at(rule, sentence, entry.start, entry.end)
    return None


def at(rule: Rule, sentence: Sentence, start: int, end: int) -> Match:
    """Return the match of a rule at folded offsets in the sentence's segment."""
    return Match(rule, sentence, start, end, Confidence[rule.confidence])


def at_words(
    rule: Rule, notes: Annotations, segment: int, start: int, end: int
) -> Match | None:
    """Return the match at folded offsets in a segment; None behind its end."""
    for sentence in notes.sentences(segment):
        if start < sentence.end:
            return at(rule, sentence, start, max(end, start + 1))
    return None


def elsewhere(message: str, mark: Mark) -> Elsewhere:
    """Return a mark as a further place of a match."""
    return Elsewhere(message, mark.sentence.segment, mark.start, mark.end)


def entry_elsewhere(message: str, entry: Entry) -> Elsewhere:
    """Return an entry as a further place of a match."""
    return Elsewhere(message, entry.segment, entry.start, entry.end)
