"""A decoded input and the one place where offsets become lines and columns.

Offsets are code points of the decoded text, from 0. The text keeps its byte order mark,
CRLF and lone CR as they are, so offsets agree with any program that decodes the file in
the same way. A line ends at LF, CRLF or a lone CR. Lines and columns count from 1; the
byte order mark takes no column, since no editor shows it.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from functools import cached_property

from healthlint.errors import ReadError
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

BOM = "\ufeff"
_LINE_END = compiled(r"\r\n|\r|\n")
_CONTROLS_OF_BINARY = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SNIFFED = 8192  # bytes read to tell a binary file, as git does


class Span(NamedTuple):
    """A half-open range of source offsets, in code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: line and column from 1, the column in code points."""

    line: int
    column: int


class Place(NamedTuple):
    """A place in a file of the user's own: line and column from 1, its offsets."""

    path: str
    line: int
    column: int
    start: int = 0
    end: int = 0


class Source:
    """One input: its name as given, its decoded text, its format and encoding."""

    def __init__(
        self, name: str, text: str, format: str = "text", encoding: str = "utf-8"
    ) -> None:
        """`format` is the name of a reader, `encoding` that of the bytes read."""
        self.name = name
        self.text = text
        self.format = format
        self.encoding = encoding

    @classmethod
    def from_bytes(cls, name: str, data: bytes, format: str = "text") -> Source:
        """Decode UTF-8, or UTF-16 that starts with its mark; raise ReadError."""
        text, encoding = _decode(name, data)
        return cls(name, text, format, encoding)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; the first is 0."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes read: strict decoding can be undone."""
        from hashlib import sha256

        data = self.text.encode(self.encoding, "surrogatepass")
        return sha256(data).hexdigest()

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset between 0 and the text's length."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self._line_origin(line, offset) + 1)

    def utf16_column(self, offset: int) -> int:
        """Return the column from 1 in UTF-16 code units, as language servers count."""
        line = bisect_right(self.line_starts, offset)
        before = self.text[self._line_origin(line, offset) : offset]
        return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1

    def utf8_column(self, offset: int) -> int:
        """Return the column from 1 in UTF-8 bytes."""
        line = bisect_right(self.line_starts, offset)
        before = self.text[self._line_origin(line, offset) : offset]
        return len(before.encode("utf-8", "surrogatepass")) + 1

    def line_span(self, line: int) -> Span:
        """Return where a line (from 1) stands, without its end and byte order mark."""
        start = self.line_starts[line - 1]
        following = self.line_starts[line : line + 1]
        end = following[0] if following else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(min(self._line_origin(line, end), end), end)

    def _line_origin(self, line: int, offset: int) -> int:
        start = self.line_starts[line - 1]
        hidden = line == 1 and offset > 0 and self.text.startswith(BOM)
        return start + 1 if hidden else start


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: control characters and no UTF-16 mark."""
    is_utf32 = data.startswith(codecs.BOM_UTF32_LE)  # starts as UTF-16 does
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not is_utf32:
        return False
    start = data[:_SNIFFED]
    return len(start.translate(None, _CONTROLS_OF_BINARY)) < len(start)


def _decode(name: str, data: bytes) -> tuple[str, str]:
    if is_binary(data):
        raise ReadError(f"{name}: a binary file; expected text in UTF-8 or UTF-16")
    if data.startswith(codecs.BOM_UTF16_LE):
        encoding = "utf-16-le"
    elif data.startswith(codecs.BOM_UTF16_BE):
        encoding = "utf-16-be"
    else:
        encoding = "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as why:
        seen = data[why.start : why.start + 1].hex()
        raise ReadError(
            f"{name}: byte 0x{seen} at byte offset {why.start} is not valid "
            f"{encoding.upper()}; save the file as UTF-8"
        ) from why
