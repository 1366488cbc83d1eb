"""Figures of outcome: "85 % of patients", "fell by 40 %", "twice as likely".

Discounts, strengths of creams and daily values are figures of something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.studies import PEOPLE
from healthlint.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.document import Annotations, Sentence

_OF_PEOPLE: Final = LazyPattern(
    rf"\A\s*(?:of|in) (?:[\w'-]+ ){{0,4}}?(?:{PEOPLE})\b"
    rf"(?:[\w' ]{{0,30}}?\b(?:report|experienc|show|said|felt|feel|improv|notic|saw|see"
    r"|respond|recover|lost|no longer|had|were|became|slept)\w*)?"
)
_PEOPLE_DIRECTLY: Final = LazyPattern(rf"\A\s*(?:{PEOPLE})\b")
_CHANGE_AFTER: Final = LazyPattern(
    r"\A\s*(?:(?:greater|overall|average|mean|significant|faster|better|drop|fall"
    r"|rise) )?"
    r"(?:reduction|improvement|increase|decrease|drop|fall|rise|boost|relief|remission"
    r"|success rate|success|effective|efficacy|response rate|cure rate|survival"
    r"|lower|higher|fewer|faster|better|less (?!than)|more (?!than)|responded|recovered"
    r"|were|experienced|had|showed)\b"
)
_CHANGE_BEFORE: Final = LazyPattern(
    r"\b(?:reduc|increas|improv|decreas|lower|rais|rose|fell|fall|drop|cut|boost|shrank"
    r"|shrink|risen|grew)\w*\b[\w' -]{0,60}?\b(?:by|to|of)"
    r"(?: (?:about|over|nearly|almost|up to|at least|as much as|around|more than|an"
    r"|average|roughly|some))*\s*\Z"
)
_RATE_BEFORE: Final = LazyPattern(
    r"\b(?:success|response|cure|remission|efficacy|survival|recovery)(?: rates?)?"
    r"(?: \w+){0,2}? (?:of|is|was|above|over|to)(?: \w+){0,2}?\s*\Z"
)
_MAJORITY: Final = LazyPattern(
    rf"\b(?:the|a|vast|large|great) majority of (?:[\w'-]+ ){{0,3}}?(?:{PEOPLE})\b"
    r"[\w' ]{0,60}?\b(?:report|experienc|show|said|felt|improv|notic|saw|respond"
    r"|recover)(?:ed|ing)?\b(?! (?:positive|negative) effects after)"
)
_FOLD: Final = LazyPattern(
    r"\b(?:\d+(?:\.\d+)?|two|three|four|five|six|ten|twenty)[ -]?fold\b"
    r"|\b(?:twice|(?:\d+(?:\.\d+)?|two|three|four|five|ten) times) (?:as|more|less"
    r"|better"
    r"|faster|higher|lower|stronger|longer)\b(?: (?:\w+ )?(?:likely|effective|than"
    r"|as)\b)?"
)
_KNOWN: Final = LazyPattern(
    r"\b(?:there are |more than |over )?\d[\d,]* (?:\w+ )?(?:drugs|medications"
    r"|medicines"
    r"|interactions|studies|trials|conditions|diseases|genes) (?:are |is )?(?:known"
    r"|shown|found|proven|linked)\b"
)
_SHARE_IN_DIGITS: Final = LazyPattern(r"\d (?:in|of|out of) \d")
_SHARE_IN_WORDS: Final = LazyPattern(
    r"\b(?:half|thirds?|quarters?) of\b"
    r"|\b(?:one|two|three|four|seven|eight|nine) (?:in|out of) (?:\d|three|four|five"
    r"|ten)"
)
_SHARE_SIGNS: Final = frozenset({"%", "percent", "cent"})
_WHOLE_SIGNS: Final = frozenset(
    "half third thirds quarter quarters one two three four seven eight nine".split()
)
_OTHERS: Final = (
    (frozenset({"majority"}), _MAJORITY),
    (frozenset({"twice", "times", "fold"}), _FOLD),
    (frozenset({"known", "shown", "found", "proven", "linked"}), _KNOWN),
)
"""Patterns, and words of which one stands in all that they find."""
_COUNTED: Final = LazyPattern(r"\d+ (?:out )?of \d\d")


def figures(sentence: Sentence, notes: Annotations) -> Iterator[tuple[int, int]]:
    """Yield [start, end) in the sentence of each figure that tells an outcome."""
    text, words = sentence.text, sentence.words
    if not _SHARE_SIGNS.isdisjoint(words) or (
        _SHARE_IN_DIGITS.search(text)
        or (not _WHOLE_SIGNS.isdisjoint(words) and _SHARE_IN_WORDS.search(text))
    ):
        for share in notes.of("percentage", sentence):
            start, end = share.start - sentence.start, share.end - sentence.start
            if _COUNTED.search(text, start, end):
                continue  # "34 of 50 women": it says how many were asked
            found = _about(text, start, end)
            if found:
                yield found
    for signs, pattern in _OTHERS:
        if not signs.isdisjoint(words):
            for match in pattern.finditer(text):
                yield match.span()


def _about(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of a percentage that is about people or a change in them."""
    after = text[end:]
    for pattern in (_OF_PEOPLE, _PEOPLE_DIRECTLY, _CHANGE_AFTER):
        found = pattern.match(after)
        if found:
            return start, end + found.end()
    before = text[max(0, start - 120) : start]
    for pattern in (_CHANGE_BEFORE, _RATE_BEFORE):
        found = pattern.search(before)
        if found:
            return start - len(before) + found.start(), end
    return None
