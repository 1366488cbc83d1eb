"""Find the titles of Markdown's links, which the parser gives without their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.patterns import compiled
from healthlint.readers import entities

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE = compiled(r"\\([!-/:-@\[-`{-~])")
_OPENINGS = {'"': '"', "'": "'", ")": "("}
_MOST_TRIES = 8


def pieces_of_title(
    text: str, start: int, end: int, title: str
) -> list[tuple[str, int, int]]:
    """Return a title that ends a link's code [start, end), in pieces with places.

    What the parser decoded must come out; a title that is not found has no pieces.
    """
    if not title:
        return []
    end = start + len(text[start:end].rstrip())
    wanted = "".join(title.split())
    ends = [end]
    if text[end - 1] == ")":
        ends.append(start + len(text[start : end - 1].rstrip()))
    for last in reversed(ends):
        opening = _OPENINGS.get(text[last - 1])
        at = last - 1
        for _ in range(_MOST_TRIES if opening else 0):
            at = text.rfind(str(opening), start, at)
            if at < 0:
                break
            pieces = list(_pieces(text, at + 1, last - 1))
            if "".join("".join(piece.split()) for piece, _, _ in pieces) == wanted:
                return pieces
    return []


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    at = start
    for found in _ESCAPE.finditer(text, start, end):
        yield from entities.pieces(text, at, found.start())
        yield found[1], found.start(), found.end()
        at = found.end()
    yield from entities.pieces(text, at, end)
