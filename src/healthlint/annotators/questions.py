"""Tell sentences that ask from those that only end in a question mark.

"Can our tea cure arthritis?" claims nothing. "Why suffer when it cures arthritis?" and
"Looking for a tea that cures arthritis?" tell, and offer. "How does it cure arthritis?"
takes for granted that it does; it may head an explanation, so it counts as told in copy
that is declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.annotators.clauses import AUXILIARIES

if TYPE_CHECKING:
    from healthlint.document import Sentence

_TELLING: Final = (
    *("did you know", "who knew", "what if", "why not", "how about", "what about"),
    *("would you believe", "can you believe", "have you heard", "have you noticed"),
    *("guess what", "you know what", "who says", "who would have thought"),
    *("who'd have thought", "wouldn't it be", "isn't it", "isn't that", "aren't you"),
    *("wouldn't you", "don't you", "don't we all", "who doesn't", "who wouldn't"),
)
_OFFERING: Final = frozenset(
    "want wanna wanting looking ready need needing wish wishing longing searching "
    "dreaming interested tired fed sick struggling hoping eager keen fancy desperate "
    "trying thinking hunting".split()
)
_INVITING: Final = (("would", "you", "like"), ("would", "you", "love"))
_TO_READERS: Final = (
    *_INVITING,
    *(("are", "you", "still"), ("are", "you", "also"), ("are", "you")),
    *(("do", "you", "still"), ("do", "you")),
    *(("have", "you", "been"), ("have", "you", "ever"), ("were", "you")),
)
_BARE: Final = frozenset(
    "suffer wait struggle risk settle let put live pay spend waste bother keep go take "
    "choose accept endure use buy rely worry hesitate fight be have continue tolerate "
    "lose stay look turn resort depend gamble swallow pop give get add try stop".split()
)
"""What may follow in "Why suffer?"; in "Why tea?" a subject does."""
_TAGS: Final = frozenset("right ok okay huh yes no eh correct".split())
_PRESUMED: Final = frozenset({"how", "why"})
_PRESUMING: Final = frozenset("does do did can is are has".split())
_LONGEST_TAG: Final = 2  # words: "doesn't it"


def asks(sentence: Sentence, *, declared: bool) -> bool:
    """Tell whether a sentence asks what it says; `declared` means copy for sure."""
    words = sentence.words
    if "?" not in words[-4:] or not sentence.text.rstrip("\"')]} ").endswith("?"):
        return False
    begins = [word for word in words[:6] if word[0].isalpha()]
    if _tells(begins) or _has_tag(words):
        return False
    presumes = not _PRESUMED.isdisjoint(begins[:1])
    return not (declared and presumes and not _PRESUMING.isdisjoint(begins[1:2]))


def _tells(words: list[str]) -> bool:
    if " ".join(words).startswith(_TELLING):
        return True
    if words[:1] == ["why"]:
        return not _BARE.isdisjoint(words[1:2])
    if words[:1] in (["so"], ["but"], ["and"]):
        return _tells(words[1:])
    for opener in _TO_READERS:
        size = len(opener)
        if tuple(words[:size]) == opener:
            return opener in _INVITING or _offers(words[size:])
    return _offers(words)


def _offers(words: list[str]) -> bool:
    return not _OFFERING.isdisjoint(words[:1])


def _has_tag(words: list[str]) -> bool:
    """Tell "It cures pain, doesn't it?" and "..., right?"."""
    if words[0] in AUXILIARIES or words[-1] != "?":
        return False
    for size in range(1, _LONGEST_TAG + 1):
        tag = words[-1 - size : -1]
        if words[-2 - size : -1 - size] == [","]:
            return tag[0] in _TAGS if size == 1 else tag[0] in AUXILIARIES
    return False
