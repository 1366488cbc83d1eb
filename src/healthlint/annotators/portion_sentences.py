"""Portions that sentences tell: "each capsule contains 100 mg", "lasts 30 days"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from healthlint.annotators.packs import PACK, is_level
from healthlint.annotators.portion import DAILY, PIECES, Portion
from healthlint.annotators.units import COUNTED, UNITS
from healthlint.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from healthlint.annotators.doses import Dose
    from healthlint.annotators.portion import Reading
    from healthlint.annotators.quantities import Quantity
    from healthlint.document import Annotation

_REGULAR: Final = frozenset({"", "week", *DAILY})
_HOLDS: Final = (
    r"(?:contains?|provides?|delivers?|holds?|has|have|gives?(?: you)?|supplies|is|with"
    r"|makes?)"
)
FORMS: Final = "|".join(
    sorted((word for word, unit in UNITS.items() if unit in PIECES - {"kg"}), key=len)[
        ::-1
    ]
)
_SUBJECT: Final = compiled(
    rf"\b(?:each|one|an?|per|every)(?: [a-z]\w*)?? (?P<of>{FORMS})\b"
    rf"(?: of (?:the |our )?\w+)?(?: {_HOLDS}\b|,? ?[:=(])"
)
_JOINT: Final = compiled(
    r",? ?(?:which |that |this |therefore |so |then )?(?:you )?"
    rf"(?:would |will |can )?\b(?:gets?|{_HOLDS}|are|equals?|takes?|needs?|that is|or"
    r"|the limit is)\b"
    r"(?: you)?[^\d;.]{0,20}(?:\d+ ?[x×] ?)?| ?[(=:] ?"
)
_TURNED: Final = compiled(
    r"(?: of \w+(?: \w+)?)?(?: a day| daily)?"
    r"(?: in | per |,? (?:which|that) is |,? or | \()"
)
_PACK_HOLDS: Final = compiled(
    rf"\b{PACK} (?:holds?|contains?|has|have|of|with|comes with)(?: \w+)? $"
    r"|contents?:? $"
)
_THAT_IS: Final = compiled(r"\b(?:that|this|which) (?:makes|is|gives(?: you)?|means) $")
_ENOUGH: Final = compiled(r"\b(?:enough|good|supply|lasts?)(?: you)? for $")
_SUPPLY: Final = compiled(r"[ -]?(?:supply|course)\b")
_LASTS: Final = compiled(
    r"\($|\b(?:lasts?|enough for|for|supply for|supply of|good for)(?: you)? $"
)
_PER_PACK: Final = compiled(
    rf"\bservings per (?:container|{PACK}):? ?(?P<count>\d{{1,6}})\b"
)
_SERVING: Final = compiled(
    rf"\bserving(?: size)?:? ?(?:is |of )?(?P<count>\d{{1,6}}) (?P<what>{FORMS})\b"
)
_FURTHER: Final = compiled(r"(?: of [a-z][\w ]{0,30}?)?(?:,|,? and) ")
_EACH: Final = compiled(r"\s*(?:of [\w ]+?)?\beach\b")
_IN_SUM: Final = compiled(r"(?:that|this) (?:is|makes|gives(?: you)?|means) ")
STEP: Final = compiled(r"\b(week|day|step|stage|month|phase) (\d{1,2})\b")
"""A step of a plan by which a dose is raised."""


def of_sentence(reading: Reading) -> Iterator[Portion]:
    """Yield what a sentence tells."""
    if not (reading.quantities or reading.doses or "serving" in reading.text):
        return
    steps = list(STEP.finditer(reading.text))
    for each in (*_labelled(reading), *_packed(reading), *contained(reading)):
        if each.of != "day" or not steps:
            yield each
    yield from _counted(reading)
    yield from _volumes(reading)
    if len(steps) == 1:
        yield from _by_step(reading, steps[0])


def _labelled(reading: Reading) -> Iterator[Portion]:
    """Read "Servings per container: 60" and "Serving size: 2 softgels"."""
    base = reading.sentence.start
    for pattern, of in ((_PER_PACK, "pack"), (_SERVING, "serving")):
        for found in pattern.finditer(reading.text):
            what = "serving" if of == "pack" else UNITS[found["what"]]
            start, end = base + found.start("count"), base + found.end()
            place = (reading.sentence, start, end, reading.group)
            yield Portion(of, Decimal(1), what, Decimal(found["count"]), *place)


def _packed(reading: Reading) -> Iterator[Portion]:
    """Read what a pack holds, how long it lasts, and what is taken a day."""
    for found in reading.quantities:
        quantity: Quantity = found.value
        before = reading.before(found.start)
        if quantity.unit in PIECES and quantity.per in DAILY:
            again = _THAT_IS.search(before) is not None
            yield reading.portion("day", Decimal(1), found)._replace(again=again)
        elif quantity.unit in PIECES and not quantity.per:
            if _PACK_HOLDS.search(before):
                yield reading.portion("pack", Decimal(1), found)
        elif quantity.unit == "day":
            yield from _lasting(reading, found)


def _lasting(reading: Reading, found: Annotation) -> Iterator[Portion]:
    """Read "lasts 30 days", "a 45-day supply", "28 capsules for 28 days"."""
    before = reading.before(found.start)
    supply = _SUPPLY.match(reading.text, found.end - reading.sentence.start)
    if not (supply or _LASTS.search(before)):
        return
    piece = _piece_before(reading, found)
    told = supply or not before.endswith((" for ", "("))
    if piece or told or _ENOUGH.search(before):
        yield reading.portion("pack", Decimal(1), found)
    if piece:
        yield reading.portion("pack", Decimal(1), piece)


def _piece_before(reading: Reading, found: Annotation) -> Annotation | None:
    """Return the "28 capsules" of "28 capsules for 28 days"."""
    for each in reading.quantities:
        between = reading.text[
            each.end - reading.sentence.start : found.start - reading.sentence.start
        ]
        if (
            each.value.unit in PIECES
            and not each.value.per
            and between in {" for ", " ("}
        ):
            return each
    return None


def contained(reading: Reading) -> Iterator[Portion]:
    """Read "each capsule contains", "a mL has 20 drops", "15 mg per kg"."""
    base = reading.sentence.start
    subject = next(_SUBJECT.finditer(reading.text), None)
    for dose in reading.doses:
        owner = _owner(reading, dose, subject)
        if owner is not None:
            yield reading.portion(*owner, dose)
    if subject is None:
        return
    of = UNITS[subject["of"]]
    for found in reading.quantities:
        directly = not reading.text[subject.end() : found.start - base].strip()
        if directly and found.value.unit in PIECES - {of} and not found.value.per:
            yield reading.portion(of, Decimal(1), found)


def _owner(
    reading: Reading, dose: Dose, subject: re.Match[str] | None
) -> tuple[str, Decimal] | None:
    """Return what an amount is an amount of, and of how many."""
    per = dose.quantity.per.split("/")[0]
    *number, unit = per.split() or [""]
    if unit in DAILY or (not per and _is_sum(reading.text)):
        return "day", Decimal(1)
    if unit in PIECES or unit == "serving":
        return None if is_level(dose.quantity) else (unit, Decimal(*number or ("1",)))
    if dose.setting.kind == "pack":
        return "pack", Decimal(1)
    if per:
        return None
    start = dose.start - reading.sentence.start
    if (
        subject
        and _is_first_run(reading.text[subject.end() : start])
        and (subject.end() <= start)
    ):
        return UNITS[subject["of"]], Decimal(1)
    words = reading.sentence.words
    after = reading.sentence.token_at(dose.end - reading.sentence.start)
    piece = UNITS.get(words[after], "") if after < len(words) else ""
    return (piece, Decimal(1)) if dose.setting.piece and piece in COUNTED else None


def _is_sum(text: str) -> bool:
    """Tell "that is 2 mg of zinc and 100 mg of magnesium a day"."""
    return _IN_SUM.match(text) is not None and " day" in text


def _is_first_run(between: str) -> bool:
    """Tell what a piece contains from what is said behind another verb."""
    return _OTHER_VERB.search(between) is None


def _counted(reading: Reading) -> Iterator[Portion]:
    """Read "three tablets gets 210 mg", "20 kg takes 300 mg", "120 mg in 5 mL"."""
    base = reading.sentence.start
    for found in reading.quantities:
        quantity: Quantity = found.value
        if quantity.unit not in PIECES or quantity.per not in {"", *DAILY}:
            continue
        before: Dose | None = None  # the last dose that the number belongs to
        for dose in reading.doses:
            if dose.quantity.per not in {"", "dose", *DAILY}:
                continue
            if dose.start < found.end:
                between = reading.text[dose.end - base : found.start - base]
                if _TURNED.fullmatch(between):
                    yield reading.portion(quantity.unit, quantity.low, dose)
            elif not _EACH.match(reading.text, dose.end - base):
                told = tuple(_joined(reading, found, dose, before))
                before = dose if told else None
                yield from told


def _joined(
    reading: Reading, found: Annotation, dose: Dose, before: Dose | None
) -> Iterator[Portion]:
    """Read an amount behind the number that it belongs to, or behind another one."""
    base = reading.sentence.start
    quantity: Quantity = found.value
    between = reading.text[found.end - base : dose.start - base]
    by_weight = quantity.unit == "kg" and _RATE.fullmatch(between)
    further = before and _FURTHER.fullmatch(
        reading.text, before.end - base, dose.start - base
    )
    if further or by_weight or _JOINT.fullmatch(between):
        count = quantity.low * quantity.times
        each = between.strip() in {"(", ":"}
        yield reading.portion(quantity.unit, count, dose, each=each)


def _volumes(reading: Reading) -> Iterator[Portion]:
    """Read "a child of 15 kg takes 12 mL a day"."""
    base = reading.sentence.start
    for weight, found in pairwise(reading.quantities):
        between = reading.text[weight.end - base : found.start - base]
        one, two = weight.value, found.value
        measured = one.unit == "kg" and not one.per and two.unit in PIECES - {"kg"}
        if measured and _JOINT.fullmatch(between):
            yield reading.portion("kg", one.low, found)


_OTHER_VERB: Final = compiled(r"\b(?:so|which|that|take|if|while|but)\b|;")
_RATE: Final = compiled(r",? \d[\d.]* ?m?c?g/kg (?:is|are|gives?|makes?|=) ")


def _by_step(reading: Reading, step: re.Match[str]) -> Iterator[Portion]:
    """Read "in week 1 take 5 drops a day"."""
    of = f"{step[1]} {int(step[2])}"
    behind = reading.sentence.start + step.end()
    for dose in reading.doses:
        if dose.start >= behind and dose.quantity.per in _REGULAR:
            yield reading.portion(of, Decimal(1), dose)
    for found in reading.quantities:
        quantity: Quantity = found.value
        regular = quantity.unit in COUNTED and quantity.per in _REGULAR
        if found.start >= behind and regular:
            yield reading.portion(of, Decimal(1), found)
