"""Character references of HTML, decoded one by one so that each keeps its place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from healthlint.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

_REFERENCE = (
    r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?"
    r"|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,31}+;?))"
)
_REPLACEMENT = "\ufffd"
_MOST_DIGITS = 8  # more of them, without leading zeros, are beyond Unicode
_SURROGATES = range(0xD800, 0xE000)
_LAST = 0x10FFFF


def pieces(
    text: str, start: int, end: int, *, in_attribute: bool = False
) -> Iterator[tuple[str, int, int]]:
    """Yield (decoded text, start, end) for all of text[start:end].

    Text between references is as long as its range; a reference never is.
    """
    at = start
    for found in compiled(_REFERENCE).finditer(text, start, end):
        following = text[found.end() : found.end() + 1] if in_attribute else ""
        decoded, stop = _decode(found, following)
        if stop == found.start():
            continue
        if at < found.start():
            yield text[at : found.start()], at, found.start()
        yield decoded, found.start(), stop
        at = stop
    if at < end:
        yield text[at:end], at, end


def decode(text: str, *, in_attribute: bool = False) -> str:
    """Return text with its references decoded."""
    if "&" not in text:
        return text
    found = pieces(text, 0, len(text), in_attribute=in_attribute)
    return "".join(piece for piece, _, _ in found)


def _decode(found: re.Match[str], following: str) -> tuple[str, int]:
    """Return what a reference stands for and where it ends.

    `following` is the character after it in an attribute, where that matters.
    """
    if found["name"] is None:
        digits, base = (found["hex"], 16) if found["hex"] else (found["decimal"], 10)
        return _character(digits.lstrip("0"), base), found.end()
    name = found["name"]
    known = _known()
    for length in range(len(name), 1, -1):
        character = known.get(name[:length])
        if character is None:
            continue
        after = following and (name[length : length + 1] or following)
        if name[length - 1] != ";" and (after == "=" or after.isalnum()):
            break  # a parameter of an address, such as "?a=1&copy=2"
        return character, found.start() + 1 + length
    return "", found.start()


def _character(digits: str, base: int) -> str:
    code = int(digits or "0", base) if len(digits) <= _MOST_DIGITS else _LAST + 1
    if 0x80 <= code <= 0x9F:  # noqa: PLR2004
        return (
            bytes([code]).decode("cp1252", "replace").replace(_REPLACEMENT, chr(code))
        )
    if code == 0 or code in _SURROGATES or code > _LAST:
        return _REPLACEMENT
    return chr(code)


@cache
def _known() -> Mapping[str, str]:
    from html.entities import html5

    return html5
