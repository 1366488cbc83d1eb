"""Market files: what the law is said to be, and which wording it permits."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.diagnostic import Severity
from healthlint.linter import Linter
from healthlint.product import CLASSES
from healthlint.rules import load_ruleset
from healthlint.rules.law import consult
from healthlint.source import Source

if TYPE_CHECKING:
    from healthlint.rules import Ruleset
    from healthlint.rules.markets import Permitted

LEGAL = {
    "disease-claim",
    "efficacy",
    "safety",
    "evidence",
    "comparative",
    "testimonial",
    "approval",
    "pressure",
}
NO_BASIS = {
    "us": {
        "body-shame": "platform policy, no law",
        "ce-mark-as-proof": "a mark of European law",
        "child-appeal": "no general rule for health products is known",
        "consultation-as-bait": "an offer of a visit is lawful",
        "excessive-use-invited": "covered by the label of each medicine",
    },
    "uk": {
        "body-shame": "the rule on body image was not seen",
        "child-appeal": "which of HMR 288-290 it is was not confirmed",
        "consultation-as-bait": "the enforcement notice asks for just that",
        "medical-food-claimed": "a class of United States law",
        "sunscreen-absolute": "European guidance on sunscreens was not seen",
    },
}
"""Claim rules without a basis in a market, which keep their own severity, and why."""


@cache
def ruleset() -> Ruleset:
    return load_ruleset(cache=False)


def severity(rule: str, market: str, product: str | None) -> str:
    found = ruleset().by_name(rule)
    assert found is not None
    verdict = consult(ruleset(), found, Settings(markets=(market,), product=product))
    assert verdict is not None
    return verdict.severity.name


@cache
def linter(market: str, product: str | None) -> Linter:
    return Linter(ruleset(), Settings(markets=(market,), product=product))


def reported(text: str, market: str, product: str | None) -> list[str]:
    """Return the rules that report something in a text."""
    report = linter(market, product).lint(Source("copy.txt", text))
    return [each.name for each in report.diagnostics]


@pytest.mark.parametrize("market", sorted(NO_BASIS))
def test_a_market_has_a_word_on_every_claim_rule(market: str) -> None:
    silent = {
        rule.name
        for rule in ruleset().rules
        if not rule.market and rule.category in LEGAL
    } - set(ruleset().markets[market].basis)
    assert silent == set(NO_BASIS[market])


@pytest.mark.parametrize("market", sorted(NO_BASIS))
def test_only_texts_that_were_read_raise_a_rule(market: str) -> None:
    own = {rule.name: Severity[rule.severity] for rule in ruleset().rules}
    raised = [
        (rule, entry.source)
        for rule, entries in ruleset().markets[market].basis.items()
        for entry in entries
        if entry.severity
        and Severity[entry.severity] > own[rule]
        and ruleset().sources[entry.source].known != "read"
    ]
    assert raised == []


@pytest.mark.parametrize("market", sorted(NO_BASIS))
def test_a_rule_names_no_source_twice_for_one_class(market: str) -> None:
    twice = [
        (rule, product)
        for rule, entries in ruleset().markets[market].basis.items()
        for product in CLASSES
        for sources in [
            [e.source for e in entries if not e.products or product in e.products]
        ]
        if len(sources) != len(set(sources))
    ]
    assert twice == []


def test_sources_belong_to_their_market() -> None:
    for name in NO_BASIS:
        market = ruleset().markets[name]
        used = {entry.source for entries in market.basis.values() for entry in entries}
        used |= {each.source or "" for each in market.permitted}
        assert {source.partition("-")[0] for source in used} <= {
            name,
            "ismp",
            "jc",
            "asa",
        }


def test_a_source_has_one_title_and_a_date() -> None:
    titles = [source.title for source in ruleset().sources.values()]
    assert len(titles) == len(set(titles))
    for source in ruleset().sources.values():
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", source.checked), source.key


@pytest.mark.parametrize(
    ("rule", "market", "product", "expected"),
    [
        pytest.param(
            "disease-treatment", "us", "supplement", "error", id="us-supplement"
        ),
        pytest.param("disease-treatment", "us", None, "error", id="us-class-unknown"),
        pytest.param(
            "disease-treatment", "us", "otc-medicine", "note", id="us-licensed"
        ),
        pytest.param("disease-treatment", "us", "service", "warning", id="us-clinic"),
        pytest.param(
            "disease-treatment",
            "us",
            "compounded-medicine",
            "error",
            id="us-compounded",
        ),
        pytest.param(
            "symptom-relief", "us", "homeopathic", "warning", id="us-homeopathic"
        ),
        pytest.param(
            "biomarker-change", "us", "supplement", "error", id="us-biomarker"
        ),
        pytest.param(
            "biomarker-change", "us", None, "warning", id="us-biomarker-unset"
        ),
        pytest.param(
            "function-boost", "us", "supplement", "warning", id="us-structure"
        ),
        pytest.param(
            "function-boost", "us", "cosmetic", "error", id="us-cosmetic-drug"
        ),
        pytest.param(
            "clinically-proven", "us", "compounded-medicine", "error", id="glp1"
        ),
        pytest.param(
            "function-boost", "uk", "supplement", "error", id="uk-unauthorised"
        ),
        pytest.param("function-boost", "uk", "device", "warning", id="uk-device"),
        pytest.param(
            "disease-treatment", "uk", "otc-medicine", "note", id="uk-licensed"
        ),
        pytest.param(
            "disease-treatment", "uk", "prescription-medicine", "error", id="uk-pom"
        ),
        pytest.param(
            "disease-treatment", "uk", "homeopathic", "error", id="uk-reg-301"
        ),
        pytest.param("one-doctor-as-proof", "uk", "food", "error", id="uk-food-doctor"),
        pytest.param("no-side-effects", "uk", "otc-medicine", "error", id="uk-reg-287"),
    ],
)
def test_severity_follows_the_class_of_product(
    rule: str, market: str, product: str | None, expected: str
) -> None:
    assert severity(rule, market, product) == expected


@pytest.mark.parametrize(
    ("market", "product", "text"),
    [
        pytest.param(
            "us",
            "supplement",
            "Adequate calcium throughout life may reduce the risk of osteoporosis.",
            id="osteoporosis",
        ),
        pytest.param(
            "us",
            "food",
            "Soluble fiber from oats may reduce the risk of heart disease.",
            id="soluble-fiber",
        ),
        pytest.param(
            "us",
            "supplement",
            "Helps maintain cholesterol levels already within the normal range.",
            id="normal-range",
        ),
        pytest.param(
            "us",
            "cosmetic",
            "Our serum reduces the appearance of wrinkles.",
            id="us-appearance",
        ),
        pytest.param(
            "uk",
            "cosmetic",
            "Our serum reduces the appearance of wrinkles.",
            id="uk-appearance",
        ),
        pytest.param(
            "us",
            "supplement",
            "Our turmeric capsules support your immune system.",
            id="structure-function",
        ),
        pytest.param(
            "us", "supplement", "Supports healthy joints.", id="structure-function-2"
        ),
    ],
)
def test_permitted_wording_is_silent(market: str, product: str, text: str) -> None:
    assert reported(text, market, product) == []


@pytest.mark.parametrize(
    ("product", "text", "expected"),
    [
        pytest.param(
            "supplement",
            "Our calcium prevents osteoporosis.",
            "disease-prevention",
            id="prevents",
        ),
        pytest.param(
            "supplement",
            "Our calcium cuts the risk of osteoporosis by 40%.",
            "disease-risk-reduction",
            id="degree-of-risk",
        ),
        pytest.param(
            "food",
            "Turmeric may reduce the risk of heart disease.",
            "disease-risk-reduction",
            id="other-substance",
        ),
        pytest.param(
            "supplement",
            "Our capsules lower cholesterol fast.",
            "biomarker-change",
            id="no-range",
        ),
        pytest.param(
            "cosmetic", "Our serum erases wrinkles.", "appearance-effect", id="no-look"
        ),
    ],
)
def test_other_wording_is_reported_in_the_us(
    product: str, text: str, expected: str
) -> None:
    assert expected in reported(text, "us", product)


# Authorised for food in the United States, with what else the rules want said
AUTHORISED = """\
Adequate calcium throughout life, as part of a well-balanced diet, may reduce the risk
    of osteoporosis.
Adequate calcium and vitamin D throughout life, as part of a well-balanced diet, may
    reduce the risk of osteoporosis.
Development of cancer depends on many factors. A diet low in total fat may reduce the
    risk of some cancers.
Diets low in sodium may reduce the risk of high blood pressure, a disease associated
    with many factors.
While many factors affect heart disease, diets low in saturated fat and cholesterol
    may reduce the risk of this disease.
Diets low in saturated fat and cholesterol may reduce the risk of heart disease.
Low fat diets rich in fiber-containing grain products, fruits, and vegetables may
    reduce the risk of some types of cancer, a disease associated with many factors.
Diets low in saturated fat and cholesterol and rich in fruits, vegetables, and grain
    products that contain some types of dietary fiber, particularly soluble fiber, may
    reduce the risk of heart disease, a disease associated with many factors.
Low fat diets rich in fruits and vegetables may reduce the risk of some types of
    cancer, a disease associated with many factors.
Healthful diets with adequate folate may reduce a woman's risk of having a child with
    a brain or spinal cord defect.
Frequent between-meal consumption of foods high in sugars and starches promotes tooth
    decay. The sugar alcohols in this gum do not promote tooth decay.
Soluble fiber from oatmeal, as part of a diet low in saturated fat and cholesterol,
    may reduce the risk of heart disease.
Diets low in saturated fat and cholesterol that include 25 grams of soy protein a day
    may reduce the risk of heart disease.
Foods containing at least 0.65 g per serving of plant sterol esters, eaten twice a day
    with meals, as part of a diet low in saturated fat and cholesterol, may reduce the
    risk of heart disease.
Helps maintain cholesterol levels that are already within the normal range.
Our psyllium husk may reduce the risk of heart disease as part of a diet low in
    saturated fat.
"""


@pytest.mark.parametrize("text", re.sub(r"\n +", " ", AUTHORISED).splitlines())
def test_authorised_american_claims_pass(text: str) -> None:
    assert reported(text, "us", "food") == []


def test_permitted_wording_says_when_and_from_where() -> None:
    def told(each: Permitted) -> bool:
        return bool(each.when and each.source and each.products)

    assert all(told(e) for name in NO_BASIS for e in ruleset().markets[name].permitted)
