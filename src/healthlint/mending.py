"""The fix that a match offers: what becomes of which characters of the source.

A fix is offered only where its words stand in the source as people see them, without
markup in between, and where nobody vouches for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from healthlint.checks.match import Rewording
from healthlint.diagnostic import Edit, Fix
from healthlint.patterns import compiled
from healthlint.readers.fields import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from healthlint.checks.match import Match
    from healthlint.diagnostic import Diagnostic
    from healthlint.segment import Run, Segment
    from healthlint.source import Span

_OF_THE_CHECK: Final = "{right}"
"""What a check of notations fills, by rewordings as small as can be."""

_PLACEHOLDER: Final = r"\{(\w+)\}"
_LONGEST_UNIT: Final = 3  # letters: capitals of QD and MGS say nothing of a heading
_BOUND: Final = (
    r"(?i)\[\[[^\[\]\r\n]*\]\]"  # a link of a wiki: its words are its address
    r"|(?<![\w:]):[\w+-]+:(?![\w:])"  # the name of a picture
    r"|(?<!\\)\$\$(?s:.)*?\$\$|(?<![\\$])\$(?=[^\s$])[^$]*(?<=[^\s\\])\$(?![\d$])"
    r"|<option\b(?![^>]*\svalue\s*=)[^>]*>[^<]*"  # its words are sent
)
"""Source whose words serve programs, too; mathematics has spaces of its own."""

_GAP: Final = r"\n\r?\n"
_LABEL: Final = r"\[([^\[\]\r\n]+)\](?!\(|\[[^\]])"
_MARKS_OF_BOUND: Final = ("[", ":", "$", "<option", "<OPTION")
_NEAR: Final = 1_000  # code points that are searched on each side
_STOPS: Final = (".", "!", "?")


def fix(match: Match, segment: Segment, source: str) -> Fix | None:
    """Return the edits that mend a match, if it has any that are exact.

    `source` is the text around the segment, with its markup.
    """
    said = match.rule.fix
    if not said:
        return None
    if "swap" in said:
        rewordings = tuple(_swapped(said["swap"], match, segment))
    elif match.rewordings and said["replace"] == _OF_THE_CHECK:
        rewordings = match.rewordings
    else:
        rewordings = tuple(_whole(said["replace"], match, segment))
    edits = [_edit(each, segment, source) for each in rewordings]
    exact = [each for each in edits if each is not None]
    if not exact or len(exact) < len(edits) or _is_unknown(segment):
        return None
    if _is_bound(*segment.folded_to_source(match.start, match.end), source):
        return None
    return Fix(said["safe"], tuple(exact))


def _is_unknown(segment: Segment) -> bool:
    """Tell a field whose key does not say that it is prose: it may be a code."""
    key = segment.label.rpartition("/")[2]  # JSON-LD has pointers
    return segment.kind == "field" and key != "text" and kind_of(key) == "field"


def _is_bound(start: int, end: int, source: str) -> bool:
    """Tell whether a span of a paragraph of the source is for programs, too."""
    gap = compiled(_GAP)
    first = max(0, start - _NEAR)
    for found in gap.finditer(source, first, start):
        first = found.end()
    behind = gap.search(source, end, end + _NEAR)
    near = source[first : behind.start() if behind else end + _NEAR]
    if not any(mark in near for mark in _MARKS_OF_BOUND):
        return False
    around = [
        found
        for pattern in (_BOUND, _LABEL)
        for found in compiled(pattern).finditer(near)
        if found.start() < end - first and start - first < found.end()
    ]
    return any(not found.lastindex or f"{found[0]}:" in source for found in around)


def _whole(template: str, match: Match, segment: Segment) -> Iterator[Rewording]:
    """Replace all of a match, if there is a word for each brace of the template."""
    words = segment.folded_to_text(match.start, match.end)
    slots = {**match.slots, "text": words}
    braces = compiled(_PLACEHOLDER)
    if all(name in slots for name in braces.findall(template)):
        text = braces.sub(lambda found: slots[found[1]], template)
        if words.endswith(".") and _ends_sentence(match, segment):
            text += "" if text.endswith(_STOPS) else "."
        yield Rewording(match.start, match.end, in_the_case_of(words, text))


def _swapped(
    swap: Mapping[str, str], match: Match, segment: Segment
) -> Iterator[Rewording]:
    """Replace single words of a match, the longest of those that begin together."""
    words = sorted(swap, key=len, reverse=True)
    pattern = re.compile("|".join(map(_bounded, words)))
    for found in pattern.finditer(segment.folded.text, match.start, match.end):
        seen = segment.folded_to_text(*found.span())
        yield Rewording(*found.span(), in_the_case_of(seen, swap[found[0]]))


def _bounded(word: str) -> str:
    """Return a pattern for a word that is no part of a longer one."""
    before = r"(?<!\w)" if word[0].isalnum() else ""
    behind = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{before}{re.escape(word)}{behind}"


def _ends_sentence(match: Match, segment: Segment) -> bool:
    """Tell whether a stop at the end of a match ends its sentence, too."""
    rest = segment.folded.cased[match.end :].lstrip()
    return not rest or not (rest[0].islower() or rest[0].isdigit())


def in_the_case_of(words: str, text: str) -> str:
    """Return text with capitals as words have them: none, the first, each, or all."""
    letters = [letter for letter in words if letter.isalpha()]
    if len(letters) <= _LONGEST_UNIT or not letters[0].isupper():
        return text
    if all(letter.isupper() for letter in letters):
        return text.upper()
    titled = [word[:1].isupper() for word in words.split()]
    if len(titled) > 1 and all(titled):
        return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    return text[:1].upper() + text[1:]


def _edit(rewording: Rewording, segment: Segment, source: str) -> Edit | None:
    begin, stop = segment.folded.original(rewording.start, rewording.end)
    if not _is_exact(segment.runs, begin, stop, deletes=not rewording.text):
        return None
    if begin == stop and rewording.text.isspace():
        at = _before_a_tag(segment.runs, begin, source)
        if at is not None:
            return Edit(at, at, rewording.text)
    return Edit(*segment.to_source(begin, stop), rewording.text)


def _before_a_tag(runs: Sequence[Run], at: int, source: str) -> int | None:
    """Return the place before a tag that opens between two runs: 5<b>mg</b>."""
    index = bisect_right(runs, at, key=_begin) - 1
    if index < 1 or runs[index].start != at:
        return None
    place, behind = runs[index - 1].source_end, runs[index].source_start
    opens = source.startswith("<", place, behind) and "</" not in source[place:behind]
    return place if opens else None


def _is_exact(runs: Sequence[Run], begin: int, stop: int, *, deletes: bool) -> bool:
    """Tell whether text stands in the source in one piece.

    What stands for a longer source, such as an entity, goes as a whole. A deletion must
    leave something between two marks of markup.
    """
    if begin == stop:
        around = runs[max(0, bisect_right(runs, begin, key=_begin) - 1)]
        return around.is_linear or begin in {around.start, around.end}
    first = max(0, bisect_right(runs, begin, key=_begin) - 1)
    within = runs[first : bisect_left(runs, stop, first, key=_begin)]
    if any(one.source_end != other.source_start for one, other in pairwise(within)):
        return False
    if deletes and any(run.start >= begin and run.end <= stop for run in within):
        return False
    return all(
        run.is_linear or (begin <= run.start and run.end <= stop) for run in within
    )


def _begin(run: Run) -> int:
    return run.start


def withhold(
    diagnostics: Iterable[Diagnostic], spans: Iterable[Span]
) -> Iterator[Diagnostic]:
    """Pass diagnostics on, without the fixes that touch spans of the source."""
    starts, ends = _joined(spans)
    for each in diagnostics:
        edits = each.fix.edits if each.fix else ()
        touched = any(
            bisect_right(starts, edit.end) > bisect_left(ends, edit.start)
            for edit in edits
        )
        yield each._replace(fix=None) if touched else each


def _joined(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Return starts and ends of spans, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
