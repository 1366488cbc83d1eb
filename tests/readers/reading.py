"""Read text for tests, and check what holds for every document."""

from __future__ import annotations

import re
from typing import NamedTuple

from healthlint import readers
from healthlint.folding import fold
from healthlint.readers.prose import SHOWN_VALUE
from healthlint.source import Source

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LINE_ENDS = re.compile(r"\s*[\r\n]\s*")
_SPACES = re.compile(r"[\t\n\r\f]")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_MARKED = re.compile("⟦(?:([^⟦⟧¦]*)¦)?([^⟦⟧]*)⟧")


class Expected(NamedTuple):
    """Words as a reader sees them and where they must be found."""

    text: str
    start: int
    end: int


def read(text, format, name="x"):
    return readers.read(Source(name, text, format))


def shown(text, format, name="x"):
    """Return (kind, text, path) of each segment."""
    document = read(text, format, name)
    return [(each.kind, each.text, each.path) for each in document.segments]


def texts(text, format, name="x"):
    return [each.text for each in read(text, format, name).segments]


def words(text, format):
    """Return the words of all blocks, without what stands in attributes."""
    aside = {"alt-text", "attribute", "meta", "field"}
    segments = read(text, format).segments
    return " ".join(each.text for each in segments if each.kind not in aside).split()


def check(source, document):
    """Check that every segment leads back to its source."""
    text = source.text
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert segment.text
        at = 0
        for run in segment.runs:
            assert run.start == at < run.end
            assert 0 <= run.source_start <= run.source_end <= len(text)
            seen, there = segment.text[at : run.end], text[slice(*run[2:])]
            if run.is_linear and seen not in {"\n", "\ufffd", SHOWN_VALUE}:
                assert _plain(seen) == _plain(there)
            at = run.end
        assert at == len(segment.text)
        places = [place for run in segment.runs for place in run[2:]]
        assert places == sorted(places)


def _plain(text):
    """Return text without the differences that single characters may have."""
    return _UNREADABLE.sub("\ufffd", _SPACES.sub(" ", text.translate(_RAISED)))


def unmark(marked):
    """Take the marks out of a text: ⟦words⟧ or ⟦words as seen¦words as written⟧."""
    pieces, found, at, length = [], [], 0, 0
    for match in _MARKED.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        length = start + len(match[2])
        pieces += [before, match[2]]
        found.append(Expected(match[1] or match[2], start, length))
        at = match.end()
    return "".join([*pieces, marked[at:]]), found


def found_at(document, expected):
    """Tell whether some segment shows the words, and leads to their very place."""
    wanted = fold(_LINE_ENDS.sub(" ", expected.text)).text
    for segment in document.segments:
        folded = segment.folded.text
        at = folded.find(wanted)
        while at >= 0:
            if segment.folded_to_source(at, at + len(wanted)) == expected[1:]:
                return True
            at = folded.find(wanted, at + 1)
    return False
