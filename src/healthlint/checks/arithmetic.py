"""Arithmetic on printed figures: what may stand behind a rounded number.

A printed figure stands for all values that round to it. Since people round halves up,
down or to even, both ends of that range count as possible. All is exact: figures are
decimals as printed (trailing zeros count), results are whole numbers.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_HUNDRED: Final = 100


def places(printed: Decimal) -> int:
    """Return how many decimals a figure was printed with: 2 for "25.00"."""
    exponent = printed.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def units(printed: Decimal, decimals: int | None = None) -> int:
    """Return a figure in units of its last decimal: 2500 for "25.00"."""
    shift = places(printed) if decimals is None else decimals
    return int(printed * 10**shift)


def counts(percent: Decimal, whole: int) -> range:
    """Return the counts out of `whole` that, as a percentage, round to `percent`.

    Brown and Heathers (2017) call this the GRIM test. Empty: no count can give it.
    """
    scale = 2 * _HUNDRED * 10 ** places(percent)
    printed = units(percent)
    least = -(-(2 * printed - 1) * whole // scale)
    most = (2 * printed + 1) * whole // scale
    return range(max(least, 0), min(most, whole) + 1)


def counts_cut(percent: Decimal, whole: int) -> range:
    """Return the counts that give `percent` when decimals are cut off, not rounded."""
    scale = _HUNDRED * 10 ** places(percent)
    printed = units(percent)
    least = -(-printed * whole // scale)
    most = -(-(printed + 1) * whole // scale) - 1
    return range(max(least, 0), min(most, whole) + 1)


def nearest(percent: Decimal, whole: int) -> tuple[int, ...]:
    """Return the counts out of `whole` just below and above a percentage."""
    below = min(int(percent * whole / _HUNDRED), whole)
    return tuple(each for each in (below, below + 1) if each <= whole)


def percentage(count: int, whole: int, decimals: int = 0) -> Decimal:
    """Return a count as a percentage, halves rounded up: "21" for 3 of 14."""
    scale = 10**decimals
    rounded = (2 * _HUNDRED * scale * count + whole) // (2 * whole)
    return Decimal(rounded).scaleb(-decimals)


def reach(printed: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest value that may have been rounded to this."""
    half = Decimal(5).scaleb(-places(printed) - 1)
    return printed - half, printed + half
