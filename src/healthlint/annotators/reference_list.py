"""The reference list of a document: its entries, and the number of each.

An entry is a block under a heading such as "References", a footnote, or a block that
starts with "[3]" or a raised figure. Numbers are those that readers see: what stands in
the source before a list item, else its place in the list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from healthlint.lazy_pattern import LazyPattern
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.document import Document
    from healthlint.segment import Segment

HEADINGS: Final = frozenset(
    "references reference sources source bibliography citations footnotes endnotes "
    "literature".split()
) | {
    "works cited",
    "literature cited",
    "scientific references",
    "clinical references",
    "selected references",
    "references and notes",
    "references and sources",
    "sources and references",
    "references & sources",
    "sources & references",
    "list of references",
    "reference list",
}
"""Titles of sections that list literature."""

RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OWN_NUMBER: Final = LazyPattern(
    r"\[(?P<square>\d{1,3})\]\s*(?=\S)|(?P<raised>[⁰¹²³⁴-⁹]{1,3})\s*(?=\w)"
)
_LISTED_NUMBER: Final = LazyPattern(r"(?P<plain>\d{1,3})[.)]\s+(?=\S)")
_MARKERS: Final = LazyPattern(
    r"^[ \t]*(?:>\s*)?(?:(?P<number>\d{1,3})[.)]|\[(?P<square>\d{1,3})\]|[-*+•])[ \t]",
    re.MULTILINE,
)
_ITEMS: Final = LazyPattern(r"<li\b", re.IGNORECASE)
_INLINE: Final = LazyPattern(
    r"(?:references?|sources?|bibliography|literature)\s?:\s+(?=\S)", re.IGNORECASE
)
_SCHOLARLY: Final = LazyPattern(
    r"\b(?:19|20)\d\d\b|\bdoi\b|10\.\d{4,9}/|\bPMID|https?:|www\.|\bet al\b"
    r"|data on file",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """One work: [start, end) are folded offsets in the segment that holds it.

    `number` is what marks call it (0: none), `own` says that the source spells it out;
    `footnote` that it stands at the foot.
    """

    segment: int
    start: int
    end: int
    number: int
    own: bool
    text: str
    footnote: bool = False


class ReferenceList(NamedTuple):
    """The entries; `numbers` counts those too of which nothing but a link is left."""

    entries: tuple[Entry, ...]
    numbers: frozenset[int]
    segments: frozenset[int]
    """Segments that hold references and no prose."""


def is_heading(text: str) -> bool:
    """Tell whether a heading announces references."""
    return text.strip(" :.#*").lower() in HEADINGS


def in_references(segment: Segment) -> bool:
    """Tell titles of works in a list of references: they claim nothing themselves."""
    return bool(segment.path) and is_heading(segment.path[-1])


def read(document: Document) -> ReferenceList:
    """Return what a document lists as its references."""
    entries: list[Entry] = []
    numbers: set[int] = set()
    inside: set[int] = set()
    segments = document.segments
    at = 0
    while at < len(segments):
        if _announces(segments, at):
            last = _end_of_list(segments, at + 1)
            found = list(_listed(document, at, last))
            entries += found
            numbers |= _numbers(document, at, last) | {each.number for each in found}
            inside.update(range(at, last))
            at = last
            continue
        single = _single(segments[at], at)
        if single:
            entries.append(single)
            numbers.add(single.number)
            inside.add(at)
        at += 1
    return ReferenceList(tuple(entries), frozenset(numbers - {0}), frozenset(inside))


def _announces(segments: Sequence[Segment], at: int) -> bool:
    segment = segments[at]
    if segment.kind == "heading":
        return is_heading(segment.text)
    return len(segment.text) < _LONGEST_TITLE and (
        segment.text.rstrip().endswith(":") and is_heading(segment.text)
    )


_LONGEST_TITLE: Final = 30  # code points


def _end_of_list(segments: Sequence[Segment], first: int) -> int:
    """Return the index after the blocks of one kind that follow the title."""
    at = first
    while at < len(segments) and segments[at].kind == segments[first].kind:
        if segments[at].kind == "heading":
            break
        if segments[at].kind == "paragraph" and not _is_work(segments[at]):
            break
        at += 1
    return at


def _is_work(segment: Segment) -> bool:
    return bool(
        _OWN_NUMBER.match(segment.text)
        or _LISTED_NUMBER.match(segment.text)
        or segment.links
        or _SCHOLARLY.search(segment.text)
    )


def _listed(document: Document, title: int, last: int) -> Iterator[Entry]:
    """Yield the entries between the title and the end of its list."""
    markers = _markers(document, title, last)
    starts = [start for start, _ in markers]
    for at in range(title + 1, last):
        segment = document.segments[at]
        own = _OWN_NUMBER.match(segment.text) or _LISTED_NUMBER.match(segment.text)
        place = bisect_right(starts, segment.to_source(0, 1).start) - 1
        if own:
            number = _value(own)
        elif place >= 0:
            number = markers[place][1] or place + 1
        else:
            number = at - title
        explicit = bool(own) or (place >= 0 and markers[place][1] > 0)
        yield _entry(segment, at, number, own=explicit)


def _value(found: re.Match[str]) -> int:
    return int((found[found.lastgroup or 0]).translate(RAISED))


def _entry(segment: Segment, at: int, number: int, *, own: bool) -> Entry:
    text = segment.folded.text
    return Entry(
        at, 0, len(text), number, own, segment.text, segment.kind == "footnote"
    )


def _markers(document: Document, title: int, last: int) -> list[tuple[int, int]]:
    """Return where items start in the source, with the numbers spelt out there."""
    segments = document.segments
    text = document.source.text
    begin = segments[title].to_source(0, len(segments[title].text)).end
    end = segments[last].to_source(0, 1).start if last < len(segments) else len(text)
    if document.source.format == "html":
        return [(each.start(), 0) for each in _ITEMS.finditer(text, begin, end)]
    found = [
        (each.start(), int(each["number"] or each["square"] or 0))
        for each in _MARKERS.finditer(text, begin, end)
    ]
    counted = document.source.format != "text"
    if counted and len({number for _, number in found}) == 1:  # "1." before each
        return [(start, 0) for start, _ in found]
    return found


def _numbers(document: Document, title: int, last: int) -> set[int]:
    """Return the numbers of all items, those without any words among them."""
    markers = _markers(document, title, last)
    return {number or at for at, (_, number) in enumerate(markers, 1)}


def _single(segment: Segment, at: int) -> Entry | None:
    """Return the entry that a block is by itself: a footnote, "[3] Roe A. ..."."""
    if segment.kind == "footnote":
        figures = re.findall(r"\d+", segment.label)
        return _entry(segment, at, int(figures[-1]) if figures else 0, own=True)
    own = _OWN_NUMBER.match(segment.text)
    if own and (own["raised"] or _SCHOLARLY.search(segment.text)):
        return _entry(segment, at, _value(own), own=True)
    if _INLINE.match(segment.text) and _SCHOLARLY.search(segment.text):
        return _entry(segment, at, 0, own=False)
    return None
