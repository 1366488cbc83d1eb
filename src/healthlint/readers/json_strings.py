"""Find the strings of JSON with their places, in text that may have faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = compiled(r'"(?P<string>(?:[^"\\]|\\.)*+)(?:"|\Z)|[{}\[\],:]', re.DOTALL)
_ESCAPE = compiled(
    r"\\(?:u(?P<pair>[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u(?P<unit>[0-9a-fA-F]{4})|(?P<plain>.))",
    re.DOTALL,
)
_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = range(0xD800, 0xE000)
_DEEPEST = 500


class JsonString(NamedTuple):
    """A string that is a value: the keys and indexes that lead to it, its range."""

    path: tuple[str | int, ...]
    start: int
    end: int

    @property
    def pointer(self) -> str:
        """The path as people write it: "/offers/0/name"."""
        return "".join(f"/{part}" for part in self.path)


class _Level:
    """An object or array that is open."""

    def __init__(self, *, is_object: bool) -> None:
        self.is_object = is_object
        self.key: str | int = "" if is_object else 0
        self.wants_key = is_object


def strings(text: str) -> Iterator[JsonString]:
    """Yield the values that are strings; stop where the nesting makes no sense."""
    levels: list[_Level] = []
    for found in _TOKEN.finditer(text):
        mark = found[0]
        top = levels[-1] if levels else None
        if found["string"] is not None:
            start, end = found.span("string")
            if top is not None and top.wants_key:
                top.key = decode(text, start, end)
            else:
                yield JsonString(tuple(each.key for each in levels), start, end)
        elif mark in "{[":
            if len(levels) == _DEEPEST:
                return
            levels.append(_Level(is_object=mark == "{"))
        elif top is None:
            return
        elif mark in "}]":
            levels.pop()
        elif mark == ":":
            top.wants_key = False
        elif isinstance(top.key, int):
            top.key += 1
        else:
            top.wants_key = True


def pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield (decoded text, start, end) for all that stands between the quotes."""
    at = start
    for found in _ESCAPE.finditer(text, start, end):
        if at < found.start():
            yield text[at : found.start()], at, found.start()
        yield _unescape(found), found.start(), found.end()
        at = found.end()
    if at < end:
        yield text[at:end], at, end


def decode(text: str, start: int, end: int) -> str:
    """Return the string that stands between the quotes."""
    return "".join(piece for piece, _, _ in pieces(text, start, end))


def _unescape(found: re.Match[str]) -> str:
    if found["pair"]:
        high, low = int(found["pair"][:4], 16), int(found["pair"][-4:], 16)
        return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)
    if found["unit"]:
        code = int(found["unit"], 16)
        return "\ufffd" if code in _SURROGATES else chr(code)
    return _PLAIN.get(found["plain"], found["plain"])
