"""Read YAML with places: every complaint points at the character it is about.

A file keeps on being read after something wrong, so that all of it is told at once:
readers return None (or leave out) what they had to refuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml

from healthlint.errors import RulesetError, did_you_mean
from healthlint.marked import refuse_depth
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Node = yaml.Node

_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
_DATE: Final = compiled(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_ESCAPE: Final = compiled(r"\\(?:x..|u.{4}|U.{8}|[^\n])")
KEBAB: Final = compiled(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CollectedRulesetError(RulesetError):
    """All that is wrong with a ruleset; `errors` are sorted by place."""

    def __init__(self, errors: Collection[RulesetError]) -> None:
        """Take the place of the first for our own."""
        self.errors = tuple(
            sorted(errors, key=lambda each: (each.path, each.line, each.column))
        )
        first = self.errors[0]
        message = "\n".join([first.message, *map(str, self.errors[1:])])
        super().__init__(message, path=first.path, line=first.line, column=first.column)

    def __reduce__(self) -> tuple[object, ...]:
        """Cross process borders whole."""
        return CollectedRulesetError, (self.errors,)


class YamlFile:
    """One YAML file being read, and what is wrong with it."""

    def __init__(self, path: str, text: str) -> None:
        """Keep the text: places inside scalars are found in it."""
        self.path = path
        self.text = text.removeprefix("\ufeff")  # which takes no column
        self.errors: list[RulesetError] = []

    def root(self) -> Node | None:
        """Parse the file; None where it is empty or no YAML."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            refuse_depth(self.text)
            root: Node | None = yaml.compose(self.text, Loader=loader)
        except ValueError as why:
            self._add(f"not valid YAML: {why}", 1, 1)
        except yaml.MarkedYAMLError as why:
            mark = why.problem_mark or why.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            self._add(f"not valid YAML: {why.problem or why.context}", line, column)
        except yaml.YAMLError as why:
            self._add(f"not valid YAML: {' '.join(str(why).split())}", 1, 1)
        else:
            return root
        return None

    def reject(self, node: Node, message: str, *, offset: int | None = None) -> None:
        """Say what is wrong at a node, `offset` code points into a scalar's value."""
        self._add(message, *self.place(node, offset))

    def reject_line(self, line: int, message: str) -> None:
        """Say what is wrong somewhere in a line (from 1)."""
        self._add(message, line, 0)

    def place(self, node: Node, offset: int | None = None) -> tuple[int, int]:
        """Return line and column (from 1) of a node or a point inside its value."""
        start = node.start_mark
        if not isinstance(node, yaml.ScalarNode) or offset is None:
            return start.line + 1, start.column + 1
        at = self._offset(node, offset)
        begin = self.text.rfind("\n", 0, at) + 1
        return self.text.count("\n", 0, at) + 1, at - begin + 1

    def mapping(
        self, node: Node, known: Collection[str] | None, what: str
    ) -> dict[str, Node]:
        """Return a mapping's values by key; `known` are the keys that it may have."""
        if not isinstance(node, yaml.MappingNode):
            self.reject(node, f"{what} must be a mapping of keys to values")
            return {}
        values: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if known is not None and name not in known:
                hint = did_you_mean(name, known)
                self.reject(key, f"{what} has no key '{name}'{hint}")
            elif name in values:
                self.reject(key, f"the key '{name}' stands here twice")
            else:
                values[name] = value
        return values

    def keys(self, node: Node) -> Mapping[str, Node]:
        """Return the nodes of a mapping's keys, by key."""
        if not isinstance(node, yaml.MappingNode):
            return {}
        return {key.value: key for key, _ in node.value if self.is_scalar(key)}

    def is_scalar(self, node: Node) -> bool:
        """Tell whether a node holds text, a number, a truth or a date."""
        return isinstance(node, yaml.ScalarNode)

    def pairs(self, node: Node) -> Mapping[str, Node]:
        """Return a mapping's values by key, whatever the keys; nothing is refused."""
        if not isinstance(node, yaml.MappingNode):
            return {}
        return {key.value: value for key, value in node.value if self.is_scalar(key)}

    def children(self, node: Node) -> list[Node]:
        """Return the scalars of a list, or a scalar alone; nothing is refused."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return [each for each in nodes if isinstance(each, yaml.ScalarNode)]

    def items(self, node: Node, what: str) -> list[Node]:
        """Return the items of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.reject(node, f"{what} must be a list")
        return []

    def string(self, node: Node | None, what: str) -> str | None:
        """Return a scalar as written, without outer white space."""
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.reject(node, f"{what} must be text{_braces_hint(node)}")
        elif not node.value.strip():
            self.reject(node, f"{what} is empty")
        else:
            return str(node.value).strip()
        return None

    def strings(self, node: Node | None, what: str) -> Iterator[tuple[Node, str]]:
        """Yield the texts of a list, each with its node."""
        for item in self.items(node, what) if node is not None else ():
            text = self.string(item, f"an entry of {what}")
            if text is not None:
                yield item, text

    def one_of(
        self, node: Node | None, known: Collection[str], what: str
    ) -> str | None:
        """Return a word of a closed set."""
        word = self.string(node, what)
        if node is None or word is None or word in known:
            return word
        self.unknown(node, word, known, what)
        return None

    def some_of(
        self, node: Node | None, known: Collection[str] | None, what: str
    ) -> tuple[str, ...]:
        """Return words of a closed set: a list, or one word alone."""
        if node is None:
            return ()
        if isinstance(node, yaml.ScalarNode):
            pairs = [(node, self.string(node, what))]
        else:
            pairs = list(self.strings(node, what))  # type: ignore[arg-type]
        found: list[str] = []
        for item, word in pairs:
            if word is None:
                continue
            if known is not None and word not in known:
                self.unknown(item, word, known, what)
            elif word in found:
                self.reject(item, f"'{word}' stands twice in {what}")
            else:
                found.append(word)
        return tuple(found)

    def unknown(self, node: Node, word: str, known: Collection[str], what: str) -> None:
        """Refuse a word outside a closed set, with the nearest of it."""
        hint = did_you_mean(word, known)
        if not hint and 0 < len(known) <= 14:  # noqa: PLR2004  # few enough to print
            hint = f"; known: {', '.join(known)}"
        self.reject(node, f"unknown {what} '{word}'{hint}")

    def truth(self, node: Node | None, what: str) -> bool | None:
        """Return true or false."""
        word = self.string(node, what)
        if node is None or word is None:
            return None
        if word.lower() not in _TRUTHS:
            self.reject(node, f"{what} must be true or false")
        return _TRUTHS.get(word.lower())

    def date(self, node: Node | None, what: str) -> str | None:
        """Return an ISO date."""
        word = self.string(node, what)
        if node is not None and word is not None and not _DATE.fullmatch(word):
            self.reject(node, f"{what} must be a date such as 2026-11-22")
            return None
        return word

    def kebab(self, node: Node | None, what: str) -> str | None:
        """Return a name in lower case with hyphens."""
        word = self.string(node, what)
        if node is not None and word is not None and not KEBAB.fullmatch(word):
            self.reject(node, f"{what} '{word}' must be lower case words and hyphens")
            return None
        return word

    def plain(self, node: Node) -> object:
        """Return any value as plain data, for keys that a check reads by itself."""
        loader = yaml.SafeLoader("")
        try:
            return loader.construct_document(node)
        except (yaml.YAMLError, ValueError) as why:
            self.reject(node, f"cannot be read: {' '.join(str(why).split())}")
            return None

    def _add(self, message: str, line: int, column: int) -> None:
        self.errors.append(
            RulesetError(message, path=self.path, line=line, column=column)
        )

    def _offset(self, node: yaml.ScalarNode, offset: int) -> int:
        """Find a point of a scalar's value in the file.

        Each character of the value is the next equal one of the file, or an escape:
        what YAML adds are quotes, indentation and line ends that became spaces.
        """
        at, end = node.start_mark.index, node.end_mark.index
        for character in node.value[:offset]:
            at = self._after(character, at, end, node.style)
        following = node.value[offset : offset + 1]
        if following and not following.isspace():
            found = self.text.find(following, at, end)
            at = found if found >= 0 else at
        return min(at, end)

    def _after(self, character: str, at: int, end: int, style: str | None) -> int:
        wanted = " \n" if character.isspace() else character
        while at < end and self.text[at] not in wanted:
            escape = _ESCAPE.match(self.text, at) if style == '"' else None
            if escape:
                return escape.end()
            at += 1
        return at + 1


def _braces_hint(node: Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "; quote text that starts with '{' or holds ': '"
    return "; quote text that starts with '['"
