"""Whoever silences everything hears of nothing but suppressions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linting import UNHURRIED, lint, others, own, quiet

from healthlint.readers import format_of

CORPUS = Path(__file__).parent.parent / "corpus" / "promotional"
PAGES = sorted(each for each in CORPUS.iterdir() if each.suffix != ".yaml")
CALL = "healthlint: disable-file all -- a page of quotations"
CLAIMS = st.sampled_from(
    [
        "Our tea cures arthritis.",
        "No side effects!",
        "Clinically proven (R).",
        "It boosts your immune system.",
        "Nine out of ten doctors recommend it.",
        "Good tea.",
        "# Cures cancer",
        "- melts belly fat",
        "![relieves pain](x.png)",
    ]
)


def around(text, format):
    marks = {
        "markdown": "<!-- {} -->\n\n{}",
        "html": "<!-- {} -->\n{}",
        "mdx": "{{/* {} */}}\n\n{}",
    }
    if format == "markdown" and text.startswith("---"):
        return text.replace("---\n", f"---\n# {CALL}\n", 1)
    return marks[format].format(CALL, text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_all_of_a_page_can_be_silenced(page):
    text = page.read_text("utf-8")
    known = format_of(page.name)
    kind = "markdown" if known in {None, "text"} else known
    report = lint(around(text, kind), kind)
    assert others(lint(text, kind))
    assert (others(report), own(report)) == ([], [])


@settings(UNHURRIED, max_examples=80)
@given(st.lists(CLAIMS, max_size=6), st.sampled_from(["markdown", "mdx", "html"]))
def test_all_of_any_text_can_be_silenced(claims, format):
    text = "\n\n".join(claims)
    report = lint(around(text, format), format)
    assert others(report) == []
    assert set(own(report)) <= {("HL901", "all")}
    assert sorted(quiet(report)) == sorted(others(lint(text, format)))


@settings(UNHURRIED, max_examples=60)
@given(st.lists(CLAIMS, min_size=1, max_size=6))
def test_a_comment_before_each_block_silences_each_block(claims):
    text = "\n\n".join(
        f"<!-- healthlint: disable-next all -- x -->\n\n{each}" for each in claims
    )
    report = lint(text)
    assert others(report) == []


@settings(UNHURRIED, max_examples=60)
@given(
    st.lists(CLAIMS, min_size=1, max_size=5),
    st.text("<>!-/*{}# \n:,healthlintdisab", max_size=40),
)
def test_no_comment_breaks_the_run(claims, noise):
    text = "\n\n".join([*claims, f"<!-- healthlint: {noise} -->", *claims])
    report = lint(text)
    for each in report.diagnostics:
        assert each.match == text[each.span.start : each.span.end]
