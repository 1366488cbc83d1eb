"""A ruleset: everything the linter knows, read-only."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from healthlint.records import NamedTuple
from healthlint.rule import ANNOTATION_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from healthlint.lexicon import Lexicons
    from healthlint.phrases import RegexPhrase, WordPhrase
    from healthlint.rule import Rule
    from healthlint.rules.index import Index
    from healthlint.rules.law import Counsel
    from healthlint.rules.market import LegalSource, Market


class Law(NamedTuple):
    """What markets and channels make of claims, and the instruments they cite."""

    markets: Mapping[str, Market]
    channels: Mapping[str, Market]
    sources: Mapping[str, LegalSource]


class Ruleset:
    """Rules with their index, lexicons, markets, channels and legal sources.

    `version` is that of the package and a digest of all files.
    """

    def __init__(
        self,
        rules: tuple[Rule, ...],
        lexicons: Lexicons,
        law: Law,
        *,
        packed: Mapping[str, bytes],
        version: str,
    ) -> None:
        """Take what the loader validated; `packed` holds compiled phrases by text."""
        self.rules = rules
        self.lexicons = lexicons
        self.law = law
        self.markets, self.channels, self.sources = law
        self.packed = packed
        self.version = version
        self._by_name: dict[str, Rule] = {}
        self._phrases: dict[str, WordPhrase | RegexPhrase] = {}
        self._names: frozenset[str] | None = None
        self.counsel: Counsel | None = None  # of the settings that last asked for law

    def by_name(self, name: str) -> Rule | None:
        """Return the rule with this id, name or alias, in any case."""
        if not self._by_name:
            for rule in self.rules:
                for each in (*rule.aliases, rule.name, rule.id):
                    self._by_name[each.lower()] = rule
        return self._by_name.get(name.lower())

    @property
    def names(self) -> frozenset[str]:
        """What phrases may name in braces."""
        if self._names is None:
            self._names = self.lexicons.names | ANNOTATION_KINDS
        return self._names

    @cached_property
    def index(self) -> Index:
        """The way from a word, or a name in braces, to (rule number, find number)."""
        from healthlint.rules.index import build

        return build(self.rules, self.phrase)

    def phrase(self, text: str) -> WordPhrase | RegexPhrase:
        """Return a phrase of a rule or market, compiled when first asked for."""
        phrase = self._phrases.get(text)
        if phrase is None:
            phrase = self._phrases[text] = self._compiled(text)
        return phrase

    def _compiled(self, text: str) -> WordPhrase | RegexPhrase:
        from healthlint import phrases

        if text in self.packed:
            return phrases.unpack(self.packed[text])
        return phrases.parse(text, self.names)

    def replace(self, *rules: Rule) -> Ruleset:
        """Return a ruleset with these rules alone; all else stays."""
        return Ruleset(
            rules,
            self.lexicons,
            self.law,
            packed=self.packed,
            version=self.version,
        )
