"""The arithmetic on printed figures against brute force."""

from __future__ import annotations

from decimal import (
    ROUND_DOWN,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint.checks import arithmetic

UNTIMED = settings(deadline=None)  # a busy machine proves nothing wrong
ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)
EXACT = Context(prec=60)  # a tie ends long before; what does not end is no tie

wholes = st.integers(1, 600)
decimals = st.integers(0, 3)


def printed(count: int, whole: int, places: int, rounding: str) -> Decimal:
    share = EXACT.divide(Decimal(100 * count), Decimal(whole))
    return share.quantize(Decimal(1).scaleb(-places), rounding, EXACT)


def giving(percent: Decimal, whole: int, roundings: tuple[str, ...]) -> list[int]:
    """Try every count."""
    places = -int(percent.as_tuple().exponent)
    return [
        count
        for count in range(whole + 1)
        if any(printed(count, whole, places, each) == percent for each in roundings)
    ]


@UNTIMED
@given(whole=wholes, places=decimals, data=st.data())
def test_every_count_is_possible_under_every_usual_rounding(whole, places, data):
    count = data.draw(st.integers(0, whole))
    for rounding in ROUNDINGS:
        percent = printed(count, whole, places, rounding)
        assert count in arithmetic.counts(percent, whole)


@UNTIMED
@given(whole=wholes, places=decimals, data=st.data())
def test_nothing_else_is_possible(whole, places, data):
    units = data.draw(st.integers(0, 100 * 10**places))
    percent = Decimal(units).scaleb(-places)
    found = list(arithmetic.counts(percent, whole))
    assert found == giving(percent, whole, ROUNDINGS)


@UNTIMED
@given(whole=wholes, places=decimals, data=st.data())
def test_what_is_cut_off_is_what_brute_force_cuts_off(whole, places, data):
    units = data.draw(st.integers(0, 100 * 10**places))
    percent = Decimal(units).scaleb(-places)
    found = list(arithmetic.counts_cut(percent, whole))
    assert found == giving(percent, whole, (ROUND_DOWN,))


@UNTIMED
@given(whole=wholes, places=decimals, data=st.data())
def test_a_count_is_printed_with_halves_up(whole, places, data):
    count = data.draw(st.integers(0, whole))
    found = arithmetic.percentage(count, whole, places)
    assert str(found) == str(printed(count, whole, places, ROUND_HALF_UP))


@UNTIMED
@given(whole=st.integers(1, 50))
def test_all_whole_percentages_of_a_small_group(whole):
    """Of up to fifty people, some whole percentages cannot come out."""
    possible = {
        percent for percent in range(101) if arithmetic.counts(Decimal(percent), whole)
    }
    assert possible == {
        int(printed(count, whole, 0, rounding))
        for count in range(whole + 1)
        for rounding in ROUNDINGS
    }
    assert len(possible) < 101


@UNTIMED
@given(whole=st.integers(100, 5000), percent=st.integers(0, 100))
def test_a_large_group_can_have_any_whole_percentage(whole, percent):
    assert arithmetic.counts(Decimal(percent), whole)


@UNTIMED
@given(whole=wholes, places=decimals, data=st.data())
def test_the_nearest_counts_lie_on_both_sides(whole, places, data):
    units = data.draw(st.integers(0, 100 * 10**places))
    percent = Decimal(units).scaleb(-places)
    below, *above = arithmetic.nearest(percent, whole)
    assert 100 * below <= percent * whole
    assert all(100 * each > percent * whole for each in above)
    assert above or below == whole


@pytest.mark.parametrize(
    ("percent", "whole", "counts"),
    [
        pytest.param("25", 14, [], id="three-are-21-four-are-29"),
        pytest.param("67", 14, [], id="nine-are-64-ten-are-71"),
        pytest.param("76", 42, [32], id="32-of-42"),
        pytest.param("76.0", 42, [], id="the-printed-zero-counts"),
        pytest.param("76.2", 42, [32], id="one-decimal"),
        pytest.param("93.7", 212, [], id="one-decimal-of-212"),
        pytest.param("93.4", 212, [198], id="one-decimal-of-212-possible"),
        pytest.param("12.5", 8, [1], id="an-eighth"),
        pytest.param("12", 8, [1], id="half-to-even"),
        pytest.param("13", 8, [1], id="half-up"),
        pytest.param("0", 7, [0], id="nobody"),
        pytest.param("100", 7, [7], id="everybody"),
        pytest.param("1", 300, [2, 3, 4], id="several-counts"),
    ],
)
def test_known_cases(percent, whole, counts):
    assert list(arithmetic.counts(Decimal(percent), whole)) == counts


@UNTIMED
@given(units=st.integers(0, 10**6), places=decimals)
def test_a_figure_reaches_half_a_unit_of_its_last_decimal(units, places):
    figure = Decimal(units).scaleb(-places)
    low, high = arithmetic.reach(figure)
    assert low + high == 2 * figure
    assert high - low == Decimal(1).scaleb(-places)
