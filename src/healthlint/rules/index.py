"""Which rules a word may concern: the way from tokens to candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from healthlint.phrases import Phrase
    from healthlint.rule import Rule

Index = dict[str, tuple[tuple[int, int], ...]]

CLAIM: Final = "{claim}"
"""Where selectors of claim frames stand."""

ALWAYS: Final = ""
"""Where patterns stand that require no word: they are tried on every sentence."""


def build(rules: Iterable[Rule], phrase: Callable[[str], Phrase]) -> Index:
    """Map each anchor to (rule number, find number), in this order.

    An anchor is a word in lower case, or a name in braces where no word is required;
    `phrase` compiles an entry of `find`.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for number, rule in enumerate(rules):
        for position, item in enumerate(rule.find):
            anchors = phrase(item).anchors if isinstance(item, str) else {CLAIM}
            place = number, position  # one for all anchors: a cache keeps it but once
            for anchor in anchors or {ALWAYS}:
                found.setdefault(anchor, []).append(place)
    return {anchor: tuple(places) for anchor, places in found.items()}
