"""Find the strings of TOML with their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = compiled(
    r'"""(?:\r?\n)?(?P<text>(?:[^"\\]|\\.|"(?!""))*+)(?:"""|\Z)'
    r"|'''(?:\r?\n)?(?P<raw_text>(?:[^']|'(?!''))*+)(?:'''|\Z)"
    r'|"(?P<line>(?:[^"\\\r\n]|\\.)*+)"|' + r"'(?P<raw_line>[^'\r\n]*+)'"
    r"|(?P<comment>\#[^\r\n]*)|(?P<header>^[ \t]*\[\[?[\w. -]*\]\]?)"
    r"|(?P<key>[\w-]++)(?=[ \t]*=)|(?P<mark>[\[\]{}=])",
    re.MULTILINE | re.DOTALL,
)
_PIECE = compiled(
    r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*[\r\n][ \t\r\n]*|.)"
    r"|[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*",
    re.DOTALL,
)
_BREAKS = compiled(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*")
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_LAST = 0x10FFFF


class TomlString(NamedTuple):
    """A string that is a value: its keys, and its pieces with their places."""

    path: tuple[str | int, ...]
    pieces: tuple[tuple[str, int, int], ...]


def strings(text: str) -> Iterator[TomlString]:
    """Yield the strings of a document that is known to be well formed."""
    table: tuple[str, ...] = ()
    key = ""
    is_value = False
    depth = 0
    for found in _TOKEN.finditer(text):
        form = found.lastgroup or ""
        if form == "header" and not depth:
            table = tuple(re.findall(r"[^\s.\[\]\"']+", found[0]))
        elif form in {"header", "mark"}:
            depth += found[0].count("[") - found[0].count("]")
            is_value = is_value or found[0] == "="
        elif form == "key":
            key, is_value = found[0], False
        elif form != "comment" and (is_value or depth):
            start, end = found.span(form)
            pattern = _BREAKS if form.startswith("raw") else _PIECE
            path = (*table, key)
            is_value = False
            yield TomlString(path, tuple(_pieces(text, start, end, pattern)))
        elif form != "comment":
            key = found[form]


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of comments, without the mark."""
    for found in _TOKEN.finditer(text):
        if found.lastgroup == "comment":
            yield found.start() + 1, found.end()


def _pieces(
    text: str, start: int, end: int, pattern: re.Pattern[str]
) -> Iterator[tuple[str, int, int]]:
    at = start
    for found in pattern.finditer(text, start, end):
        if at < found.start():
            yield text[at : found.start()], at, found.start()
        yield _unescape(found[0]), found.start(), found.end()
        at = found.end()
    if at < end:
        yield text[at:end], at, end


def _unescape(found: str) -> str:
    if not found.startswith("\\"):
        return " " if len(found.splitlines()) == 1 else "\n"
    letter, digits = found[1], found[2:]
    if letter in "uU" and digits:
        code = int(digits, 16)
        valid = code <= _LAST and code not in range(0xD800, 0xE000)
        return chr(code) if valid else "\ufffd"
    return "" if letter.isspace() else _NAMED.get(letter, letter)
