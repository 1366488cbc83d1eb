"""What single lines of plain text look like: bullets, headings, wrapped prose."""

from __future__ import annotations

import re
from itertools import pairwise

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

_WIDTHS = range(40, 121)  # at which people let prose wrap, in characters
_NARROW_WIDTHS = range(20, 40)  # in which verse and lists are written as well
_FEWEST_NARROW_ENDS = 3
_WRAPPED_SHARE = 0.8  # of line ends where the next word would not have fitted
_CONTINUED_SHARE = 0.4  # of line ends that plainly stand inside a sentence
_LONGEST_HEADING = 90
_LONGEST_NUMBERED_HEADING = 120
_MOST_WORDS = 18
_MOST_WORDS_BEFORE_COLON = 4  # "Key points:"; longer ones lead into a list

_BULLET = compiled(
    r"""
    (?: [-*+·–○◦»→] \s+ | - (?=[A-Z])
    | [•▪●■‣⁃►▸➤➔✓✔✅☑\uf0a7\uf0b7\uf0d8\uf0fc] \ufe0f? \s*
    | (?P<number> \(? (?:\d{1,3} | [a-zA-Z](?=\))) [.)] \s+ )
    ) (?=\S)
    """,
    re.VERBOSE,
)
_ORNAMENT = compiled(
    r"([-=~^*#+_.:\"'`])\1{2,}|([-*_] +){2,}[-*_]|[+|](?=[-=+|]{3})[-=+|: ]+[+|]"
)
_BETWEEN_TABS = compiled(r"[^\t]*[^\t\s][^\t]*")
_BETWEEN_BARS = compiled(r"[^|\s](?:[^|]*[^|\s])?")
_END_OF_SENTENCE = compiled(r"[.!?…][\"'”’)\]*]*$")
_NO_HEADING = compiled(r"^\.\. |[.!,;…–—-]$|://|@\w")
_DATE = compiled(r"(?:\w+\.? \d{1,2},? |\d{1,2}\.? \w+,? )?\d{4}|[\d./-]+")
_SMALL_WORDS = frozenset(  # with which no heading and no line of verse ends
    (
        *("a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into"),
        *("is", "its", "of", "on", "or", "our", "than", "that", "the", "their", "this"),
        *("to", "was", "were", "which", "who", "with", "your"),
    )
)


class Line(NamedTuple):
    """A line's text without outer white space: source offsets, columns of indent."""

    text: str
    start: int
    end: int
    indent: int


class Bullet(NamedTuple):
    """How a list item starts: the length of its mark, and whether it has a number."""

    length: int
    is_number: bool


def bullet(line: Line) -> Bullet | None:
    """Return what marks the line as a list item, if anything does."""
    found = _BULLET.match(line.text)
    return None if found is None else Bullet(found.end(), found["number"] is not None)


def ornament(line: Line) -> str:
    """Return the character of which a line of ornament consists, or nothing."""
    found = _ORNAMENT.fullmatch(line.text)
    return found[1] or line.text[0] if found is not None else ""


def looks_like_row(line: Line) -> bool:
    """Tell whether a line could be a row of a table, or the rule between two."""
    if line.text[0] in "|+" and line.text[-1] in "|+":
        return len(line.text) > 1
    return "\t" in without_bullet(line).text


def cells(line: Line) -> list[Line]:
    """Return what stands between the bars or tabs of a table's row."""
    bars = line.text.startswith("|") and line.text.endswith("|")
    pattern = _BETWEEN_BARS if bars else _BETWEEN_TABS
    return [
        Line(found[0], line.start + found.start(), line.start + found.end(), 0)
        for found in pattern.finditer(line.text)
    ]


def without_bullet(line: Line) -> Line:
    """Return the line from the text after its bullet on."""
    mark = bullet(line)
    cut = mark.length if mark is not None else 0
    return line._replace(text=line.text[cut:], start=line.start + cut)


def looks_like_heading(line: Line) -> bool:
    """Tell whether a line could be a heading where its neighbours allow that."""
    mark = bullet(line)
    if mark is not None and not mark.is_number:
        return False
    text = without_bullet(line).text
    words = text.split()
    longest = _LONGEST_NUMBERED_HEADING if mark else _LONGEST_HEADING
    most_words = _MOST_WORDS_BEFORE_COLON if text.endswith(":") else _MOST_WORDS
    return (
        len(text) <= longest
        and len(words) <= most_words
        and not text[0].islower()
        and any(map(str.isalpha, text))
        and words[-1] not in _SMALL_WORDS
        and _NO_HEADING.search(text) is None
        and _DATE.fullmatch(text) is None
    )


def is_numbered_title(line: Line) -> bool:
    """Tell whether a line with a number, alone in its block, could be a heading."""
    text = line.text.removesuffix(".")
    return looks_like_heading(line._replace(text=text))


def looks_like_body(line: Line) -> bool:
    """Tell whether a line is plainly more than a heading."""
    return (
        len(line.text) > _LONGEST_NUMBERED_HEADING
        or bullet(line) is not None
        or _END_OF_SENTENCE.search(line.text) is not None
    )


def looks_like_long_body(line: Line) -> bool:
    """Tell whether a line must be a whole paragraph."""
    return len(line.text) > _LONGEST_NUMBERED_HEADING and bullet(line) is None


def is_wrapped(lines: list[Line]) -> bool:
    """Tell whether lines are one paragraph, broken where the width was used up."""
    ends = list(pairwise(lines))
    width = max(len(line.text) for line in lines)
    narrow = width in _NARROW_WIDTHS and len(ends) >= _FEWEST_NARROW_ENDS
    if not ends or not (narrow or width in _WIDTHS):
        return False
    full = sum(
        len(line.text) + 1 + len(after.text.split(None, 1)[0]) > width
        for line, after in ends
    )
    inside = sum(_continues(line, after) for line, after in ends)
    share = 1 if narrow else _WRAPPED_SHARE
    return full >= share * len(ends) and inside >= _CONTINUED_SHARE * len(ends)


def joins(line: Line, after: Line) -> bool:
    """Tell whether a line surely goes on in the next, whatever stands around."""
    return (
        len(line.text) in _WIDTHS
        and after.text[0].islower()
        and _END_OF_SENTENCE.search(line.text) is None
    )


def _continues(line: Line, after: Line) -> bool:
    if after.text[0].islower() or line.text[-1] in ",-–—":
        return True
    return line.text.split()[-1] in _SMALL_WORDS
