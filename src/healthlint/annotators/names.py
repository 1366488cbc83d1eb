"""Claims inside one word: "DiabetesGuard", "Arthri-Cure", "#curesarthritis".

A name is cut into parts (at capitals, or wherever two known words meet); it claims
something when one part names a condition and another an effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.tagging import Tagged
    from healthlint.document import Annotations, Sentence
    from healthlint.lexicon import Hit, Lexicons

_HUMP: Final = compiled(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# A set in front lets the search run fast.
_MAY_BE_NAME: Final = compiled(r"[A-Z#](?:(?<=[a-zA-Z0-9]{2}[A-Z])|(?<=#)\s*+\w)")
_SHORTEST_PART: Final = 3  # letters
_LONGEST_NAME: Final = 40  # letters: no hashtag worth reading is longer
_LONGEST_CUT: Final = 5  # parts
_EFFECTS: Final = frozenset(
    "guard shield block stop away free gone be no anti ex off buster aid rx defense "
    "defence crusher begone eze ease rid goodbye bye nomore".split()
)
_STEMS: Final = {
    "arthri": "arthritis", "arthro": "arthritis", "diabet": "diabetes",
    "diabeto": "diabetes", "migra": "migraine", "psori": "psoriasis",
    "herpa": "herpes", "anxi": "anxiety", "cancer": "cancer",
}  # fmt: skip
_FILLERS: Final = frozenset(
    "my your the of for with natural naturally herbal all our now your on i you".split()
)
_LEXICONS: Final = ("effect", "effect-noun", "effect-change", "effect-property")


class Name(NamedTuple):
    """A word that claims something: its item, and what it acts on."""

    item: int
    condition: Hit


def may_hold_names(sentence: Sentence) -> bool:
    """Tell quickly whether there may be capitals inside words, or hashtags."""
    cased = sentence.cased
    return not cased.isascii() or _MAY_BE_NAME.search(cased) is not None


def names(tagged: Tagged, annotations: Annotations) -> Iterator[Name]:
    """Yield the names and hashtags of a sentence that hold a claim."""
    sentence = tagged.sentence
    lexicons: Lexicons = annotations.shared["lexicons"]
    for index, item in enumerate(tagged.items):
        cased = sentence.cased_word(item.first)
        hashtag = item.first > 0 and sentence.words[item.first - 1] == "#"
        if item.last - item.first != 1 or not cased.isalnum():
            continue
        if not (hashtag or _has_humps(cased)) or len(cased) > _LONGEST_NAME:
            continue
        parts = _cut(cased, lexicons, joined=hashtag)
        condition = _claimed(parts, lexicons)
        if condition is not None:
            yield Name(index, condition)


def _has_humps(word: str) -> bool:
    return not word.isupper() and any(letter.isupper() for letter in word[2:])


def _cut(word: str, lexicons: Lexicons, *, joined: bool) -> list[str]:
    humps = [hump.lower() for hump in _HUMP.findall(word)]
    if len(humps) > 1 or not joined:
        return humps
    return _segmented(word.lower(), lexicons, _LONGEST_CUT) or humps


def _segmented(word: str, lexicons: Lexicons, parts: int) -> list[str] | None:
    """Cut a run of letters into known words, the longest first; None if none fit."""
    if _is_known(word, lexicons):
        return [word]
    if parts == 1:
        return None
    for at in range(len(word) - 1, 1, -1):
        if _is_known(word[:at], lexicons):
            rest = _segmented(word[at:], lexicons, parts - 1)
            if rest is not None:
                return [word[:at], *rest]
    return None


def _is_known(word: str, lexicons: Lexicons) -> bool:
    if word in _EFFECTS or word in _FILLERS:
        return True
    return len(word) >= _SHORTEST_PART and any(
        hit.lexicon in {*_LEXICONS, "condition"} for hit in lexicons.find(word)
    )


def _claimed(parts: list[str], lexicons: Lexicons) -> Hit | None:
    """Return the condition of a name that also holds an effect."""
    effect, condition = False, None
    for part in parts:
        hits = _hits(part, lexicons)
        for hit in hits:
            if hit.lexicon == "condition" and "natural-state" not in hit.tags:
                condition = condition or hit
        effect = effect or part in _EFFECTS or any(h.lexicon in _LEXICONS for h in hits)
    return condition if effect else None


def _hits(part: str, lexicons: Lexicons) -> list[Hit]:
    """Look a part up as it is, as a known stem, and as an abbreviation in capitals."""
    part = _STEMS.get(part, part)
    return lexicons.find(part) or lexicons.find(part.upper())
