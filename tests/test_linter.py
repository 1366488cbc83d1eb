"""From text to diagnostics: who acts, in what document, under which law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.errors import ConfigError
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from healthlint.diagnostic import Report

RULESET = load_ruleset()


def lint(text: str, format: str = "text", **settings: object) -> Report:
    return Linter(RULESET, Settings()._replace(**settings)).lint(  # type: ignore[arg-type]
        Source("copy.txt", text, format)
    )


def found(text: str, format: str = "text", **settings: object) -> list[tuple[str, str]]:
    return [
        (each.severity.name, each.match)
        for each in lint(text, format, **settings).diagnostics
    ]


FIXED = [
    ("LDN is an effective treatment of HIV/AIDS.", True),
    ("Arthritis? Gone in a week.", True),
    ("There is no cure for arthritis.", False),
    ("Can tea cure arthritis?", False),
    ("Cured ham with melon.", False),
    ("The resin cures overnight.", False),
    ("Beware of anyone who promises a cure.", False),
    (
        "This product is not intended to diagnose, treat, cure or prevent any disease.",
        False,
    ),
    ("Talk to your doctor or pharmacist.", False),
    ("It did not relieve pain more than when morphine alone was given.", False),
]


@pytest.mark.parametrize(("text", "flagged"), FIXED, ids=[row[0] for row in FIXED])
def test_sentences_that_the_design_fixes(text: str, *, flagged: bool) -> None:
    loud = [severity for severity, _ in found(text) if severity != "note"]
    assert bool(loud) == flagged


AGENTS = [
    ("Turmeric cures arthritis.", {}, "error"),
    ("Relieves arthritis.", {}, "error"),
    ("Turmeric may help to cure arthritis.", {}, "warning"),
    ("Beat arthritis with a walk.", {}, "note"),
    ("Beat arthritis with a walk.", {"copy": "promotional"}, "error"),
    ("Beat arthritis with a walk.", {"product": "supplement"}, "error"),
    ("Doctors cure arthritis.", {}, None),
    ("Doctors cure arthritis.", {"product": "supplement"}, "note"),
    ("Turmeric cures arthritis.", {"copy": "reference"}, "warning"),
]


@pytest.mark.parametrize(
    ("text", "settings", "severity"),
    AGENTS,
    ids=[f"{text} {settings}" for text, settings, _ in AGENTS],
)
def test_who_acts_decides_how_severe_it_is(
    text: str, settings: dict[str, object], severity: str | None
) -> None:
    assert [each for each, _ in found(text, **settings)] == [severity] * bool(severity)


def test_positions_through_markup_and_entities() -> None:
    text = "With n<b>o</b> side&nbsp;effects, our tea cu<i>res</i> arth&shy;ritis."
    assert {(each.match, each.text) for each in lint(text, "html").diagnostics} == {
        ("n<b>o</b> side&nbsp;effects", "no side\xa0effects"),
        ("cu<i>res</i> arth&shy;ritis", "cures arth\xadritis"),
    }


def test_a_diagnostic_carries_its_law_and_suggestions() -> None:
    (diagnostic,) = lint("Turmeric cures arthritis.").diagnostics
    assert {basis.market for basis in diagnostic.bases} == {"us"}
    assert diagnostic.suggestions
    assert "cures arthritis" in diagnostic.message


def test_a_long_list_is_shortened_in_the_message_alone() -> None:
    (diagnostic,) = lint(
        "Turmeric cures arthritis, migraine, eczema, asthma, psoriasis, gout, "
        "shingles, hay fever and lupus."
    ).diagnostics
    assert " … " in diagnostic.message
    assert diagnostic.match.endswith("hay fever and lupus")


def test_repeats_of_a_lost_reference_are_notes() -> None:
    text = (
        "It has effects (R). It has uses (R). It has fans (R1,R2). It is old (R1,R2)."
    )
    assert found(text, select=("lost-reference",)) == [
        ("warning", "(R)"),
        ("note", "(R)"),
        ("warning", "(R1,R2)"),
        ("note", "(R1,R2)"),
    ]


def test_titles_in_a_list_of_references_claim_nothing() -> None:
    text = "# Turmeric\n\nTurmeric cures arthritis.\n\n## References\n\n"
    text += "Turmeric cures arthritis. J. Food 2019.\n"
    assert [severity for severity, _ in found(text, "markdown")] == ["error", "note"]


def test_fingerprints_do_not_depend_on_lines() -> None:
    one = lint("Turmeric cures arthritis.").diagnostics
    two = lint("A new paragraph.\n\nTurmeric cures arthritis.").diagnostics
    assert [each.fingerprint for each in one] == [each.fingerprint for each in two]


def test_equal_sentences_have_their_own_fingerprints() -> None:
    report = lint("Turmeric cures arthritis.\n\nTurmeric cures arthritis.")
    assert len({each.fingerprint for each in report.diagnostics}) == 2


def test_an_unknown_market_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ConfigError, match="'xx' is not known; there are: uk, us"):
        Linter(RULESET, Settings(markets=("xx",)))


def test_what_is_not_about_health_gets_a_note_at_most() -> None:
    assert found("Results are guaranteed.") == [("note", "Results are guaranteed")]
    with_a_medicine = found("Results are guaranteed. Take turmeric at night.")
    assert with_a_medicine == [("error", "Results are guaranteed")]


MENDED = [
    ("raised-digit", "Our tea¹ cures arthritis."),
    ("symptoms-including", "Our tea cures arthritis and its symptoms, including pain."),
    ("contributes-to-relief", "Our balm contributes to joint pain relief."),
]


@pytest.mark.parametrize("text", [row[1] for row in MENDED], ids=[r[0] for r in MENDED])
def test_claims_that_once_slipped_through(text: str) -> None:
    assert {severity for severity, _ in found(text, product="supplement")} - {"note"}


def test_a_severity_of_ones_own_never_makes_a_note_louder() -> None:
    milder = {"severity": {"disease-treatment": "warning"}}
    assert found("Beat arthritis with a walk.", **milder)[0][0] == "note"
    assert found("Turmeric cures arthritis.", **milder)[0][0] == "warning"
