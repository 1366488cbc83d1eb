"""The market that docs/law.md adds is a real one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.product import CLASSES
from healthlint.rules import load_ruleset
from healthlint.rules.markets import KNOWLEDGE, SOURCE_KINDS
from healthlint.source import Source

PAGE = (Path(__file__).parents[2] / "docs" / "law.md").read_text("utf-8")
FILE = re.compile(r"^```yaml\n# our-law/(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    folder = tmp_path_factory.mktemp("our-law")
    for name, text in FILE.findall(PAGE):
        (folder / name).write_text(text, "utf-8")
    ruleset = load_ruleset([folder], cache=False)
    return Linter(ruleset, Settings(markets=("ie",), product="supplement"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Our tea cures arthritis.",
            ["S.I. 541/2007, regulation (secondary)"],
            id="a-basis",
        ),
        pytest.param(
            "It has no side effects.",
            ["ASA Ireland Code, section 11, self-regulation (secondary)"],
            id="from-a-day",
        ),
        pytest.param("Zinc contributes to normal immune function.", [], id="permitted"),
    ],
)
def test_the_example_works(linter: Linter, text: str, expected: list[str]) -> None:
    report = linter.lint(Source("copy.txt", text))
    bases = [basis for each in report.diagnostics for basis in each.bases]
    assert [f"{basis.citation}, {basis.authority}" for basis in bases] == expected


@pytest.mark.parametrize("word", [*CLASSES, *SOURCE_KINDS, *KNOWLEDGE])
def test_the_page_tells_every_word(word: str) -> None:
    assert f"`{word}`" in PAGE
