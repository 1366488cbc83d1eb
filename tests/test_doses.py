"""Whole pages: each kind of disagreement of doses, and as many that only look like one.

`[[...]]` stands around what must be reported, and nothing else may be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.diagnostic import Edit, Fix
from healthlint.linter import Linter
from healthlint.product import Dose, Product
from healthlint.rules import load_ruleset
from healthlint.source import Place, Source

if TYPE_CHECKING:
    from healthlint.diagnostic import Diagnostic

LDN = Product(
    "low-dose naltrexone",
    aliases=("LDN",),
    substance="naltrexone",
    dose=Dose("1.5-4.5 mg", "day", Place("healthlint.yaml", 6, 12, 80, 90)),
)
CALM = Product("Calm", substance="magnesium", dose=Dose("200-400 mg", "day"))


@cache
def linter(markets: tuple[str, ...], products: tuple[Product, ...]) -> Linter:
    settings = Settings(
        markets=markets, products=products, select=("dose",), copy="promotional"
    )
    return Linter(load_ruleset(), settings)


def lint(
    text: str, *products: Product, markets: tuple[str, ...] = ("us",)
) -> tuple[Diagnostic, ...]:
    source = Source("page.md", text, "markdown")
    return linter(markets, products).lint(source).diagnostics


DISAGREE = [
    (
        "range-in-another-paragraph",
        "HL501",
        (
            "Low-dose naltrexone (LDN), 0.5 mg to 4.5 mg daily, is new.\n\n"
            "LDN in the [[1–5 mg per day]] range seems to calm nerves."
        ),
    ),
    (
        "range-with-a-spread",
        "HL501",
        "Take zinc at 10-15 mg a day.\n\nThe usual dose of zinc is [[20 ± 5 mg]].",
    ),
    (
        "trial-below-the-range",
        "HL502",
        (
            "# LDN for the gut\n\nLDN is taken at doses of 1.5 to 4.5 mg.\n\n"
            "Participants received [[0.5 mg daily]] for 4 weeks."
        ),
    ),
    (
        "another-drug-beside-it",
        "HL502",
        (
            "Lower doses of naltrexone (1.5 to 4.5 mg) help.\n\n"
            "In one study (varenicline; 1 mg twice daily, LDN; [[25 mg once daily]]) "
            "they smoked less."
        ),
    ),
    (
        "above-with-thousands",
        "HL502",
        (
            "Take 500 to 1,000 mg of berberine a day. Our capsules let you take "
            "[[2,500 mg]] of berberine."
        ),
    ),
    (
        "by-weight",
        "HL504",
        (
            "Naltrexone in doses ranging from 0.5 mg to 4.5 mg daily is called low.\n\n"
            "Naltrexone has been used at [[0.5 to 2 mg/kg/day]]."
        ),
    ),
    (
        "point-of-a-range",
        "HL505",
        "LDN works at 1.5 to 4.5 mg.\n\nTake LDN at [[15–45 mg]] before bed.",
    ),
    (
        "point-of-an-amount",
        "HL505",
        (
            "The dose of tirzepatide is 12.5 mg a week.\n\nWe ship tirzepatide for "
            "doses of [[125 mg a week]]."
        ),
    ),
    (
        "unit",
        "HL506",
        "Take 80 mcg of selenium yeast.\n\nA tablet holds [[80 mg]] of selenium yeast.",
    ),
    (
        "unit-in-words",
        "HL506",
        (
            "Melatonin helps at 300 micrograms.\n\n"
            "Take [[three hundred milligrams]] of melatonin."
        ),
    ),
    (
        "level",
        "HL507",
        "Our softgels give you [[50,000 IU]] of vitamin D3 every day.",
    ),
    ("level-by-number", "HL507", "Take [[60 mg twice a day]] of zinc."),
    (
        "heading",
        "HL508",
        "# Collagen 10 g\n\nEach serving provides [[8 g]] of collagen.",
    ),
    (
        "table",
        "HL508",
        "# Calm\n\n|||\n|---|---|\n| Zinc | 15 mg |\n\nCalm has [[11 mg]] of zinc.",
    ),
    (
        "advice",
        "HL508",
        (
            "Take 300 mg of ashwagandha daily.\n\n## Directions\n\n"
            "The recommended dose of ashwagandha is [[500 mg]]."
        ),
    ),
    ("conversion", "HL509", "Vitamin D3 2,000 IU ([[100 mcg]]) for bones."),
]
"""Rows are (why, rule, page)."""


@pytest.mark.parametrize(
    ("rule", "page"), [pytest.param(*row, id=why) for why, *row in DISAGREE]
)
def test_what_disagrees_is_reported(rule: str, page: str) -> None:
    found = lint(re.sub(r"\[\[|\]\]", "", page))
    words = [each.match for each in found]
    assert (words, [each.code for each in found]) == (
        re.findall(r"\[\[(.*?)\]\]", page),
        [rule],
    )


@pytest.mark.parametrize(
    ("rule", "page"),
    [
        pytest.param(rule, page, id=why)
        for why, rule, page in DISAGREE
        if rule != "HL507"
    ],
)
def test_both_places_are_reported(rule: str, page: str) -> None:
    text = re.sub(r"\[\[|\]\]", "", page)
    ((other,),) = [each.related for each in lint(text) if each.code == rule]
    start, end = other.span
    assert text[start:end] in other.message
    assert other.path == "page.md"


LOOK_ALIKES = [
    ("same-range", "LDN is taken at 1.5 to 4.5 mg. The dose of LDN is 1.5–4.5 mg."),
    ("inside", "LDN is taken at 1.5 to 4.5 mg. In a study LDN was given at 3-4.5 mg."),
    ("ratio", "LDN (1.5 to 4.5 mg) works best at a buprenorphine ratio of 166:1."),
    ("another-substance", "LDN (1.5 to 4.5 mg) goes with clonidine (10-20 mg)."),
    ("another-word", "LDN (1.5 to 4.5 mg) goes with 20 mg of restorol."),
    ("step-down", "LDN is taken at 1.5 to 4.5 mg. LDN may go down from 4.5 to 3 mg."),
    ("step-up", "LDN is taken at 1.5 to 4.5 mg. Start LDN at 0.5 mg, then go on."),
    ("label", "LDN is 1.5 to 4.5 mg. Naltrexone 50 mg is approved for addiction."),
    (
        "high",
        "LDN is 1.5 to 4.5 mg. Higher doses of naltrexone, 50 mg, are another thing.",
    ),
    ("history", "LDN is 1.5 to 4.5 mg. Naltrexone was originally given at 50 mg."),
    ("animals", "LDN is 1.5 to 4.5 mg. Rats were given naltrexone at 0.1 mg/kg."),
    ("less-than", "LDN is 0.5 to 4.5 mg. LDN at less than 4.5 mg has few effects."),
    ("strengths", "LDN is 1.5 to 4.5 mg. LDN comes in capsules of 0.5 mg."),
    ("warning", "LDN is 1.5 to 4.5 mg. Never take 45 mg of LDN."),
    ("asked", "LDN is 1.5 to 4.5 mg. Is 10 mg of LDN too much?"),
    ("children", "Take 8-11 mg of zinc a day. Children need 3-5 mg of zinc a day."),
    ("pregnancy", "Take 200-300 mg of DHA. In pregnancy take 400-600 mg of DHA."),
    ("loading", "Take 3-5 g of creatine. For loading take 20 g of creatine."),
    (
        "deficiency",
        "Take 600-800 IU of vitamin D. For deficiency 1,500 IU of vitamin D.",
    ),
    ("week", "Semaglutide is 0.25-2.4 mg weekly. Oral semaglutide is 14 mg daily."),
    ("skin", "Take 5-10 mg of biotin. The cream has 50 mg of biotin."),
    ("other-brands", "Take 1-3 mg of melatonin. Other brands hold 10 mg of melatonin."),
    ("ten-times", "Melatonin 1 mg is enough. Some take melatonin 10 mg."),
    ("converted", "Take 400 mcg of folic acid. You get 0.4 mg of folic acid."),
    ("by-weight-once", "Take 200 mg of caffeine, about 3 mg/kg."),
    (
        "by-weight-of-children",
        "Take 400 mg of ibuprofen. Children take 10 mg/kg of ibuprofen.",
    ),
    ("twice", "# Zinc 20 mg\n\nTake 10 mg of zinc twice daily."),
    ("tablets", "# Zinc 20 mg\n\nEach tablet contains 10 mg of zinc; take two."),
    ("salt", "# Zinc 15 mg\n\nIt contains 100 mg of zinc gluconate."),
    (
        "two-products",
        "# Zinc 15 mg\n\nFor days.\n\n# Zinc 25 mg\n\nIt provides 25 mg of zinc.",
    ),
    ("trial", "# Zinc 15 mg\n\nIn a trial people took 30 mg of zinc."),
    ("limit", "The upper limit of zinc is 40 mg. More than 60 mg of zinc is too much."),
    ("prescribed", "Doctors prescribe 50,000 IU of vitamin D once a week."),
    (
        "food",
        "Foods with magnesium: a diet with 420 mg of magnesium is enough for men.",
    ),
    ("blood", "Calcium of 10.0 mg/dL and magnesium of 2.0 mg/dL are normal."),
    (
        "kitchen",
        "Mix 500g of flour with 3–5 g of ginger; add 8 g of ginger and 1.5g salt.",
    ),
    (
        "technical",
        "The 2U server has 1.0 GB, .5 s of lag, 50000 users and costs 10000.",
    ),
    ("names", "Vitamin B12, CoQ10, omega-3 and 5-HTP stand beside U-100 insulin."),
    ("money", "LDN (1.5 to 4.5 mg) costs $45 a month, or 20 % less in March 2025."),
    ("two-takers", "Beginners take 5 mg of CBD. Old hands take 15 mg of CBD daily."),
    ("if-needed", "Take 200 mg of zinc oxide. If needed take 400 mg of zinc oxide."),
    ("twice-told", "The usual dose of NAC is 600 mg. Take 600 mg of NAC twice a day."),
    ("elemental", "Take 1 g (160 mg magnesium) of magnesium citrate a day."),
]
"""Rows are (why, page); nothing in them may be reported."""


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=why) for why, page in LOOK_ALIKES]
)
def test_what_only_looks_like_it_passes(page: str) -> None:
    assert [(each.code, each.match) for each in lint(page)] == []


@pytest.mark.parametrize(
    ("page", "product", "expected"),
    [
        pytest.param("Take LDN at 6 mg.", LDN, ["6 mg"], id="above"),
        pytest.param("Take LDN at 1 to 3 mg.", LDN, ["1 to 3 mg"], id="partly"),
        pytest.param("Take LDN at 3 mg.", LDN, [], id="inside"),
        pytest.param(
            "LDN is not naltrexone 50 mg, the labelled dose.", LDN, [], id="label"
        ),
        pytest.param("Naltrexone 50 mg is a tablet.", LDN, [], id="not-the-product"),
        pytest.param("Take LDN 1.5 mg twice daily.", LDN, [], id="by-day"),
        pytest.param("Calm gives 300 mg of magnesium.", CALM, [], id="substance"),
        pytest.param("Take 100 mg of magnesium.", CALM, ["100 mg"], id="below"),
        pytest.param("Take 300 mg of zinc citrate.", CALM, [], id="another"),
    ],
)
def test_the_sheet_is_the_measure(
    page: str, product: Product, expected: list[str]
) -> None:
    found = [each for each in lint(page, product) if each.code == "HL503"]
    assert [each.match for each in found] == expected


def test_the_sheet_is_a_related_place() -> None:
    (found,) = lint("Take LDN at 6 mg.", LDN)
    (other,) = found.related
    assert other.message == "the product sheet says 1.5-4.5 mg per day"
    assert (other.path, other.line, other.column, *other.span) == (
        *("healthlint.yaml", 6, 12, 80, 90),
    )


@pytest.mark.parametrize(
    ("markets", "citations"),
    [
        pytest.param(("us",), [], id="below-the-american-level"),
        pytest.param(("uk",), ["uk"], id="above-the-british-one"),
        pytest.param(("us", "uk"), ["uk"], id="the-other-is-not-cited"),
    ],
)
def test_levels_are_those_of_the_market(
    markets: tuple[str, ...], citations: list[str]
) -> None:
    found = lint("Take 30 mg of zinc a day.", markets=markets)
    assert [basis.market for each in found for basis in each.bases] == citations


MENDED = [
    ("trailing-zero", "Take 1.0 mg now.", "Take 1 mg now."),
    ("naked-decimal", "Take .5 mg now.", "Take 0.5 mg now."),
    ("letter", "Inject 10U of insulin.", "Inject 10 units of insulin."),
    ("run-together", "Take 5mg now.", "Take 5 mg now."),
    ("no-commas", "It has 10000 mg.", "It has 10,000 mg."),
    ("symbol", "B12 500 µg now.", "B12 500 mcg now."),
    ("plural", "Zinc, 5 mgs now.", "Zinc, 5 mg now."),
    ("latin", "Take 5 mg QD.", "Take 5 mg daily."),
    ("cc", "Inject 2 cc now.", "Inject 2 mL now."),
    ("through-entities", "Take&nbsp;1.0&nbsp;mg now.", "Take&nbsp;1&nbsp;mg now."),
]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*row, id=why) for why, *row in MENDED]
)
def test_notations_bring_a_safe_fix(text: str, expected: str) -> None:
    (found,) = lint(text)
    assert found.fix is not None
    assert found.fix.safe
    for start, end, new in reversed(found.fix.edits):
        text = text[:start] + new + text[end:]
    assert text == expected
    assert lint(text) == ()


def test_a_name_is_parted_from_its_dose_by_people_alone() -> None:
    (found,) = lint("Take Inderal40 mg.")
    assert found.fix == Fix(safe=False, edits=(Edit(12, 12, " "),))


def test_notations_are_notes_where_nothing_is_sold() -> None:
    settings = Settings(copy="reference", select=("dose",))
    source = Source("leaflet.txt", "Take 1.0 mg, then .5 mg of the medicine, then 5mg.")
    report = Linter(load_ruleset(), settings).lint(source)
    assert [each.severity.name for each in report.diagnostics] == ["note"] * 3
