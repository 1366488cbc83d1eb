"""Doses of one substance that cannot all be right.

Each dose gets one finding at most, the most telling: a slip of the unit or the point
explains more than "outside the range".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from healthlint.annotators.amounts import Amount, is_falling, read
from healthlint.annotators.doses import Dose, doses
from healthlint.annotators.substances import Substance, names
from healthlint.checks.dose_likeness import (
    THOUSAND,
    UNDECLARED,
    are_alike,
    are_telling,
    differs_in_unit,
    is_advice,
    is_counted,
    is_excused,
    is_firm,
    is_for_a_weight,
    is_multiple,
    is_nested,
    is_scaled,
    is_stated,
    is_vague,
    same_purpose,
    special,
)
from healthlint.checks.dose_statements import statements
from healthlint.checks.subject import key_of
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.config import Settings
    from healthlint.diagnostic import Compared
    from healthlint.document import Annotations
    from healthlint.source import Place

_LOUD: Final = frozenset({"heading", "title", "caption", "meta", "alt-text"})
_UNUSABLE: Final = frozenset({"animal", "other", "history", "pack"})
_MOST: Final = 150  # doses of one substance that are weighed against each other
_POINTS: Final = ((10, "decimal-slip"), (100, "decimal-slip"))


class Sheet(NamedTuple):
    """The dose that a product sheet declares; `place` is where, if a file holds it."""

    substance: Substance
    amount: Amount
    text: str
    place: Place | None


class Conflict(NamedTuple):
    """A dose, what it disagrees with, and the kind of disagreement."""

    kind: str
    dose: Dose
    other: Dose | Sheet


def conflicts(notes: Annotations, settings: Settings) -> tuple[Conflict, ...]:
    """Return the conflicts of a document, found once a run."""
    found: tuple[Conflict, ...] | None = notes.shared.get("dose-conflicts")
    if found is None:
        found = notes.shared["dose-conflicts"] = tuple(_conflicts(notes, settings))
    return found


def _conflicts(notes: Annotations, settings: Settings) -> Iterator[Conflict]:
    for family in _families(notes, settings).values():
        yield from family.conflicts()


def told_of(
    subjects: Iterable[str], notes: Annotations, settings: Settings
) -> Iterator[tuple[str, Dose, Compared]]:
    """Yield the doses of these substances that other texts should agree with.

    Where the product sheet says how much is right, the sheet is what counts.
    """
    families = _families(notes, settings)
    for subject in subjects:
        family = families.get(key_of(subject))
        for sort, dose, compared in family.statements() if family else ():
            yield sort, dose, compared._replace(subject=subject)


def _families(notes: Annotations, settings: Settings) -> dict[str, _Family]:
    """Return the usable doses of each substance, parted once a run."""
    found: dict[str, _Family] | None = notes.shared.get("dose-families")
    if found is None:
        found = dict(_parted(notes, settings))
        notes.shared["dose-families"] = found
    return found


def _parted(notes: Annotations, settings: Settings) -> Iterator[tuple[str, _Family]]:
    families: dict[str, list[Dose]] = {}
    for dose in doses(notes, settings):
        family = families.setdefault(dose.substance.key, [])
        if _is_usable(dose) and len(family) < _MOST:
            family.append(dose)
    if not families:
        return
    sheets = {each.substance.key: each for each in _sheets(notes, settings)}
    for key, members in families.items():
        if members:
            yield key, _Family(members, sheets.get(key), notes)


def _sheets(notes: Annotations, settings: Settings) -> Iterator[Sheet]:
    known = names(notes, settings) if settings.products else None
    for product in settings.products:
        declared = product.dose
        amount = read(declared.range) if declared else None
        if known is None or declared is None or amount is None:
            continue
        named = known.substance(product.name)
        key = known.substance(product.substance or product.name).key
        per = f" per {declared.per}" if declared.per else ""
        text = f"{declared.range}{per}"
        if declared.per and not amount.basis:
            amount = read(text) or amount
        yield Sheet(named._replace(key=key), amount, text, declared.place)


def _is_usable(dose: Dose) -> bool:
    setting = dose.setting
    return not (
        setting.kind in _UNUSABLE
        or setting.limit == "refused"
        or setting.asked
        or dose.amount.basis == "carrier"
        or dose.substance.key == "placebo"
    )


class _Family:
    """All usable doses of one substance, and what is declared of it."""

    def __init__(
        self, members: list[Dose], sheet: Sheet | None, notes: Annotations
    ) -> None:
        self._members = members
        self._sheet = sheet
        self._notes = notes
        self._is_low = any(each.substance.grade == "low" for each in members) or (
            sheet is not None and sheet.substance.grade == "low"
        )
        self._declared = next(filter(self._declares, members), None)
        self._is_worked_out = any(is_for_a_weight(each, notes) for each in members)
        self._units = Counter(each.quantity.unit for each in members)
        self._order = {id(each): number for number, each in enumerate(members)}

    def conflicts(self) -> Iterator[Conflict]:
        for dose in self._members:
            found = next(self._of(dose), None)
            if found is not None:
                yield found

    def statements(self) -> Iterator[tuple[str, Dose, Compared]]:
        """Yield what other texts should agree with."""
        if self._sheet is None:
            declaring = filter(self._declares, self._members)
            yield from statements(self._members, declaring, is_low=self._is_low)

    def _of(self, dose: Dose) -> Iterator[Conflict]:
        """Yield the conflicts of one dose, the most telling first."""
        yield from self._slips(dose)
        yield from self._by_weight(dose)
        if self._sheet is not None:
            yield from self._off_sheet(dose, self._sheet)
            return
        yield from self._ranges(dose)
        yield from self._outside(dose)
        yield from self._places(dose)

    # slips of the unit and of the decimal point

    def _slips(self, dose: Dose) -> Iterator[Conflict]:
        for other in self._members:
            if other is dose or not self._is_odder(dose, other):
                continue
            if differs_in_unit(dose, other):
                yield Conflict("unit-slip", dose, other)
            if self._differs_in_point(dose, other):
                yield Conflict("decimal-slip", dose, other)
        sheet = self._sheet
        if sheet is not None and not dose.amount.within(sheet.amount):
            for factor, kind in ((THOUSAND, "unit-slip"), *_POINTS):
                if is_scaled(dose.amount, sheet.amount, factor):
                    yield Conflict(kind, dose, sheet)

    def _is_odder(self, dose: Dose, other: Dose) -> bool:
        """Tell which of two is the slip: what is outside the range, else the later."""
        declared = self._declared_amount()
        if declared is not None and declared.dimension == dose.amount.dimension:
            inside = dose.amount.within(declared), other.amount.within(declared)
            if inside[0] != inside[1]:
                return inside[1]
        mine, theirs = (self._units[one.quantity.unit] for one in (dose, other))
        if mine != theirs:
            return mine < theirs
        return self._order[id(dose)] > self._order[id(other)]

    def _declared_amount(self) -> Amount | None:
        if self._sheet is not None:
            return self._sheet.amount
        return self._declared.amount if self._declared else None

    def _differs_in_point(self, dose: Dose, other: Dose) -> bool:
        if dose.setting.step or not self._same_use(dose, other, near=False):
            return False
        return any(
            is_scaled(dose.amount, other.amount, factor)
            and are_telling(dose.amount, other.amount)
            for factor, _ in _POINTS
        )

    # by body weight against flat

    def _by_weight(self, dose: Dose) -> Iterator[Conflict]:
        if dose.amount.basis != "weight" or dose.setting.harm or self._is_worked_out:
            return
        for other in self._members:
            if self._is_flat_beside(other, dose):
                yield Conflict("per-weight", dose, other)
        sheet = self._sheet
        if sheet is not None and sheet.amount.basis != "weight":
            yield Conflict("per-weight", dose, sheet)

    def _is_flat_beside(self, flat: Dose, dose: Dose) -> bool:
        return (
            not flat.amount.basis
            and flat.amount.dimension == dose.amount.dimension
            and flat.sentence is not dose.sentence
            and not flat.setting.limit
            and flat.substance.grade in {"", "low", dose.substance.grade}
            and not (self._is_low and flat.setting.kind == "label")
            and flat.setting.populations == dose.setting.populations
            and not special(dose) ^ special(flat)
        )

    # the product sheet

    def _off_sheet(self, dose: Dose, sheet: Sheet) -> Iterator[Conflict]:
        if not are_alike(dose.amount, sheet.amount) or dose.amount.within(sheet.amount):
            return
        if not self._is_of_product(dose, sheet) or is_excused(dose, sheet.amount):
            return
        yield Conflict("off-sheet", dose, sheet)

    def _is_of_product(self, dose: Dose, sheet: Sheet) -> bool:
        """Tell a dose of the product from one of what it is made of."""
        if dose.substance.declared or dose.substance.grade == sheet.substance.grade:
            return True
        if dose.substance.grade or dose.setting.kind == "label":
            return False
        return not sheet.substance.grade or dose.amount.overlaps(sheet.amount)

    # ranges

    def _declares(self, dose: Dose) -> bool:
        setting = dose.setting
        return (
            dose.amount.is_range
            and not is_falling(dose.quantity)
            and setting.kind not in UNDECLARED
            and not (setting.limit or setting.harm or setting.piece)
            and dose.amount.basis != "weight"
            and dose.substance.grade in {"", "low"}
        )

    def _ranges(self, dose: Dose) -> Iterator[Conflict]:
        declared = self._declared
        if declared is None or declared is dose or not self._declares(dose):
            return
        if not self._same_use(dose, declared) or dose.amount.same(declared.amount):
            return
        if is_nested(dose, declared) and (is_vague(dose) or is_vague(declared)):
            return
        yield Conflict("ranges", dose, declared)

    def _outside(self, dose: Dose) -> Iterator[Conflict]:
        declared = self._declared
        if declared is None or declared is dose or not self._same_use(dose, declared):
            return
        if dose.amount.within(declared.amount) or is_excused(dose, declared.amount):
            return
        yield Conflict("outside", dose, declared)

    # heading, table and text

    def _places(self, dose: Dose) -> Iterator[Conflict]:
        if not is_stated(dose):
            return
        if dose.sentence.kind in _LOUD:
            other = self._titled(dose)
        else:
            other = self._announced(dose) or self._advised_before(dose)
        if other is None or not self._same_use(dose, other):
            return
        one, two = dose.amount, other.amount
        if one.within(two) or two.within(one) or one.same(two):
            return
        pieces = dose.setting.piece or other.setting.piece
        if is_multiple(one, two) and (pieces or is_counted(dose, self._notes)):
            return
        yield Conflict("places", dose, other)

    def _titled(self, dose: Dose) -> Dose | None:
        """Return the dose in the page's title, for one in its first heading."""
        first = self._members[0]
        beside = first.sentence.segment + 1 == dose.sentence.segment
        return first if first.sentence.kind == "title" and beside else None

    def _announced(self, dose: Dose) -> Dose | None:
        """Return the dose in the nearest heading above, or in the table beside."""
        path = self._notes.document.segments[dose.sentence.segment].path
        for title in reversed(path):
            for other in self._members:
                segment = self._notes.document.segments[other.sentence.segment]
                if other.sentence.kind in _LOUD and segment.text == title:
                    return other if is_stated(other) else None
        if dose.sentence.kind == "table-cell":
            return None
        cells = [
            each
            for each in self._members
            if each.sentence.kind == "table-cell"
            and self._notes.document.segments[each.sentence.segment].path == path
        ]
        return cells[0] if len(cells) == 1 and is_stated(cells[0]) else None

    def _advised_before(self, dose: Dose) -> Dose | None:
        """Return an earlier single amount that readers are told to take."""
        if not is_advice(dose):
            return None
        for other in self._members:
            if other is dose:
                return None
            if (
                is_advice(other)
                and other.sentence.kind not in _LOUD
                and (is_firm(dose) or is_firm(other))
            ):
                return other
        return None

    def _same_use(self, dose: Dose, other: Dose, *, near: bool = True) -> bool:
        """Tell whether two amounts are meant for the same people, way and purpose.

        `near` is for amounts that differ by anything less than a slip of the point.
        """
        return (
            are_alike(dose.amount, other.amount)
            and dose.sentence is not other.sentence
            and (not near or dose.setting.goes_the_way_of(other.setting))
            and dose.setting.populations == other.setting.populations
            and self._same_grade(dose, other, near=near)
            and (self._is_low or same_purpose(dose, other))
        )

    def _same_grade(self, dose: Dose, other: Dose, *, near: bool) -> bool:
        grades = {dose.substance.grade, other.substance.grade}
        if len(grades) == 1:
            return not (self._is_low and "low" not in grades and near) or (
                dose.amount.overlaps(other.amount)
            )
        if grades != {"", "low"}:
            return False
        plain = dose if not dose.substance.grade else other
        if plain.setting.kind == "label":
            return False
        return is_advice(plain) or dose.amount.overlaps(other.amount)
