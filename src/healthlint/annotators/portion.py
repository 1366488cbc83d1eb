"""How much of one thing is in another, and sentences read for that.

Only exact figures count: no ranges, nothing that is rough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.doses import Dose
from healthlint.annotators.people import is_rough
from healthlint.annotators.units import COUNTED, UNITS
from healthlint.patterns import compiled
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
_NOUN: Final = compiled(r"(?: ?[)\]])?,? ?(?P<of>of )?(?P<word>[a-z][a-z-]*)")
_NO_NOUNS: Final = frozenset(
    "a an and are as at before by but can daily during each equals every for from "
    "gets gives has have he if in into is it makes may means monthly more needs "
    "nightly of on once or orally over per plus she should so takes than that the "
    "then these they this three through to twice until was weekly were when which "
    "while will with within would you your".split()
)
_END: Final = compiled(r"[,;(]| (?:and|with|plus|but) ")
_MOST_AFTER: Final = compiled(
    r"[ ,(–—-]{0,4}(?:(?:which|that) is |as |at )?(?:the |an? )?(?:absolute )?"
    r"(?:most|max(?:imum)?|upper|limit|ceiling|cap|highest|adult)\b"
)
_MOST_BEFORE: Final = compiled(
    r"\b(?:at most|(?:no|not|never) more than|max(?:imum)?(?: dose)?(?: of| is|:)?"
    r"|capped at|limited to|up to) $"
)
_LATER: Final = compiled(
    r"\b(?:later|afterwards?|increas\w+|rais\w+|go(?:ing)? up|gradually|eventually"
    r"|reach\w*|build\w*)\b"
)


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
        self._named = {each.substance.key for each in own if each.tie == "close"}
        self.doses = [
            each
            for each in own
            if each.amount.dimension in {"mass", "iu"}
            and not each.amount.is_range
            and each.setting.kind not in _UNUSABLE
            and self._is_of_its_substance(each)
            and not self._is_limit(each)
            and not is_rough(
                sentence.words, sentence.token_at(each.start - sentence.start)
            )
        ]

    def _is_of_its_substance(self, dose: Dose) -> bool:
        """Tell "12 g protein" from "9 g fat" behind it, and from "a scoop of 30 g".

        Grams that name nothing are what a piece weighs; a word behind an amount that is
        not the substance is another one.
        """
        if dose.tie != "close" and self._is_in_brackets_beside(dose):
            return False
        if dose.tie != "close" and dose.quantity.unit == "g":
            return dose.amount.basis == "weight" or dose.quantity.per in DAILY
        end = dose.end - self.sentence.start
        behind = self.text[end : end + _NEAR + len(dose.substance.said)]
        found = _NOUN.match(behind)
        if found is None or found["word"] in _NO_NOUNS or found["word"] in UNITS:
            return True
        return dose.substance.said.casefold() in _END.split(behind, maxsplit=1)[0]

    def _is_in_brackets_beside(self, dose: Dose) -> bool:
        """Tell "two capsules (1,000 mg) contain 600 mg of X": what capsules weigh."""
        return dose.substance.key in self._named and self.before(dose.start)[-1:] == "("

    def _is_limit(self, dose: Dose) -> bool:
        """Tell the most that is given, and what is reached step by step."""
        before = self.before(dose.start)
        if dose.quantity.per and _LATER.search(before):
            return True
        after = _MOST_AFTER.match(self.text, dose.end - self.sentence.start)
        return after is not None or _MOST_BEFORE.search(before) is not None

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
