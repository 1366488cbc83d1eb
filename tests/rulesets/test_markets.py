"""Market files: what the law is said to be, and which wording it permits."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.diagnostic import Severity
from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.product import CLASSES
from healthlint.rules import load_ruleset
from healthlint.rules.law import consult

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
        "body-shame",
        "ce-mark-as-proof",
        "child-appeal",
        "consultation-as-bait",
        "excessive-use-invited",
    },
    "uk": {"body-shame", "child-appeal", "consultation-as-bait", "sunscreen-absolute"},
}
"""Claim rules on which nothing certain is known in a market: their own severity."""


@cache
def ruleset() -> Ruleset:
    return load_ruleset(cache=False)


def severity(rule: str, market: str, product: str | None) -> str:
    found = ruleset().by_name(rule)
    assert found is not None
    verdict = consult(ruleset(), found, Settings(markets=(market,), product=product))
    assert verdict is not None
    return verdict.severity.name


def acquitted(market: str, text: str) -> list[str]:
    """Return the permitted wordings in a text, as it stands there."""
    folded = fold(text)
    sentence = Sentence(0, "paragraph", folded.text, 0, folded.cased)
    return [
        text[start:end]
        for each in ruleset().markets[market].permitted
        for start, end in ruleset().phrase(each.phrase).matches(sentence, lambda _: [])
    ]


@pytest.mark.parametrize("market", sorted(NO_BASIS))
def test_a_market_has_a_word_on_every_claim_rule(market: str) -> None:
    silent = {
        rule.name
        for rule in ruleset().rules
        if not rule.market and rule.category in LEGAL
    } - set(ruleset().markets[market].basis)
    assert silent == NO_BASIS[market]


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
    ("market", "text", "expected"),
    [
        pytest.param(
            "uk",
            "Vitamin C contributes to the normal function of the immune system.",
            "contributes to the normal function of the immune system",
            id="register",
        ),
        pytest.param(
            "uk",
            "With vitamin D, which helps maintain normal bones and teeth.",
            "helps maintain normal bones and teeth",
            id="helps-maintain-list",
        ),
        pytest.param(
            "uk",
            "Iron contributes to the reduction of tiredness and fatigue.",
            "contributes to the reduction of tiredness and fatigue",
            id="fatigue",
        ),
        pytest.param(
            "uk",
            "Zinc contributes to the maintenance of normal hair, skin and nails.",
            "contributes to the maintenance of normal hair, skin and nails",
            id="list-of-three",
        ),
        pytest.param(
            "uk",
            "Iron contributes to normal cognitive function and a reduction of fatigue.",
            "contributes to normal cognitive function and a reduction of fatigue",
            id="two-effects",
        ),
        pytest.param(
            "uk",
            "Melatonin contributes to the reduction of time taken to fall asleep.",
            "contributes to the reduction of time taken to fall asleep",
            id="melatonin",
        ),
        pytest.param(
            "uk",
            "Live yoghurt cultures improve lactose digestion.",
            "improve lactose digestion",
            id="yoghurt",
        ),
        pytest.param(
            "uk",
            "Oat beta-glucan has been shown to lower blood cholesterol.",
            "has been shown to lower blood cholesterol",
            id="risk-factor",
        ),
        pytest.param(
            "uk",
            "Sugar-free chewing gum helps neutralise plaque acids.",
            "helps neutralise plaque acids",
            id="plaque-acids",
        ),
        pytest.param(
            "us",
            "Adequate calcium throughout life may reduce the risk of osteoporosis.",
            "may reduce the risk of osteoporosis",
            id="osteoporosis",
        ),
        pytest.param(
            "us",
            "Soluble fiber from oats may reduce the risk of heart disease.",
            "may reduce the risk of heart disease",
            id="soluble-fiber",
        ),
        pytest.param(
            "us",
            "Helps maintain cholesterol levels already within the normal range.",
            "maintain cholesterol levels already within the normal range",
            id="normal-range",
        ),
    ],
)
def test_permitted_wording_is_known(market: str, text: str, expected: str) -> None:
    assert expected in acquitted(market, text)


@pytest.mark.parametrize(
    ("market", "text"),
    [
        pytest.param(
            "uk", "Turmeric contributes to normal immune function.", id="herb"
        ),
        pytest.param("uk", "Vitamin C boosts your immune function.", id="boosts"),
        pytest.param("uk", "Vitamin C contributes to normal vision.", id="not-of-c"),
        pytest.param("uk", "Vitamin C prevents colds.", id="disease"),
        pytest.param("uk", "Zinc banishes tiredness and fatigue.", id="exaggeration"),
        pytest.param("uk", "Iron ends tiredness.", id="ends"),
        pytest.param("uk", "Creatine repairs your muscles.", id="creatine"),
        pytest.param("us", "Calcium prevents osteoporosis.", id="prevents"),
        pytest.param(
            "us", "Calcium cuts the risk of osteoporosis by 40%.", id="degree-of-risk"
        ),
        pytest.param(
            "us", "Turmeric may reduce the risk of heart disease.", id="substance"
        ),
        pytest.param("us", "Lowers cholesterol fast.", id="no-range"),
    ],
)
def test_other_wording_is_not_permitted(market: str, text: str) -> None:
    assert acquitted(market, text) == []


def test_permitted_wording_says_when_and_from_where() -> None:
    def told(each: Permitted) -> bool:
        return bool(each.when and each.source and each.products)

    assert all(told(e) for name in NO_BASIS for e in ruleset().markets[name].permitted)
