"""How much of one thing is in another, and sentences read for that.

Only exact figures count: no ranges, nothing that is rough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.doses import Dose
from healthlint.annotators.people import is_rough
from healthlint.annotators.units import COUNTED
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from healthlint.annotators.quantities import Quantity
    from healthlint.document import Annotation, Annotations, Sentence

PIECES: Final = COUNTED | {"ml", "kg"}
"""What an amount may be one of: pieces, a measure, a weight of the body."""
DAILY: Final = frozenset({"day", "night"})
_UNUSABLE: Final = frozenset({"animal", "studied", "history", "other", "label"})
_NEAR: Final = 40  # code points before an amount


class Portion(NamedTuple):
    """`amount` of `what` in `parts` of `of`; [start, end) are its words in a segment.

    `of` is a piece ("capsule", "ml", "kg"), "serving", "pack", "day" or a step ("week
    1"); `what` a piece, "day", or a substance with its dimension ("zinc mass", in mg).
    `group` is one for what belongs together: a paragraph, a row. `each` tells "two
    tablets (500 mg)", where the amount may be that of one; `again` tells "that makes 8
    drops a day", where the amount was given before; `listed` tells a table.
    """

    of: str
    parts: Decimal
    what: str
    amount: Decimal
    sentence: Sentence
    start: int
    end: int
    group: tuple[int, int]
    each: bool = False
    unit: str = ""
    again: bool = False
    listed: bool = False

    @property
    def factor(self) -> Decimal:
        """How much is in one."""
        return self.amount / self.parts

    @property
    def text(self) -> str:
        """The words of the amount, as written."""
        base = self.sentence.start
        return self.sentence.cased[self.start - base : self.end - base]


class Reading:
    """A sentence with its exact quantities and doses, in order."""

    def __init__(
        self, sentence: Sentence, own: Sequence[Dose], notes: Annotations
    ) -> None:
        """Keep what of a sentence is exact; `own` are its doses."""
        self.sentence = sentence
        self.text = sentence.text
        self.group = (sentence.segment, -1)
        self.quantities = [
            each for each in notes.of("quantity", sentence) if is_exact(sentence, each)
        ]
        self.doses = [
            each
            for each in own
            if each.amount.dimension in {"mass", "iu"}
            and not each.amount.is_range
            and each.setting.kind not in _UNUSABLE
            and not is_rough(
                sentence.words, sentence.token_at(each.start - sentence.start)
            )
        ]

    def before(self, offset: int) -> str:
        """Return the words shortly before an offset of the segment."""
        end = offset - self.sentence.start
        return self.text[max(0, end - _NEAR) : end]

    def portion(
        self, of: str, parts: Decimal, found: Annotation | Dose, *, each: bool = False
    ) -> Portion:
        """Return what a quantity or dose is of something."""
        place = (self.sentence, found.start, found.end, self.group)
        if isinstance(found, Dose):
            measured = found.amount
            what = f"{found.substance.key} {measured.dimension}"
            value = measured.low * measured.times
            return Portion(of, parts, what, value, *place, each, found.quantity.unit)
        quantity: Quantity = found.value
        return Portion(of, parts, quantity.unit, quantity.low * quantity.times, *place)


def is_exact(sentence: Sentence, found: Annotation) -> bool:
    """Tell a quantity that is neither a range nor rough."""
    quantity: Quantity = found.value
    first = sentence.token_at(found.start - sentence.start)
    return quantity.low == quantity.high > 0 and not is_rough(sentence.words, first)
