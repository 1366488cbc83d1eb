"""Make text of strangers fit for a terminal: no control characters, known width."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import category, combining, east_asian_width

from healthlint.patterns import compiled

if TYPE_CHECKING:
    from healthlint.source import Source

ELLIPSIS: Final = "\u2026"
_UNSAFE: Final = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_STEERING: Final = compiled(r"##(?=[\w.]*\[)")  # ##[group], ##vso[, ##teamcity[
_TAB: Final = "    "
_WIDE: Final = frozenset("WF")
_CONTROLS: Final = 0x20
_PICTURES: Final = 0x2400  # of the control characters, in their order
_LESS_BEFORE: Final = 3  # a third of the room goes to what stands before the match


def safe(text: str) -> str:
    """Return text without anything that could steer a terminal, on one line.

    Control characters become pictures of themselves, tabs and line ends spaces; marks
    that turn the direction of text and invisible characters are left out. What build
    servers take for a command, wherever it stands in a line, is spaced.
    """
    if not text.isprintable():  # which is quick to tell
        text = compiled(_UNSAFE).sub(lambda found: _shown(found[0]), text)
    return _STEERING.sub("# #", text) if "##" in text else text


def inert(text: str) -> str:
    """Return a line of safe text that no build server takes for a command.

    They look past white space for two colons, so the first becomes a ratio sign.
    """
    if "::" not in text or not text.lstrip().startswith("::"):
        return text
    return text.replace(":", "\N{RATIO}", 1)


def _shown(character: str) -> str:
    if character in "\t\r\n\x0b\x0c\x85\u2028\u2029":
        return " "
    code = ord(character)
    if code < _CONTROLS:
        return chr(_PICTURES + code)
    return "" if category(character) in {"Cf", "Cs"} else "\N{REPLACEMENT CHARACTER}"


def width(text: str) -> int:
    """Return how many cells of a terminal safe text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


@lru_cache(maxsize=1024)
def _cells(character: str) -> int:
    if combining(character) or category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in _WIDE else 1


def excerpt(source: Source, start: int, end: int, room: int) -> tuple[str, str]:
    """Return the line around a match, cut to `room` cells, and carets to put below.

    Of a match that goes on in further lines, the first line is shown.
    """
    line = source.line_span(source.position(start).line)
    stop = max(start, min(end, line.end))
    text = source.text
    # What is cut away is never looked at: a line may have millions of characters.
    before = _visible(text[max(line.start, start - room) : start]).lstrip()
    match = _visible(text[start : min(stop, start + room)])
    after = _visible(text[min(stop, start + room) : min(line.end, stop + room)])
    shown = _beginning(match, room - 2 * len(ELLIPSIS))
    after = (match[len(shown) :] + after).rstrip()
    rest = room - width(shown)
    left = max(1, rest // _LESS_BEFORE)
    if width(before) < left:
        left = width(before)
    elif width(after) < rest - left:
        left = rest - width(after)
    if width(before) > left:
        before = ELLIPSIS + _beginning(before[::-1], left - 1)[::-1]
    if width(after) > rest - left:
        after = _beginning(after, rest - left - 1) + ELLIPSIS
    carets = " " * width(before) + "^" * max(1, width(shown))
    return _STEERING.sub("# ", before + shown + after), carets


def _visible(text: str) -> str:
    return safe(text.replace("\t", _TAB))


def _beginning(text: str, room: int) -> str:
    """Return the longest beginning of text that takes at most `room` cells."""
    if text.isascii():
        return text[: max(0, room)]
    taken = 0
    for index, character in enumerate(text):
        taken += _cells(character)
        if taken > room:
            return text[:index]
    return text
