"""One linter reads many documents: what it recalls of one must hold in the next."""

from __future__ import annotations

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

RULESET = load_ruleset()
CLAIM = "It cures gout."
BRAND = "Veltoria keeps your gout in check and boosts your energy."
QUESTION = "Arthritis?"


def told(linter: Linter, text: str) -> list[tuple[str, str, str, str]]:
    """Return what a linter says of a text, without places."""
    report = linter.lint(Source("page.md", text, "markdown"))
    return [
        (each.code, each.severity.name, each.match, each.message)
        for each in report.diagnostics
    ]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            (f"Our ginger tea is fresh. {CLAIM}", f"The doctor is here. {CLAIM}"),
            id="the-product-before",
        ),
        pytest.param(
            (f"{QUESTION} Our balm is here.", f"{QUESTION} See a doctor soon."),
            id="the-offer-after",
        ),
        pytest.param(
            (
                f"# Veltoria\n\n{BRAND} Veltoria boosts your energy.",
                f"# Our town\n\n{BRAND}",
            ),
            id="the-names-of-the-document",
        ),
        pytest.param(
            (
                f"{BRAND} Veltoria cures gout.",
                f"Read this leaflet first. {BRAND} Veltoria cures gout.",
            ),
            id="a-leaflet",
        ),
        pytest.param(
            (
                "## Zinc\n\nContributes to normal sight.",
                "## Chalk\n\nContributes to normal sight.",
            ),
            id="the-heading-above",
        ),
        pytest.param(
            (f"{CLAIM}\n\n## References\n\n{CLAIM}", f"## References\n\n{CLAIM}"),
            id="a-list-of-references",
        ),
        pytest.param(
            ("Our tea cures go\u00adut.", "Our tea cures gout."), id="hidden-characters"
        ),
    ],
)
@pytest.mark.parametrize("market", ["us", "uk"])
def test_what_is_recalled_is_what_a_fresh_linter_finds(texts, market):
    settings = Settings(markets=(market,), product="supplement")
    fresh = [told(Linter(RULESET, settings), text) for text in texts]
    for order in (texts, texts[::-1], (*texts, *texts)):
        linter = Linter(RULESET, settings)
        for text in order:
            assert told(linter, text) == fresh[texts.index(text)]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param(
            f"Our ginger tea is fresh. {CLAIM}",
            f"The doctor is here. {CLAIM}",
            id="the-product-before",
        ),
        pytest.param(
            f"# Veltoria\n\n{BRAND} Veltoria boosts your energy.",
            f"# Our town\n\n{BRAND}",
            id="the-names-of-the-document",
        ),
    ],
)
def test_the_surroundings_matter_in_these_texts(text, other):
    linter = Linter(RULESET, Settings())
    assert told(linter, text) != told(linter, other)
