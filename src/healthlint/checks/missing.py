"""Figures without what gives them a meaning: a base, a survey, absolute numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from healthlint.annotators.people import People
    from healthlint.checks.match import Match
    from healthlint.document import Annotations, Sentence

    Missing = Callable[[Match, Annotations], bool]

_NEAR: Final = 2  # sentences before and behind
_FEWEST: Final = 2  # percentages with which absolute numbers can be compared
_SURVEYED: Final = 11  # "9 out of 10 dentists" does not mean that ten were asked
_ABSOLUTE: Final = compiled(
    r"\babsolute\b|percentage points?|\bnumber needed to treat\b|\bnnt\b"
    r"|\bfrom (?:about |around |roughly )?[\d.,]+ ?(?:%|per ?cent|in |out of )"
    r"|\b[\d.,]+ (?:in|out of|of|per) (?:every )?(?:\d{2,}|\d{1,3}(?:,\d{3})+)\b"
    r"|\b(?:compared (?:with|to)|versus|vs\.?|against) (?:about )?"
    r"[\d.,]+ ?(?:%|per ?cent)"
)
_TYPICAL: Final = compiled(
    r"\b(?:average|averaged|mean|median|typical|typically|on the whole|most people|"
    r"half of)\b"
)
_ASKED: Final = compiled(
    r"\b(?:survey(?:ed)?|poll(?:ed)?|questionnaire|respondents|panel|interviewed|asked)\b"
)
_COUNTED: Final = compiled(
    r"[,(–—-] ?\d[\d,]* (?:out )?of (?:the |our )?(?P<whole>\d+(?:,\d{3})*) ?[,)–—-]"
)
_WHEN: Final = compiled(r"\b(?:19|20)\d\d\b")


def base(match: Match, notes: Annotations) -> bool:
    """Tell a percentage near which nothing says of how many people it is."""
    if _is_counted(match.sentence):
        return False
    near = _around(match, notes, whole=True)
    return not any(_groups(each, notes) for each in near) and not _footnoted(notes)


def _is_counted(sentence: Sentence) -> bool:
    """Tell "95 % of users, 19 of 20, agreed"; "9 of 10" only says 90 % again."""
    return any(
        int(found["whole"].replace(",", "")) >= _SURVEYED
        for found in _COUNTED.finditer(sentence.text)
    )


def absolute(match: Match, notes: Annotations) -> bool:
    """Tell a relative change near which no absolute numbers stand."""
    near = list(_around(match, notes))
    if any(_ABSOLUTE.search(each.text) for each in near):
        return False
    return sum(len(notes.of("percentage", each)) for each in near) <= _FEWEST


def survey(match: Match, notes: Annotations) -> bool:
    """Tell a ratio of people near which no survey is described.

    Its size, or that people were asked and when.
    """
    near = list(_around(match, notes, whole=True))
    if any(each.size >= _SURVEYED for n in near for each in _groups(n, notes)):
        return False
    text = " ".join(each.text for each in near)
    return not (_ASKED.search(text) and _WHEN.search(text)) and not _footnoted(notes)


def typical(match: Match, notes: Annotations) -> bool:
    """Tell a greatest value near which no usual one stands."""
    return not any(_TYPICAL.search(each.text) for each in _around(match, notes))


MISSING: Final[dict[str, Missing]] = {
    "base": base,
    "absolute-numbers": absolute,
    "survey": survey,
    "typical-result": typical,
}
"""What a figure may lack, by the name in `lacks:`."""


def _groups(sentence: Sentence, notes: Annotations) -> Sequence[People]:
    return [each.value for each in notes.of("people", sentence)]


def _around(
    match: Match, notes: Annotations, *, whole: bool = False
) -> Iterator[Sentence]:
    """Yield the sentences near a match, or all of its segment."""
    own = notes.sentences(match.sentence.segment)
    at = notes.place(match.sentence)
    yield from own if whole else own[max(0, at - _NEAR) : at + _NEAR + 1]


_NOTE: Final = compiled(
    r"^[*†‡¹²³\[(]|\bn ?= ?\d|^(?:based on|source|survey of)\b|\bdata on file\b"
)


def _footnoted(notes: Annotations) -> bool:
    """Tell whether a note of the document counts people, as in "*n = 112"."""
    if "counted-notes" not in notes.shared:
        notes.shared["counted-notes"] = any(
            _groups(sentence, notes)
            for index, segment in enumerate(notes.document.segments)
            if segment.kind == "footnote" or _NOTE.search(segment.folded.text)
            for sentence in notes.sentences(index)
        )
    return bool(notes.shared["counted-notes"])
