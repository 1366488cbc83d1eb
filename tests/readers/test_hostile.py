"""Files full of traps: each marked stretch is found at its very place."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import check, found_at, read, unmark

from healthlint.readers import format_of
from healthlint.source import Source

FILES = sorted((Path(__file__).parent.parent / "hostile").iterdir())
ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r", "BOM": "\n"}


@pytest.mark.parametrize("form", ENDS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_positions_are_exact(path, form):
    marked = path.read_text(encoding="utf-8").replace("\n", ENDS[form])
    text, expected = unmark(("\ufeff" if form == "BOM" else "") + marked)
    source = Source(path.name, text, format_of(path.name))
    document = read(text, source.format, path.name)
    check(source, document)
    missed = [each for each in expected if not found_at(document, each)]
    assert [each.text for each in missed] == []
    assert len(expected) > 10
    shown = [each.text for each in document.segments if "unseen" in each.text.lower()]
    assert shown == []
