"""Where a document says something in words of a list of phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks.pattern import finder
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from healthlint.document import Annotations, Sentence
    from healthlint.phrases import Phrase

UNSAID: Final = ("negated", "question", "warned-against", "quoted")
"""Cues around words that are not the document's own statement."""


class Saying(NamedTuple):
    """Words [start, end) of a sentence, in offsets of its segment."""

    sentence: Sentence
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as they stand there."""
        base = self.sentence.start
        return self.sentence.cased[self.start - base : self.end - base]


def sayings(
    texts: Iterable[str],
    sentences: Iterable[Sentence],
    notes: Annotations,
    phrase: Callable[[str], Phrase],
) -> Iterator[Saying]:
    """Yield what the sentences state in words of these phrases, sentence by sentence.

    What is negated, asked, quoted or warned against is not stated.
    """
    phrases = [phrase(text) for text in texts]
    for sentence in sentences:
        found = finder(sentence, notes)
        for each in phrases:
            for start, end in each.matches(sentence, found):
                saying = Saying(sentence, start, end)
                if _is_stated(saying, notes):
                    yield saying


def all_sentences(notes: Annotations) -> Sequence[Sentence]:
    """Return the sentences of a document, in its order."""
    return [
        sentence
        for index in range(len(notes.document.segments))
        for sentence in notes.sentences(index)
    ]


def _is_stated(saying: Saying, notes: Annotations) -> bool:
    """Tell words that no cue covers; "not guaranteed" has its negator in itself."""
    for kind in UNSAID:
        for cue in notes.of(kind, saying.sentence):
            if cue.start <= saying.start < cue.end:
                within = kind == "negated" and cue.value in saying.text.lower()
                if not within:
                    return False
    return True
