"""Lexicon words in a sentence.

All of them are annotations of kind ``entity``; the names of lexicons and tags are kinds
as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.document import Annotation, Annotations, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.document import Annotator
    from healthlint.lexicon import Hit, Lexicons


def annotate(sentence: Sentence, annotations: Annotations) -> Iterator[Annotation]:
    """Yield all lexicon hits; `value` is the `lexicon.Hit`."""
    return _annotated("entity", sentence, _hits(sentence, annotations))


def of_lexicon(name: str) -> Annotator:
    """Return an annotator for the hits of one lexicon, as annotations of its name."""

    def annotate(sentence: Sentence, annotations: Annotations) -> Iterable[Annotation]:
        hits = _hits(sentence, annotations)
        found = [place for place in hits if place[2].lexicon == name]
        return _annotated(name, sentence, found) if found else ()

    return annotate


def of_tag(name: str) -> Annotator:
    """Return an annotator for the hits that bear a tag, as annotations of its name."""

    def annotate(sentence: Sentence, annotations: Annotations) -> Iterable[Annotation]:
        hits = _hits(sentence, annotations)
        found = [place for place in hits if name in place[2].tags]
        return _annotated(name, sentence, found) if found else ()

    return annotate


def _hits(sentence: Sentence, annotations: Annotations) -> list[tuple[int, int, Hit]]:
    lexicons: Lexicons = annotations.shared["lexicons"]
    return lexicons.hits(sentence)


def _annotated(
    kind: str, sentence: Sentence, hits: Iterable[tuple[int, int, Hit]]
) -> Iterator[Annotation]:
    for first, last, hit in hits:
        start, end = sentence.span(first, last)
        yield Annotation(kind, sentence.segment, start, end, hit)
