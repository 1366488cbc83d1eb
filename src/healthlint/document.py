"""A document as segments and sentences, and what annotators noticed in it.

Offsets of sentences, tokens and annotations are offsets of their segment's folded text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from healthlint.patterns import compiled
from healthlint.records import NamedTuple
from healthlint.segment import Segment

if TYPE_CHECKING:
    from healthlint.source import Source

# A hyphen inside a word separates tokens and is none itself: "low-dose" is two tokens.
_TOKEN = compiled(
    r"[^\W\d_¹²³⁰⁴-⁹][^\W_¹²³⁰⁴-⁹]*(?:'(?=[^\W\d_])[^\W_¹²³⁰⁴-⁹]*)*"
    r"|\d+(?:[.,]\d+)*|[^\w\s-]|[_¹²³⁰⁴-⁹]|(?<!\w)-|-(?!\w)"
)
# The same for ASCII, in half the time: its sets are tables.
_ASCII_TOKEN = compiled(
    r"[a-zA-Z][a-zA-Z0-9]*(?:'[a-zA-Z][a-zA-Z0-9]*)*"
    r"|[0-9]+(?:[.,][0-9]+)*|[^\w\s-]|_|(?<!\w)-|-(?!\w)"
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

    __slots__ = (
        *("cased", "end", "kind", "segment", "start", "starts", "text"),
        *("vocabulary", "words"),
    )

    words: list[str]
    """The tokens' folded text."""
    vocabulary: frozenset[str]
    """The same without order: quick to ask whether any of some words is there."""
    starts: list[int]
    """The tokens' offsets from the sentence's own start."""

    def __init__(
        self, segment: int, kind: str, text: str, start: int, cased: str
    ) -> None:
        """`text` is folded, `start` its offset in the segment, `kind` the segment's."""
        self.segment = segment
        self.kind = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.cased = cased

    if not TYPE_CHECKING:  # which would let any name pass

        def __getattr__(self, name: str) -> object:
            """Cut the text into tokens when they are first asked for."""
            if name == "words":
                self.words = _words(self.text)
            elif name == "vocabulary":
                self.vocabulary = frozenset(self.words)
            elif name == "starts":
                self.starts = _starts(self.text, self.words)
            return object.__getattribute__(self, name)

    def adopt(self, other: Sentence) -> None:
        """Take the tokens of a sentence of the same text, which has them already."""
        self.words, self.vocabulary = other.words, other.vocabulary

    def __repr__(self) -> str:
        return f"Sentence({self.segment}, {self.kind!r}, {self.cased!r}, {self.start})"

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after `offset`."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the segment offsets from token `first` up to, not with, token `last`.

        An empty range lies at the start of token `first`, or at the sentence's end.
        """
        starts = self.starts
        begin = self.start + starts[first] if first < len(starts) else self.end
        if first >= last:
            return begin, begin
        return begin, self.start + starts[last - 1] + len(self.words[last - 1])

    def cased_word(self, index: int) -> str:
        """Return a token with its capitals."""
        start = self.starts[index]
        return self.cased[start : start + len(self.words[index])]


def _words(text: str) -> list[str]:
    token = _ASCII_TOKEN if text.isascii() else _TOKEN
    return token.findall(text)


def _starts(text: str, words: list[str]) -> list[int]:
    starts = []
    at = 0
    for word in words:
        # Nothing but white space and hyphens stands between tokens.
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return starts


class Comment(NamedTuple):
    """What authors write for each other: its text without marks, and where that stands.

    Where text and range have one length, they correspond one to one. `key` is set where
    a value of the front matter serves as a comment: JSON has no others.
    """

    text: str
    start: int
    end: int
    key: str = ""


class Document:
    """A source cut into segments, in reading order."""

    def __init__(
        self,
        source: Source,
        segments: Sequence[Segment],
        front_matter: Mapping[str, Any] | None = None,
        comments: Iterable[Comment] = (),
    ) -> None:
        """`front_matter` holds top-level keys of YAML or TOML front matter."""
        self.source = source
        self.segments = tuple(segments)
        self.front_matter = front_matter or {}
        self.comments = tuple(sorted(comments, key=lambda each: each.start))


_A = TypeVar("_A", bound=Hashable)
Question = Callable[[Sentence, "Annotations"], Hashable]
"""Asks about the surroundings of a sentence: a function, the same one each time."""
Splitter = Callable[[int, Segment], Sequence[Sentence]]
Annotator = Callable[[Sentence, "Annotations"], Iterable[Annotation]]


class Annotations:
    """What annotators noticed, computed when first asked for and kept for one run.

    `shared` is for annotators: what they keep between sentences, or were given.
    """

    def __init__(
        self, document: Document, split: Splitter, annotators: Mapping[str, Annotator]
    ) -> None:
        """`annotators` gives, for each kind, the function that yields it."""
        self.document = document
        self.shared: dict[str, Any] = {}
        self.looks_around = 0
        """How often sentences were asked for: one more where a neighbour counts."""
        self.asked: list[tuple[Question, Hashable]] = []
        """The questions that were asked about what stands around, and the answers."""
        self._split = split
        self._annotators = annotators
        self._sentences: dict[int, Sequence[Sentence]] = {}
        self._kept: dict[Sentence, dict[str, Sequence[Annotation]]] = {}
        self._none: dict[Annotator, dict[str, Sequence[Annotation]]] = {}
        for kind, annotator in annotators.items():
            self._none.setdefault(annotator, {})[kind] = ()

    def ask(
        self, question: Callable[[Sentence, Annotations], _A], sentence: Sentence
    ) -> _A:
        """Answer a question about what stands around a sentence, and note the two.

        What was found in a sentence holds for an equal one elsewhere, be it in another
        document, where all that was asked about it has the same answers.
        """
        around, asked = self.looks_around, len(self.asked)
        answer = question(sentence, self)
        self.looks_around = around
        self.asked[asked:] = [(question, answer)]  # it answers what it asked itself
        return answer

    def knows(self, kind: str) -> bool:
        """Tell whether an annotator yields this kind."""
        return kind in self._annotators

    def sentences(self, segment: int) -> Sequence[Sentence]:
        """Return the sentences of the segment with this index."""
        self.looks_around += 1
        found = self._sentences.get(segment)
        if found is None:
            found = self._split(segment, self.document.segments[segment])
            self._sentences[segment] = found
        return found

    def place(self, sentence: Sentence) -> int:
        """Return where a sentence stands among those of its segment, from 0."""
        own = self.sentences(sentence.segment)
        return bisect_left(own, sentence.start, key=_start)  # there may be thousands

    def of(self, kind: str, sentence: Sentence) -> Sequence[Annotation]:
        """Return the annotations of one kind in a sentence: by place, longest first."""
        kept = self._kept.get(sentence)
        if kept is None:
            kept = self._kept[sentence] = {}
        found = kept.get(kind)
        return self._notice(kind, sentence, kept) if found is None else found

    def _notice(
        self, kind: str, sentence: Sentence, kept: dict[str, Sequence[Annotation]]
    ) -> Sequence[Annotation]:
        """Ask the annotator of a kind, and keep all that it yields."""
        annotator = self._annotators[kind]
        found = list(annotator(sentence, self))
        kept.update(self._none[annotator])
        if found:
            kinds: dict[str, list[Annotation]] = {}
            for each in sorted(found, key=_place):
                kinds.setdefault(each.kind, []).append(each)
            kept.update(kinds)
        return kept[kind]


def _start(sentence: Sentence) -> int:
    return sentence.start


def _place(annotation: Annotation) -> tuple[int, int]:
    return annotation.start, -annotation.end
