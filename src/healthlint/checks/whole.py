"""Checks of whole documents: kinds of rules that weigh one place against another.

A kind is a module here with three names:

    OPTIONS  the keys that `check:` may have beside `kind`, with the words each may
             hold; None for free text or numbers
    SLOTS    what messages and suggestions of such rules may name in braces
    find     (rule, notes, settings) -> its matches, in the order of the document

and, where its rules may have `find:` too, three more:

    NEEDS    the options without which a rule says nothing: of rules without `find:`
             ("" where there are none), and of rules with it
    PHRASES  the options that hold lists of phrases
    confirm  (rule, found, notes, phrase) -> the matches of `find:` that stand, with
             what was learnt of them; `phrase` compiles the text of a phrase
    denied   (rule, notes, phrase) -> what denies its statements, if that is its kind

A module is imported when a document may concern it; what several rules of a kind need
is computed once and kept in `notes.shared`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from healthlint.checks.pattern import acquitted, applies
from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.phrases import Phrase
    from healthlint.rule import Rule


class Kind(Protocol):
    """What a module of a kind offers; see above."""

    OPTIONS: Mapping[str, tuple[str, ...] | None]
    SLOTS: tuple[str, ...]
    find: Callable[[Rule, Annotations, Settings], Iterable[Match]]


_NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("half", "twelve", "fifteen", "ty", "hundred", "thousand", "million"),
    *("quarter", "quarter of a", "quarters of a", "half a", "half an", "half of a"),
    "dozen",
)
_MEASURED: Final = (
    r"[^\w\n]{0,3}(?:</?(?:[abiu]|em|mark|small|span|strong|su[bp])\b|(?:m?c?|[µμun])gs?\b|&|gm|k\b|inter"
    r"|gram|mill?i|micro|i\.?u|u\b|unit|tab|cap|softgel|gumm|pill|loz|drop|scoop|sachet"
    r"|stick|spray|puff|patch|tea|table|spoon|tsp|tbsp|serving|ml|cc\b|thousand|million"
    r"|billion)"
)


_ONE_PIECE: Final = (
    r"\san? (?:single )?(?:tablet|capsule|softgel|gumm|pill|lozenge|drop|scoop|sachet"
    r"|spray|puff|patch|teaspoon|tablespoon|serving)"
)


def _is_dosed(text: str) -> bool:
    """Tell whether a number stands before anything like a unit.

    A pattern that begins with what it looks for skips through a text; one that begins
    with a choice of words tries it at each letter, which takes twenty times as long.
    """
    folded = f"\n{text.lower()}"
    if compiled(rf"[\d½¼¾]{_MEASURED}").search(folded):
        return True
    if compiled(_ONE_PIECE).search(folded):
        return True
    return any(
        compiled(f"{number}{_MEASURED}").search(folded)
        for number in _NUMBERS
        if number in folded
    )


_SIGNS: Final[Mapping[str, Callable[[str], bool]]] = {
    "dose": _is_dosed,
    "statistics": lambda text: compiled(r"\d").search(text) is not None,
}
"""What a source must hold for a kind to find anything; kinds without are always run."""


def may_concern(kind: str, text: str) -> bool:
    """Tell quickly whether a kind can find anything in a source of this text."""
    sign = _SIGNS.get(kind)
    return sign is None or sign(text)


def module(kind: str) -> Kind | None:
    """Return the module of a kind; None where there is none yet."""
    try:
        return cast("Kind", import_module(f"healthlint.checks.{kind}"))
    except ModuleNotFoundError:
        return None


def phrases(rule: Rule) -> Iterator[str]:
    """Yield the phrases in the options of a rule's check."""
    if rule.check:
        for key in getattr(module(str(rule.check["kind"])), "PHRASES", ()):
            yield from rule.check.get(key, ())


def matches(
    rules: Iterable[Rule], notes: Annotations, settings: Settings
) -> Iterator[Match]:
    """Yield what rules with `check:` find and no cue acquits."""
    text = notes.document.source.text
    concerned: dict[str, bool] = {}
    for rule in rules:
        kind = str(rule.check["kind"]) if rule.check and not rule.find else ""
        if kind not in concerned:
            concerned[kind] = bool(kind) and may_concern(kind, text)
        found = module(kind) if concerned[kind] else None
        for match in found.find(rule, notes, settings) if found else ():
            if applies(rule, match.sentence) and not acquitted(
                rule, match.sentence, match.start, notes
            ):
                yield match


def confirmed(
    found: Iterable[Match], notes: Annotations, phrase: Callable[[str], Phrase]
) -> Iterator[Match]:
    """Yield what `find:` found; where a rule has `check:` too, what that confirms."""
    waiting: dict[str, list[Match]] = {}
    for match in found:
        if match.rule.check:
            waiting.setdefault(match.rule.id, []).append(match)
        else:
            yield match
    for matches in waiting.values():
        rule = matches[0].rule
        kind = module(str(rule.check["kind"])) if rule.check else None
        confirm = getattr(kind, "confirm", None)
        if confirm:
            yield from confirm(rule, matches, notes, phrase)


def denials(
    rules: Iterable[Rule], notes: Annotations, phrase: Callable[[str], Phrase]
) -> Iterator[Match]:
    """Yield what denies what rules with `denied-by:` find."""
    for rule in rules:
        kind = module(str(rule.check["kind"])) if rule.check and rule.find else None
        denied = getattr(kind, "denied", None)
        if denied:
            yield from denied(rule, notes, phrase)
