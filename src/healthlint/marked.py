"""A YAML or TOML file as a tree whose nodes know their place.

Plain loaders give values without places, and a configuration error without a place
sends people hunting. Scalars stay text as written: a key decides what it wants to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from healthlint.errors import ConfigError
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_YAML_KINDS: Final = {
    "tag:yaml.org,2002:bool": "truth",
    "tag:yaml.org,2002:null": "nothing",
}
_YAML_TRUE: Final = frozenset({"true", "yes", "on"})
_TOML_PLACE: Final = compiled(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_TOML_WORD: Final = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_TOML_KEY: Final = rf"{_TOML_WORD}(?:[ \t]*\.[ \t]*{_TOML_WORD})*"
_TOML_LINE: Final = compiled(
    rf"^[ \t]*(?:(?P<open>\[\[?)[ \t]*(?P<table>{_TOML_KEY})[ \t]*\]"
    rf"|(?P<key>{_TOML_KEY})[ \t]*=)",
    re.MULTILINE,
)


class Node(NamedTuple):
    """A value at a place (line and column from 1), at offsets [start, end).

    `kind` is text, truth, nothing, list or map. A scalar's `text` is as written (true
    and false for truths); a list has `items`, a map `entries` of key and value.
    """

    kind: str
    line: int
    column: int
    text: str = ""
    items: tuple[Node, ...] = ()
    entries: tuple[tuple[Node, Node], ...] = ()
    start: int = 0
    end: int = 0


_DEEPEST: Final = 100  # libyaml's composer breaks the stack far beyond this


def refuse_depth(text: str) -> None:
    """Raise ValueError where brackets are nested deeper than any rule or setting is."""
    depth = 0
    for found in re.finditer(r"[][{}]", text):
        depth += 1 if found[0] in "[{" else -1
        if depth > _DEEPEST:
            raise ValueError(f"nested more than {_DEEPEST} levels deep")


def read_yaml(text: str, path: str) -> Node:
    """Parse YAML; raise ConfigError with the place of what is wrong."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        refuse_depth(text)
        root = yaml.compose(text, Loader=loader)
    except ValueError as why:
        raise ConfigError(f"not valid YAML: {why}", path=path) from why
    except yaml.MarkedYAMLError as why:
        mark = why.problem_mark or why.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise ConfigError(
            f"not valid YAML: {why.problem or why.context}",
            path=path,
            line=line,
            column=column,
        ) from why
    except yaml.YAMLError as why:
        raise ConfigError(f"not valid YAML: {why}", path=path) from why
    return Node("map", 1, 1) if root is None else from_yaml(root, path)


def from_yaml(root: Any, path: str) -> Node:  # noqa: ANN401 - PyYAML's nodes are untyped
    """Return the tree of what PyYAML composed; raise ConfigError if it is endless."""
    return _from_yaml(root, path, {})


def _from_yaml(node: Any, path: str, known: dict[int, Node | None]) -> Node:  # noqa: ANN401 - PyYAML's nodes are untyped
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if id(node) in known:  # an alias; shared, so that aliases cannot multiply
        seen = known[id(node)]
        if seen is None:
            raise ConfigError(
                "a value that holds itself", path=path, line=line, column=column
            )
        return seen
    known[id(node)] = None
    made = _convert_yaml(node, line, column, path, known)._replace(
        start=node.start_mark.index, end=node.end_mark.index
    )
    known[id(node)] = made
    return made


def _convert_yaml(
    node: Any,  # noqa: ANN401 - PyYAML's nodes are untyped
    line: int,
    column: int,
    path: str,
    known: dict[int, Node | None],
) -> Node:
    if isinstance(node.value, str):
        kind = _YAML_KINDS.get(node.tag, "text")
        text = node.value
        if kind == "truth":
            text = "true" if text.lower() in _YAML_TRUE else "false"
        return Node(kind, line, column, text)
    if node.id == "sequence":
        items = tuple(_from_yaml(each, path, known) for each in node.value)
        return Node("list", line, column, items=items)
    entries = tuple(
        (_from_yaml(key, path, known), _from_yaml(value, path, known))
        for key, value in node.value
    )
    return Node("map", line, column, entries=entries)


def read_toml(text: str, path: str, table: tuple[str, ...]) -> Node | None:
    """Parse TOML and return one of its tables; None where it has no such table."""
    import tomllib

    try:
        value: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        message = str(why)
        found = _TOML_PLACE.search(message)
        line, column = (int(part or 0) for part in found.groups()) if found else (0, 0)
        message = _TOML_PLACE.sub("", message).strip()
        raise ConfigError(
            f"not valid TOML: {message}", path=path, line=line, column=column
        ) from why
    for name in table:
        value = value.get(name)
        if not isinstance(value, dict):
            return None
    return _TomlPlaces(text).node(value, table, 0)


class _TomlPlaces:
    """Find again where a TOML file says what the parser read.

    `tomllib` keeps no places. Tables and keys are found by their lines, values by
    looking for their text behind their key; what is not found gets its parent's place.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._keys = _toml_keys(text)

    def node(self, value: Any, path: tuple[str, ...], near: int) -> Node:  # noqa: ANN401 - whatever TOML holds
        """Build the node of a value; `near` is the offset of its parent."""
        offset = self._keys.get(path, near)
        line, column = self._place(offset)
        if isinstance(value, dict):
            entries = tuple(self._entry(key, value, path, offset) for key in value)
            return Node("map", line, column, entries=entries)
        if isinstance(value, list):
            items = tuple(
                self.node(each, (*path, str(index)), offset)
                for index, each in enumerate(value)
            )
            return Node("list", line, column, items=items)
        if isinstance(value, bool):
            return Node("truth", line, column, str(value).lower())
        start, end = self._quoted(str(value), offset)
        node = Node("text", *self._place(start), str(value))
        return node._replace(start=start, end=end)

    def _entry(
        self, key: str, table: Mapping[str, Any], path: tuple[str, ...], near: int
    ) -> tuple[Node, Node]:
        inner = (*path, key)
        offset = self._keys.get(inner)
        if offset is None:  # in an inline table
            found = re.compile(rf"\b{re.escape(key)}\b").search(self._text, near)
            offset = found.start() if found else near
        name = Node("text", *self._place(offset), key)
        return name, self.node(table[key], inner, offset)

    def _quoted(self, text: str, near: int) -> tuple[int, int]:
        found = re.compile(rf"""["']?{re.escape(text)}""").search(self._text, near)
        return found.span() if found else (near, near)

    def _place(self, offset: int) -> tuple[int, int]:
        before = self._text[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")


def _toml_keys(text: str) -> dict[tuple[str, ...], int]:
    """Return the offset of each table and key, by path; the first of each counts."""
    keys: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for found in _TOML_LINE.finditer(text):
        name = found["table"] or found["key"]
        parts = tuple(part.strip("\"'") for part in re.findall(_TOML_WORD, name))
        if found["table"] is None:
            keys.setdefault((*table, *parts), found.start("key"))
            continue
        table = parts
        if found["open"] == "[[":
            counts[parts] = counts.get(parts, -1) + 1
            table = (*parts, str(counts[parts]))
        keys.setdefault(parts, found.start("table"))
        keys.setdefault(table, found.start("table"))
    return keys
