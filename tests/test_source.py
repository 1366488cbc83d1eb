"""Sources: decoding, and offsets as lines and columns."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.errors import ReadError
from healthlint.source import BOM, Position, Source, Span, is_binary

POSITIONS = [
    pytest.param("ab", 1, (1, 2), id="one line"),
    pytest.param("a\nb", 2, (2, 1), id="after LF"),
    pytest.param("a\r\nb", 3, (2, 1), id="after CRLF"),
    pytest.param("a\rb", 2, (2, 1), id="after a lone CR"),
    pytest.param("a\r\n", 1, (1, 2), id="on CR of CRLF"),
    pytest.param("a\n\r\nb", 4, (3, 1), id="an empty line"),
    pytest.param("a\u2028b", 2, (1, 3), id="U+2028 ends no line"),
    pytest.param("\t\U0001f600x", 2, (1, 3), id="a tab and an emoji count one each"),
    pytest.param("ab", 2, (1, 3), id="the end"),
    pytest.param("a\n", 2, (2, 1), id="the end after a line end"),
    pytest.param("", 0, (1, 1), id="nothing"),
    pytest.param(f"{BOM}ab", 1, (1, 1), id="the mark takes no column"),
    pytest.param(f"{BOM}ab", 0, (1, 1), id="the mark itself"),
    pytest.param(f"{BOM}a\nb", 3, (2, 1), id="the mark counts on the first line only"),
]


@pytest.mark.parametrize(("text", "offset", "expected"), POSITIONS)
def test_position(text, offset, expected):
    assert Source("x", text).position(offset) == Position(*expected)


COLUMNS = [
    pytest.param("a\U0001f600b", 2, 4, 6, id="astral"),
    pytest.param("é x", 1, 2, 3, id="accent"),
    pytest.param("a\nñb", 3, 2, 3, id="second line"),
    pytest.param(f"{BOM}éb", 2, 2, 3, id="after the mark"),
]


@pytest.mark.parametrize(("text", "offset", "utf16", "utf8"), COLUMNS)
def test_columns_in_units(text, offset, utf16, utf8):
    source = Source("x", text)
    assert (source.utf16_column(offset), source.utf8_column(offset)) == (utf16, utf8)


LINES = [
    pytest.param("a\nbc\n", 2, "bc", id="LF"),
    pytest.param("a\r\nbc\r\n", 2, "bc", id="CRLF"),
    pytest.param("a\rbc", 2, "bc", id="CR and the last"),
    pytest.param("a\n\nb", 2, "", id="empty"),
    pytest.param(f"{BOM}ab\n", 1, "ab", id="without the mark"),
    pytest.param(BOM, 1, "", id="the mark alone"),
    pytest.param("a\n", 2, "", id="after the last line end"),
]


@pytest.mark.parametrize(("text", "line", "expected"), LINES)
def test_line_span(text, line, expected):
    start, end = Source("x", text).line_span(line)
    assert text[start:end] == expected


@given(st.text(st.sampled_from("ab\r\n\t\U0001f600é"), max_size=30), st.data())
def test_position_and_offset_go_round(text, data):
    source = Source("x", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.position(offset)
    assert source.line_starts[line - 1] + column - 1 == offset
    assert source.line_starts == sorted(set(source.line_starts))


DECODED = [
    pytest.param("é".encode(), "é", "utf-8", id="UTF-8"),
    pytest.param(codecs.BOM_UTF8 + b"a", f"{BOM}a", "utf-8", id="UTF-8 with its mark"),
    pytest.param("\ufeffé".encode("utf-16-le"), f"{BOM}é", "utf-16-le", id="UTF-16 LE"),
    pytest.param("\ufeffé".encode("utf-16-be"), f"{BOM}é", "utf-16-be", id="UTF-16 BE"),
    pytest.param(b"", "", "utf-8", id="nothing"),
    pytest.param(b"\x1b[1m\r\n\t\f", "\x1b[1m\r\n\t\f", "utf-8", id="text controls"),
]


@pytest.mark.parametrize(("data", "text", "encoding"), DECODED)
def test_decodes(data, text, encoding):
    source = Source.from_bytes("x.md", data, "markdown")
    assert (source.text, source.encoding, source.format) == (text, encoding, "markdown")


REFUSED = [
    pytest.param(b"ab\xffc", "x.md: byte 0xff at byte offset 2", id="not UTF-8"),
    pytest.param(b"ab\xc3", "byte 0xc3 at byte offset 2", id="cut off"),
    pytest.param(codecs.BOM_UTF16_LE + b"a", "not valid UTF-16-LE", id="half a unit"),
    pytest.param(b"%PDF\x00\x01", "x.md: a binary file", id="binary"),
    pytest.param("\ufeffab".encode("utf-32-le"), "a binary file", id="UTF-32 LE"),
    pytest.param("\ufeffab".encode("utf-32-be"), "a binary file", id="UTF-32 BE"),
    pytest.param("ab".encode("utf-16-le"), "a binary file", id="UTF-16 without mark"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_refuses(data, message):
    with pytest.raises(ReadError, match=message):
        Source.from_bytes("x.md", data)


def test_binary_is_told_from_text():
    assert is_binary(b"\x89PNG\r\n\x1a\n")
    assert not is_binary("\ufeffa".encode("utf-16-le"))
    assert not is_binary(b"plain\x0c\r\n")


def test_a_span_is_a_pair():
    assert Span(1, 2) == (1, 2)
