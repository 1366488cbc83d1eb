"""What one dose, or two side by side, say: how they are meant, and how they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.amounts import is_falling
from healthlint.annotators.units import COUNTED
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from decimal import Decimal

    from healthlint.annotators.amounts import Amount
    from healthlint.annotators.doses import Dose
    from healthlint.document import Annotations

_TELLING_DIGITS: Final = 2
"""Digits that a number needs so that ten times as much is hardly chance."""
_SPECIAL: Final = frozenset(
    "loading maintenance acute athletes athlete training workout workouts".split()
)
_SPECIAL_STARTS: Final = (
    "deficien",
    "prevent",
    "jet",
    "migraine",
    "treat",
    "anaemia",
    "anemia",
)
_FIRM: Final = compiled(
    r"\b(?:recommended|suggested|standard|usual|typical|right|optimal|correct) "
    r"(?:daily )?(?:dos(?:e|age)|intake|amount|serving)\b|\bdos(?:e|age) is\b|"
    r"\bwe (?:recommend|suggest|advise)\b"
)
_FOR_SOME: Final = frozenset(
    "beginners beginner experienced advanced if may can might could some depending "
    "more less then next later first second another extra additional instead or "
    "morning evening".split()
)
_VAGUE: Final = frozenset("most many some often few".split())
_WEIGHTS: Final = frozenset({"kg", "lb", "stone"})
UNDECLARED: Final = frozenset({"studied", "label"})
"""Settings in which a dose says nothing of how the product is taken."""
THOUSAND: Final = 1000
"""From a unit of mass to the next."""


def differs_in_unit(dose: Dose, other: Dose) -> bool:
    """Tell "400 mg" from "400 mcg" of the same."""
    one, two = dose.amount, other.amount
    return (
        one.dimension == two.dimension == "mass"
        and one.basis == two.basis
        and (dose.quantity.unit != other.quantity.unit or one.is_range)
        and is_scaled(one, two, THOUSAND)
    )


def is_scaled(one: Amount, two: Amount, factor: int) -> bool:
    """Tell whether one is the other many times over, or an end of its range is."""
    if not are_alike(one, two):
        return False
    if one.scaled(factor)[:2] == two[:2] or two.scaled(factor)[:2] == one[:2]:
        return True
    if not two.is_range:
        return False
    ends = (two.low, two.high)
    if one.is_range:
        shared, moved = {one.low, one.high} & {*ends}, {one.low, one.high} ^ {*ends}
        return len(shared) == 1 and max(moved) == factor * min(moved)
    return any(one.low * factor == end or end * factor == one.low for end in ends)


def are_telling(*amounts: Amount) -> bool:
    """Tell numbers of which ten times as much is hardly chance."""
    return all(
        each.is_range or _significant(each.low) >= _TELLING_DIGITS for each in amounts
    )


def _significant(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def are_alike(one: Amount, two: Amount) -> bool:
    """Tell whether two amounts can be compared: mass with mass, per kg with per kg."""
    return one.dimension == two.dimension and one.basis == two.basis


def same_purpose(dose: Dose, other: Dose) -> bool:
    """Tell whether two doses may be for the same state."""
    one, two = dose.setting.purposes, other.setting.purposes
    if one and two and one.isdisjoint(two):
        return False
    return not special(dose) ^ special(other)


def special(dose: Dose) -> bool:
    """Tell a dose for a state that asks for another one."""
    return any(
        each in _SPECIAL or each.startswith(_SPECIAL_STARTS)
        for each in dose.setting.purposes
    )


def is_excused(dose: Dose, declared: Amount) -> bool:
    """Tell amounts that may well lie outside a range: steps, limits, warnings."""
    setting = dose.setting
    if setting.harm or setting.limit == "least" or is_falling(dose.quantity):
        return True
    below = dose.amount.high <= declared.high
    return below and (setting.step or setting.piece or setting.limit == "most")


def is_nested(dose: Dose, other: Dose) -> bool:
    """Tell whether one of two ranges lies within the other."""
    return dose.amount.within(other.amount) or other.amount.within(dose.amount)


def is_vague(dose: Dose) -> bool:
    """Tell a dose of which the sentence does not firmly speak."""
    return dose.tie == "carried" or not _VAGUE.isdisjoint(dose.sentence.words)


def is_stated(dose: Dose) -> bool:
    """Tell what the document says of its own product from what it reports."""
    setting = dose.setting
    return (
        setting.kind not in UNDECLARED
        and not (setting.limit or setting.step or setting.harm)
        and dose.amount.basis != "weight"
        and dose.tie != "carried"
        and not is_falling(dose.quantity)
    )


def is_advice(dose: Dose) -> bool:
    """Tell an amount that all readers are told to take."""
    return (
        dose.setting.kind == "advised"
        and not dose.setting.purposes
        and not dose.amount.is_range
        and is_stated(dose)
        and _FOR_SOME.isdisjoint(dose.sentence.words)
        and (is_firm(dose) or "take" in dose.sentence.words)
    )


def is_firm(dose: Dose) -> bool:
    """Tell a sentence that speaks of the dose as the one to take."""
    return _FIRM.search(dose.sentence.text) is not None


def is_multiple(one: Amount, two: Amount) -> bool:
    """Tell whether one amount is some whole number of the other."""
    small, large = sorted((one.high, two.high))
    return bool(small) and large % small == 0


def is_counted(dose: Dose, notes: Annotations) -> bool:
    """Tell what several pieces make together: "two capsules ... 110 mcg"."""
    return any(
        each.value.unit in COUNTED and each.value.high * each.value.times > 1
        for each in notes.of("quantity", dose.sentence)
    )


def is_for_a_weight(dose: Dose, notes: Annotations) -> bool:
    """Tell an amount for people of a stated weight: "20 kg ... 300 mg"."""
    return not dose.amount.basis and any(
        each.value.unit in _WEIGHTS and not each.value.per
        for each in notes.of("quantity", dose.sentence)
    )
