"""Rules of arithmetic, from text to diagnostic, against brute force."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

UNTIMED = settings(deadline=None)  # a busy machine proves nothing wrong


@cache
def linter() -> Linter:
    return Linter(load_ruleset(), Settings(select=("HL600", "HL601", "HL602", "HL603")))


@cache
def results() -> Linter:
    return Linter(load_ruleset(), Settings(select=("HL604", "HL611", "HL612")))


def codes(text: str, by: Linter | None = None) -> list[str]:
    report = (by or linter()).lint(Source("copy.txt", text))
    assert report.error is None
    assert not any("{" in each.message for each in report.diagnostics)
    return [each.code for each in report.diagnostics]


GROUPS = (
    "{}% of {} women agreed.",
    "In a survey of {1} users, {0}% slept better.",
    "We tested it with {1} adults. After a month, {0}% felt calmer.",
    "A study followed {1} patients. Relief was seen in {0}% of cases.",
)


@UNTIMED
@given(
    whole=st.integers(2, 99), percent=st.integers(1, 99), text=st.sampled_from(GROUPS)
)
def test_a_percentage_is_reported_just_where_no_count_gives_it(whole, percent, text):
    shares = [100 * Decimal(count) / whole for count in range(whole + 1)]
    rounded = {
        int(share.quantize(Decimal(1), each))
        for share in shares
        for each in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)
    }
    cut = {int(share) for share in shares}
    expected = [] if percent in rounded else ["HL601" if percent in cut else "HL600"]
    assert codes(text.format(percent, whole)) == expected


@UNTIMED
@given(whole=st.integers(2, 400), percent=st.integers(1, 99), data=st.data())
def test_a_count_and_its_percentage_must_agree(whole, percent, data):
    count = data.draw(st.integers(0, whole - 1))
    share = 100 * Decimal(count) / whole
    agree = abs(share - percent) <= Decimal("0.5") or int(share) == percent
    text = f"Sleep improved in {count} of {whole} patients ({percent}%)."
    assert codes(text) == ([] if agree else ["HL602"])


@UNTIMED
@given(women=st.integers(2, 999), men=st.integers(2, 999), more=st.integers(-1, 1))
def test_women_and_men_must_add_up(women, men, more):
    whole = women + men + more
    text = f"We asked {whole} adults ({women} women and {men} men)."
    assert codes(text) == (["HL603"] if more else [])


@UNTIMED
@given(part=st.integers(2, 999), rest=st.integers(2, 999), more=st.integers(-3, 3))
def test_what_remains_must_be_what_remains(part, rest, more):
    whole = part + rest + more
    text = (
        f"Of the {whole} users, {part} slept better and the remaining {rest} did not."
    )
    assert codes(text) == (["HL603"] if more else [])


@UNTIMED
@given(before=st.integers(2, 999), after=st.integers(1, 999))
def test_a_change_that_was_computed_right_is_not_reported(before, after):
    assume(before != after)
    change = abs(100 * Decimal(after - before) / before).quantize(Decimal(1))
    way = "fell" if after < before else "rose"
    text = f"The score {way} by {change}%, from {before} to {after}."
    assert codes(text, results()) == []


@UNTIMED
@given(before=st.integers(2, 999), after=st.integers(1, 999), wrong=st.integers(1, 99))
def test_a_change_far_from_the_right_one_is_reported(before, after, wrong):
    right = [abs(100 * Decimal(after - before) / each) for each in (before, after)]
    assume(all(abs(wrong - each) > 2 for each in right))
    text = f"The score changed by {wrong}%, from {before} to {after}."
    assert codes(text, results()) == ["HL604"]


hundredths = st.integers(5, 400).map(lambda each: Decimal(each) / 100)


@UNTIMED
@given(low=hundredths, high=hundredths, thousandths=st.integers(1, 999))
def test_an_interval_and_its_p_value_must_agree(low, high, thousandths):
    assume(low < high)
    assume(all(abs(each - 1) > Decimal("0.01") for each in (low, high)))
    assume(abs(thousandths - 50) > 1)
    significant = not low < 1 < high
    text = (
        f"Colds were rarer (RR 95% CI {low:.2f} to {high:.2f}, p = 0.{thousandths:03})."
    )
    agree = significant == (thousandths < 50)
    assert codes(text, results()) == ([] if agree else ["HL612"])


@UNTIMED
@given(low=hundredths, high=hundredths, estimate=hundredths)
def test_an_estimate_lies_in_its_interval(low, high, estimate):
    assume(all(abs(each - estimate) > Decimal("0.02") for each in (low, high)))
    text = f"The hazard ratio was {estimate:.2f} (95% CI {low:.2f} to {high:.2f})."
    inside = low < estimate < high
    assert codes(text, results()) == ([] if inside else ["HL611"])
