"""Lint the corpus: clean sentences stay silent, flagged ones are flagged."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from healthlint.config import Settings
from healthlint.diagnostic import Diagnostic, Severity
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

CORPUS = Path(__file__).parent
RULESET = load_ruleset()


def rows(name: str) -> list[dict[str, Any]]:
    """Return the sentences of one file."""
    loaded: list[dict[str, Any]] = yaml.safe_load(
        (CORPUS / f"{name}.yaml").read_text("utf-8")
    )
    return loaded


@cache
def linter(market: str, product: str | None) -> Linter:
    """Return a linter; a market that has no file yet is judged as the US."""
    known = market if market in RULESET.markets else "us"
    return Linter(RULESET, Settings(markets=(known,), product=product))


def loud(row: dict[str, Any], product: str | None) -> list[Diagnostic]:
    """Return the errors and warnings in a sentence that is a file of its own."""
    report = linter(row.get("market", "us"), product).lint(
        Source("copy.txt", row["text"])
    )
    return [each for each in report.diagnostics if each.severity >= Severity.warning]


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in rows("clean")}))
def test_no_error_or_warning_on_clean_sentences(kind: str) -> None:
    alarms = {
        row["text"]: [f"{each.code} {each.match}" for each in found]
        for row in rows("clean")
        if row["kind"] == kind and (found := loud(row, row.get("product")))
    }
    assert alarms == {}


@pytest.mark.parametrize("why", sorted({row["why"] for row in rows("flagged")}))
def test_what_must_be_flagged_is(why: str) -> None:
    missed = [
        row["text"]
        for row in rows("flagged")
        if row["why"] == why and not loud(row, row.get("product", "supplement"))
    ]
    assert missed == []


def touched(row: dict[str, Any]) -> list[Diagnostic]:
    """Return what is loud on the words that matter in a flagged sentence."""
    start = row["text"].index(row["span"])
    end = start + len(row["span"])
    return [
        each
        for each in loud(row, row.get("product", "supplement"))
        if each.span.start < end and each.span.end > start
    ]


@pytest.mark.parametrize("why", sorted({row["why"] for row in rows("flagged")}))
def test_what_is_flagged_is_the_words_that_matter(why: str) -> None:
    missed = {
        row["text"]: [(each.category, each.match) for each in touched(row)]
        for row in rows("flagged")
        if row["why"] == why
        and not any(
            {each.category, *each.also} & set(row["categories"])
            for each in touched(row)
        )
    }
    assert missed == {}


def test_every_match_is_its_slice_of_the_source() -> None:
    for row in rows("flagged"):
        for each in loud(row, "supplement"):
            start, end = each.span
            assert row["text"][start:end] == each.match


def test_what_is_out_of_reach_is_still_there() -> None:
    reached = [
        row["text"]
        for row in rows("out-of-reach")
        if loud(row, row.get("product", "supplement"))
    ]
    assert reached == [], "move these to flagged.yaml"
