"""Read the front matter of a page: YAML, TOML or JSON above the text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from healthlint.document import Comment
from healthlint.patterns import compiled
from healthlint.readers.fields import is_prose, kind_of
from healthlint.readers.prose import Prose
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from healthlint.segment import Segment

    _Piece = tuple[str, int, int]
    _String = tuple[tuple[str | int, ...], Iterable[_Piece]]

PRODUCT: Final = "healthlint"
"""The key whose values are comments for us."""

# Few pages need the patterns, so they are compiled when used.
_OPENING = r"\ufeff?(?:(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)|(?=\{\s*\"))"
_CLOSING = {
    "---": r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)",
    "+++": r"(?<=[\r\n])\+\+\+[ \t]*(?:\r\n|\r|\n|\Z)",
}
_YAML_COMMENT = r"(?<!\S)#"
_FIELD = (
    r"(?:(?<=[\r\n])|\A)(?P<key>[\w-]+)[ \t]*[:=][ \t]+"
    r"(?P<quote>[\"']?)(?P<value>[^\s][^\r\n]*)"
)


class FrontMatter(NamedTuple):
    """The values, prose and comments above a text that begins at the offset `end`."""

    values: Mapping[str, Any]
    segments: tuple[Segment, ...]
    end: int
    comments: tuple[Comment, ...] = ()


_NONE = FrontMatter({}, (), 0)


def read(text: str) -> FrontMatter:
    """Return the front matter of a text.

    What cannot be parsed has no values; the prose of its single lines is read still.
    """
    opening = compiled(_OPENING).match(text)
    if opening is None:
        return _NONE
    start = opening.end()
    if opening["fence"] is None:
        return _read_json(text, start)
    closing = compiled(_CLOSING[opening["fence"]]).search(text, start)
    if closing is None:
        return _NONE
    block = text[start : closing.start()]
    parse = _parse_yaml if opening["fence"] == "---" else _parse_toml
    try:
        values, strings = parse(block)
    except ValueError:
        values, strings = {}, list(_single_lines(block))
        if not strings:
            return _NONE
    if not isinstance(values, dict) and values is not None:
        return _NONE  # text between two rules
    matter = _collect(values, strings, start, closing.end())
    if "#" not in block:
        return matter
    comments = [
        Comment(block[begin:stop], start + begin, start + stop)
        for begin, stop in _comments(opening["fence"], block, strings)
    ]
    return matter._replace(comments=(*matter.comments, *comments))


def _comments(
    fence: str, block: str, strings: Iterable[_String]
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of comments, without the mark: not what stands in strings."""
    if fence == "+++":
        from healthlint.readers import toml_strings

        yield from toml_strings.comments(block)
        return
    found = [list(pieces) for _, pieces in strings]
    taken = sorted((each[0][1], each[-1][2]) for each in found if each)
    stop = 0
    for mark in compiled(_YAML_COMMENT).finditer(block):
        last = bisect_right(taken, (mark.start(), len(block))) - 1
        in_string = last >= 0 and mark.start() < taken[last][1]
        if mark.start() >= stop and not in_string:
            line = compiled(r"[^\r\n]*").match(block, mark.end())
            stop = mark.end() if line is None else line.end()
            yield mark.end(), stop


def _collect(
    values: dict[Any, Any] | None, strings: Iterable[_String], base: int, end: int
) -> FrontMatter:
    segments: list[Segment] = []
    comments: list[Comment] = []
    for path, pieces in strings:
        if path and path[0] == PRODUCT:
            comments.extend(_said(pieces, base))
        else:
            segments.extend(_segments(path, pieces, base))
    plain = {str(key): value for key, value in (values or {}).items()}
    return FrontMatter(plain, tuple(segments), end, tuple(comments))


def _said(pieces: Iterable[_Piece], base: int) -> Iterator[Comment]:
    """Yield what a value of our own key says: it is for us, not for readers."""
    found = list(pieces)
    if found:
        text = "".join(piece for piece, _, _ in found)
        yield Comment(text, base + found[0][1], base + found[-1][2], PRODUCT)


def _segments(
    path: tuple[str | int, ...], pieces: Iterable[_Piece], base: int
) -> Iterator[Segment]:
    """Yield a segment for each paragraph of a value that is prose."""
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    prose = Prose()
    paragraphs = [prose]
    shown = ""
    for text, start, end in pieces:
        shown += text
        if text == "\n":
            prose = Prose()
            paragraphs.append(prose)
        elif len(text) == end - start:
            prose.text(text, base + start)
        else:
            prose.whole(text, base + start, base + end)
    if not is_prose(key, shown):
        return
    label = ".".join(map(str, path))
    for each in paragraphs:
        segment = each.builder.build(kind_of(key), label=label)
        if segment is not None and any(map(str.isalnum, segment.text)):
            yield segment


def _parse_yaml(text: str) -> tuple[Any, Iterable[_String]]:
    from healthlint.readers import yaml_strings

    return yaml_strings.load(text)


def _parse_toml(text: str) -> tuple[Any, Iterable[_String]]:
    import tomllib

    from healthlint.readers import toml_strings

    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        values = tomllib.loads(lines)
    except RecursionError as why:
        raise ValueError("nested too deeply") from why
    return values, toml_strings.strings(text)


def _read_json(text: str, start: int) -> FrontMatter:
    import json

    from healthlint.readers import json_strings

    try:
        values, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return _NONE
    if text[end : end + 1] not in {"", "\r", "\n"}:
        return _NONE
    block = text[start:end]
    strings = (
        (each.path, json_strings.pieces(block, each.start, each.end))
        for each in json_strings.strings(block)
    )
    return _collect(values, strings, start, end)


def _single_lines(block: str) -> Iterator[_String]:
    for found in compiled(_FIELD).finditer(block):
        value = found["value"].rstrip()
        value = value.removesuffix(found["quote"]) if found["quote"] else value
        start = found.start("value")
        yield (found["key"],), [(value, start, start + len(value))]
