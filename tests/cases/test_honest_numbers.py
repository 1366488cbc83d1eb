"""Honest figures, in which no rule on sums and products may see a slip."""

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

TABLE: Mapping[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "honest.yaml").read_text("utf-8")
)


@cache
def linter() -> Linter:
    ours = tuple(
        rule.id
        for rule in load_ruleset().rules
        if rule.id == "HL520" or "HL600" <= rule.id < "HL614"
    )
    return Linter(load_ruleset(), Settings(select=ours, copy="promotional"))


def found(text: str) -> str:
    """Return what is reported; a check that breaks down is reported too."""
    report = linter().lint(Source("page.md", text, "markdown"))
    assert report.error is None, text
    return " ".join(f"{each.code} {each.match!r}" for each in report.diagnostics)


@pytest.mark.parametrize("group", TABLE)
def test_nothing_is_reported_in_honest_figures(group: str) -> None:
    wrong = [f"{text!r}: {codes}" for text in TABLE[group] if (codes := found(text))]
    assert not wrong, "\n".join(wrong)
