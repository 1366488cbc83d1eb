"""Find the strings of YAML with their places, whatever style they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING = "tag:yaml.org,2002:str"
_DEEPEST = 100  # the loader in C recurses, and would crash
_PROPERTIES = compiled(r"(?:[&!]\S*\s+)*")
_HEADER = compiled(r"[|>][^\r\n]*(?:\r\n|\r|\n)?[ \t\r\n]*")
_BREAKS = r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*"
_PLAIN_PIECE = compiled(_BREAKS)
_SINGLE_PIECE = compiled(rf"''|{_BREAKS}")
_DOUBLE_PIECE = compiled(
    rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|\r\n[ \t]*"
    rf"|[\r\n][ \t]*|.)|{_BREAKS}"
)
_NAMED = {"N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", "0": "\0", "a": "\a"}
_NAMED |= {
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
}


class YamlString(NamedTuple):
    """A string that is a value: its keys, and its pieces with their places."""

    path: tuple[str | int, ...]
    pieces: tuple[tuple[str, int, int], ...]


def load(text: str) -> tuple[Any, list[YamlString]]:
    """Return the value of a document and its strings; raise ValueError if it has none.

    A line end inside a string becomes a space, an empty line a line feed.
    """
    try:
        _refuse_depth(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except (yaml.YAMLError, ArithmeticError, RecursionError, TypeError) as why:
        raise ValueError(str(why)) from why
    return value, [] if node is None else list(_strings(text, node))


def _refuse_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")


def _strings(text: str, root: yaml.Node) -> Iterator[YamlString]:
    """Yield each string once, in the order of the text."""
    seen: set[int] = set()
    waiting: list[tuple[tuple[str | int, ...], yaml.Node]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            pairs = [((*path, str(key.value)), value) for key, value in node.value]
            waiting.extend(reversed(pairs))
        elif isinstance(node, yaml.SequenceNode):
            items = [((*path, at), value) for at, value in enumerate(node.value)]
            waiting.extend(reversed(items))
        elif isinstance(node, yaml.ScalarNode) and node.tag == _STRING:
            yield YamlString(path, _pieces(text, node))


def _pieces(text: str, node: yaml.ScalarNode) -> tuple[tuple[str, int, int], ...]:
    """Return a scalar's text as it is read, in pieces; whole where that fails."""
    start, end = node.start_mark.index, node.end_mark.index
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties is not None else start
    pattern = _PLAIN_PIECE
    unfold: Callable[[str], str] = _fold
    if node.style in {"'", '"'}:
        start, end = start + 1, end - 1
        pattern = _SINGLE_PIECE if node.style == "'" else _DOUBLE_PIECE
        unfold = _single if node.style == "'" else _double
    elif node.style in {"|", ">"}:
        header = _HEADER.match(text, start, end)
        start = header.end() if header is not None else start
    found = tuple(_split(text, start, end, pattern, unfold))
    if _letters("".join(piece for piece, _, _ in found)) == _letters(node.value):
        return found
    return ((str(node.value), start, end),)


def _split(
    text: str,
    start: int,
    end: int,
    pattern: re.Pattern[str],
    unfold: Callable[[str], str],
) -> Iterator[tuple[str, int, int]]:
    at = start
    for found in pattern.finditer(text, start, end):
        if at < found.start():
            yield text[at : found.start()], at, found.start()
        yield unfold(found[0]), found.start(), found.end()
        at = found.end()
    if at < end:
        yield text[at:end], at, end


def _fold(breaks: str) -> str:
    lines = len(breaks.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
    return " " if lines == 1 else "\n"


def _single(found: str) -> str:
    return "'" if found == "''" else _fold(found)


def _double(found: str) -> str:
    if not found.startswith("\\"):
        return _fold(found)
    letter, digits = found[1], found[2:]
    if letter in "\r\n":
        return ""
    if letter in "xuU":
        code = int(digits, 16)
        return chr(code) if code not in range(0xD800, 0xE000) else "\ufffd"
    return _NAMED.get(letter, letter)


def _letters(text: str) -> str:
    return "".join(text.split())
