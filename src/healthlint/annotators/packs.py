"""Amounts that are no dose: what a pack holds, levels in blood, counts, prices.

"A 50 mL bottle", "60 capsules per bottle", "90 mg/dL", "30 tablets for $12".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.units import COUNTED
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from healthlint.annotators.quantities import Quantity
    from healthlint.document import Annotation, Sentence

PACK: Final = (
    r"(?:bottle|pack|package|packet|box|jar|tube|tub|pot|pouch|blister|carton|container|"
    r"refill|bag|canister|tin|count)s?"
)
_FILLED: Final = compiled(
    rf"[ -]?(?:{PACK}\b|of shelf)|(?: of \w+)? (?:per|in (?:a|each|every)) {PACK}\b"
)
_FILLS: Final = compiled(
    rf"\b(?:{PACK}|size|contents)(?: \w+)? ?(?:of|contains?|holds?|with|:|x|×|,|–|-) ?$"
)
_PRICED: Final = compiled(
    r"(?:[$£€] ?\d[\d.,]*|\d ?(?:dollars|euros|pounds))(?: \w+)? for $"
)
_NAMED: Final = compiled(
    r"\b(?:page|pages|chapter|table|figure|fig\.?|section|step|phase|type|part|volume|"
    r"no\.?|number|question|item|room|line|rule|lesson|module|appendix|slide) $"
)
_YEAR: Final = compiled(r"(?:19|20)\d\d\b")
_BEFORE_YEARS: Final = compiled(
    r"\b(?:in|since|by|from|until|before|after|of|during) $"
)
_NETWORK: Final = compiled(r"\dG$")
_CAPITALS: Final = compiled("[A-Z]{3}")
_NEAR: Final = 40  # code points before an amount
_BLOOD: Final = frozenset({"dl", "l"})


def is_look_alike(sentence: Sentence, found: Annotation) -> bool:
    """Tell a quantity in a unit of doses that is no dose."""
    quantity: Quantity = found.value
    if is_level(quantity) or _is_generation(sentence, found):
        return True
    if quantity.unit not in COUNTED and quantity.unit != "ml":
        return False
    return holds_pack(sentence, found) or _is_number_of(sentence, found)


def is_level(quantity: Quantity) -> bool:
    """Tell a level in blood or water: "90 mg/dL", "30 ng/mL"."""
    names = quantity.per.split("/")
    return not _BLOOD.isdisjoint(names) or (quantity.unit == "ng" and "ml" in names)


def holds_pack(sentence: Sentence, found: Annotation) -> bool:
    """Tell what a pack holds, or what is paid for."""
    before, after = _around(sentence, found)
    return bool(
        _FILLED.match(after) or _FILLS.search(before) or _PRICED.search(before)
    ) or "bottle" in found.value.per.split("/")


def _is_number_of(sentence: Sentence, found: Annotation) -> bool:
    """Tell "step 2 capsules" and "in 2024 capsules" from counts."""
    before, _ = _around(sentence, found)
    if _NAMED.search(before):
        return True
    year = _YEAR.match(sentence.text, found.start - sentence.start)
    return bool(year) and bool(_BEFORE_YEARS.search(before))


def _is_generation(sentence: Sentence, found: Annotation) -> bool:
    """Tell "5G" from "5 g"."""
    base = sentence.start
    cased = sentence.cased
    words = cased[found.start - base : found.end - base]
    return _NETWORK.search(words) is not None and not _CAPITALS.search(cased)


def _around(sentence: Sentence, found: Annotation) -> tuple[str, str]:
    start, end = found.start - sentence.start, found.end - sentence.start
    text = sentence.text
    return text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
