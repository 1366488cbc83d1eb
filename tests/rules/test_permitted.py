"""Permitted wording: whom it acquits, of what, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from ruleset_texts import LEXICON, assemble, rule

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import Ruleset
from healthlint.source import Source

WORDS = """\
lexicon: target
groups:
  - tags: [body-part]
    terms: [skin, hair, sight]
"""
SUBSTANCES = """\
lexicon: substance
groups:
  - tags: [promoted]
    terms: [zinc, iron, turmeric]
"""
# Anything said to do something to a target: the words are those of the whole phrase
CLAIM = "(heal~|help~|support~|contribute~ to) ...9 {target}"
LIST = f"{CLAIM} [[,] (and|or) ...2 {{target}}]"
RULES = rule(find=f'find: ["{LIST}", cure]') + rule(
    id="id: HL102",
    name="name: other-words",
    find="find: [sight]",
    category="category: safety",
)


def entry(phrase: str, **more: str) -> str:
    keys = {"phrase": f'"{phrase}"', "source": "act", **more}
    return "{" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"


def market(name: str, *permitted: str) -> str:
    lines = [f"market: {name}", "basis:", "  bad-words: [{source: act}]", "permitted:"]
    return "\n".join([*lines, *(f"  - {each}" for each in permitted)]) + "\n"


def reported(
    text: str,
    *markets: str,
    kind: str = "text",
    **settings: Any,
) -> list[str]:
    """Return each diagnostic as rule, words and the markets whose law it rests on."""
    files = {f"{text.split()[1]}.yaml": text for text in markets}
    lexicons = {"words.yaml": LEXICON, "more.yaml": WORDS, "other.yaml": SUBSTANCES}
    ruleset = assemble({"rules.yaml": RULES, **lexicons, **files})
    chosen = tuple(each.split()[1] for each in markets)
    linter = Linter(ruleset, Settings(**{"markets": chosen, **settings}))
    return [
        " ".join([each.name, f"[{each.text}]", *(basis.market for basis in each.bases)])
        for each in linter.lint(Source("copy", text, kind)).diagnostics
    ]


SKIN = entry("contributes to normal skin")
US = market("us", SKIN)
UK = market("uk", entry("normal", rules="[HL102]"))
TEXT = "It contributes to normal skin."
WORDS_OF_TEXT = "bad-words [contributes to normal skin]"


@pytest.mark.parametrize(
    ("markets", "text", "expected"),
    [
        pytest.param([UK], TEXT, [f"{WORDS_OF_TEXT} uk"], id="permits-another-rule"),
        pytest.param([US], TEXT, [], id="no-basis-left"),
        pytest.param([US, UK], TEXT, [f"{WORDS_OF_TEXT} uk"], id="another-market's"),
        pytest.param(
            [US],
            "It heals skin.",
            ["bad-words [heals skin] us"],
            id="other-words",
        ),
        pytest.param(
            [US],
            "It contributes to normal skin; a cure.",
            ["bad-words [cure] us"],
            id="other-words-of-the-sentence",
        ),
    ],
)
def test_a_market_takes_its_own_basis_away(
    markets: list[str], text: str, expected: list[str]
) -> None:
    assert reported(text, *markets) == expected


@pytest.mark.parametrize(
    ("product", "silent"),
    [
        pytest.param("food", True, id="the-class"),
        pytest.param("cosmetic", False, id="another"),
        pytest.param(None, True, id="unknown"),
    ],
)
def test_classes_of_product(product: str | None, silent: bool) -> None:  # noqa: FBT001 - a table's column
    text = market("us", entry("contributes to normal skin", products="[food]"))
    assert (reported(TEXT, text, product=product) == []) is silent


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param(None, [], id="none-named-all-acquitted"),
        pytest.param(
            "[bad-words]",
            ["other-words [sight]"],
            id="the-named-one-alone",
        ),
        pytest.param(
            "[other-words]",
            ["bad-words [supports normal sight] us"],
            id="not-the-other",
        ),
        pytest.param("[bad-words, HL102]", [], id="both"),
    ],
)
def test_rules_named(rules: str | None, expected: list[str]) -> None:
    more = {"rules": rules} if rules else {}
    text = market("us", entry("supports normal sight", **more))
    assert reported("It supports normal sight.", text) == expected


PARTS = market("us", entry("normal skin"), entry("normal hair"), entry("the look of"))


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        pytest.param("It supports normal skin.", True, id="one"),
        pytest.param("It supports normal skin and normal hair.", True, id="both"),
        pytest.param("It supports normal skin and sight.", False, id="one-is-not"),
        pytest.param("It supports sight and normal skin.", False, id="first-is-not"),
        pytest.param("It supports the look of skin.", True, id="qualifies-the-whole"),
        pytest.param(
            "The look of it: it heals skin.", False, id="stands-beside-the-match"
        ),
    ],
)
def test_all_that_is_promised_is_covered(text: str, silent: bool) -> None:  # noqa: FBT001 - a table's column
    assert (reported(text, PARTS) == []) is silent


OF_ZINC = market("us", entry("normal skin", of="[zinc, iron]", by='["contribute~ to"]'))


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        pytest.param("Zinc contributes to normal skin.", True, id="named"),
        pytest.param("Turmeric contributes to normal skin.", False, id="another"),
        pytest.param("Zinc and iron contribute to normal skin.", True, id="two"),
        pytest.param(
            "Zinc and turmeric contribute to normal skin.", False, id="shared-after"
        ),
        pytest.param(
            "Turmeric, zinc and iron contribute to normal skin.",
            False,
            id="shared-before",
        ),
        pytest.param(
            "Turmeric and zinc, which contributes to normal skin.",
            True,
            id="of-the-last-alone",
        ),
        pytest.param(
            "Contributes to normal skin with added zinc.", True, id="named-behind"
        ),
        pytest.param(
            "It has zinc. It contributes to normal skin.", True, id="sentence-before"
        ),
        pytest.param("It has zinc. Contributes to normal skin.", True, id="verb-first"),
        pytest.param(
            "It has zinc. Turmeric contributes to normal skin.",
            False,
            id="another-subject",
        ),
        pytest.param(
            "It has zinc. It is good. It contributes to normal skin.",
            False,
            id="two-sentences-before",
        ),
    ],
)
def test_substances(text: str, silent: bool) -> None:  # noqa: FBT001 - a table's column
    assert (reported(text, OF_ZINC) == []) is silent


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        pytest.param("# Zinc\n\n- contributes to normal skin\n", True, id="heading"),
        pytest.param("# Turmeric\n\n- contributes to normal skin\n", False, id="wrong"),
        pytest.param(
            "# Zinc\n\nTurmeric contributes to normal skin.\n", False, id="subject"
        ),
        pytest.param(
            "# Zinc\n\n## Uses\n\n- contributes to normal skin\n",
            False,
            id="heading-above-the-heading",
        ),
        pytest.param(
            "| Zinc | Contributes to normal skin |\n|---|---|\n",
            True,
            id="cell-before",
        ),
        pytest.param(
            "| Zinc | Turmeric | Contributes to normal skin |\n|---|---|---|\n",
            False,
            id="cell-before-the-cell-before",
        ),
    ],
)
def test_headings(text: str, silent: bool) -> None:  # noqa: FBT001 - a table's column
    assert (reported(text, OF_ZINC, kind="markdown") == []) is silent


def test_patterns_are_tried_everywhere() -> None:
    text = market("us", "'regex:contributes to n[a-z]+l skin'")
    assert reported(TEXT, text) == []


def test_only_what_may_match_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compiled = Ruleset.phrase
    monkeypatch.setattr(
        Ruleset, "phrase", lambda self, text: asked.append(text) or compiled(self, text)
    )
    assert reported(TEXT, market("us", SKIN, entry("normal hair"))) == []
    assert "contributes to normal skin" in asked
    assert "normal hair" not in asked
