"""Documents on numbers and contradictions, and look-alikes of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source
from healthlint.testing import unmarked

ROWS = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text("utf-8"))
IDS = [row["rule"] for row in ROWS]


def ours():
    """Return the ids of the rules on numbers and on contradictions."""
    return [rule.id for rule in load_ruleset().rules if rule.id.startswith("HL6")]


@cache
def linter():
    return Linter(load_ruleset(), Settings(select=tuple(ours()), copy="promotional"))


def found(text):
    report = linter().lint(Source("page.md", text, "markdown"))
    return report.diagnostics


def test_each_rule_has_a_document():
    assert sorted(IDS) == sorted(ours())


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_marked_words_are_reported_and_no_others(row):
    text, expected = unmarked(row["document"])
    seen = [each for each in found(text) if each.code == row["rule"]]
    assert [text[each.span.start : each.span.end] for each in seen] == [
        text[span.start : span.end] for span in expected
    ]
    assert tuple(each.span for each in seen) == expected


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_nothing_is_reported_in_the_look_alike(row):
    seen = [f"{each.code} {each.match}" for each in found(row["look-alike"])]
    assert seen == []


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_messages_are_whole(row):
    text, _ = unmarked(row["document"])
    assert not any("{" in each.message for each in found(text))


def test_a_contradiction_names_both_places():
    text = "# Drops\n\nNo side effects.\n\nSide effects include nausea.\n"
    (only,) = found(text)
    (other,) = only.related
    assert (only.match, only.text) == ("No side effects", "No side effects")
    assert text[other.span.start : other.span.end] == "Side effects include nausea"
    assert (other.line, other.column) == (5, 1)
    assert "Side effects include nausea" in only.message


def test_each_document_has_its_own_denial():
    for denial in ("Side effects include nausea", "Side effects include headaches"):
        (only,) = found(f"No side effects.\n\n{denial}.\n")
        assert denial in only.message


def test_a_group_named_before_is_a_related_place():
    text = "A test with 14 children ended. After a week, 25% were well.\n"
    (only,) = found(text)
    (other,) = only.related
    assert text[other.span.start : other.span.end] == "14 children"
    assert only.message == "'25%' of 14 people cannot be: 3 are 21 %, 4 are 29 %"
