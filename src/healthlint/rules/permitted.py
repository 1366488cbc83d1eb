"""Wording that a market permits: consulted before anything is said about severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.checks.pattern import finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.checks.match import Match
    from healthlint.document import Annotations, Sentence
    from healthlint.rules.markets import Market, Permitted
    from healthlint.rules.ruleset import Ruleset


class PermittedWording:
    """The permitted wording of some markets, for one product class."""

    def __init__(
        self, ruleset: Ruleset, markets: Sequence[Market], product: str | None
    ) -> None:
        """Phrases are parsed when a sentence first needs them."""
        self._ruleset = ruleset
        self._entries = [
            (market.name, entry)
            for market in markets
            for entry in market.permitted
            if not (product and entry.products and product not in entry.products)
        ]

    def markets(self, match: Match, notes: Annotations) -> frozenset[str]:
        """Return the markets that permit the words of a match."""
        if not self._entries:
            return frozenset()
        return frozenset(
            market
            for market, entry, start, end in self._found(match.sentence, notes)
            if start < match.end and match.start < end and _concerns(entry, match)
        )

    def _found(
        self, sentence: Sentence, notes: Annotations
    ) -> list[tuple[str, Permitted, int, int]]:
        kept = notes.shared.setdefault("permitted", {})
        key = (sentence.segment, sentence.start)
        if key not in kept:
            kept[key] = list(self._search(sentence, notes))
        found: list[tuple[str, Permitted, int, int]] = kept[key]
        return found

    def _search(
        self, sentence: Sentence, notes: Annotations
    ) -> Iterator[tuple[str, Permitted, int, int]]:
        words = set(sentence.words)
        for market, entry in self._entries:
            phrase = self._ruleset.phrase(entry.phrase)
            literal = not any(anchor.startswith("{") for anchor in phrase.anchors)
            if literal and phrase.anchors and phrase.anchors.isdisjoint(words):
                continue
            for start, end in phrase.matches(sentence, finder(sentence, notes)):
                yield market, entry, start, end


def _concerns(entry: Permitted, match: Match) -> bool:
    return not entry.rules or match.rule.name in entry.rules
