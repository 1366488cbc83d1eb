"""Names of products that no lexicon holds."""

from __future__ import annotations

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.product import Product
from healthlint.rules import load_ruleset
from healthlint.source import Source

RULESET = load_ruleset()
SHEET = (Product("Kalmora", aliases=("Hill Drops", "joint ease")),)


def said(text: str, sheet: tuple[Product, ...] = ()) -> list[str]:
    """Return the words of errors, without a declared class."""
    report = Linter(RULESET, Settings(products=sheet)).lint(
        Source("copy.md", text, "markdown")
    )
    return [each.match for each in report.diagnostics if each.severity.name == "error"]


BY_ITSELF = [
    ("Zyflamend cures gout.", ["cures gout"]),
    ("Zyflamend relieves joint pain.", ["relieves joint pain"]),
    ("Zyflamend can prevent migraines.", ["prevent migraines"]),
    ("Zyflamend Plus heals psoriasis.", ["heals psoriasis"]),
    ("Our readers know that Zyflamend cures gout.", ["cures gout"]),
    ("Zyflamend is a natural remedy for gout.", ["remedy for gout"]),
    ("Zyflamend is effective against gout.", ["effective against gout"]),
    ("Order Zyflamend for gout.", ["Zyflamend for gout"]),
    ("Beat arthritis with Zyflamend.", ["Beat arthritis"]),
    ("Zyflamend™ treats gout.", ["treats gout"]),
    ("Try Zyflamend® for a week. Zyflamend treats gout.", ["treats gout"]),
    ("Zyflamend does not cure gout.", []),
    ("Smith treats arthritis.", []),
    ("Dr. Smith relieves back pain.", []),
    ("Anna relieves back pain.", []),
    ("Medicare covers arthritis.", []),
    ("Mayo treats diabetes.", []),
    ("Chicago treats asthma.", []),
    ("Denmark prevents heart disease better than others.", []),
    ("The Senate prevents disease.", []),
    ("The people of Lundby prevent disease.", []),
    ("Laughter relieves pain.", []),
    ("Vaccination prevents measles.", []),
    ("Etoricoxib relieves gout.", []),
    ("Insulin prevents complications of diabetes.", []),
    ("Why Handwashing Prevents Disease", []),
    ("Our broth is old. Sugar Cure® keeps ham. The cure of ham is antimicrobial.", []),
]


FORMED = [
    ("Leaf Drops cure asthma.", ["cure asthma"]),
    ("Green Leaf Tea cures asthma.", ["cures asthma"]),
    ("We make Night Calm Capsules. They cure insomnia.", ["cure insomnia"]),
    ("Meet Leaf Drops. They cure asthma.", ["cure asthma"]),
    ("Moonroot Tincture treats gout in a week.", ["treats gout"]),
    ("Joint Ease Tablets heal arthritis.", ["heal arthritis"]),
    ("We sell Hill Calm Drops. They cure insomnia.", ["cure insomnia"]),
    ("Leaf drops treat gout.", []),
    ("Codeine Tablets treat pain.", []),
    ("Why Warm Tea Treats A Cold", []),
    ("We drank Tea. Capsules treat gout.", []),
    ("In Leaf, Drops treat gout.", []),
]


@pytest.mark.parametrize(("text", "words"), FORMED, ids=[row[0] for row in FORMED])
def test_a_name_that_ends_in_what_the_product_is(text: str, words: list[str]) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"), BY_ITSELF, ids=[row[0] for row in BY_ITSELF]
)
def test_a_name_that_does_what_only_products_do(text: str, words: list[str]) -> None:
    assert said(text) == words


TITLED = "# Brightleaf\n\n"
DOCUMENTS = [
    (f"{TITLED}Brightleaf boosts immunity. Brightleaf treats gout.", ["treats gout"]),
    (f"{TITLED}Brightleaf is a supplement. Brightleaf treats gout.", ["treats gout"]),
    ("![Brightleaf logo](x.png)\n\nBrightleaf is a tea. Brightleaf treats gout.", 1),
    (f"{TITLED}Brightleaf has a garden. Brightleaf treats gout.", []),
    (f"{TITLED}A brightleaf is a tea. Brightleaf treats gout.", []),
    ("# Smith\n\nSmith treats arthritis. Smith helps with gout.", []),
]


@pytest.mark.parametrize(("text", "words"), DOCUMENTS)
def test_a_name_in_the_title_is_a_product_if_it_acts_as_one(
    text: str, words: list[str] | int
) -> None:
    found = said(text)
    assert (len(found) if isinstance(words, int) else found) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kalmora treats gout.", ["treats gout"]),
        ("Our Hill Drops treat gout.", ["treat gout"]),
        ("Hill drops treat gout.", ["treat gout"]),
        ("Joint Ease treats gout.", ["treats gout"]),
        ("Kalmora's oil treats gout.", ["treats gout"]),
        ("Hills treat gout.", []),
    ],
)
def test_names_of_the_product_sheet_are_products(text: str, words: list[str]) -> None:
    assert said(text, sheet=SHEET) == words


@pytest.mark.parametrize(
    "matter",
    [
        "product: Kalmora",
        "products: [Kalmora]",
        "product: {name: Kalmora}",
        "products: [{name: Other, aliases: [Kalmora]}]",
    ],
)
def test_names_of_the_front_matter_are_products(matter: str) -> None:
    assert said(f"---\n{matter}\n---\nKalmora treats gout.") == ["treats gout"]


def test_a_sentence_is_judged_anew_in_each_document() -> None:
    linter = Linter(RULESET, Settings())
    plain = Source("a.md", "Brightleaf treats gout.")
    titled = Source("b.md", f"{TITLED}Brightleaf is a tea.\n\nBrightleaf treats gout.")
    found = [len(linter.lint(each).diagnostics) for each in (plain, titled, plain)]
    assert found == [0, 1, 0]


def test_leaflets_speak_of_licensed_medicines() -> None:
    text = "Keep this leaflet. By doing so, Zyflamend cures gout."
    assert said(text) == []
