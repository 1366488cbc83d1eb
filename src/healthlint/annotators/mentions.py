"""Illnesses that a sentence names without saying what acts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.constructions import Draft
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.tagging import Tagged

# Safety advice names illnesses, and authorised wording on a lower risk has to.
_ADVICE: Final = compiled(
    r"\b(?:risk factor|doctors?|physician|pharmacist|clinician|gp|nurse|midwife|"
    r"healthcare|if you (?:are|have|get|notice|suffer|feel)|side effects?|"
    r"(?:may|can|might) (?:occur|cause|have|experience|feel|lead|notice)|some people|"
    r"stop (?:using|taking)|do not|contains|allerg\w+|the look of|appearance of|"
    r"awareness|charity|donat\w+|association|foundation|warning|overdose|"
    r"known to cause|to apply|certified|contraindications?|precautions?|"
    r"should (?:check|avoid|speak|ask|talk|consult|not|see|take care|be careful)|"
    r"(?:not |un)suitable|take care|ask first|(?:has|have) been reported|rare cases|"
    r"lost (?:my|his|her|our|their) [a-z]+|survived|survivors?|passed away|died of)\b"
)
_UNSPECIFIC: Final = frozenset(
    {"symptom", "disease", "condition", "illness", "unwell", "medical condition"}
)


def named(tagged: Tagged) -> Iterator[Draft]:
    """Yield the first illness that is named, where nothing more is said of it."""
    if "n" in tagged.tags:
        return
    for at, letter in enumerate(tagged.tags):
        hit = tagged.items[at].hits.get("condition") if letter == "T" else None
        if hit is None or hit.lemma in _UNSPECIFIC:
            continue
        if "natural-state" not in hit.tags:
            if _ADVICE.search(tagged.sentence.text) is None:
                yield Draft("named", "named", at, at, at + 1, at, at + 1)
            return
