from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from healthlint.annotators.sentences import split
from healthlint.document import Annotation, Annotations, Annotator, Document, Sentence
from healthlint.segment import Segment, SegmentBuilder
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable


def segment_of(text: str, kind: str = "paragraph") -> Segment:
    builder = SegmentBuilder()
    builder.add(text, 0, len(text))
    segment = builder.build(kind)
    assert segment is not None
    return segment


def sentences_of(text: str, kind: str = "paragraph") -> list[Sentence]:
    return split(0, segment_of(text, kind))


@pytest.fixture(name="sentences_of")
def _sentences_of() -> Callable[..., list[Sentence]]:
    return sentences_of


@pytest.fixture(name="segment_of")
def _segment_of() -> Callable[..., Segment]:
    return segment_of


@pytest.fixture(name="noticed")
def _noticed() -> Callable[..., list[tuple[str, Annotation]]]:
    """Return what an annotator yields in a text: (covered words, annotation)."""

    def noticed(
        annotator: Annotator, text: str, kind: str
    ) -> list[tuple[str, Annotation]]:
        document = Document(Source("copy.txt", text, "text"), [segment_of(text)])
        annotations = Annotations(document, split, {kind: annotator})
        cased = document.segments[0].folded.cased
        return [
            (cased[each.start : each.end], each)
            for sentence in annotations.sentences(0)
            for each in annotations.of(kind, sentence)
        ]

    return noticed
