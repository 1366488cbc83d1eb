"""A document as segments and sentences, and what annotators noticed in it.

Offsets of sentences, tokens and annotations are offsets of their segment's folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from healthlint.segment import Segment
from healthlint.source import Source

# A hyphen inside a word separates tokens and is none itself: "low-dose" is two tokens.
_TOKEN = re.compile(
    r"(\d+(?:[.,]\d+)*|[^\W\d_](?:[^\W_]|'(?=[^\W\d_]))*|(?<=\w)-(?=\w)|[^\w\s]|_)"
)


class Annotation(NamedTuple):
    """Something noticed in a sentence: `value` depends on `kind`."""

    kind: str
    segment: int
    start: int
    end: int
    value: Any = None


class Sentence:
    """One sentence of a segment, and its tokens: words, numbers, single marks."""

    def __init__(self, segment: int, kind: str, text: str, start: int, cased: str) -> None:
        """`text` is folded, `start` its offset in the segment, `kind` the segment's."""
        self.segment = segment
        self.kind = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.cased = cased

    @cached_property
    def _tokens(self) -> tuple[list[str], list[int]]:
        pieces = _TOKEN.split(self.text)
        offsets = [0, *accumulate(map(len, pieces))]
        words = pieces[1::2]
        starts = offsets[1::2][: len(words)]
        if "-" in words:
            kept = [
                index
                for index, word in enumerate(words)
                if word != "-" or not _inside_word(self.text, starts[index])
            ]
            words = [words[index] for index in kept]
            starts = [starts[index] for index in kept]
        return words, starts

    @property
    def words(self) -> list[str]:
        """The tokens' folded text."""
        return self._tokens[0]

    @property
    def starts(self) -> list[int]:
        """The tokens' offsets from the sentence's own start."""
        return self._tokens[1]

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after `offset`."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the segment offsets from token `first` up to, not with, token `last`."""
        if first >= last:
            at = self.start + (self.starts[first] if first < len(self.starts) else len(self.text))
            return at, at
        final = last - 1
        return (
            self.start + self.starts[first],
            self.start + self.starts[final] + len(self.words[final]),
        )

    def cased_word(self, index: int) -> str:
        """Return a token with its capitals."""
        start = self.starts[index]
        return self.cased[start : start + len(self.words[index])]


def _inside_word(text: str, at: int) -> bool:
    return (
        0 < at < len(text) - 1
        and (text[at - 1].isalnum() or text[at - 1] == "_")
        and (text[at + 1].isalnum() or text[at + 1] == "_")
    )


class Document:
    """A source cut into segments, in reading order."""

    def __init__(
        self,
        source: Source,
        segments: Sequence[Segment],
        front_matter: Mapping[str, Any] | None = None,
    ) -> None:
        """`front_matter` holds top-level keys of YAML or TOML front matter."""
        self.source = source
        self.segments = tuple(segments)
        self.front_matter = front_matter or {}


Splitter = Callable[[int, Segment], Sequence[Sentence]]
Annotator = Callable[[Sentence, "Annotations"], Iterable[Annotation]]


class Annotations:
    """What annotators noticed, computed when first asked for and kept for one run."""

    def __init__(
        self, document: Document, split: Splitter, annotators: Mapping[str, Annotator]
    ) -> None:
        """`annotators` gives, for each kind, the function that yields it."""
        self.document = document
        self._split = split
        self._annotators = annotators
        self._sentences: dict[int, Sequence[Sentence]] = {}
        self._kept: dict[tuple[int, int, int], tuple[Annotation, ...]] = {}
        self.shared: dict[str, Any] = {}

    def sentences(self, segment: int) -> Sequence[Sentence]:
        """Return the sentences of the segment with this index."""
        if segment not in self._sentences:
            self._sentences[segment] = self._split(segment, self.document.segments[segment])
        return self._sentences[segment]

    def of(self, kind: str, sentence: Sentence) -> tuple[Annotation, ...]:
        """Return the annotations of one kind in a sentence, sorted by place."""
        annotator = self._annotators[kind]
        key = (id(annotator), sentence.segment, sentence.start)
        if key not in self._kept:
            found = annotator(sentence, self)
            self._kept[key] = tuple(sorted(found, key=lambda each: (each.start, -each.end)))
        return tuple(each for each in self._kept[key] if each.kind == kind)
