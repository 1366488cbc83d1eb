"""Doses above a published upper level, and amounts said to be equal that are not."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from healthlint.annotators.amounts import Amount, read
from healthlint.annotators.doses import Dose, doses
from healthlint.annotators.units import MASSES
from healthlint.checks.arithmetic import reach
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from healthlint.annotators.levels import UpperLevel
    from healthlint.config import Settings
    from healthlint.document import Annotations

_SAID_OF_PRODUCTS: Final = frozenset({"advised", "content", "plain", "label"})
_ROUTES: Final = frozenset({"", "oral", "slow"})
_BASES: Final = frozenset(
    {"", "capsule", "tablet", "softgel", "gummy", "scoop", "sachet"}
)
# What food and drink bring counts too, and is no dose.
_INTAKE: Final = compiled(
    r"\b(?:rda|daily values?|% ?dv|nrv|allowances?|dietary|diets?|foods?|intakes?"
    r"|needs?|"
    r"per 100)\b"
)
_BETWEEN: Final = compiled(
    r"\s*(?:\(|=|≈|\bor\b|/|,? ?(?:which )?(?:is|equals?)\b)\s*$"
)
_NOT_BEHIND: Final = compiled(r"\s*(?:of |[a-z]|x |×|per )")
_ONE_FORM: Final = frozenset({"vitamin d"})
"""Substances of which all forms count alike in international units."""
_NEAR_ENOUGH: Final = Decimal("1.5")
"""Amounts in two units may differ by so much: forms of a vitamin count differently."""


class Excess(NamedTuple):
    """A dose, the level that it exceeds in its words, and whose levels it keeps."""

    dose: Dose
    limit: str
    kept_in: frozenset[str]


def excesses(notes: Annotations, settings: Settings) -> Iterator[Excess]:
    """Yield the doses above the level of a market."""
    levels: Mapping[str, tuple[UpperLevel, ...]] = notes.shared.get("levels", {})
    if not any(levels.values()):
        return
    for dose in doses(notes, settings):
        if not _is_for_a_day(dose):
            continue
        limits = {market: _limit(dose, levels[market]) for market in levels}
        exceeded = {market: limit for market, limit in limits.items() if limit}
        if exceeded:
            limit = next(iter(exceeded.values()))
            yield Excess(dose, limit, frozenset(limits.keys() - exceeded.keys()))


def _is_for_a_day(dose: Dose) -> bool:
    setting = dose.setting
    return (
        setting.kind in _SAID_OF_PRODUCTS
        and setting.route in _ROUTES
        and dose.amount.basis in _BASES
        and setting.limit not in {"least", "refused"}
        and not (setting.harm or setting.prescribed or setting.asked)
        and dose.tie != "carried"
        and not _INTAKE.search(dose.sentence.text)
    )


def _limit(dose: Dose, levels: Iterable[UpperLevel]) -> str:
    """Return the words of the level that a dose exceeds, else nothing."""
    for level in levels:
        if not {dose.substance.key, dose.substance.said.lower()}.isdisjoint(level.of):
            for text in level.most:
                most = read(text)
                if most is not None and _exceeds(dose.amount, most):
                    return text
            return ""
    return ""


def _exceeds(amount: Amount, most: Amount) -> bool:
    daily = amount.scaled(amount.times) if not amount.basis else amount
    return daily.dimension == most.dimension and daily.high > most.high


class Unequal(NamedTuple):
    """Two amounts of a sentence that are said to be one."""

    dose: Dose
    other: Dose


def unequal(notes: Annotations, settings: Settings) -> Iterator[Unequal]:
    """Yield the second of two amounts that are set equal and are not."""
    known = doses(notes, settings)
    for other, dose in pairwise(known):
        if _are_set_equal(other, dose) and not _are_equal(other, dose, notes):
            yield Unequal(dose, other)


def _are_set_equal(one: Dose, two: Dose) -> bool:
    if one.sentence is not two.sentence or one.substance.key != two.substance.key:
        return False
    if one.quantity.unit == two.quantity.unit or one.amount.basis != two.amount.basis:
        return False
    base = one.sentence.start
    text = one.sentence.text
    between = text[one.end - base : two.start - base]
    return bool(_BETWEEN.fullmatch(between)) and not _NOT_BEHIND.match(
        text, two.end - base
    )


def _are_equal(one: Dose, two: Dose, notes: Annotations) -> bool:
    """Compare amounts in two units of mass, or by the two that a level is given in."""
    first, second = one.amount, two.amount
    if first.dimension == second.dimension == "mass":
        return first[:2] == second[:2]
    pair = _given_in_both(one, notes)
    if not {first.dimension, second.dimension} <= pair.keys() or not second.high:
        return True
    wanted = pair[first.dimension] / pair[second.dimension]
    if one.substance.key in _ONE_FORM:
        return _rounds_to(one, two, pair) or _rounds_to(two, one, pair)
    factor = first.high / second.high / wanted
    return 1 / _NEAR_ENOUGH < factor < _NEAR_ENOUGH


def _rounds_to(one: Dose, two: Dose, pair: Mapping[str, Decimal]) -> bool:
    """Tell whether the second may be the first, converted and rounded."""
    scale = MASSES.get(two.quantity.unit, Decimal(1))
    rate = pair[two.amount.dimension] / pair[one.amount.dimension]
    converted = (one.amount.low * rate / scale, one.amount.high * rate / scale)
    printed = (two.quantity.low, two.quantity.high)
    return all(
        low <= value <= high
        for value, (low, high) in zip(converted, map(reach, printed), strict=True)
    )


def _given_in_both(dose: Dose, notes: Annotations) -> Mapping[str, Decimal]:
    levels: Mapping[str, tuple[UpperLevel, ...]] = notes.shared.get("levels", {})
    for level in (each for market in levels.values() for each in market):
        if dose.substance.key in level.of and len(level.most) > 1:
            amounts = [found for text in level.most if (found := read(text))]
            return {each.dimension: each.high for each in amounts}
    return {}
