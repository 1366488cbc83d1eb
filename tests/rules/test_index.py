from __future__ import annotations

import pytest
from ruleset_texts import assemble, rule

ENTRIES = [
    pytest.param("miracle cure~", {"miracle"}, id="rarest-word"),
    pytest.param(
        "heal~ all", {"heal", "heals", "healed", "healing", "heal's"}, id="forms"
    ),
    pytest.param("{condition} {symptom}", {"{condition}"}, id="names"),
    pytest.param("regex:mirac", {""}, id="regex-without-a-word"),
    pytest.param(
        r"regex:\bmiracle\b", {"miracle", "miracle's"}, id="regex-with-a-word"
    ),
]


@pytest.mark.parametrize(("phrase", "expected"), ENTRIES)
def test_each_entry_stands_under_its_anchors(phrase, expected):
    text = rule(find=f"find: [wonder, '{phrase}']")
    index = assemble({"rules.yaml": text}).index
    assert index.pop("wonder") == ((0, 0),)
    assert index == dict.fromkeys(expected, ((0, 1),))


def test_claims_stand_under_a_key_of_their_own():
    text = rule(find="find: [{claim: {effect: cure}}]")
    assert assemble({"rules.yaml": text}).index == {"{claim}": ((0, 0),)}


def test_rules_with_a_check_are_not_in_the_index():
    text = rule(find=None, check="check: {kind: dose}")
    assert assemble({"rules.yaml": text}).index == {}


def test_numbers_follow_the_order_of_rules():
    ruleset = assemble(
        {
            "a.yaml": rule(id="id: HL300", name="name: late"),
            "b.yaml": rule(
                id="id: HL200", name="name: soon", find="find: [a b, miracle]"
            ),
        }
    )
    assert ruleset.index["miracle"] == ((0, 1), (1, 0))
    assert [each.name for each in ruleset.rules] == ["soon", "late"]
