"""Disguised words are read as people see them, and reported where they stand."""

from __future__ import annotations

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

LINTER = Linter(load_ruleset(), Settings())

DISGUISED = [
    (
        "zero-width-space",
        "Our tea cu\u200bres arthritis.",
        "text",
        "cu\u200bres arthritis",
    ),
    ("soft-hyphen", "Our tea cures arth\xadritis.", "text", "cures arth\xadritis"),
    (
        "cyrillic",
        "Our tea \u0441ur\u0435s arthritis.",
        "text",
        "\u0441ur\u0435s arthritis",
    ),
    ("full-width", "Our tea ｃｕｒｅｓ arthritis.", "text", "ｃｕｒｅｓ arthritis"),
    ("mathematical", "Our tea 𝐜𝐮𝐫𝐞𝐬 arthritis.", "text", "𝐜𝐮𝐫𝐞𝐬 arthritis"),
    ("dotted", "Our tea c.u.r.e.s arthritis.", "text", "c.u.r.e.s arthritis"),
    ("hyphened", "Our tea c-u-r-e-s arthritis.", "text", "c-u-r-e-s arthritis"),
    ("emoji", "Our tea cures 💊 arthritis.", "text", "cures 💊 arthritis"),
    ("no-break-space", "Our tea cures\xa0arthritis.", "text", "cures\xa0arthritis"),
    ("ligature", "Our tea is for ﬁbromyalgia relief.", "text", "ﬁbromyalgia relief"),
    (
        "markup",
        "<p>Our tea cu<b>res</b> arthritis.</p>",
        "html",
        "cu<b>res</b> arthritis",
    ),
    ("emphasis", "Our tea cu**res** arthritis.", "markdown", "cu**res** arthritis"),
    ("entity", "<p>Our tea &#99;ures arthritis.</p>", "html", "&#99;ures arthritis"),
    ("hashtag", "Our tea #cancercure", "text", "cancercure"),
    ("capitals", "OUR TEA CURES ARTHRITIS.", "text", "CURES ARTHRITIS"),
]


@pytest.mark.parametrize(
    ("text", "format", "match"),
    [row[1:] for row in DISGUISED],
    ids=[row[0] for row in DISGUISED],
)
def test_disguises_do_not_help(text: str, format: str, match: str) -> None:
    report = LINTER.lint(Source("copy", text, format))
    assert [each.match for each in report.diagnostics] == [match]
    start, end = report.diagnostics[0].span
    assert text[start:end] == match
