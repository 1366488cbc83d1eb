"""Tell verbs from nouns of the same spelling, by form and by neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.annotators.letters import LETTERS

if TYPE_CHECKING:
    from healthlint.annotators.tagging import Item
    from healthlint.document import Sentence
    from healthlint.lexicon import Hit

_LONE_HELP = frozenset({"help", "aid", "assist"})
_TAKES_PREPOSITION = frozenset({"help", "work", "aid", "assist", "benefit", "act"})
_CHANGE_NOT_VERB_BEFORE = frozenset("dofwvay0")
_NOUNS_TOO = frozenset(
    {"remedy", "cure", "fix", "help", "support", "boost", "solution"}
)


def verb_form(word: str, lemma: str) -> str:
    """Tell the form of a verb from its first word and its lemma."""
    stem = lemma.split(" ", 1)[0]
    if word == stem:
        return "base"
    if word.endswith("ing"):
        return "ing"
    return "third" if word.endswith("s") else "past"


def resolve_verbs(sentence: Sentence, letters: list[str], items: list[Item]) -> None:
    """Decide which of the letters E are verbs, changes, nouns, modals or products."""
    for at, letter in enumerate(letters):
        if letter != "E":
            continue
        hits = items[at].hits
        before, after = _neighbours(letters, at)
        word = sentence.words[items[at].first]
        if (
            at
            and letters[at - 1] == "d"
            and _is_pronoun(sentence, items[at - 1], word, after)
        ):
            letters[at - 1] = before = "i"
        if "effect" in hits and _is_verb(hits["effect"].lemma, word, before, after):
            letters[at] = "E"
        elif "effect-change" in hits and _may_change(hits, before):
            letters[at] = "C"
        else:
            letters[at] = _not_a_verb(hits, before, after)
            if letters[at] == "x" and LETTERS.get(word) == "L":
                letters[at] = "L"
    for at, letter in enumerate(letters):
        if letter == "E" and items[at].hits["effect"].lemma in _LONE_HELP:
            following = "".join(letters[at + 1 : at + 5]).lstrip("trudxGT")
            if following.startswith("E"):
                letters[at] = "m"


def _neighbours(letters: list[str], at: int) -> tuple[str, str]:
    """Return the letters before and after, past quotation marks and the like."""
    before = next((each for each in reversed(letters[:at]) if each != "z"), "")
    if letters[max(0, at - 2) : at] == ["P", "0"]:
        before = "P"  # "BioBalance 50 banishes"
    after = next((each for each in letters[at + 1 :] if each != "z"), "")
    return before, after


def _may_change(hits: dict[str, Hit], before: str) -> bool:
    """Tell "symptoms drop" from "calming drops"."""
    if "product" in hits:
        return before in ("T", "l")
    return before not in _CHANGE_NOT_VERB_BEFORE


def _not_a_verb(hits: dict[str, Hit], before: str, after: str) -> str:
    """Tell "our drops" from "a drop in blood pressure"."""
    if "product" in hits and before != "T" and after not in ("o", "f", "v"):
        return "p"
    if "effect-noun" in hits:
        return "N"
    return "p" if "product" in hits else "x"


def _is_pronoun(sentence: Sentence, item: Item, word: str, after: str) -> bool:
    """Tell "this prevents colds" from "this cure"."""
    return (
        sentence.words[item.first] in {"this", "these"}
        and (word.endswith("s") or sentence.words[item.first] == "these")
        and after != ""
        and after in "dTxrlu"
    )


def _is_verb(lemma: str, word: str, before: str, after: str) -> bool:
    """Tell a verb from a noun of the same spelling by its neighbours."""
    form = verb_form(word, lemma)
    if form == "ing":
        return True
    if form == "past":
        return before != "d" or after in "TxPdlo"
    if before in ("t", "m", "k", "n", "r", "i", "q"):
        return True
    if before == "T" and form == "base" and lemma in _NOUNS_TOO:
        return False  # "our arthritis remedy today"
    if lemma in _LONE_HELP and after == "t":
        return True
    takes_preposition = lemma in _TAKES_PREPOSITION
    if after in ("f", "o", "") or (after and after in ".)"):
        return takes_preposition and after == "f" and before in ("P", "p", "i", "c")
    if before in ("d", "o", "f", "w", "v", "a", "y", "0", "A", "Y"):
        return False
    if not before or before in ".z()":
        return after in tuple("dTxrluPRYA0EciwGL")
    return after in tuple("dTxrluRY0Ecwa(vAPi")
