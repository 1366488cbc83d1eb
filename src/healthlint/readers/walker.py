"""Follow the tags of HTML and write what is shown to a flow of blocks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from healthlint.document import Comment
from healthlint.patterns import compiled
from healthlint.readers import elements, entities
from healthlint.readers.prose import BULLETS, Prose
from healthlint.readers.tags import (
    Attribute,
    Piece,
    Token,
    attributes,
    body_of_comment,
    cut,
)
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.readers.flow import Flow

_READABLE = "|".join([*elements.COMPONENT_ATTRIBUTES, "content", "value"])
_WORD_BULLETS = compiled("[\uf0a7\uf0b7\uf0d8\uf0fc]")
_MARKER = r"[\d\s,;–-]*\d[\d\s,;–-]*"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 64  # levels of nesting that are searched for the table around a cell
_JSON_LD = "application/ld+json"


class _Open(NamedTuple):
    """An element that is open: the kind and level that its text has."""

    name: str
    kind: str
    level: int


class Walker:
    """Where we are in the HTML; a Markdown document feeds it bit by bit."""

    def __init__(self, flow: Flow, *, is_xml: bool = False) -> None:
        """Write to `flow`; with `is_xml`, tags may close themselves."""
        self.flow = flow
        self.kind = "paragraph"
        self.level = 0
        self._is_xml = is_xml
        self._around = _Open("", "paragraph", 0)
        self._open: list[_Open] = []
        self._counts: Counter[str] = Counter()
        self._skipped = ""
        self._depth = 0  # of skipped elements of that name
        self._in_pre = False
        self._in_code = False
        self._superscript: tuple[int, int] | None = None
        self._is_json = False
        self._is_inline = False

    @property
    def is_readable(self) -> bool:
        """Tell whether text at this place is read."""
        return not self._skipped and not self._in_code

    def feed(self, text: str, base: int = 0, *, is_inline: bool = False) -> None:
        """Read HTML that stands in the source from `base` on.

        With `is_inline`, it is a tag in running text: components are read through.
        """
        self._is_inline = is_inline
        for piece in cut(text, is_xml=self._is_xml):
            if piece.token is Token.TEXT:
                self.text(text[piece.start : piece.end], base + piece.start)
            elif piece.token is Token.RAW:
                self._raw(text, piece, base)
            elif piece.token is Token.COMMENT:
                self._comment(text, piece, base)
            elif piece.token is Token.END:
                self._end(text, piece, base)
            else:
                self._start(text, piece, base)

    def text(self, text: str, start: int) -> None:
        """Read text with character references."""
        if not self.is_readable:
            return
        if self._in_pre and ("\n" in text or "\r" in text):
            self._lines(text, start)
        elif "&" not in text:
            self.plain(text, start)
        else:
            for piece, begin, end in entities.pieces(text, 0, len(text)):
                if len(piece) == end - begin:
                    self.plain(piece, start + begin)
                else:
                    self.flow.prose.whole(piece, start + begin, start + end)

    def plain(self, text: str, start: int) -> None:
        """Read text that is shown as it is, where text is read."""
        if _WORD_BULLETS.search(text) is not None:
            self._items(text, start)
            return
        if self.flow.prose.after_break and text.lstrip()[:1] in {*BULLETS}:
            self.border()
            text, start = text.lstrip(), start + len(text) - len(text.lstrip())
        if self._superscript is not None:
            text = self._raised(text, self._superscript)
        self.flow.prose.text(text, start)

    def border(self) -> None:
        """End the block at hand."""
        self.flow.close(self.kind, level=self.level)
        self._superscript = None
        if not self._in_pre:
            self._in_code = False

    def line_break(self, start: int, end: int) -> None:
        """Break the line; two breaks end the block."""
        if self.flow.prose.after_break:
            self.border()
        else:
            self.flow.prose.line_break(start, end)

    def forget(self) -> None:
        """Leave all elements but those that hold blocks, as Markdown's blocks do."""
        self._skipped, self._depth = "", 0
        self._in_pre = self._in_code = False
        self._superscript = None
        self.flow.close_link()

    def leave(self) -> None:
        """Leave all elements."""
        self.forget()
        self._open.clear()
        self._counts.clear()
        self.enter(self._around.kind)

    def enter(self, kind: str) -> None:
        """Begin or end what is around the HTML: text has this kind from here on."""
        self._around = _Open("", kind, 0)
        if not self._open:
            self.kind, self.level = kind, 0

    def _start(self, text: str, piece: Piece, base: int) -> None:
        name = piece.name
        is_whole = text[piece.end - 2] == "/" and (
            self._is_xml or name in elements.FOREIGN
        )
        if self._skipped:
            self._depth += name == self._skipped and not is_whole
            return
        if name in elements.SKIPPED:
            if not is_whole:
                self._skipped, self._depth = name, 1
            return
        if self._is_border(text, piece):
            self.border()
            self._nest(name, is_whole=is_whole)
        else:
            self._start_inline(text, piece, base)
        self._is_json = False
        if name == "script" or _may_be_read(text, piece):
            self._attributes(text, piece, base)

    def _start_inline(self, text: str, piece: Piece, base: int) -> None:
        begin, end = base + piece.start, base + piece.end
        if piece.name == "br":
            self.line_break(begin, end)
        elif piece.name == "a":
            for each in attributes(text, piece):
                if each.name == "href":
                    self.flow.open_link(_value(text, each))
        elif piece.name == "sup":
            self._superscript = (begin, end)
        elif piece.name == "q":
            self.flow.prose.builder.add('"', begin, end)
        elif piece.name in elements.CODE:
            self._in_code = True
            self.flow.prose.gap(begin, end)

    def _end(self, text: str, piece: Piece, base: int) -> None:
        name = piece.name
        if self._skipped:
            self._depth -= name == self._skipped
            if not self._depth:
                self._skipped = ""
        elif self._is_border(text, piece):
            self._end_block(name)
        elif name == "a":
            self.flow.close_link()
        elif name == "sup":
            self._superscript = None
        elif name == "q":
            self.flow.prose.builder.add('"', base + piece.start, base + piece.end)
        elif name in elements.CODE:
            self._in_code = False
        elif name == "br":
            self.line_break(base + piece.start, base + piece.end)

    def _is_border(self, text: str, piece: Piece) -> bool:
        if piece.name in elements.BORDERS or piece.name.startswith("mj-"):
            return True
        return not self._is_inline and self._is_component(text, piece)

    def _is_component(self, text: str, piece: Piece) -> bool:
        return self._is_xml and text[piece.start : piece.end].lstrip("</")[0].isupper()

    def _nest(self, name: str, *, is_whole: bool) -> None:
        """Open an element, and close those that it ends."""
        if name == "pre":
            self._in_pre = True
        if name in elements.TABLE_PARTS:
            near = [each.name for each in self._open[-_DEEPEST:]]
            inside = near[::-1].index("table") if "table" in near else 0
            self._pop(inside)
        elif self._open and self._open[-1].name in elements.CLOSED_BY.get(name, ()):
            self._pop(1)
        if name in elements.CONTAINERS and not is_whole:
            kind = elements.KINDS.get(name, self.kind)
            level = elements.LEVELS.get(
                name, 0 if name in elements.KINDS else self.level
            )
            self._open.append(_Open(name, kind, level))
            self.kind, self.level = kind, level
        self._counts[name] += not is_whole

    def _end_block(self, name: str) -> None:
        """End a block element; most end tags without a start have no effect."""
        if name in elements.LEVELS and self.level:
            name = self._open[-1].name
        is_open = self._counts[name] > 0
        if is_open or name == "p" or name in elements.LEVELS:
            self.border()
        if not is_open:
            return
        if name == "pre":
            self._in_pre = self._in_code = False
        if name in elements.CONTAINERS:
            names = [each.name for each in reversed(self._open)]
            self._pop(names.index(name) + 1)
        else:
            self._counts[name] -= 1

    def _pop(self, count: int) -> None:
        for _ in range(count):
            self._counts[self._open.pop().name] -= 1
        last = self._open[-1] if self._open else self._around
        self.kind, self.level = last.kind, last.level

    def _lines(self, text: str, start: int) -> None:
        """Read preformatted text, whose lines are what they are."""
        at = 0
        for found in compiled(r"\r\n|\r|\n").finditer(text):
            if found.start() > at:
                self.text(text[at : found.start()], start + at)
            self.line_break(start + found.start(), start + found.end())
            at = found.end()
        if at < len(text):
            self.text(text[at:], start + at)

    def _items(self, text: str, start: int) -> None:
        """Read a list that was pasted from Word as running text."""
        at = 0
        for found in [*_WORD_BULLETS.finditer(text), None]:
            end = found.start() if found is not None else len(text)
            if at < end:
                self.flow.prose.text(text[at:end], start + at)
            if found is not None:
                self.border()
            at = end

    def _raised(self, text: str, tag: tuple[int, int]) -> str:
        """Keep what is raised out of the word before it."""
        builder = self.flow.prose.builder
        if compiled(_MARKER).fullmatch(text) is not None and builder.last not in {
            "[",
            "(",
        }:
            return text.translate(_SUPERSCRIPTS)
        if text[0].isalpha() and builder.last.isalpha():
            builder.add(" ", *tag)
        return text

    def _raw(self, text: str, piece: Piece, base: int) -> None:
        if self._is_json and not self._skipped:
            from healthlint.readers.linked_data import read_linked_data

            content = text[piece.start : piece.end]
            read_linked_data(content, base + piece.start, self.flow)

    def _comment(self, text: str, piece: Piece, base: int) -> None:
        start, end = body_of_comment(text, piece)
        self.flow.comments.append(Comment(text[start:end], base + start, base + end))

    def _attributes(self, text: str, piece: Piece, base: int) -> None:
        found = {each.name: each for each in attributes(text, piece)}
        values = {name: _value(text, each) for name, each in found.items()}
        kind = values.get("type", "").lower()
        if piece.name == "script":
            self._is_json = kind.partition(";")[0].strip() == _JSON_LD
        elif piece.name == "meta":
            name = values.get("name") or values.get("property") or ""
            last = re.split("[:.]", name.strip().lower())[-1]
            if last in elements.META and "content" in found:
                self._aside(text, found["content"], base, ("meta", name.strip()))
        elif piece.name not in elements.UNREAD:
            readable = elements.ATTRIBUTES
            if self._is_component(text, piece):
                readable = elements.COMPONENT_ATTRIBUTES
            elif piece.name == "input" and kind in elements.BUTTONS:
                readable = readable | {"value": "attribute"}
            for name, each in found.items():
                if name in readable:
                    self._aside(text, each, base, (readable[name], name))

    def _aside(
        self, text: str, value: Attribute, base: int, kind_and_label: tuple[str, str]
    ) -> None:
        prose = Prose()
        for piece, begin, end in entities.pieces(
            text, value.start, value.end, in_attribute=True
        ):
            if len(piece) == end - begin:
                prose.text(piece, base + begin)
            else:
                prose.whole(piece, base + begin, base + end)
        self.flow.aside(prose, *kind_and_label)


def _may_be_read(text: str, piece: Piece) -> bool:
    """Tell quickly whether a tag may have an attribute that is read."""
    readable = compiled(_READABLE, re.IGNORECASE)
    return readable.search(text, piece.end_of_name, piece.end) is not None


def _value(text: str, attribute: Attribute) -> str:
    return entities.decode(text[attribute.start : attribute.end], in_attribute=True)
