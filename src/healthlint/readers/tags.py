"""Cut HTML into text, tags and raw content in one pass, as browsers do.

Every pattern is possessive or bounded, and what has no end swallows the rest, so that
the time is linear in the length of the text whatever stands in it.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = r"[\t\n\f\r ]"
_ATTRIBUTE = (
    rf"[\t\n\f\r /]*+(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)"
    rf"(?:{_SPACE}*+={_SPACE}*+"
    r"""(?:"(?P<double>[^"]*+)(?:"|\Z)|'(?P<single>[^']*+)(?:'|\Z)"""
    r"|(?P<bare>[^\t\n\f\r >]*+)))?+"
)
_COMMENT = r"(?s:<!--(?:-?>|(?:(?!--!?>).)*+(?:--!?>|\Z)))"
_CLOSING = r"--!?>\Z"
_BOGUS = r"<(?:[!?]|/[^a-zA-Z])"
_SCRIPT = rf"(?i:<!--|-->|<(/?)script(?={_SPACE}|[/>]))"

RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_TEXT_ONLY = frozenset({"title", "textarea"})


class Token(Enum):
    """What a stretch of HTML is."""

    TEXT = 1
    START = 2
    END = 3
    RAW = 4
    COMMENT = 5


class Piece(NamedTuple):
    """A stretch [start, end) of the text that was cut.

    `name` is that of a tag in lower case, or of the element around raw content; the
    attributes stand in [end_of_name, end).
    """

    token: Token
    start: int
    end: int
    name: str = ""
    end_of_name: int = 0


class Attribute(NamedTuple):
    """An attribute's name in lower case and the range of its value."""

    name: str
    start: int
    end: int


def cut(text: str, *, is_xml: bool = False) -> Iterator[Piece]:
    """Yield the pieces of a text; with `is_xml`, "<title/>" is a whole element."""
    at = 0
    tags = _tag()
    while at < len(text):
        bracket = text.find("<", at)
        if bracket < 0:
            bracket = len(text)
        if bracket > at:
            yield Piece(Token.TEXT, at, bracket)
        at = bracket
        tag = tags.match(text, at)
        if tag is None:
            at = _after_markup(text, at)
            if text.startswith("<!--", bracket):
                yield Piece(Token.COMMENT, bracket, at)
            elif at == bracket and at < len(text):
                at += 1
                yield Piece(Token.TEXT, bracket, at)
            continue
        if not tag[4]:
            return  # no end: browsers drop it
        at = tag.end()
        name = tag[2].lower()
        token = Token.END if tag[1] else Token.START
        yield Piece(token, bracket, at, name, tag.end(2))
        is_whole = is_xml and text[at - 2] == "/"
        if token is Token.START and not is_whole and name in RAW | _TEXT_ONLY:
            stop = _end_of_content(text, at, name)
            if stop > at:
                kind = Token.RAW if name in RAW else Token.TEXT
                yield Piece(kind, at, stop, name)
            at = stop


@cache  # not compiled on import: most Markdown has no tags
def _tag() -> re.Pattern[str]:
    attribute = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
    return compiled(
        rf"<(/?)([a-zA-Z][^\t\n\f\r />]*+)((?:{attribute})*+)[\t\n\f\r /]*+(>?)"
    )


def attributes(text: str, piece: Piece) -> list[Attribute]:
    """Return a tag's attributes that have a value; of one name, the first."""
    found: dict[str, Attribute] = {}
    for each in compiled(_ATTRIBUTE).finditer(text, piece.end_of_name, piece.end - 1):
        name = each["name"].lower()
        for form in ("double", "single", "bare"):
            if each[form] is not None:
                found.setdefault(name, Attribute(name, *each.span(form)))
    return list(found.values())


def body_of_comment(text: str, piece: Piece) -> tuple[int, int]:
    """Return the range inside a comment's marks."""
    start = piece.start + len("<!--")
    closing = compiled(_CLOSING).search(text, start, piece.end)
    return start, piece.end if closing is None else closing.start()


def _after_markup(text: str, at: int) -> int:
    """Return where a comment or the like ends; `at` if there is none."""
    comment = compiled(_COMMENT).match(text, at)
    if comment is not None:
        return comment.end()
    if compiled(_BOGUS).match(text, at) is None:
        return at
    end = text.find(">", at)
    return len(text) if end < 0 else end + 1


def _end_of_content(text: str, at: int, name: str) -> int:
    """Return where the content of an element without child elements ends."""
    if name == "script":
        return _end_of_script(text, at)
    end = re.compile(rf"</{name}(?={_SPACE}|[/>])", re.IGNORECASE).search(text, at)
    return len(text) if end is None else end.start()


def _end_of_script(text: str, at: int) -> int:
    """Return where a script ends: not inside a script in a comment."""
    in_comment = in_inner = False
    for found in compiled(_SCRIPT).finditer(text, at):
        mark = found[0]
        if mark == "<!--":
            in_comment = True
        elif mark == "-->":
            in_comment = in_inner = False
        elif found[1] and not in_inner:
            return found.start()
        elif found[1]:
            in_inner = False
        else:
            in_inner = in_comment
    return len(text)
