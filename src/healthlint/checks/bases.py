"""Groups that are counted once as many and once as nearly as many.

"60 adults took part" and "18 of 61 adults": a size that no other place confirms, and
that is one slip of a digit away from one that two places give.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from healthlint.checks.match import Elsewhere, Match
from healthlint.diagnostic import Confidence
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence
    from healthlint.rule import Rule


class _Size(NamedTuple):
    """How large a group is said to be, at folded offsets [start, end) of a segment.

    `again` is what "of these 45 customers" goes back to: the size given just before.
    """

    value: int
    segment: int
    start: int
    end: int
    noun: str = ""
    again: _Size | None = None

    def is_slip_of(self, other: _Size) -> bool:
        """Tell whether one may be the other, misprinted: not guests and members."""
        alike = self.noun == other.noun or not (self.noun and other.noun)
        return alike and _is_slip(self.value, other.value)


_OUT_OF: Final = compiled(
    r"(?<![\d.,])\d[\d,]{0,11} (?:out )?of (?:the |our |all )?"
    r"(?P<of>\d[\d,]{0,11})(?![\d.,]*\d)"
    r"|\bof (?:the |our |all )(?P<all>\d[\d,]{0,11})(?= [a-z])"
    r"|\bn ?= ?(?P<n>\d[\d,]{0,11})(?!\d)"
)
_THESE: Final = compiled(r"(?:of|among|out of) (?:these|those|all) $")
_NOUN: Final = compiled(r" (people|men|women|children|(?!was |is |has )[a-z]+s\b)")
_NUMBER: Final = compiled(r"(?<![\d.,])\d[\d,]{0,11}(?![\d.,]*\d)")
_RATE: Final = compiled(
    r"(?:\b(?:\d+|one|two|three|four|five) (?:in|out of)|\bper|\bevery) $"
)
_NEAR: Final = 20  # code points before a number
_LEAST: Final = 8  # people: below, groups that differ by one are common
_MOST: Final = 500  # sizes that are weighed against each other


def differing(rule: Rule, sentence: Sentence, notes: Annotations) -> Iterator[Match]:
    """Yield sizes that are a slip of one given at two other places."""
    for odd, usual in _odd(notes):
        if (
            odd.segment == sentence.segment
            and sentence.start <= odd.start < sentence.end
        ):
            sure = Confidence[rule.confidence]
            message = f"the group is {usual.value:,} here"
            place = Elsewhere(message, usual.segment, usual.start, usual.end)
            slots = {"whole": f"{usual.value:,}"}
            yield Match(
                rule, sentence, odd.start, odd.end, sure, slots=slots, related=(place,)
            )


def _odd(notes: Annotations) -> list[tuple[_Size, _Size]]:
    found: list[tuple[_Size, _Size]] | None = notes.shared.get("odd-sizes")
    if found is None:
        found = notes.shared["odd-sizes"] = list(_find_odd(notes))
    return found


def _find_odd(notes: Annotations) -> Iterator[tuple[_Size, _Size]]:
    sizes = list(_sizes(notes))[:_MOST]
    often = Counter(each.value for each in sizes)
    if len(often) < len((1, 2)):
        return
    printed = Counter(
        found[0].replace(",", "")
        for segment in notes.document.segments
        for found in _NUMBER.finditer(segment.folded.text)
    )
    for each in sizes:
        if each.again and each.is_slip_of(each.again):
            yield each, each.again
            continue
        if often[each.value] > 1 or printed[str(each.value)] > 1:
            continue
        usual = [
            other
            for other in sizes
            if often[other.value] > 1 and each.is_slip_of(other)
        ]
        if usual:
            yield each, usual[0]


def usual(notes: Annotations) -> int:
    """Return the size that a document gives most often, and more than once; else 0."""
    often: int | None = notes.shared.get("usual-size")
    if often is None:
        first, second, *_ = [
            *Counter(each.value for each in _sizes(notes)).most_common(2),
            (0, 0),
            (0, 0),
        ]
        often = first[0] if first[1] > max(second[1], 1) else 0
        notes.shared["usual-size"] = often
    return often


def _sizes(notes: Annotations) -> Iterator[_Size]:
    """Yield each size once: people that are counted, and what others are counted of."""
    segments = notes.document.segments
    if not any(_OUT_OF.search(each.folded.text) for each in segments):
        return
    for index, segment in enumerate(segments):
        text = segment.folded.text
        if not _NUMBER.search(text):
            continue
        places = {each.start: each for each in _groups(index, text)}
        before: list[_Size] = []
        for sentence in notes.sentences(index):
            counted = list(_people(sentence, text, notes))
            for each in counted:
                these = _THESE.fullmatch(text, sentence.start, each.start)
                again = before[0] if these and len(before) == 1 else None
                if again or each.start not in places:
                    places[each.start] = each._replace(again=again)
            before = counted
        yield from (each for each in places.values() if each.value >= _LEAST)


def _groups(index: int, text: str) -> Iterator[_Size]:
    """Yield the wholes of "18 of 60", "of the 60" and "n = 60"."""
    for found in _OUT_OF.finditer(text):
        name = next(name for name, value in found.groupdict().items() if value)
        value = int(found[name].replace(",", ""))
        noun = _NOUN.match(text, found.end(name))
        yield _Size(value, index, *found.span(name), noun[1] if noun else "")


def _people(sentence: Sentence, text: str, notes: Annotations) -> Iterator[_Size]:
    """Yield the people that a sentence counts in digits, but no rates."""
    for found in notes.of("people", sentence):
        start = found.start
        rate = _RATE.search(text, max(0, start - _NEAR), start)
        if found.value.exact and text[start].isdigit() and not rate:
            noun = "" if found.value.noun == "n" else found.value.noun
            yield _Size(found.value.size, sentence.segment, start, found.end, noun)


def _is_slip(one: int, two: int) -> bool:
    """Tell numbers that differ by one, by a nought, or by two digits changed round."""
    if one != two and (one == 10 * two or two == 10 * one or abs(one - two) == 1):
        return True
    first, second = str(one), str(two)
    differ = [
        at
        for at, pair in enumerate(zip(first, second, strict=False))
        if len(set(pair)) > 1
    ]
    return (
        len(first) == len(second)
        and len(differ) == len("ab")
        and (
            differ[1] == differ[0] + 1
            and first[differ[0]] == second[differ[1]]
            and first[differ[1]] == second[differ[0]]
        )
    )
