"""Permitted wording put together from who acts, how, and what is promised."""

from __future__ import annotations

from typing import Any

import pytest
from ruleset_texts import RULE, assemble

from healthlint.document import Sentence
from healthlint.folding import fold
from healthlint.phrases import parse
from healthlint.rules.markets import Permitted
from healthlint.rules.wording import anchored, wordings

VERBS = ["contribute~ to", "help~ [to] maintain"]
SIGHT = wordings("normal sight", "(zinc|vitamin a)", VERBS)


def reported(phrases: tuple[str, ...], text: str) -> list[str]:
    """Return what the phrases report in a text."""
    folded = fold(text)
    sentence = Sentence(0, "paragraph", folded.text, 0, folded.cased)
    spans = {
        span
        for phrase in phrases
        for span in parse(phrase, ()).matches(sentence, lambda _: [])
    }
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Zinc contributes to normal sight.", ["normal sight"], id="order"),
        pytest.param(
            "Vitamin A from carrots helps maintain your normal sight.",
            ["normal sight"],
            id="words-between",
        ),
        pytest.param(
            "Zinc contributes to normal skin, normal hair and normal sight.",
            ["normal sight"],
            id="third-of-a-list",
        ),
        pytest.param(
            "Helps to maintain normal sight with added zinc.",
            ["normal sight"],
            id="substance-behind",
        ),
        pytest.param(
            "It contributes to normal sight (vitamin A).",
            ["normal sight"],
            id="in-brackets",
        ),
        pytest.param(
            "Normal sight is supported by zinc.", ["Normal sight"], id="passive"
        ),
        pytest.param("Iron contributes to normal sight.", [], id="other-substance"),
        pytest.param("Zinc gives normal sight.", [], id="other-verb"),
        pytest.param("Zinc contributes to sharp sight.", [], id="other-promise"),
        pytest.param(
            "Contributes to normal sight; zinc is sold elsewhere.", [], id="not-tied"
        ),
    ],
)
def test_substance_verb_and_promise(text: str, expected: list[str]) -> None:
    assert reported(SIGHT, text) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param({}, ("a < b > c",), id="as-it-is"),
        pytest.param({"by": ["aid~"]}, ("(aid~) ...12 a < b > c",), id="no-substance"),
        pytest.param({"of": "zinc"}, "zinc ...9 a < b > c", id="no-verb-bounds-stay"),
    ],
)
def test_parts_may_be_missing(
    parts: dict[str, Any], expected: tuple[str, ...] | str
) -> None:
    found = wordings("a < b > c", **parts)
    assert found == expected or found[0] == expected


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        pytest.param(
            ["normal sight", "normal skin"], [("sight",), ("skin",)], id="rare-words"
        ),
        pytest.param(["the zinc"], [("zinc",)], id="common-words-tell-nothing"),
        pytest.param(
            ["(zinc|iron) heals"], [("heals",)], id="one-word-before-a-choice"
        ),
        pytest.param(["regex:zin[ck]"], [()], id="patterns-are-always-tried"),
    ],
)
def test_anchors(phrases: list[str], expected: list[tuple[str, ...]]) -> None:
    entries = [Permitted(phrase) for phrase in phrases]
    found = anchored(entries, lambda text: parse(text, ()))
    assert [each.anchors for each in found] == expected


def test_an_entry_becomes_several() -> None:
    text = (
        "market: uk\npermitted:\n"
        "  - {phrase: normal sight, of: [zinc], by: [contribute~ to], source: act,"
        " products: [food], rules: [HL101], when: daily}\n"
    )
    permitted = assemble({"rules.yaml": RULE, "uk.yaml": text}).markets["uk"].permitted
    assert [each.phrase for each in permitted] == list(
        wordings("normal sight", "(zinc)", ["contribute~ to"])
    )
    assert {each[1:5] for each in permitted} == {
        ("daily", "act", ("food",), ("bad-words",))
    }
