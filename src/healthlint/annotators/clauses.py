"""Where the clauses of a sentence begin and end, as far as scopes need it.

No grammar: marks, conjunctions, and a look at whether a subject and a verb, or a verb
that agrees with the subject before, follow a comma or "and".
"""

from __future__ import annotations

from functools import cached_property
from typing import Final


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


AUXILIARIES: Final = _set(
    "is are was were has have had does do did will would can could may might must",
    "should shall isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't",
    "didn't won't wouldn't can't couldn't cannot",
)
# Verbs that agree with a subject and are seldom nouns.
_AGREEING: Final = _set(
    "relieves reduces cures improves boosts supports helps eases soothes heals stops",
    "prevents works makes gives increases lowers restores protects promotes enhances",
    "kills eliminates blocks removes reverses repairs calms strengthens regulates",
    "keeps provides contains acts goes remains becomes begins takes delivers leads",
    "allows means causes triggers enables treats brings comes lets stays",
)
_PAST: Final = _set(
    "reported experienced showed found saw felt became remained improved decreased",
    "increased reduced disappeared responded suffered gave made took cured helped",
    "relieved eased worked went came kept got remain report experience find feel",
    "stopped started began lost noticed",
)
FINITE: Final = AUXILIARIES | _AGREEING
_SUBJECTS: Final = _set(
    "it they we you he she i there it's they're you're we're i'm he's she's that's",
    "there's you'll we'll it'll they'll i'll you've we've they've i've",
)
_RELATIVES: Final = _set(
    "that which who whom whose where whether if what because when how why"
)
_AFTER_COMMA: Final = _set(
    "which who whose whom where so then too instead making helping allowing giving",
    "leaving providing leading thus thereby hence try order discover enjoy",
)
_OPENERS: Final = _set(
    "but however although though whereas because while unless nevertheless therefore",
    "nonetheless except despite",
)
_MARKS: Final = frozenset(";:—–-•|!?")
_OPENING: Final = frozenset("([")
_CLOSING: Final = frozenset(")]")
_BRACKETS: Final = _OPENING | _CLOSING
_PREPOSITIONS: Final = (["with"], ["of"], ["for"], ["despite"], ["in"], ["from"])
_NONE: Final = frozenset({"no", "nothing", "none", "nobody", "neither"})
_THEN: Final = frozenset({"yet", "so", "then"})
_JOINING: Final = frozenset({",", "and", "or", "&"})
_FURTHEST: Final = 6  # tokens between a conjunction and the verb of its clause


class Clauses:
    """The clauses of a sentence; what stands in brackets is a clause of its own."""

    def __init__(self, words: list[str]) -> None:
        """Take the tokens of a sentence; nothing is computed before it is needed."""
        self.words = words

    @cached_property
    def _borders(self) -> list[tuple[int, int]]:
        """The tokens at which clauses end or begin, and how deep in brackets."""
        words, depths = self.words, self._depths
        return [
            (at, depths[at])
            for at, word in enumerate(words)
            if word in _BRACKETS or _is_border(words, at)
        ]

    @cached_property
    def _depths(self) -> list[int]:
        depths = []
        depth = 0
        for word in self.words:
            depth += word in _OPENING
            depths.append(depth)
            depth -= word in _CLOSING and depth > 0
        return depths

    def start(self, at: int) -> int:
        """Return the first token of the clause that holds token `at`."""
        depth = self._depths[at]
        before = (each for each, deep in self._borders if each <= at and deep <= depth)
        border = max(before, default=0)
        return border if self.words[border][0].isalnum() else min(border + 1, at)

    def subject(self, at: int) -> int:
        """Return where the subject of the verb at `at` begins: `that` is one too."""
        start = self.start(at)
        for place in range(at - 1, start - 1, -1):
            if self.words[place] in _RELATIVES:
                return place
        return start

    def end(self, at: int) -> int:
        """Return the token after the last of the clause that holds token `at`."""
        depth = self._depths[at]
        after = (each for each, deep in self._borders if each > at and deep <= depth)
        return next(after, len(self.words))

    def end_in_relative(self, at: int) -> int:
        """Return the end as `end` does, or where the main verb goes on before it.

        "Patients who had no relief | may find it": what is said in a relative clause,
        or after a preposition, ends at the verb that follows.
        """
        end = self.end(at)
        start = self.start(at)
        before = self.words[start:at]
        if before[-1:] in _PREPOSITIONS:
            pass
        elif _RELATIVES.isdisjoint(before[: -1 if self.words[at] in _NONE else None]):
            return end  # "that no tea can cure" has its subject behind "no"
        for place in range(at + 1, end):
            word = self.words[place]
            if word in _RELATIVES:
                return end
            if word in AUXILIARIES and place > at + 1 and self.words[place - 1] != "to":
                return place
        return end


def _is_border(words: list[str], at: int) -> bool:
    word = words[at]
    if word in _OPENERS:
        return at > 0
    if word in _MARKS:
        return not _is_range(words, at)
    if word in _THEN:
        return _follows(words, at) in _SUBJECTS or (at > 0 and words[at - 1] == ",")
    return word in _JOINING and _joins_clauses(words, at)


def _joins_clauses(words: list[str], at: int) -> bool:
    following = _follows(words, at)
    if words[at] == ",":
        second = words[at + 2 : at + 3]
        if following in _AFTER_COMMA or second == ["which"]:
            return True
    elif words[at] == "and" and following in _PAST and words[at - 1][-2:] != "ed":
        return True
    return _begins_clause(words, at + 2 if following in _JOINING else at + 1)


def _follows(words: list[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else ""


def _is_range(words: list[str], at: int) -> bool:
    return (
        0 < at < len(words) - 1
        and words[at - 1][-1].isdigit()
        and words[at + 1][0].isdigit()
    )


def _begins_clause(words: list[str], at: int) -> bool:
    """Tell whether a subject with its verb, or a verb alone, stands at `at`."""
    if at >= len(words):
        return False
    word = words[at]
    if word in FINITE:
        return True
    if word in _SUBJECTS:
        following = _follows(words, at)
        return following[:1].isalpha() and following not in {"and", "or"}
    for place in words[at + 1 : at + _FURTHEST]:
        if place in FINITE or place in _PAST:
            return True
        if place in _RELATIVES or place == "to" or not place[0].isalnum():
            return False
    return False
