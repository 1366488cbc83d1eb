from __future__ import annotations

import pytest
from ruleset_texts import RULE, assemble, errors, rule

from healthlint.annotators.frames import FITTING
from healthlint.rule import Example, Selector
from healthlint.rules import load_lexicons
from healthlint.rules.assembly import known_effects


def read(text):
    (only,) = assemble({"rules.yaml": text}).rules
    return only


def test_the_bend_leaves_the_rule_as_it_is():
    assert read(rule()) == read(RULE)


def test_a_whole_rule():
    found = read(
        rule(
            aliases="aliases: [worse-words, HL900]",
            status="status: preview",
            since="since: 1.2.0",
            also="also: [safety]",
            confidence="confidence: low",
            where="where: [heading, title]",
            find="""
            find:
              - (wonder|miracle)
              - claim: {effect: cure, target: [disease], target-tag: serious}
              - "regex:mirac"
            """,
            unless="unless: [negated, question]",
            only="only: [quoted]",
            soften="soften: [hedged]",
            suggest='suggest: ["leave {text} out"]',
            fix="fix: {replace: wonder, safe: true}",
            suppressible="suppressible: no",
            false_positives="false-positives: >\n  Miracle\n  plays.",
        )
    )
    assert found.id == "HL101"
    assert found.find == (
        "(wonder|miracle)",
        Selector(
            effect=frozenset({"cure"}),
            target=frozenset({"disease"}),
            target_tag=frozenset({"serious"}),
        ),
        "regex:mirac",
    )
    assert found.aliases == ("worse-words", "HL900")
    assert (found.status, found.since, found.confidence) == ("preview", "1.2.0", "low")
    assert found.where == {"heading", "title"}
    assert (found.unless, found.only) == ({"negated", "question"}, {"quoted"})
    assert (found.soften, found.also) == ({"hedged"}, ("safety",))
    assert found.fix == {"replace": "wonder", "safe": True}
    assert found.suppressible is False
    assert found.suggest == ("leave {text} out",)
    assert found.false_positives == "Miracle plays."
    assert found.origin == ("rules.yaml", 1)


def test_defaults():
    found = read(RULE)
    assert (found.confidence, found.status, found.since) == ("high", "stable", "0.1.0")
    assert found.where == found.unless == frozenset()
    assert found.suppressible is True
    assert found.fix is None


def test_examples_keep_their_lines():
    found = read(
        rule(
            examples="""
            examples:
              flag:
                - A [[miracle]].
                - {text: "A [[miracle]].", product: food, copy: reference, format: html}
              pass:
                - Yes.
            """
        )
    )
    assert found.examples_flag == (
        Example("A [[miracle]].", 10),
        Example("A [[miracle]].", 11, "food", "reference", "html"),
    )
    assert found.examples_pass == (Example("Yes.", 13),)


def test_a_check_keeps_its_options_as_plain_data():
    found = read(
        rule(find=None, check="check: {kind: requires, most: 3, of: [a, 1.5, yes]}")
    )
    assert found.check == {"kind": "requires", "most": 3, "of": ["a", 1.5, True]}


def test_a_check_may_confirm_what_is_found():
    found = read(
        rule(check="check: {kind: contradiction, denied-by: [no miracle~], about: any}")
    )
    assert found.find
    assert found.check == {
        "kind": "contradiction",
        "denied-by": ["no miracle~"],
        "about": "any",
    }


WRONG = [
    pytest.param(
        {"severty": "severty: error"},
        "11:3: a rule has no key 'severty'; did you mean 'severity'?",
        id="unknown-key",
    ),
    pytest.param({"why": None}, "1:3: a rule needs 'why'", id="missing-key"),
    pytest.param({"why": "why: ''"}, "6:8: why is empty", id="empty-text"),
    pytest.param({"why": "why: [a]"}, "6:8: why must be text", id="list-for-text"),
    pytest.param(
        {"message": "message: {text} is bad"},
        "not valid YAML",
        id="braces-unquoted",
    ),
    pytest.param(
        {"message": "message: {text}"},
        "5:12: message must be text; quote text that starts with '{'",
        id="mapping-for-text",
    ),
    pytest.param(
        {"id": "id: HL12"}, "1:7: the id 'HL12' must be capitals and three", id="id"
    ),
    pytest.param(
        {"name": "name: Bad_Words"}, "2:9: name 'Bad_Words' must be lower", id="name"
    ),
    pytest.param(
        {"category": "category: efficasy"},
        "3:13: unknown category 'efficasy'; did you mean 'efficacy'?",
        id="category",
    ),
    pytest.param(
        {"severity": "severity: fatal"},
        "4:13: unknown severity 'fatal'; known: error, warning, note",
        id="severity",
    ),
    pytest.param(
        {"confidence": "confidence: higher"},
        "11:15: unknown confidence 'higher'; did you mean 'high'?",
        id="confidence",
    ),
    pytest.param({"status": "status: new"}, "11:11: unknown status 'new'", id="status"),
    pytest.param(
        {"since": "since: soon"}, "11:10: since must be a version", id="since"
    ),
    pytest.param(
        {"also": "also: [safety, dose]"},
        "11:9: 'also' holds at most one",
        id="also-two",
    ),
    pytest.param(
        {"also": "also: efficacy"}, "11:9: 'also' repeats the category", id="also-same"
    ),
    pytest.param(
        {"unless": "unless: [negated, negatd]"},
        "11:21: unknown unless 'negatd'; did you mean 'negated'?",
        id="cue",
    ),
    pytest.param(
        {"unless": "unless: [negated, negated]"},
        "11:21: 'negated' stands twice",
        id="2x",
    ),
    pytest.param(
        {"unless": "unless: [[a]]"}, "an entry of unless must be text", id="cue-list"
    ),
    pytest.param({"unless": "unless: ''"}, "11:11: unless is empty", id="cue-empty"),
    pytest.param(
        {"where": "where: [headline]"}, "11:11: unknown where 'headline'", id="where"
    ),
    pytest.param(
        {"suppressible": "suppressible: maybe"},
        "11:17: suppressible must be true or false",
        id="truth",
    ),
    pytest.param(
        {"message": 'message: "it\'s {txt} here"'},
        "5:18: unknown placeholder '{txt}'; did you mean '{text}'?".replace(
            "'{text}'?", "'text'?"
        ),
        id="placeholder",
    ),
    pytest.param(
        {"message": "message: \"'{text}' is about {condition}\""},
        "'{condition}' is known of claims only",
        id="placeholder-of-claims",
    ),
    pytest.param(
        {"message": "message: 'a { b'"}, "5:12: a single '{'", id="stray-brace"
    ),
    pytest.param(
        {"suggest": "suggest: ['{nothing}']"},
        "11:14: unknown placeholder '{nothing}'; known: text, condition",
        id="placeholder-of-suggestion",
    ),
    pytest.param(
        {"suggest": "suggest: less"}, "11:12: suggest must be a list", id="list-wanted"
    ),
    pytest.param(
        {"fix": "fix: {safe: true}"}, "a fix needs either 'replace' or 'swap'", id="fix"
    ),
    pytest.param(
        {"fix": "fix: {replace: a, swap: {a: b}}"},
        "a fix needs either 'replace' or 'swap'",
        id="fix-twice",
    ),
    pytest.param({"fix": "fix: {swap: {}}"}, "'swap' is empty", id="fix-nothing"),
    pytest.param(
        {"fix": "fix: {swap: {a: [b]}}"}, "'a' must become text", id="fix-swap-text"
    ),
    pytest.param(
        {"fix": "fix: {swap: {' ': b}}"}, "'swap' has an empty word", id="fix-no-word"
    ),
    pytest.param({"fix": "fix: {replace: [a]}"}, "replace must be text", id="fix-text"),
    pytest.param(
        {"find": None}, "1:3: a rule needs either 'find' or 'check'", id="no-find"
    ),
    pytest.param(
        {"check": "check: {kind: dose}"},
        "a rule needs either 'find' or 'check'",
        id="find-and-check",
    ),
    pytest.param(
        {"find": None, "check": "check: {kind: doses}"},
        "unknown kind 'doses'; did you mean 'dose'?",
        id="check-kind",
    ),
    pytest.param(
        {"find": None, "check": "check: {most: 1}"}, "a check needs 'kind'", id="check"
    ),
    pytest.param(
        {"check": "check: {kind: contradiction}"},
        "11:10: check: contradiction beside 'find' needs 'denied-by'",
        id="contradiction-of-nothing",
    ),
    pytest.param(
        {"find": None, "check": "check: {kind: contradiction, denied-by: [a b]}"},
        "10:10: check: contradiction needs 'find' beside it",
        id="contradiction-without-statement",
    ),
    pytest.param(
        {"check": "check: {kind: contradiction, denied-by: [safe, 'not (safe']}"},
        "11:55: '(' is never closed in the phrase 'not (safe'",
        id="denial",
    ),
    pytest.param(
        {"check": "check: {kind: contradiction, denied-by: not safe}"},
        "denied-by must be a list",
        id="denial-text",
    ),
    pytest.param(
        {"check": "check: {kind: contradiction, denied-by: [a b], about: all}"},
        "11:57: unknown about 'all'",
        id="about",
    ),
    pytest.param(
        {"check": "check: {kind: statistics}"},
        "11:10: check: statistics beside 'find' needs 'lacks'",
        id="figure-that-lacks-nothing",
    ),
    pytest.param(
        {"find": None, "check": "check: {kind: statistics, lacks: base}"},
        "10:10: check: statistics without 'find' needs 'test'",
        id="figure-not-found",
    ),
    pytest.param(
        {"find": None, "check": "check: {kind: statistics, test: p-values}"},
        "unknown test 'p-values'; did you mean 'p-value'?",
        id="test",
    ),
    pytest.param({"find": "find: []"}, "7:9: 'find' is empty", id="find-empty"),
    pytest.param({"find": "find: miracle"}, "find must be a list", id="find-text"),
    pytest.param(
        {"find": "find: ['a (b']"},
        "7:13: '(' is never closed in the phrase 'a (b'",
        id="phrase",
    ),
    pytest.param(
        {"find": 'find: ["\\u00e9t\\u00e9 (b"]'},
        "7:25: '(' is never closed",
        id="phrase-with-escapes",
    ),
    pytest.param(
        {"find": "find:\n  - 'it''s (b'"},
        "8:14: '(' is never closed",
        id="phrase-with-doubled-quote",
    ),
    pytest.param(
        {"find": "find:\n  - >\n    long\n    words (b"},
        "10:13: '(' is never closed",
        id="phrase-in-a-folded-block",
    ),
    pytest.param(
        {"find": "find: ['cures {conditoin}']"},
        "7:17: '{conditoin}' is no lexicon, tag or annotation; did you mean",
        id="phrase-name",
    ),
    pytest.param({"find": "find: [[a]]"}, "7:10: a phrase must be text", id="list"),
    pytest.param(
        {"unless": "unless: [[a]]"}, "an entry of unless must be text", id="cue-list"
    ),
    pytest.param(
        {"find": None, "check": "check: {kind: requires, at: !!int x}"},
        "cannot be read",
        id="check-value",
    ),
    pytest.param(
        {"find": "find: ['[a]']"}, "7:10: the phrase '[a]' requires no word", id="free"
    ),
    pytest.param({"find": "find: ['regex:a(']"}, "7:19: missing )", id="regex"),
    pytest.param(
        {"find": "find: [{phrase: a}]"},
        "an entry of find has no key 'phrase'",
        id="key",
    ),
    pytest.param(
        {"find": "find: [{claim: {}}]"}, "7:18: an empty claim would", id="claim-empty"
    ),
    pytest.param(
        {"find": "find: [{claim: {efect: cure}}]"},
        "7:19: claim has no key 'efect'; did you mean 'effect'?",
        id="claim-key",
    ),
    pytest.param(
        {"find": "find: [{claim: {effect: [cures]}}]"},
        "7:28: unknown effect 'cures'; did you mean 'cure'?",
        id="claim-effect",
    ),
    pytest.param(
        {"find": "find: [{claim: {target: illness}}]"},
        "7:27: unknown target 'illness'",
        id="claim-target",
    ),
    pytest.param(
        {"find": "find: [{claim: {target-tag: serius}}]"},
        "7:31: unknown target-tag 'serius'; did you mean 'serious'?",
        id="claim-tag",
    ),
    pytest.param(
        {"find": "find: [{claim: {agent-grade: clear}}]"},
        "7:32: unknown agent-grade 'clear'; known: explicit, carried",
        id="claim-grade",
    ),
    pytest.param(
        {"find": "find: [{claim: {strength: 4}}]"},
        "7:29: unknown strength '4'; known: 0, 1, 2, 3",
        id="claim-strength",
    ),
    pytest.param(
        {"find": "find: [{claim: {place: headng}}]"},
        "7:26: unknown place 'headng'; did you mean 'heading'?",
        id="claim-place",
    ),
]

EXAMPLES = [
    pytest.param("flag: [None marked.]", "a flag example needs '[['", id="no-marks"),
    pytest.param("pass: ['[[miracle]]']", "a pass example marks nothing", id="pass"),
    pytest.param("flag: ['[[miracle']", "do not pair up", id="open"),
    pytest.param("flag: ['[[a [[b]] c]]']", "do not pair up", id="nested"),
    pytest.param("flag: ['a [[]] b']", "marks no words", id="empty-mark"),
    pytest.param("flag: ['']", "an example is empty", id="empty"),
    pytest.param("flog: [a]", "examples has no key 'flog'; did you mean", id="key"),
    pytest.param("flag: [{product: food}]", "an example needs 'text'", id="no-text"),
    pytest.param(
        "flag: [{text: '[[a]]', product: foot}]",
        "unknown product class 'foot'",
        id="food",
    ),
    pytest.param(
        "flag: [{text: '[[a]]', copy: maybe}]", "unknown copy 'maybe'", id="copy"
    ),
    pytest.param(
        "flag: [{text: '[[a]]', markets: [us]}]", "unknown market 'us'", id="market"
    ),
    pytest.param(
        "flag: [{text: '[[a]]', channels: [tv]}]", "unknown channel 'tv'", id="channel"
    ),
]


@pytest.mark.parametrize(("changes", "expected"), WRONG)
def test_wrong_rules(changes, expected):
    (seen, *_) = errors({"rules.yaml": rule(**changes)})
    assert f"rules.yaml:{expected}" in seen or expected in seen
    if expected[0].isdigit():
        assert seen.startswith(f"rules.yaml:{expected}")


@pytest.mark.parametrize(("line", "expected"), EXAMPLES)
def test_wrong_examples(line, expected):
    (seen, *_) = errors({"rules.yaml": rule(examples=f"examples:\n  {line}")})
    assert seen.startswith("rules.yaml:9:")
    assert expected in seen


def test_all_that_is_wrong_is_told_at_once_by_place():
    seen = errors(
        {
            "b.yaml": rule(severity="severity: bad", why=None),
            "a.yaml": rule(find="find: ['(', ')']", id="id: HL102", name="name: x"),
        }
    )
    assert [line.split(": ")[0] for line in seen] == [
        "a.yaml:7:11",
        "a.yaml:7:16",
        "b.yaml:1:3",
        "b.yaml:4:13",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- a\n- b\n", "1:3: a rule must be a mapping", id="text"),
        pytest.param("- [a]\n", "1:3: a rule must be a mapping", id="list"),
        pytest.param("a: [\n", "2:1: not valid YAML", id="syntax"),
        pytest.param("- id: \x07\n", "not valid YAML", id="control-character"),
        pytest.param("a: b\n", "1:1: not a rule file", id="other-mapping"),
        pytest.param("words\n", "1:1: not a rule file", id="scalar"),
        pytest.param("- id: 1\n  id: 2\n", "'id' stands here twice", id="key-twice"),
        pytest.param("- ? [a]\n  : b\n", "a rule has no key '?'", id="odd-key"),
        pytest.param("- &a\n  find: *a\n", "find must be a list", id="holds-itself"),
    ],
)
def test_files_that_are_no_rules(text, expected):
    assert any(expected in line for line in errors({"rules.yaml": text}))


def test_an_empty_file_is_no_complaint():
    assert assemble({"rules.yaml": "# nothing yet\n"}).rules == ()


def test_all_effects_of_frames_can_be_selected():
    known = known_effects(load_lexicons())
    assert set(FITTING) <= known
