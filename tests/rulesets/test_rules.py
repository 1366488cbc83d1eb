"""What each rule of ours has to have: enough examples, advice that passes, a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from healthlint.rule import Rule

RULESET = load_ruleset()
OURS = [rule for rule in RULESET.rules if not rule.market]
FEWEST = 3
SHORTEST_WHY = 8  # words


def ids(rule: Rule) -> str:
    return rule.name


@pytest.mark.parametrize("rule", OURS, ids=ids)
def test_a_rule_has_enough_examples(rule: Rule) -> None:
    assert len(rule.examples_flag) >= FEWEST
    assert len(rule.examples_pass) >= FEWEST


@pytest.mark.parametrize("rule", OURS, ids=ids)
def test_a_rule_says_why(rule: Rule) -> None:
    assert len(rule.why.split()) >= SHORTEST_WHY


def cited(text: str) -> Source:
    """Return advice as it stands in copy: with the reference that results need."""
    return Source("copy.txt", f"{text} (Roe et al., 2024)")


def test_what_is_suggested_would_itself_pass() -> None:
    linter = Linter(RULESET, Settings(copy="promotional"))
    objected = {
        (rule.id, text): [f"{each.code} {each.match}" for each in found]
        for rule in OURS
        for text in rule.suggest
        if (
            found := [
                each
                for each in linter.lint(cited(text)).diagnostics
                if each.severity.name != "note"
            ]
        )
    }
    assert objected == {}
