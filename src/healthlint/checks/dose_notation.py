"""Ways of writing an amount that are misread: 1.0 mg, .5 mg, 10U, 5mg, 10000 IU.

Each pattern is tried on folded text that holds a dose; its groups are what is reworded.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from healthlint.annotators.doses import with_amounts
from healthlint.annotators.substances import names
from healthlint.checks.match import Rewording
from healthlint.folding import fold
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence

_SURE_UNITS: Final = (
    r"(?:mg|mcg|[µμ]g|ug|iu|milligrams?|micrograms?|international units)"
)
_MICROGRAMS: Final = frozenset({"µg", "μg", "ug"})
_OF_A_WORD: Final = r"[\w./\\=&#@?+%-]"
_AMOUNTS: Final = rf"[+-]?(?:\d[\d.,]*(?:{_SURE_UNITS}|g)?[/+-])*"  # 10mg/5mg, 5-10mg
_GOING_ON: Final = (
    rf"(?:[/+-](?:\d[\d.,]*(?:{_SURE_UNITS}|m?l|g)?|[a-z]+))*[.?+/-]*"  # 5mg/kg/day
)
_LONGEST_WORD: Final = 40  # code points
_NOT_IN_BLOOD: Final = r"\b(?! ?(?:/|per) ?(?:d?l|ml|mmol)\b)"
_NO_THOUSANDS: Final = r"(?!\d{1,3}\.000(?!\d))"  # 5.000 IU may be five thousand
_SYRINGE: Final = compiled(
    r"\b(?:insulin|botox|botulinum|heparin|inject\w*|syringe|dos(?:e|es|age)|oxytocin|hcg)\b"
)


class Found(NamedTuple):
    """A notation at folded offsets of a sentence's segment, and how to mend it."""

    sentence: Sentence
    start: int
    end: int
    rewordings: tuple[Rewording, ...]
    right: str


class _Notation(NamedTuple):
    """A pattern, and what becomes of its groups; `meant` asks for a dose.

    A reword is given what is written, and what of the match stands before it.
    """

    pattern: str
    rewords: Mapping[str, Callable[[str, str], str]]
    meant: bool = False


def _nothing(_written: str, _before: str) -> str:
    return ""


def _zero(_written: str, _before: str) -> str:
    return "0"


def _space(_written: str, _before: str) -> str:
    return " "


def _commas(digits: str, _before: str) -> str:
    """Part thousands, where nothing parts them and there are any."""
    if digits.isascii() and digits.isdecimal() and not digits.startswith("0"):
        first = len(digits) % 3
        rest = (digits[at : at + 3] for at in range(first, len(digits), 3))
        return ",".join(filter(None, [digits[:first], *rest]))
    return digits


def _unit(written: str, _before: str) -> str:
    """Return a unit, with what stands before it, as it is read best."""
    letters = written.lstrip(" -")
    between = written.removesuffix(letters) or " "
    return between + ("mcg" if letters.lower() in _MICROGRAMS else letters)


def _units(_written: str, before: str) -> str:
    return " unit" if before == "1" else " units"


_NOTATIONS: Final = {
    "trailing-zero": _Notation(
        rf"(?<![\d.,]){_NO_THOUSANDS}\d+(?P<zeros>\.0+)"
        rf"(?P<unit>[ -]?{_SURE_UNITS}){_NOT_IN_BLOOD}",
        {"zeros": _nothing, "unit": _unit},
    ),
    "naked-decimal": _Notation(
        rf"(?<![\w.,])(?P<zero>)\.\d+(?P<unit>[ -]?{_SURE_UNITS}){_NOT_IN_BLOOD}",
        {"zero": _zero, "unit": _unit},
    ),
    "unit-letter": _Notation(
        r"(?<![\w.,-])\d[\d.,]*(?P<letter> ?u)\b(?!\.[a-z]|[/-])"
        r"(?! (?:rack|server|case|chassis|mount|shel)\w*)",
        {"letter": _units},
        meant=True,
    ),
    "run-together": _Notation(
        rf"(?<![\w.,])(?P<digits>(?:\d[\d,]*)?\.?\d+)(?P<unit>{_SURE_UNITS})\b",
        {"digits": _commas, "unit": _unit},
    ),
    "long-number": _Notation(
        rf"(?<![\w.,-])(?P<digits>\d{{5,}})(?P<unit>[ -]?(?:{_SURE_UNITS}|units?))\b",
        {"digits": _commas, "unit": _unit},
    ),
    "name-run-together": _Notation(
        r"\b[a-z]{5,}(?P<joint>)\d+(?:\.\d+)?(?P<unit> ?(?:mg|mcg|[µμ]g))\b",
        {"joint": _space, "unit": _unit},
    ),
}
NOTATIONS: Final = tuple(_NOTATIONS)
"""What `finds:` may name."""


def notations(kind: str, notes: Annotations, settings: Settings) -> Iterator[Found]:
    """Yield where a document writes an amount in this way."""
    notation = _NOTATIONS[kind]
    called = tuple(_names_with_figures(settings))
    for index in with_amounts(notes):
        folded = notes.document.segments[index].folded
        for found in compiled(notation.pattern).finditer(folded.text):
            if _is_code(found) or any(_is_part(found, name) for name in called):
                continue
            sentence = _sentence_at(index, found.start(), notes)
            if notation.meant and not _is_dose(sentence, notes, settings):
                continue
            rewordings = tuple(_rewordings(found, folded.cased, notation))
            right = _right(found, folded.cased, rewordings)
            yield Found(sentence, *found.span(), rewordings, right)


def _rewordings(
    found: re.Match[str], cased: str, notation: _Notation
) -> Iterator[Rewording]:
    """Yield what changes, and no more: markup may stand between number and unit."""
    for name, reword in notation.rewords.items():
        start, end = found.span(name)
        written = cased[start:end]
        text = reword(written, cased[found.start() : start])
        if written and text.endswith(written):
            text, end = text.removesuffix(written), start
        if text or start < end:
            yield Rewording(start, end, text)


def _right(found: re.Match[str], cased: str, rewordings: Iterable[Rewording]) -> str:
    right, at = "", found.start()
    for start, end, text in rewordings:
        right += cased[at:start] + text
        at = end
    return right + cased[at : found.end()]


def _is_code(found: re.Match[str]) -> bool:
    """Tell article numbers and names of files: SKU-5mg, vit-c-1000mg, 5mg.pdf."""
    # A word of code is short, and a text may be one long word.
    near = found.string[max(0, found.start() - _LONGEST_WORD) : found.start()]
    before = compiled(rf"{_OF_A_WORD}*\Z").search(near)
    if before is not None and compiled(_AMOUNTS).fullmatch(before[0]) is None:
        return True
    stop = found.end() + _LONGEST_WORD
    behind = compiled(rf"{_OF_A_WORD}*").match(found.string, found.end(), stop)
    return behind is not None and compiled(_GOING_ON).fullmatch(behind[0]) is None


def _names_with_figures(settings: Settings) -> Iterator[str]:
    """Yield names of the product sheet, folded, that may hold an amount."""
    for product in settings.products:
        for name in (product.name, *product.aliases):
            if any(map(str.isdigit, name)):
                yield fold(name).text


def _is_part(found: re.Match[str], name: str) -> bool:
    room = len(name) - 1
    first = max(0, found.start() - room)
    return found.string.find(name, first, found.end() + room) >= 0


def _sentence_at(segment: int, offset: int, notes: Annotations) -> Sentence:
    sentences = notes.sentences(segment)
    at = bisect_right(sentences, offset, key=_end)
    return sentences[min(at, len(sentences) - 1)]


def _end(sentence: Sentence) -> int:
    return sentence.end


def _is_dose(sentence: Sentence, notes: Annotations, settings: Settings) -> bool:
    """Tell units of a substance from "a 2U server"."""
    if _SYRINGE.search(sentence.text):
        return True
    return bool(names(notes, settings).mentions(sentence))
