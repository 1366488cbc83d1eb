from __future__ import annotations

import pytest
from ruleset_texts import RULE, SOURCES, assemble, errors, rule

from healthlint.rules.markets import Entry, Market, Permitted, Requirement, merge

WHOLE = """\
market: us
title: United States
checked: 2026-11-22
basis:
  bad-words:
    - source: act
      products: [supplement, food]
      severity: error
      from: 2024-01-01
      until: 2030-01-01
      authority: An agency
    - {source: rumour, severity: note}
  HL101: [{source: act}]
permitted:
  - a plain miracle
  - phrase: (small|minor) miracle
    when: with a grain of salt
    source: act
    products: food
    rules: [HL101]
require:
  - rule: bad-words
    statement: no miracle
    when: [miracle~]
    products: [supplement]
    source: act
    severity: warning
    from: 2025-01-01
"""


def market(text, name="us"):
    return assemble({"rules.yaml": RULE, "us.yaml": text}).markets[name]


def test_a_whole_market():
    assert market(WHOLE) == Market(
        "us",
        "United States",
        "2026-11-22",
        {
            "bad-words": (
                Entry(
                    "act",
                    ("supplement", "food"),
                    "error",
                    "2024-01-01",
                    "2030-01-01",
                    "An agency",
                ),
                Entry("rumour", severity="note"),
                Entry("act"),
            )
        },
        (
            Permitted("a plain miracle", anchors=("plain",)),
            Permitted(
                "(small|minor) miracle",
                "with a grain of salt",
                "act",
                ("food",),
                ("bad-words",),
                anchors=("minor", "small"),
            ),
        ),
        (
            Requirement(
                "bad-words",
                ("no miracle",),
                ("miracle~",),
                ("supplement",),
                "act",
                "warning",
                "2025-01-01",
            ),
        ),
    )


def test_sources():
    source = assemble({}).sources["act"]
    assert source.title == "An act"
    assert (source.kind, source.known, source.checked) == (
        "statute",
        "read",
        "2026-11-01",
    )


def test_channels_are_read_as_markets_are():
    ruleset = assemble({"rules.yaml": RULE, "tv.yaml": "channel: tv\ntitle: TV\n"})
    assert ruleset.channels == {"tv": Market("tv", "TV")}
    assert ruleset.markets == {}


def test_a_market_may_have_rules_of_its_own():
    own = "market: us\nrules:\n" + "".join(
        f"  {line}\n" for line in rule(id="id: HL800", name="name: own").splitlines()
    )
    found = assemble({"rules.yaml": RULE, "us.yaml": own}).rules
    assert [(each.id, each.market) for each in found] == [
        ("HL101", ""),
        ("HL800", "us"),
    ]


def test_examples_may_name_markets_and_channels():
    text = rule(examples="examples:\n  pass: [{text: a, markets: us, channels: [tv]}]")
    files = {"us.yaml": "market: us\n", "tv.yaml": "channel: tv\n"}
    (only,) = assemble({"rules.yaml": text, **files}).rules
    (example,) = only.examples_pass
    assert (example.markets, example.channels) == (("us",), ("tv",))


def test_a_second_file_adds_to_a_market():
    ruleset = assemble(
        {"rules.yaml": RULE, "us.yaml": WHOLE},
        {"more.yaml": "market: us\nbasis: {bad-words: [{source: act}]}\n"},
    )
    assert len(ruleset.markets["us"].basis["bad-words"]) == 4
    assert ruleset.markets["us"].title == "United States"


def test_merge_keeps_the_newer_title():
    one, other = Market("us", "Old", "2025-01-01"), Market("us", "New", "2026-01-01")
    assert merge(None, one) is one
    assert merge(one, other)[:3] == ("us", "New", "2026-01-01")


WRONG = [
    pytest.param("market: US\n", "1:9: market 'US' must be lower case", id="name"),
    pytest.param(
        "market: us\nbases: {}\n", "2:1: a market has no key 'bases'; did you", id="key"
    ),
    pytest.param(
        "channel: tv\nbases: {}\n", "2:1: a channel has no key 'bases'", id="channel"
    ),
    pytest.param(
        "market: us\nchecked: now\n", "2:10: checked must be a date", id="date"
    ),
    pytest.param(
        "market: us\nchecked: 2026-13-01\n", "2:10: checked must be a date", id="month"
    ),
    pytest.param(
        "market: us\nbasis: {bad-word: []}\n",
        "2:9: unknown rule 'bad-word'; did you mean 'bad-words'?",
        id="rule",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: act}\n",
        "basis of 'bad-words' must be a",
        id="text",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: [{source: akt}]}\n",
        "2:30: unknown source 'akt'; did you mean 'act'?",
        id="source",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: [{severity: note}]}\n",
        "2:21: an entry of basis needs 'source'",
        id="no-source",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: [{source: rumour, severity: error}]}\n",
        "2:48: 'rumour' is unverified, so it needs 'severity: note'",
        id="unverified",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: [{source: rumour}]}\n",
        "2:21: 'rumour' is unverified, so it needs 'severity: note'",
        id="unverified-by-default",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: [{source: act, products: fod}]}\n",
        "2:45: unknown product class 'fod'; did you mean 'food'?",
        id="product",
    ),
    pytest.param(
        "market: us\nbasis: {bad-words: [{source: act, from: 2026-01-01, "
        "until: 2025-01-01}]}\n",
        "2:60: 'until' must come after 'from'",
        id="dates",
    ),
    pytest.param(
        "market: us\npermitted: ['a (b']\n", "2:16: '(' is never closed", id="phrase"
    ),
    pytest.param(
        "market: us\npermitted: [{phrase: '^ normal sight', of: [zinc]}]\n",
        "2:13: '^' in the middle can never match in the phrase '(zinc) ...9 < ^ normal",
        id="phrase-put-together",
    ),
    pytest.param(
        "market: us\npermitted: [{when: x}]\n",
        "permitted needs 'phrase'",
        id="no-phrase",
    ),
    pytest.param(
        "market: us\nrequire: [{rule: bad-words}]\n",
        "needs 'statement'",
        id="statement",
    ),
    pytest.param(
        "market: us\nrequire: [{rule: bad, statement: a}]\n",
        "unknown rule 'bad'",
        id="r",
    ),
    pytest.param("market: us\nrules: x\n", "2:8: rules must be a list", id="rules"),
    pytest.param(
        "market: us\nbasis: [a]\n", "basis must be a mapping", id="basis-list"
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong_markets(text, expected):
    (seen, *_) = errors({"rules.yaml": RULE, "us.yaml": text})
    assert seen.startswith("us.yaml:")
    assert expected in seen


@pytest.mark.parametrize(
    ("line", "instead", "expected"),
    [
        pytest.param("kind: statute", "kind: law", "unknown kind 'law'", id="kind"),
        pytest.param("  known: read\n", "", "a source needs 'known'", id="missing"),
        pytest.param("https://example.org/act", "act.org", "must start with", id="url"),
        pytest.param("act:", "The Act:", "the key 'The Act' must be", id="key"),
        pytest.param(
            "title: An act", "titel: An act", "did you mean 'title'", id="typo"
        ),
    ],
)
def test_wrong_sources(line, instead, expected):
    assert line in SOURCES
    seen = errors({"sources.yaml": SOURCES.replace(line, instead, 1)})
    assert any(expected in each for each in seen)


def test_a_source_stands_in_one_file():
    (seen,) = errors({}, {"more/sources.yaml": SOURCES[: SOURCES.index("rumour")]})
    assert seen == "more/sources.yaml:1:1: the source 'act' stands in another file"
