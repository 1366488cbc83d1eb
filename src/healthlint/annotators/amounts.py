"""Amounts that can be compared: quantities in one unit of each dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.numerals import decimal
from healthlint.annotators.quantities import Quantity, quantities
from healthlint.annotators.units import COUNTED, MASSES
from healthlint.document import Sentence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

UNITS: Final = frozenset({*MASSES, *COUNTED, "iu", "unit", "ml"})
"""Units in which substances are taken."""

DOSED: Final = frozenset({*MASSES, "iu", "unit"})
"""Units of the substance itself, whatever carries it."""

_DAILY: Final = frozenset({"", "day", "night", "morning", "evening", "dose", "serving"})
_WEIGHTS: Final = frozenset({"kg", "lb", "m²"})
_CARRIERS: Final = frozenset({"ml", "l", "dl", "g"})
_NUMBER: Final = compiled(r"\d+(?:[.,]\d+)*")


class Amount(NamedTuple):
    """An amount from `low` to `high` in a `dimension`: mass in mg, else its own unit.

    `basis` is what it is counted by: "" for a dose or a day, "weight" for body weight,
    "carrier" for a concentration, else a unit or period ("capsule", "week").
    """

    low: Decimal
    high: Decimal
    dimension: str
    basis: str = ""
    times: int = 1

    @property
    def is_range(self) -> bool:
        """Tell a range from a single amount."""
        return self.low < self.high

    def scaled(self, factor: int) -> Amount:
        """Return so many times this amount."""
        return self._replace(low=self.low * factor, high=self.high * factor)

    def within(self, other: Amount) -> bool:
        """Tell whether all of this lies in another range, by dose or by day."""
        return any(
            other.low <= each.low and each.high <= other.high
            for each in (self, self.scaled(self.times))
        )

    def overlaps(self, other: Amount) -> bool:
        """Tell whether both have an amount in common."""
        return self.low <= other.high and other.low <= self.high

    def same(self, other: Amount) -> bool:
        """Tell whether both are the same amount, by dose or by day."""
        return any(
            (one.low, one.high) == (two.low, two.high)
            for one in (self, self.scaled(self.times))
            for two in (other, other.scaled(other.times))
        )


def amount(quantity: Quantity) -> Amount | None:
    """Return what a quantity amounts to; None where its unit is none of a dose."""
    if quantity.unit not in UNITS:
        return None
    factor = MASSES.get(quantity.unit)
    return Amount(
        quantity.low * (factor or 1),
        quantity.high * (factor or 1),
        "mass" if factor else quantity.unit,
        *_counted_by(quantity),
    )


def _counted_by(quantity: Quantity) -> tuple[str, int]:
    """Return the basis and how often a day: every 8 hours is three times."""
    names = quantity.per.split("/")
    hours, _, unit = names[-1].partition(" ")
    if unit == "hour" and hours in _HOURS_OF_DAY:
        return _basis("/".join(names[:-1])), _HOURS_OF_DAY[hours]
    return _basis(quantity.per), quantity.times


_HOURS_OF_DAY: Final = {"4": 6, "6": 4, "8": 3, "12": 2}


def _basis(per: str) -> str:
    names = per.split("/")
    if not _WEIGHTS.isdisjoint(names):
        return "weight"
    if any(name.split()[-1:] == [each] for name in names for each in _CARRIERS):
        return "carrier"
    return next((name for name in names if name not in _DAILY), "")


def read(text: str) -> Amount | None:
    """Read an amount that stands alone, such as the dose of a product sheet."""
    sentence = Sentence(0, "field", text.lower(), 0, text)
    for found in quantities(sentence):
        if found.kind == "quantity":
            return amount(found.value)
    return None


def is_falling(quantity: Quantity) -> bool:
    """Tell "4.5 to 3 mg", a step down, from a range."""
    first = _NUMBER.search(quantity.text)
    return (
        quantity.low < quantity.high
        and first is not None
        and decimal(first[0]) == quantity.high
    )
