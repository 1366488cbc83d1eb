"""Diagnostics on the same words become one."""

from __future__ import annotations

from healthlint.diagnostic import Confidence, Diagnostic, Edit, Fix, Severity
from healthlint.overlap import merge
from healthlint.source import Span


def one(
    code: str,
    span: tuple[int, int],
    *,
    category: str = "disease-claim",
    severity: Severity = Severity.error,
    confidence: Confidence = Confidence.high,
) -> Diagnostic:
    return Diagnostic(
        code, code, category, severity, confidence, "", Span(*span), "", ""
    )


def codes(*diagnostics: Diagnostic) -> list[str]:
    return [each.code for each in merge(diagnostics)]


def test_the_gravest_stays() -> None:
    warning = one("HL102", (0, 20), severity=Severity.warning)
    assert codes(warning, one("HL101", (5, 9))) == ["HL101"]


def test_of_equally_grave_ones_the_surer_stays() -> None:
    unsure = one("HL101", (0, 20), confidence=Confidence.low)
    assert codes(unsure, one("HL105", (5, 9))) == ["HL105"]


def test_of_equally_sure_ones_the_longer_stays() -> None:
    assert codes(one("HL101", (5, 9)), one("HL105", (0, 9))) == ["HL105"]


def test_efficacy_and_disease_claims_say_the_same() -> None:
    other = one("HL201", (5, 9), category="efficacy", severity=Severity.warning)
    assert codes(one("HL101", (0, 9)), other) == ["HL101"]


def test_other_kinds_on_the_same_words_stay() -> None:
    other = one("HL301", (0, 9), category="safety")
    assert codes(one("HL101", (0, 9)), other) == ["HL101", "HL301"]


def test_a_slip_of_writing_stays_beside_what_is_written() -> None:
    fix = Fix(safe=True, edits=(Edit(1, 1, " "),))
    slip = one("HL515", (0, 9), category="dose", severity=Severity.note)
    slip = slip._replace(fix=fix)
    graver = one("HL507", (0, 9), category="dose", severity=Severity.warning)
    assert codes(slip, graver) == ["HL507", "HL515"]
    assert codes(slip, slip._replace(code="HL510", severity=Severity.error)) == [
        "HL510"
    ]
    unsafe = slip._replace(fix=fix._replace(safe=False))
    assert codes(unsafe, graver) == ["HL507"]


def test_neighbours_stay() -> None:
    assert codes(one("HL101", (0, 9)), one("HL101", (9, 12))) == ["HL101", "HL101"]


def test_what_only_hangs_together_through_a_third_stays() -> None:
    left, right = one("HL101", (0, 10)), one("HL101", (12, 20))
    between = one("HL105", (8, 14), severity=Severity.note)
    assert codes(left, between, right) == ["HL101", "HL101"]
