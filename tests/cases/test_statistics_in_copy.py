"""Statistics as copy gives them, each with the rule that reports it or none."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "statistics.yaml").read_text("utf-8")
)

OTHERS = ("HL406",)
"""Rules of other families that are about figures: surveys of nobody knows whom."""


@cache
def linter() -> Linter:
    ours = tuple(
        rule.id
        for rule in load_ruleset().rules
        if "HL600" <= rule.id < "HL650" or rule.id in OTHERS
    )
    return Linter(load_ruleset(), Settings(select=ours, copy="promotional"))


def verdict(text: str) -> str:
    report = linter().lint(Source("page.md", text, "markdown"))
    return " ".join(sorted({each.code for each in report.diagnostics})) or "-"


def test_the_table_is_long() -> None:
    assert sum(map(len, TABLE.values())) >= 120


@pytest.mark.parametrize("group", TABLE)
def test_each_statistic_has_its_verdict(group: str) -> None:
    wrong = [
        f"{text!r}: {given} (not {expected})"
        for text, expected in TABLE[group].items()
        if (given := verdict(text)) != expected
    ]
    assert wrong == []
