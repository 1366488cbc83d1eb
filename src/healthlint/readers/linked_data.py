"""Read what structured data (JSON-LD) says about a page and its product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.patterns import compiled
from healthlint.readers import json_strings
from healthlint.readers.embedding import Embedded
from healthlint.readers.fields import is_prose
from healthlint.readers.flow import Flow

if TYPE_CHECKING:
    from healthlint.readers.json_strings import JsonString

_MARKUP = compiled(r"<[a-zA-Z/!]|&[#\w]")


def read_linked_data(text: str, base: int, flow: Flow) -> None:
    """Write the prose of a script that stands from `base` on to `flow`."""
    for string in json_strings.strings(text):
        key = next(
            (part for part in reversed(string.path) if isinstance(part, str)), ""
        )
        if not key.startswith("@") and is_prose(key, text[string.start : string.end]):
            _read(text, base, string, flow)


def _read(text: str, base: int, string: JsonString, flow: Flow) -> None:
    from healthlint.readers.walker import Walker

    value = Embedded(
        (piece, base + start, base + end)
        for piece, start, end in json_strings.pieces(text, string.start, string.end)
    )
    inner = Flow()
    walker = Walker(inner)
    if _MARKUP.search(value.text):
        walker.feed(value.text)
    else:
        walker.plain(value.text, 0)
    walker.border()
    path = flow.outline.path
    for segment in inner.segments:
        flow.segments.append(value.lift(segment, "field", string.pointer, path))
