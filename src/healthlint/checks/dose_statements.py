"""What a document says of the doses of its subject, for other documents to agree with.

Ranges that it declares, single amounts that it tells readers to take, and, where it
declares no range, all other amounts that are its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.amounts import Amount, is_falling
from healthlint.checks.dose_likeness import is_advice, is_vague, special
from healthlint.diagnostic import Compared
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.annotators.doses import Dose

ROLES: Final = {"ranges": "range", "outside": "dose", "places": "advice"}
"""What is compared by the rules for each sort of conflict."""


class Told(NamedTuple):
    """A dose as far as another text can agree with it.

    `low` and `high` are decimals, as text; `is_low` says that the text is about a low
    dose of the substance. `is_step` excuses amounts below a range, `is_free` those on
    either side of it.
    """

    low: str
    high: str
    dimension: str
    basis: str
    times: int
    grade: str
    route: str
    populations: frozenset[str]
    purposes: frozenset[str]
    is_special: bool
    is_low: bool
    is_vague: bool
    is_label: bool
    is_piece: bool
    is_step: bool
    is_free: bool

    @property
    def amount(self) -> Amount:
        """The amount, to be compared."""
        from decimal import Decimal

        return Amount(
            Decimal(self.low),
            Decimal(self.high),
            self.dimension,
            self.basis,
            self.times,
        )


def told(dose: Dose, *, is_low: bool) -> Told:
    """Return a dose in plain values."""
    amount, setting = dose.amount, dose.setting
    return Told(
        str(amount.low),
        str(amount.high),
        amount.dimension,
        amount.basis,
        amount.times,
        dose.substance.grade,
        setting.route,
        setting.populations,
        setting.purposes,
        special(dose),
        is_low,
        is_vague(dose),
        setting.kind == "label",
        setting.piece,
        setting.step or setting.piece or setting.limit == "most",
        setting.harm or setting.limit == "least" or is_falling(dose.quantity),
    )


def statements(
    family: Iterable[Dose], declaring: Iterable[Dose], *, is_low: bool
) -> Iterator[tuple[str, Dose, Compared]]:
    """Yield what is to be compared: by which rules, the dose, and its values.

    Of doses that say the same only the first.
    """
    declared = {id(each) for each in declaring}
    seen: set[tuple[str, Told]] = set()
    for dose in family:
        for sort in _sorts(
            dose, is_declaring=id(dose) in declared, ranged=bool(declared)
        ):
            values = told(dose, is_low=is_low)
            if (sort, values) not in seen:
                seen.add((sort, values))
                subject = dose.substance.key
                yield sort, dose, Compared(ROLES[sort], subject, tuple(values))


def _sorts(dose: Dose, *, is_declaring: bool, ranged: bool) -> Iterator[str]:
    if is_declaring:
        yield "ranges"
        return
    if not ranged:
        yield "outside"
    if is_advice(dose):
        yield "places"
