"""Which rules a word may concern: the way from tokens to candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.phrases import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from healthlint.rule import Rule

Index = dict[str, tuple[tuple[int, int], ...]]

CLAIM: Final = "{claim}"
"""Where selectors of claim frames stand."""

ALWAYS: Final = ""
"""Where patterns stand that require no word: they are tried on every sentence."""


def build(rules: Iterable[Rule], names: Collection[str]) -> Index:
    """Map each anchor to (rule number, find number), in this order.

    An anchor is a word in lower case, or a name in braces where no word is required.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for number, rule in enumerate(rules):
        for position, item in enumerate(rule.find):
            for anchor in anchors(item, names):
                found.setdefault(anchor, []).append((number, position))
    return {anchor: tuple(places) for anchor, places in found.items()}


def anchors(item: object, names: Collection[str]) -> frozenset[str]:
    """Return the anchors of one entry of `find`."""
    if not isinstance(item, str):
        return frozenset({CLAIM})
    return parse(item, names).anchors or frozenset({ALWAYS})
