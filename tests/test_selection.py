"""Which rules are on: the most exact name decides."""

from __future__ import annotations

import pytest

from healthlint.config import Settings
from healthlint.diagnostic import Confidence, Diagnostic, Severity
from healthlint.errors import ConfigError
from healthlint.rule import Rule
from healthlint.selection import select
from healthlint.source import Place, Span


def rule(id: str, name: str, category: str, **more) -> Rule:
    return Rule(id, name, category, "error", "message", "why", **more)


RULES = (
    rule("HL101", "disease-treatment", "disease-claim", aliases=("cure-claim",)),
    rule("HL102", "disease-prevention", "disease-claim"),
    rule("HL201", "overclaim", "efficacy"),
    rule("HL301", "no-side-effects", "safety"),
    rule("HL302", "risk-free", "safety", status="preview"),
    rule("HL303", "safe-for-all", "safety", status="deprecated"),
    rule("ACME1", "house-word", "tool"),
)
STABLE = "101 102 201 301 303 1"


@pytest.mark.parametrize(
    ("chosen", "ignored", "expected"),
    [
        pytest.param((), (), STABLE, id="nothing said: all but previews"),
        pytest.param(("all",), (), STABLE, id="all: still without previews"),
        pytest.param(("HL101",), (), "101", id="by id"),
        pytest.param(("hl101",), (), "101", id="ids in any case"),
        pytest.param(("overclaim",), (), "201", id="by name"),
        pytest.param(("cure-claim",), (), "101", id="by alias"),
        pytest.param(("disease-claim",), (), "101 102", id="by category"),
        pytest.param(("HL1",), (), "101 102", id="by prefix"),
        pytest.param(("HL10",), (), "101 102", id="by longer prefix"),
        pytest.param(("HL",), (), "101 102 201 301 303", id="letters alone"),
        pytest.param(("ACME",), (), "1", id="letters of a user's own rules"),
        pytest.param(("HL1", "HL201"), (), "101 102 201", id="several"),
        pytest.param((), ("HL1",), "201 301 303 1", id="ignored by prefix"),
        pytest.param((), ("safety",), "101 102 201 1", id="ignored by category"),
        pytest.param(("HL101",), ("HL1",), "101", id="id beats prefix"),
        pytest.param(("HL1",), ("HL101",), "102", id="prefix yields to id"),
        pytest.param(("HL10",), ("HL1",), "101 102", id="longer prefix wins"),
        pytest.param(("HL3",), ("safety",), "301 303", id="prefix beats category"),
        pytest.param(("safety",), ("all",), "301 303", id="category beats all"),
        pytest.param(("HL101",), ("HL101",), "", id="equally exact: ignored"),
        pytest.param(("HL101",), ("cure-claim",), "", id="alias is as exact as id"),
        pytest.param(("HL3",), (), "301 303", id="prefix leaves previews off"),
        pytest.param(("risk-free",), (), "302", id="a preview by its own name"),
        pytest.param(("all", "HL302"), (), "101 102 201 301 302 303 1", id="added"),
    ],
)
def test_the_most_exact_name_decides(chosen, ignored, expected):
    selection = select(RULES, Settings(select=chosen, ignore=ignored))
    ids = [each.id.removeprefix("HL").removeprefix("ACME") for each in selection.rules]
    assert " ".join(ids) == expected


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        pytest.param(
            "select",
            ("overclaims",),
            "select: unknown rule or category 'overclaims'; did you mean 'overclaim'?",
            id="near a name",
        ),
        pytest.param(
            "ignore",
            ("HL111",),
            "ignore: unknown rule or category 'HL111'; did you mean 'HL101'?",
            id="near an id",
        ),
        pytest.param(
            "ignore",
            ("HL9",),
            "ignore: unknown rule or category 'HL9'; "
            "`healthlint rules` lists what there is",
            id="prefix of nothing",
        ),
        pytest.param(
            "select",
            ("H",),
            "select: unknown rule or category 'H'; "
            "`healthlint rules` lists what there is",
            id="half of the letters",
        ),
        pytest.param(
            "severity",
            {"safety": "note"},
            "severity: unknown rule 'safety'; `healthlint rules` lists what there is",
            id="severity takes rules alone",
        ),
    ],
)
def test_unknown_names_are_errors(key, value, message):
    with pytest.raises(ConfigError) as caught:
        select(RULES, Settings(**{key: value}))
    assert str(caught.value) == message


def test_an_unknown_name_from_a_file_is_shown_at_its_place():
    places = {("select", "HL999"): Place("healthlint.yaml", 2, 10)}
    with pytest.raises(ConfigError, match=r"^healthlint\.yaml:2:10: select: unknown"):
        select(RULES, Settings(select=("HL999",), places=places))


@pytest.mark.parametrize(
    "name", ["HL201", "overclaim", "OVERCLAIM"], ids=["id", "name", "capitals"]
)
def test_severity_can_be_set_by_any_name(name):
    selection = select(RULES, Settings(severity={name: "note"}))
    assert selection.severity(RULES[2], Severity.error) is Severity.note
    assert selection.severity(RULES[0], Severity.error) is Severity.error


@pytest.mark.parametrize(
    ("least", "kept"),
    [("low", "low medium high"), ("medium", "medium high"), ("high", "high")],
)
def test_min_confidence_drops_what_is_less_sure(least, kept):
    selection = select(RULES, Settings(min_confidence=least))
    found = [
        Diagnostic(
            code="HL101",
            name="disease-treatment",
            category="disease-claim",
            severity=Severity.error,
            confidence=confidence,
            message="message",
            span=Span(0, 1),
            match="x",
            text="x",
        )
        for confidence in Confidence
    ]
    names = [each.confidence.name for each in found if selection.keeps(each)]
    assert " ".join(names) == kept
