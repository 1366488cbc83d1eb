"""The check of doses: amounts that disagree, exceed a level, or are easily misread.

    check: {kind: dose, finds: outside}

`finds` names one sort of thing; docs/writing-rules.md lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.checks.dose_conflicts import Conflict, Sheet, conflicts, told_of
from healthlint.checks.dose_levels import Excess, excesses, unequal
from healthlint.checks.dose_notation import NOTATIONS, Found, notations
from healthlint.checks.match import Declared, Elsewhere, Match
from healthlint.checks.portions import Misfit, misfits
from healthlint.checks.subject import subjects
from healthlint.diagnostic import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from healthlint.annotators.doses import Dose
    from healthlint.config import Settings
    from healthlint.diagnostic import Compared
    from healthlint.document import Annotations
    from healthlint.rule import Rule

_CONFLICTS: Final = (
    "unit-slip",
    "decimal-slip",
    "per-weight",
    "off-sheet",
    "ranges",
    "outside",
    "places",
)
OPTIONS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "finds": (*_CONFLICTS, "upper-level", "unequal", "portions", *NOTATIONS)
}
SLOTS: Final = ("substance", "other", "limit", "right", "expected")


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterator[Match]:
    """Yield what the rule's `finds` names."""
    wanted = str(rule.check.get("finds")) if rule.check else ""
    if wanted in NOTATIONS:
        for found in notations(wanted, notes, settings):
            yield _misread(rule, found)
    elif wanted == "upper-level":
        for excess in excesses(notes, settings):
            yield _excess(rule, excess)
    elif wanted == "portions":
        for misfit in misfits(notes, settings):
            yield _misfit(rule, misfit)
    else:
        yield from _disagreements(rule, wanted, notes, settings)


def _disagreements(
    rule: Rule, wanted: str, notes: Annotations, settings: Settings
) -> Iterator[Match]:
    """Yield doses that disagree with others here, and those to be compared."""
    if wanted == "unequal":
        for dose, other in unequal(notes, settings):
            yield _match(rule, Conflict("unequal", dose, other))
        return
    for conflict in conflicts(notes, settings):
        if conflict.kind == wanted:
            yield _match(rule, conflict)
    about = subjects(notes, settings)
    for sort, dose, compared in told_of(about, notes, settings):
        if sort == wanted:
            yield _told(rule, dose, compared)


def _misread(rule: Rule, found: Found) -> Match:
    return Match(
        rule,
        found.sentence,
        found.start,
        found.end,
        Confidence[rule.confidence],
        slots={"right": found.right},
        rewordings=found.rewordings,
    )


def _excess(rule: Rule, excess: Excess) -> Match:
    dose = excess.dose
    return Match(
        rule,
        dose.sentence,
        dose.start,
        dose.end,
        Confidence[rule.confidence],
        slots={"substance": name(dose), "limit": excess.limit},
        kept_in=excess.kept_in,
    )


def _told(rule: Rule, dose: Dose, compared: Compared) -> Match:
    return Match(
        rule,
        dose.sentence,
        dose.start,
        dose.end,
        Confidence.medium,
        slots={"substance": name(dose)},
        compared=compared,
    )


def _misfit(rule: Rule, misfit: Misfit) -> Match:
    portion = misfit.portion
    related = tuple(
        Elsewhere(f"{each.text} here", each.sentence.segment, each.start, each.end)
        for each in misfit.others
    )
    return Match(
        rule,
        portion.sentence,
        portion.start,
        portion.end,
        Confidence[rule.confidence],
        slots={
            "expected": misfit.expected,
            "other": " and ".join(each.text for each in misfit.others) or "itself",
        },
        related=related,
    )


def _match(rule: Rule, conflict: Conflict) -> Match:
    dose, other = conflict.dose, conflict.other
    confidence = Confidence[rule.confidence]
    if "carried" in {dose.tie, getattr(other, "tie", "")}:
        confidence = min(confidence, Confidence.medium)
    return Match(
        rule,
        dose.sentence,
        dose.start,
        dose.end,
        confidence,
        slots={"substance": name(dose), "other": other.text},
        related=tuple(_related(other)),
    )


def _related(other: Dose | Sheet) -> Iterator[Elsewhere | Declared]:
    if not isinstance(other, Sheet):
        message = f"{other.text} of {name(other)}"
        yield Elsewhere(message, other.sentence.segment, other.start, other.end)
    elif other.place is not None:
        yield Declared(f"the product sheet says {other.text}", other.place)


def name(dose: Dose) -> str:
    """Return what to call a dose's substance in a message."""
    substance = dose.substance
    grade = f"{substance.grade}-dose " if substance.grade else ""
    return f"{grade}{substance.key}" if grade else substance.said or substance.key
