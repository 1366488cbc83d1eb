"""What holds for every text in every format."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading import check, read, words

from healthlint import readers
from healthlint.errors import ReadError
from healthlint.readers import FORMATS
from healthlint.source import Source

ANY = st.text(max_size=200)
MARKS = st.lists(
    st.sampled_from(
        [
            *("\n", "\n\n", "\r\n", "\r", "  \n", "\t", " ", "    ", "\xa0", "\ufeff"),
            *("tea", "cures", "pain", "é", "😀", "x\u0301", "cu\xadres", "\u2028", "ﬁ"),
            *(
                "# ",
                "- ",
                "1. ",
                "> ",
                "| a | b |\n|---|---|\n",
                "|",
                "===",
                "---",
                "+++",
            ),
            *("*", "**", "_", "`", "```", "~~", "[", "]", "(", ")", "![", "](", "[^1]"),
            *(
                "[^1]: ",
                "[a]: ",
                "\\",
                "&amp;",
                "&",
                "&#32;",
                "&shy;",
                ";",
                ":::",
                "{:",
            ),
            *(
                "<b>",
                "</b>",
                "<p>",
                "</p>",
                "<br>",
                "<sup>",
                "</sup>",
                "<code>",
                "<!--",
            ),
            *(
                "-->",
                "<script>",
                "</script>",
                "<pre>",
                "</pre>",
                "<td>",
                "<li>",
                "<svg>",
            ),
            *(
                "<a href='x'>",
                "</a>",
                "<p title='",
                "'",
                '"',
                ">",
                "<",
                "=",
                "/>",
                "<q>",
            ),
            *(
                "{{",
                "}}",
                "{%",
                "%}",
                "{",
                "}",
                "{/*",
                "*/}",
                "http://a.b",
                "www.a",
                "@",
            ),
            *(
                "---\ntitle: ",
                "\n---\n",
                "+++\na = ",
                "\n+++\n",
                "import a",
                "• ",
                "12",
            ),
            *(
                "<script type=application/ld+json>",
                '{"a": "b c',
                "\\u00e9",
                "<Tea>",
                "$",
            ),
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("format", FORMATS)
@given(text=ANY | MARKS)
def test_segments_lead_back(format, text):
    source = Source("x", text, format)
    check(source, readers.read(source))


@pytest.mark.parametrize("format", FORMATS)
@given(data=st.binary(max_size=200))
def test_bytes_are_read_or_refused(format, data):
    try:
        source = Source.from_bytes("x", data, format)
    except ReadError:
        return
    check(source, readers.read(source))


@pytest.mark.parametrize("format", FORMATS)
@given(text=MARKS)
def test_line_ends_do_not_change_the_words(format, text):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert words(plain.replace("\n", "\r\n"), format) == words(plain, format)


@given(text=st.text(st.characters(codec="utf-8"), max_size=50))
def test_plain_text_loses_no_letter(text):
    shown = "".join(words(text, "text"))
    bare = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in shown if letter.isalpha()] == bare


# What may go on until the end of the document, whatever is added.
OPEN_ENDED = ("<script", "<!--", "<pre", "```", "---\n", "+++", "'", '"')


@given(text=MARKS, after=st.sampled_from(["Tea helps.", "It works"]))
@pytest.mark.parametrize("format", ["markdown", "text"])
def test_a_paragraph_more_moves_nothing(format, text, after):
    assume(not any(opening in text for opening in OPEN_ENDED))
    before = read(f"{text}\n\nEnd.\n", format).segments
    longer = read(f"{text}\n\nEnd.\n\n{after}\n", format).segments
    runs = [each.runs for each in before]
    assert [each.runs for each in longer][: len(runs)] == runs


def test_formats_go_by_extension():
    found = {
        name: readers.format_of(name)
        for name in ("a.md", "b/c.MARKDOWN", "d.mdx", "e.HTM", "f.xhtml", "g.txt", "h")
    }
    assert found == {
        "a.md": "markdown",
        "b/c.MARKDOWN": "markdown",
        "d.mdx": "mdx",
        "e.HTM": "html",
        "f.xhtml": "html",
        "g.txt": "text",
        "h": None,
    }
    assert readers.format_of("page.docx.zip") is None


def test_an_unknown_format_is_refused():
    with pytest.raises(
        ReadError, match="x: no reader for the format 'tex'; known: html"
    ):
        read("a", "tex")


def test_libraries_are_imported_when_needed():
    code = (
        "import sys; from healthlint import readers;"
        "from healthlint.source import Source;"
        "readers.read(Source('x', 'Tea.', 'text'));"
        "print({'yaml', 'pyromark', 'json'} & sys.modules.keys());"
        "readers.read(Source('x', '# Tea', 'markdown'));"
        "print({'yaml', 'pyromark', 'json'} & sys.modules.keys())"
    )
    run = [sys.executable, "-c", code]
    shown = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines() == ["set()", "{'pyromark'}"]
