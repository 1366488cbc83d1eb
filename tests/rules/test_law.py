"""The law on a rule: which entries count, how much they weigh, and what is cited."""

from __future__ import annotations

from typing import Any

import pytest
from ruleset_texts import RULE, SOURCES, assemble, rule

from healthlint.config import Settings
from healthlint.errors import ConfigError
from healthlint.rules import law
from healthlint.rules.law import Counsel, Verdict, chosen_markets, consult

MORE_SOURCES = """\
code:
  title: A code
  citation: Code 3
  url: https://example.org/code
  kind: self-regulation
  checked: 2026-11-01
  known: secondary
order:
  title: An order
  citation: Order 4
  url: https://example.org/order
  kind: regulation
  checked: 2026-11-01
  known: read
"""
DISEASE = rule(category="category: disease-claim", severity="severity: error")
ALL = "{source: act, severity: warning}"
FOOD = "{source: order, products: [food], severity: error}"
MEDICINE = "{source: code, products: [otc-medicine], severity: note}"
RUMOUR = "{source: rumour, severity: note}"
RUMOUR_OF_FOOD = "{source: rumour, products: [food], severity: note}"


def market(name: str, *entries: str, **more: str) -> str:
    """Return a market file with these entries for the rule bad-words."""
    lines = [f"market: {name}", f"title: {name}", "checked: 2026-11-22"]
    if entries:
        lines += ["basis:", "  bad-words:", *(f"    - {each}" for each in entries)]
    lines += [f"{key}: {value}" for key, value in more.items()]
    return "\n".join(lines) + "\n"


def verdict(
    *markets: str,
    rules: str = RULE,
    without: tuple[str, ...] = (),
    name: str = "bad-words",
    **settings: Any,
) -> Verdict | None:
    """Return the law of all these market files on a rule."""
    files = {f"m{number}.yaml": text for number, text in enumerate(markets)}
    sources = {"sources.yaml": SOURCES + MORE_SOURCES}
    ruleset = assemble({"rules.yaml": rules, **sources, **files})
    found = ruleset.by_name(name)
    chosen = tuple(text.split()[1] for text in markets)
    given = Settings(**{"markets": chosen, "as_of": "2026-11-22", **settings})
    return consult(ruleset, found, given, without=frozenset(without))


def told(found: Verdict | None) -> str:
    """Return a verdict in one line: severity, then the citations."""
    if found is None:
        return "silent"
    return " ".join([found.severity.name, *(f"[{b.citation}]" for b in found.bases)])


@pytest.mark.parametrize(
    ("entries", "product", "expected"),
    [
        pytest.param([ALL], None, "warning [1 Code 2]", id="all-classes"),
        pytest.param(["{source: act}"], None, "warning [1 Code 2]", id="rule's-own"),
        pytest.param([], None, "warning", id="market-without-a-word"),
        pytest.param([FOOD], "food", "error [Order 4]", id="the-class"),
        pytest.param([FOOD], "device", "warning", id="no-word-on-this-class"),
        pytest.param([FOOD], None, "warning [Order 4]", id="class-unknown-one-lower"),
        pytest.param([MEDICINE], None, "note [Code 3]", id="never-below-note"),
        pytest.param(
            [ALL, FOOD], "food", "error [Order 4] [1 Code 2]", id="class-first"
        ),
        pytest.param(
            [ALL, MEDICINE], "otc-medicine", "note [Code 3]", id="class-makes-milder"
        ),
        pytest.param(
            [ALL, MEDICINE], "food", "warning [1 Code 2]", id="other-class-unheard"
        ),
        pytest.param(
            [ALL, MEDICINE], None, "warning [1 Code 2]", id="lenient-not-cited"
        ),
        pytest.param(
            [ALL, FOOD], None, "warning [1 Code 2] [Order 4]", id="equally-grave"
        ),
        pytest.param(
            ["{source: act, severity: note}", FOOD],
            None,
            "warning [Order 4]",
            id="gravest-alone-cited",
        ),
    ],
)
def test_classes_of_product(
    entries: list[str], product: str | None, expected: str
) -> None:
    assert told(verdict(market("us", *entries), product=product)) == expected


@pytest.mark.parametrize(
    ("entries", "product", "expected"),
    [
        pytest.param([FOOD], None, "error [Order 4]", id="class-unknown"),
        pytest.param(
            [FOOD, MEDICINE], None, "error [Order 4]", id="medicines-not-cited"
        ),
        pytest.param([MEDICINE], "otc-medicine", "note [Code 3]", id="licensed"),
    ],
)
def test_a_disease_claim_keeps_its_severity(
    entries: list[str], product: str | None, expected: str
) -> None:
    found = verdict(market("us", *entries), rules=DISEASE, product=product)
    assert told(found) == expected


@pytest.mark.parametrize(
    ("entries", "product", "expected"),
    [
        pytest.param([RUMOUR], None, "note [none]", id="alone-a-note"),
        pytest.param(
            [ALL, RUMOUR], None, "warning [1 Code 2]", id="not-cited-when-class-unknown"
        ),
        pytest.param(
            [RUMOUR, ALL],
            "food",
            "warning [none] [1 Code 2]",
            id="cited-beside-the-law",
        ),
        pytest.param(
            [ALL, RUMOUR_OF_FOOD],
            "food",
            "warning [none] [1 Code 2]",
            id="makes-no-law-milder",
        ),
    ],
)
def test_what_nobody_verified(
    entries: list[str], product: str | None, expected: str
) -> None:
    assert told(verdict(market("us", *entries), product=product)) == expected


@pytest.mark.parametrize(
    ("entry", "authority"),
    [
        pytest.param(ALL, "statute", id="read"),
        pytest.param(
            "{source: code, severity: note}", "self-regulation (secondary)", id="quoted"
        ),
        pytest.param(RUMOUR, "guidance (unverified)", id="unverified"),
        pytest.param(
            "{source: act, authority: The Office}", "The Office", id="authority-named"
        ),
        pytest.param(
            "{source: rumour, severity: note, authority: The Office}",
            "The Office (unverified)",
            id="named-and-marked",
        ),
    ],
)
def test_a_basis_says_what_it_is(entry: str, authority: str) -> None:
    found = verdict(market("us", entry))
    assert found is not None
    (basis,) = found.bases
    assert (basis.market, basis.authority) == ("us", authority)


def test_one_entry_of_an_instrument_is_cited() -> None:
    entries = [
        "{source: order, products: [food], severity: error}",
        "{source: order, products: [device], severity: error}",
        "{source: act, products: [cosmetic], severity: error}",
    ]
    assert told(verdict(market("us", *entries))) == "warning [Order 4] [1 Code 2]"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2023-12-31", "warning", id="before"),
        pytest.param("2024-01-01", "error [1 Code 2]", id="first-day"),
        pytest.param("2029-12-31", "error [1 Code 2]", id="last-day"),
        pytest.param("2030-01-01", "warning", id="until-is-the-day-after"),
    ],
)
def test_dates(as_of: str, expected: str) -> None:
    entry = "{source: act, severity: error, from: 2024-01-01, until: 2030-01-01}"
    assert told(verdict(market("us", entry), as_of=as_of)) == expected


def test_without_a_date_today_counts() -> None:
    past = "{source: act, severity: error, until: 2020-01-01}"
    present = "{source: order, severity: note, from: 2020-01-01}"
    assert told(verdict(market("us", past, present), as_of=None)) == "note [Order 4]"


US = market("us", ALL)
UK = market("uk", FOOD, MEDICINE)
IE = market("ie")


@pytest.mark.parametrize(
    ("markets", "without", "product", "expected"),
    [
        pytest.param([US, UK], [], "food", "error [1 Code 2] [Order 4]", id="gravest"),
        pytest.param(
            [US, UK],
            [],
            "otc-medicine",
            "warning [1 Code 2] [Code 3]",
            id="a-milder-market-is-cited-too",
        ),
        pytest.param([UK, US], [], "food", "error [Order 4] [1 Code 2]", id="in-order"),
        pytest.param([US, UK], ["uk"], "food", "warning [1 Code 2]", id="uk-permits"),
        pytest.param([US, UK], ["us"], "food", "error [Order 4]", id="us-permits"),
        pytest.param([US, UK], ["us", "uk"], "food", "silent", id="both-permit"),
        pytest.param([US], ["us"], None, "silent", id="the-only-one-permits"),
        pytest.param([US, IE], ["us"], None, "warning", id="one-has-no-word"),
    ],
)
def test_several_markets(
    markets: list[str], without: list[str], product: str | None, expected: str
) -> None:
    found = verdict(*markets, without=tuple(without), product=product)
    assert told(found) == expected


def own_rule(
    name: str, text: str, entry: str = "{source: order, severity: error}"
) -> str:
    """Return a market file with a rule of its own, and an entry for it."""
    lines = text.replace("HL101", "HL848").replace("bad-words", name).splitlines()
    entries = f"  {name}: [{entry}]\n"
    return (
        market("uk")
        + f"basis:\n{entries}rules:\n"
        + "\n".join(f"  {line}" for line in lines)
        + "\n"
    )


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        pytest.param([], "error [Order 4]", id="its-own-market"),
        pytest.param(["us"], "error [Order 4]", id="others-cannot-acquit"),
        pytest.param(["uk"], "silent", id="its-own-permits"),
    ],
)
def test_a_rule_of_one_market(without: list[str], expected: str) -> None:
    markets = (US, own_rule("own-words", RULE))
    found = verdict(*markets, without=tuple(without), name="own-words")
    assert told(found) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({"product": "food"}, "error [Order 4]", id="its-class"),
        pytest.param({"product": "device"}, "silent", id="law-of-other-classes"),
        pytest.param({}, "warning [Order 4]", id="class-unknown"),
        pytest.param(
            {"product": "food", "as_of": "2020-01-01"}, "silent", id="not-yet-law"
        ),
    ],
)
def test_a_rule_of_one_market_needs_its_law(
    settings: dict[str, str], expected: str
) -> None:
    entry = "{source: order, products: [food], severity: error, from: 2024-01-01}"
    text = own_rule("own-words", RULE, entry)
    assert told(verdict(US, text, name="own-words", **settings)) == expected


def test_a_channel_is_heard_like_a_market() -> None:
    channel = market("meta", FOOD).replace("market:", "channel:")
    files = {
        "sources.yaml": SOURCES + MORE_SOURCES,
        "us.yaml": US,
        "meta.yaml": channel,
    }
    ruleset = assemble({"rules.yaml": RULE, **files})
    settings = Settings(markets=("us",), channels=("meta",), product="food")
    counsel = Counsel(ruleset, settings)
    assert [each.name for each in counsel.markets] == ["us", "meta"]
    assert told(counsel.verdict(ruleset.rules[0])) == "error [1 Code 2] [Order 4]"


def test_a_verdict_is_given_once() -> None:
    ruleset = assemble({"rules.yaml": RULE, "us.yaml": US})
    counsel = Counsel(ruleset, Settings())
    found = counsel.verdict(ruleset.rules[0])
    assert counsel.verdict(ruleset.rules[0]) is found
    assert counsel.verdict(ruleset.rules[0], frozenset({"us"})) is None


def test_markets_are_found_once_for_all_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[Settings] = []
    find = law.chosen_markets
    monkeypatch.setattr(
        law,
        "chosen_markets",
        lambda rules, given: found.append(given) or find(rules, given),
    )
    rules = RULE + rule(id="id: HL102", name="name: other-words")
    sources = {"sources.yaml": SOURCES + MORE_SOURCES}
    ruleset = assemble({"rules.yaml": rules, **sources, "us.yaml": US, "uk.yaml": UK})
    for settings in (Settings(), Settings(markets=("uk",), product="food")):
        for each in ruleset.rules:
            law.consult(ruleset, each, settings)
    assert [each.markets for each in found] == [("us",), ("uk",)]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            Settings(markets=("us", "fi")),
            "markets: 'fi' is not known; there are: ie, us",
            id="market",
        ),
        pytest.param(
            Settings(channels=("meta",)),
            "channels: 'meta' is not known; there are: none in this ruleset",
            id="channel",
        ),
    ],
)
def test_unknown_markets_are_refused(settings: Settings, message: str) -> None:
    ruleset = assemble({"rules.yaml": RULE, "us.yaml": US, "ie.yaml": IE})
    with pytest.raises(ConfigError, match=message):
        chosen_markets(ruleset, settings)
