"""The citations of a document and what they lead to: mark, number, entry.

One graph for each document, made when a rule first asks and kept for the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators import reference_list
from healthlint.annotators.reference_list import RAISED, Entry, ReferenceList
from healthlint.lazy_pattern import LazyPattern
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.document import Annotation, Annotations, Sentence

_KEY: Final = "literature"
_LIST_KEY: Final = "reference-list"
_MOST_IN_RANGE: Final = 60  # "[1-2019]" is no range of references
_NUMBERED: Final = frozenset({"square", "round", "superscript", "glued"})
_BRACKETS: Final = {"[": "square", "(": "round"}
_FIGURES: Final = LazyPattern(r"(\d{1,3})(?:\s?[–-]\s?(\d{1,3}))?")
_AUTHOR: Final = LazyPattern(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+)[^;)]*?(?P<year>(?:19|20)\d\d)"
)
_RAISED_SIGNS: Final = str.maketrans("⁻", "-")
_UNDEFINED: Final = LazyPattern(r"\[\^([\w-]{1,20})\]")


class Mark(NamedTuple):
    """A citation in the prose: [start, end) are folded offsets in its segment.

    `numbers` are those it names, `works` (author, year) pairs; `target` is the address
    behind it ("" without one); `footnote` says that a Markdown footnote made it.
    """

    sentence: Sentence
    start: int
    end: int
    form: str
    numbers: tuple[int, ...] = ()
    works: tuple[tuple[str, str], ...] = ()
    target: str = ""
    footnote: bool = False


class Literature(NamedTuple):
    """All marks in the order of the text, and the works that the document lists."""

    marks: tuple[Mark, ...]
    listed: ReferenceList

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The works that the document lists."""
        return self.listed.entries


def literature(notes: Annotations) -> Literature:
    """Return the graph of the document."""
    found: Literature | None = notes.shared.get(_KEY)
    if found is None:
        found = notes.shared[_KEY] = _read(notes)
    return found


def references(notes: Annotations) -> ReferenceList:
    """Return the reference list alone."""
    found: ReferenceList | None = notes.shared.get(_LIST_KEY)
    if found is None:
        found = notes.shared[_LIST_KEY] = reference_list.read(notes.document)
    return found


def _read(notes: Annotations) -> Literature:
    listed = references(notes)
    marks: list[Mark] = []
    for index in range(len(notes.document.segments)):
        if index in listed.segments:
            continue
        for sentence in notes.sentences(index):
            marks += _marks(sentence, notes)
    return Literature(tuple(marks), listed)


def _marks(sentence: Sentence, notes: Annotations) -> Iterator[Mark]:
    segment = notes.document.segments[sentence.segment]
    for each in notes.of("citation", sentence):
        text = segment.folded_to_text(each.start, each.end)
        form = (
            _BRACKETS.get(text[:1], "glued") if each.value == "number" else each.value
        )
        yield Mark(
            sentence,
            each.start,
            each.end,
            form,
            numbers=_numbers(text) if form in _NUMBERED else (),
            works=_works(text) if form in {"author", "narrative"} else (),
            target=_target(sentence, each, notes),
            footnote=_is_footnote(sentence, each, notes),
        )
    if "[^" in sentence.text:
        for found in _UNDEFINED.finditer(sentence.text):
            start = sentence.start + found.start()
            end = sentence.start + found.end()
            yield Mark(sentence, start, end, "undefined", footnote=True)


def _numbers(text: str) -> tuple[int, ...]:
    """Return all numbers of "[1, 3-5]", "⁴⁻⁶"."""
    plain = text.translate(RAISED).translate(_RAISED_SIGNS)
    numbers: list[int] = []
    for found in _FIGURES.finditer(plain):
        first = int(found[1])
        last = int(found[2] or first)
        if first <= last < first + _MOST_IN_RANGE:
            numbers += range(first, last + 1)
    return tuple(numbers)


def _works(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (found["name"], found["year"])
        for part in text.split(";")
        for found in _AUTHOR.finditer(part)
    )


def _target(sentence: Sentence, mark: Annotation, notes: Annotations) -> str:
    """Return where the words of a mark lead."""
    segment = notes.document.segments[sentence.segment]
    if not segment.links:
        return ""
    start, end = segment.folded.original(mark.start, mark.end)
    for link in segment.links:
        if link.start < end and start < max(link.end, link.start + 1):
            return link.target
    return ""


def _is_footnote(sentence: Sentence, mark: Annotation, notes: Annotations) -> bool:
    span = notes.document.segments[sentence.segment].folded_to_source(
        mark.start, mark.end
    )
    return notes.document.source.text.startswith("[^", span.start)


def links(sentence: Sentence, notes: Annotations) -> Sequence[str]:
    """Return the addresses behind the words of a sentence."""
    segment = notes.document.segments[sentence.segment]
    if not segment.links:
        return ()
    start, end = segment.folded.original(sentence.start, sentence.end)
    return [
        link.target
        for link in segment.links
        if start <= link.start and link.end <= end and link.start < max(end, 1)
    ]
