"""Lexicon words in a sentence.

All of them are annotations of kind ``entity``; each lexicon's name is a kind as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.document import Annotation, Annotations, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.document import Annotator
    from healthlint.lexicon import Lexicons


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield all lexicon hits; `value` is the `lexicon.Hit`."""
    lexicons: Lexicons = annotations.shared["lexicons"]
    for first, last, hit in lexicons.hits(sentence):
        start, end = sentence.span(first, last)
        yield Annotation("entity", sentence.segment, start, end, hit)


def of_lexicon(name: str) -> Annotator:
    """Return an annotator for the hits of one lexicon, as annotations of its name."""

    def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
        for each in annotations.of("entity", sentence):
            if each.value.lexicon == name:
                yield each._replace(kind=name)

    return annotate
