"""Rows are (why, text, doses); a dose is "amount | substance | grade, limit, basis"."""

from __future__ import annotations

import pytest

from healthlint.annotators import annotate
from healthlint.annotators.doses import Dose, doses
from healthlint.config import Settings
from healthlint.product import Product
from healthlint.readers import read
from healthlint.rules import load_lexicons
from healthlint.source import Source

LDN = Product("Nightwell", aliases=("NW",), substance="naltrexone")


def found(text: str, *products: Product, format: str = "text") -> list[Dose]:
    notes = annotate(read(Source("copy", text, format)), load_lexicons())
    return list(doses(notes, Settings(products=products)))


def told(dose: Dose) -> str:
    setting = dose.setting
    marks = [dose.substance.grade, setting.limit, dose.amount.basis, setting.route]
    more = " ".join(each for each in marks if each)
    return " | ".join(part for part in (dose.text, dose.substance.key, more) if part)


TIES = [
    ("of", "Take 400 mg of magnesium.", ["400 mg | magnesium"]),
    ("following", "A 50 mg naltrexone tablet.", ["50 mg | naltrexone"]),
    ("tablets-of", "Two 50 mg tablets of naltrexone.", ["50 mg | naltrexone"]),
    ("before", "Magnesium 400 mg.", ["400 mg | magnesium"]),
    ("brackets", "Clonidine (0.1-0.2 mg).", ["0.1-0.2 mg | clonidine"]),
    (
        "each-its-own",
        "(varenicline; 1 mg twice daily, LDN; 25 mg once daily)",
        ["1 mg twice daily | varenicline", "25 mg once daily | naltrexone | low"],
    ),
    (
        "grade",
        "Low doses of naltrexone (1.5 to 4.5 mg).",
        ["1.5 to 4.5 mg | naltrexone | low"],
    ),
    ("grade-apart", "A low dose (3 mg) of naltrexone.", ["3 mg | naltrexone | low"]),
    ("grade-high", "Higher doses of naltrexone, 50 mg.", ["50 mg | naltrexone | high"]),
    ("grade-behind", "Naltrexone (high dose) at 50 mg.", ["50 mg | naltrexone | high"]),
    (
        "alias",
        "A very low dose of naltrexone (VLNTX) helps. VLNTX was 0.125 mg.",
        ["0.125 mg | naltrexone | very low"],
    ),
    (
        "alias-of-no-lexicon",
        "Palmitoylethanolamide (PEA) is new. Take PEA 300 mg.",
        ["300 mg | palmitoylethanolamide"],
    ),
    ("unknown-word", "Take 300 mg of restorol.", ["300 mg | restorol"]),
    (
        "same-under-two-names",
        "Vivitrol 380 mg a month.",
        ["380 mg a month | naltrexone | month"],
    ),
    ("salt", "Take zinc oxide 5 mg.", ["5 mg | zinc oxide"]),
    ("words", "Take four milligrams of melatonin.", ["four milligrams | melatonin"]),
    ("plus-minus", "Zinc 20 +/- 5 mg.", ["20 +/- 5 mg | zinc"]),
    ("thousands", "Vitamin D 10,000 IU.", ["10,000 IU | vitamin d"]),
    ("naked", "Take LDN .5 mg.", [".5 mg | naltrexone | low"]),
    ("by-weight", "Caffeine 3–6 mg/kg.", ["3–6 mg/kg | caffeine | weight"]),
    ("at-most", "Take up to 400 mg of zinc.", ["400 mg | zinc | most"]),
    ("refused", "Never take 45 mg of LDN.", ["45 mg | naltrexone | low refused"]),
    ("route", "Inject 2.4 mg of semaglutide.", ["2.4 mg | semaglutide | injected"]),
    ("carried", "LDN is new. Take 3 mg at night.", ["3 mg | naltrexone | low"]),
    ("placebo", "LDN was tried. Placebo 5 mg.", ["5 mg | placebo"]),
    ("nothing-named", "Take 5 mg at night.", []),
    ("no-unit-of-a-dose", "LDN helped 5 kg of people for 3 weeks.", []),
    ("percent", "LDN helped 40 % of them.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*row, id=why) for why, *row in TIES]
)
def test_an_amount_belongs_to_a_substance(text: str, expected: list[str]) -> None:
    assert [told(each) for each in found(text)] == expected


def test_a_product_is_its_substance() -> None:
    text = "Take NW 3 mg. Nightwell 4 mg. Naltrexone 5 mg."
    by_product = [
        (each.substance.key, each.substance.declared) for each in found(text, LDN)
    ]
    assert by_product == [
        ("naltrexone", True),
        ("naltrexone", True),
        ("naltrexone", False),
    ]


def test_a_cell_belongs_to_the_one_before() -> None:
    table = "| Zinc | 15 mg |\n|---|---|\n| Almonds, 28 g | 80 mg |\n"
    assert [told(each) for each in found(table, format="markdown")] == ["15 mg | zinc"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("In a trial people took 5 mg of zinc.", "studied", id="studied"),
        pytest.param("Mice were given 5 mg of zinc.", "animal", id="animal"),
        pytest.param("Zinc was originally used at 5 mg.", "history", id="history"),
        pytest.param("Zinc 5 mg is licensed for this.", "label", id="label"),
        pytest.param("Other brands hold 5 mg of zinc.", "other", id="other"),
        pytest.param("Take 5 mg of zinc.", "advised", id="advised"),
        pytest.param("It contains 5 mg of zinc.", "content", id="content"),
        pytest.param("5 mg of zinc!", "plain", id="plain"),
    ],
)
def test_an_amount_is_meant_in_some_way(text: str, kind: str) -> None:
    assert [each.setting.kind for each in found(text)] == [kind]


def test_for_how_long_is_read() -> None:
    (dose,) = found("Take 5 mg of zinc for 4 weeks.")
    assert dose.setting.duration == "4 weeks"
