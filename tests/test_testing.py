from __future__ import annotations

import pytest

from healthlint.rules.assembly import Assembly
from healthlint.source import Span
from healthlint.testing import Failure, describe, examine, unmarked

GOOD = """\
- id: HL901
  name: miracle-words
  category: efficacy
  severity: error
  message: "'{text}' cannot be proved"
  why: Nobody proves miracles.
  find: [miracle cure~]
  unless: [negated, question]
  soften: [hedged]
  examples:
    flag:
      - A [[miracle cure]].
      - It may be a [[miracle cure]].
    pass:
      - It is not a miracle cure.
      - Is it a miracle cure?
"""
MARKETS = {
    "us.yaml": "market: us\ntitle: US\n",
    "uk.yaml": "market: uk\nrules:\n"
    + "".join(
        f"  {line}\n"
        for line in GOOD.replace("HL901", "HL902")
        .replace("miracle-words", "uk-words")
        .splitlines()
    ),
    "tv.yaml": "channel: tv\nrules:\n"
    + "".join(
        f"  {line}\n"
        for line in GOOD.replace("HL901", "HL903")
        .replace("miracle-words", "tv-words")
        .splitlines()
    ),
}


def ruleset(text, **files):
    assembly = Assembly()
    assembly.add_folder([("rules.yaml", text), *files.items()])
    return assembly.ruleset()


def failures(*pairs):
    """Return what is wrong after replacing text in the good rule."""
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return examine(ruleset(text)).failures


def test_a_good_rule_passes():
    outcome = examine(ruleset(GOOD))
    assert outcome.passed
    assert outcome == (1, 4, ())


BROKEN = [
    pytest.param(
        [("A [[miracle cure]].", "A [[miracle]] cure.")],
        ("flag 1", "flagged elsewhere than marked", 12),
        id="span-too-short",
    ),
    pytest.param(
        [("A [[miracle cure]].", "Now [[a miracle cure]].")],
        ("flag 1", "flagged elsewhere than marked", 12),
        id="span-too-long",
    ),
    pytest.param(
        [("A [[miracle cure]].", "A [[miracle ham]].")],
        ("flag 1", "not flagged", 12),
        id="not-flagged",
    ),
    pytest.param(
        [("A [[miracle cure]].", "Not a [[miracle cure]].")],
        ("flag 1", "not flagged because of unless: negated", 12),
        id="acquitted",
    ),
    pytest.param(
        [("A [[miracle cure]].", "A [[miracle cure]], a miracle cure.")],
        ("flag 1", "more is flagged than marked", 12),
        id="one-of-two-marked",
    ),
    pytest.param(
        [("pass:\n", "pass:\n      - A miracle cure.\n")],
        ("pass 1", "flagged, but must pass", 15),
        id="pass-is-flagged",
    ),
    pytest.param(
        [("      - A [[miracle cure]].\n", "")],
        ("", "1 flag examples; a rule needs 2 at least", 1),
        id="too-few-flags",
    ),
    pytest.param(
        [("[negated, question]", "[negated]"), ("      - Is it a miracle cure?\n", "")],
        ("", "1 pass examples; a rule needs 2 at least", 1),
        id="too-few-passes",
    ),
    pytest.param(
        [("[negated, question]", "[negated, question, history]")],
        ("", "no example notices when 'history' leaves 'unless': add a pass", 1),
        id="dead-unless",
    ),
    pytest.param(
        [("soften: [hedged]", "soften: [hedged, history]")],
        ("", "no example notices when 'history' leaves 'soften': add a flag", 1),
        id="dead-soften",
    ),
    pytest.param(
        [("soften: [hedged]", "soften: [hedged]\n  only: [hedged, quoted]")],
        ("", "no example notices when 'quoted' leaves 'only': add a flag", 1),
        id="dead-only",
    ),
    pytest.param(
        [("cannot be proved", "cannot " + "be " * 19 + "proved")],
        ("", "the message has 21 words; 20 at most", 1),
        id="message-too-long",
    ),
    pytest.param(
        [
            ("unless: [negated, question]\n  ", ""),
            ("It is not a miracle cure", "It is good"),
            ("Is it a miracle cure", "Is it good"),
        ],
        ("", "no pass example holds a word that a flag example marks", 1),
        id="passes-that-prove-nothing",
    ),
]


@pytest.mark.parametrize(("pairs", "expected"), BROKEN)
def test_broken_rules(pairs, expected):
    example, message, line = expected
    found = failures(*pairs)
    assert [
        each
        for each in found
        if each.example == example
        and each.message.startswith(message)
        and (each.path, each.line) == ("rules.yaml", line)
    ]
    assert not any(each.warning for each in found)


FIXES = [
    ("{replace: tea}", []),
    ("{replace: a miracle cure}", ["flag 1", "flag 2"]),
    ("{swap: {miracle: wonder}}", []),
    ("{swap: {wonder: tea}}", [""]),
]


@pytest.mark.parametrize(("fix", "expected"), FIXES, ids=[row[0] for row in FIXES])
def test_what_is_fixed_must_pass(fix, expected):
    found = failures(("  unless:", f"  fix: {fix}\n  unless:"))
    assert [failure.example for failure in found] == expected
    for failure in found:
        assert failure.message in {
            "still flagged when fixed: 'A a miracle cure.'",
            "still flagged when fixed: 'It may be a a miracle cure.'",
            "'fix' changes no example",
        }


def test_spans_are_told():
    (failure,) = failures(("A [[miracle cure]].", "A [[miracle]] cure."))
    assert failure.text == "A miracle cure."
    assert failure.expected == (Span(2, 9),)
    assert failure.seen == (Span(2, 14),)


def test_rules_without_a_word_are_slow_but_pass():
    text = GOOD.replace("miracle cure~", r'"regex:mirac\\w+ cure"')
    outcome = examine(ruleset(text))
    assert outcome.passed
    (warning,) = outcome.failures
    assert warning.warning
    assert warning.message.startswith("slow: ")
    assert describe(warning).startswith(
        "rules.yaml:1: warning: HL901 miracle-words: slow"
    )


def test_only_some_rules():
    both = ruleset(
        GOOD + GOOD.replace("HL901", "HL902").replace("miracle-w", "other-w")
    )
    assert examine(both).rules == 2
    assert examine(both, [both.rules[1]]) == (1, 4, ())


def test_circumstances_of_an_example():
    text = GOOD.replace(
        "      - A [[miracle cure]].",
        "      - {text: 'A **miracle** [[cure]].', format: text}\n"
        "      - {text: 'A [[miracle cure]].', product: food, copy: reference,"
        " markets: [uk], channels: [tv]}",
    )
    found = examine(ruleset(text, **MARKETS)).failures
    assert [each.example for each in found] == ["flag 1"]


def test_rules_of_a_market_or_channel_are_tried_in_it():
    whole = ruleset(GOOD, **MARKETS)
    assert whole.by_name("uk-words").market == "uk"
    assert whole.by_name("tv-words").market == "tv"
    assert examine(whole).failures == ()


def test_an_unmarked_example_keeps_its_text():
    assert unmarked("a [[b c]] d [[e]]") == ("a b c d e", (Span(2, 5), Span(8, 9)))
    assert unmarked("plain") == ("plain", ())


def test_describe_points_with_carets():
    failure = Failure(
        "HL901",
        "x",
        "flag 2",
        "flagged elsewhere",
        "r.yaml",
        3,
        "one two three",
        (Span(0, 3), Span(8, 13)),
        (Span(4, 7),),
    )
    assert describe(failure).splitlines() == [
        "r.yaml:3: HL901 x: flag 2: flagged elsewhere",
        "    one two three",
        "    ^^^     ^^^^^ expected",
        "        ^^^ seen",
    ]
