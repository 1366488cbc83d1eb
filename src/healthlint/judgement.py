"""Weigh a match: who acts, which cues stand around it, what kind of document it is.

The law gives a rule its severity; what is weighed here can only lower it, and says how
sure we are. Who acts matters most: it does most of the work that people expect of words
such as "not" (measured on real copy and on the texts of health authorities).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import Confidence, Copy, Severity
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from healthlint.annotators.frames import Frame
    from healthlint.checks.match import Match

SURE_GRADES: Final = frozenset({"explicit", "carried", "in-sentence", "subjectless"})
"""Agents that make a claim without help from the document."""

_SOMEBODYS: Final = SURE_GRADES | {"generic"}
_NO_CLAIM: Final = frozenset({"generic", "none"})
_WITH_SUBJECT: Final = frozenset({"active", "infinitive", "participle", "comparative"})
_ASSERTING: Final = frozenset({"active", "passive", "name"})
_MILD: Final = frozenset({"mood", "quality-of-life", "natural-state", "appearance"})
_UNASSERTED: Final = 0  # strengths of a claim
_CAUSAL: Final = 3


class Weight(NamedTuple):
    """How severe a diagnostic is, and how sure we are of what is said."""

    severity: Severity
    confidence: Confidence


NOTE: Final = Weight(Severity.note, Confidence.low)


def weigh(match: Match, severity: Severity, copy: Copy) -> Weight | None:
    """Return the weight of a match; None when nothing is claimed of a product."""
    if match.softened:
        severity = lowered(severity)
    if "history" in match.softened and not copy.declared:
        return NOTE
    weight = Weight(severity, match.confidence)
    judged = _claim(match.frame, weight, copy) if match.frame else _phrase(weight, copy)
    if judged is not None and copy.value == "reference":
        return Weight(lowered(judged.severity), Confidence.low)
    return judged


def is_nobodys(frame: Frame, copy: Copy) -> bool:
    """Tell a claim that counts little because the text does not say whose it is."""
    return (
        copy.value == "unknown"
        and frame.agent_grade not in _SOMEBODYS
        and frame.construction not in {"named", "mention"}
        and frame.strength > _UNASSERTED
    )


def lowered(severity: Severity) -> Severity:
    """Return the next lower severity; a note stays one."""
    return Severity(max(severity - 1, Severity.note))


def _phrase(weight: Weight, copy: Copy) -> Weight:
    """Words that are objectionable in copy only are doubtful elsewhere."""
    if weight.confidence is Confidence.high or copy.value == "promotional":
        return weight
    return Weight(lowered(weight.severity), Confidence.low)


def _claim(frame: Frame, weight: Weight, copy: Copy) -> Weight | None:
    promotional = copy.value == "promotional"
    declared = promotional and copy.declared
    if frame.construction == "named":  # an illness, with nothing said of it
        return Weight(weight.severity, Confidence.low) if declared else None
    if not promotional and frame.agent_grade in _NO_CLAIM:
        return None
    if declared and frame.construction == "mention":
        return Weight(lowered(weight.severity), Confidence.low)
    return NOTE if _is_faint(frame, copy) else weight


def _is_faint(frame: Frame, copy: Copy) -> bool:
    """Tell a frame that may stand in a text without being a claim of its product."""
    if frame.agent_grade == "generic" or frame.construction == "mention":
        return True
    if frame.strength == _UNASSERTED:
        return True
    if copy.value == "reference":
        return not _is_plain_statement(frame)
    if copy.value != "promotional":
        return frame.agent_grade not in SURE_GRADES
    return not copy.declared and _another_acts(frame)


def _is_plain_statement(frame: Frame) -> bool:
    """Tell a plain statement that a product acts from talk about its use."""
    return (
        frame.agent_grade in {"explicit", "subjectless"}
        and frame.strength == _CAUSAL
        and frame.construction in _ASSERTING
    )


def _another_acts(frame: Frame) -> bool:
    """Tell a verb whose subject is not the product, from a noun that needs no subject.

    What people feel is said of many things; without a product it is nobody's claim.
    """
    if frame.agent_grade != "none":
        return False
    mild = all(target.kind in _MILD for target in frame.targets)
    return mild or frame.construction in _WITH_SUBJECT
