"""Lint whole pages with sound and unsound references, in each format.

`references/expected.yaml` says what is reported of each page, as id and words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
import yaml

from healthlint.config import Settings
from healthlint.diagnostic import Severity
from healthlint.linter import Linter
from healthlint.readers import format_of
from healthlint.rules import load_ruleset
from healthlint.source import Source

HOME: Final = Path(__file__).parent / "references"
EXPECTED: Final[dict[str, list[str]]] = yaml.safe_load(
    (HOME / "expected.yaml").read_text("utf-8")
)
SOUND: Final = sorted(name for name, wanted in EXPECTED.items() if not wanted)
RULESET: Final = load_ruleset()
COPY: Final = Settings(copy="promotional", as_of="2026-11-26")


def page(name: str) -> Source:
    """Return a page in the format that its name tells."""
    text = (HOME / name).read_text("utf-8")
    return Source(name, text, format_of(name) or "text")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_defects_of_references_are_reported_at_their_words(name: str) -> None:
    linter = Linter(RULESET, COPY._replace(select=("citation",)))
    found = linter.lint(page(name)).diagnostics
    assert [f"{each.code} {each.text}" for each in found] == EXPECTED[name]


@pytest.mark.parametrize("name", SOUND)
def test_no_rule_at_all_speaks_up_on_sound_references(name: str) -> None:
    found = Linter(RULESET, COPY).lint(page(name)).diagnostics
    assert [f"{each.code} {each.text}" for each in found] == []


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - set(SOUND)))
def test_texts_to_learn_from_are_told_quietly(name: str) -> None:
    linter = Linter(RULESET, COPY._replace(copy="reference", select=("citation",)))
    found = linter.lint(page(name)).diagnostics
    assert [each.code for each in found if each.severity > Severity.note] == []


def test_every_page_is_listed_and_half_of_them_are_sound() -> None:
    pages = {path.name for path in HOME.iterdir()} - {"expected.yaml"}
    assert pages == set(EXPECTED)
    assert len(SOUND) >= len(EXPECTED) / 2
