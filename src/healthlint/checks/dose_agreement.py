"""Whether a dose in one text can stand beside those in another about the same thing.

The same questions as within one document, asked of what `dose_statements` kept of each
dose: within a document its sentences can still be looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks.dose_likeness import are_alike, is_multiple

if TYPE_CHECKING:
    from healthlint.checks.dose_statements import Told

PARTNERS: Final = {"range": "range", "dose": "range", "advice": "advice"}
"""What statements of each role are compared with, in the other text."""


def are_comparable(one: Told, two: Told) -> bool:
    """Tell whether two doses are meant for the same people, way and purpose."""
    is_low = one.is_low or two.is_low
    return (
        are_alike(one.amount, two.amount)
        and one.route == two.route
        and one.populations == two.populations
        and _same_grade(one, two, is_low=is_low)
        and (is_low or _same_purpose(one, two))
    )


def _same_purpose(one: Told, two: Told) -> bool:
    if one.purposes and two.purposes and one.purposes.isdisjoint(two.purposes):
        return False
    return one.is_special == two.is_special


def _same_grade(one: Told, two: Told, *, is_low: bool) -> bool:
    grades = {one.grade, two.grade}
    if len(grades) == 1:
        return not is_low or "low" in grades or one.amount.overlaps(two.amount)
    if grades != {"", "low"}:
        return False
    plain = two if one.grade else one
    return not plain.is_label and one.amount.overlaps(two.amount)


def agree(role: str, one: Told, two: Told) -> bool:
    """Tell whether a dose of that role is what its partner says, or lies within it."""
    mine, theirs = one.amount, two.amount
    if role == "range":
        return mine.same(theirs)
    return mine.same(theirs) or mine.within(theirs)


def is_excused(role: str, one: Told, two: Told) -> bool:
    """Tell doses that may differ though they are meant for the same."""
    mine, theirs = one.amount, two.amount
    if role == "range":
        nested = mine.within(theirs) or theirs.within(mine)
        return nested and (one.is_vague or two.is_vague)
    if role == "dose":
        return one.is_free or (one.is_step and mine.high <= theirs.high)
    if theirs.within(mine):
        return True
    return (one.is_piece or two.is_piece) and is_multiple(mine, theirs)
