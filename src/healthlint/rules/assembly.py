"""Put a ruleset together from files of all sorts, in the order in which they need it.

Rules name words of lexicons, market files name rules and sources: so lexicons and
sources are read first, then rules, then what markets say of them. Folders do not
matter: a file is known by its content.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from yaml import SequenceNode

from healthlint import __version__
from healthlint.errors import did_you_mean
from healthlint.lexicon import Lexicons
from healthlint.phrases import parse
from healthlint.records import NamedTuple
from healthlint.rule import ANNOTATION_KINDS, COMPOSED_EFFECTS
from healthlint.rules.lexicons import LexiconReader
from healthlint.rules.markets import (
    References,
    market_name,
    merge,
    read_market,
    read_sources,
)
from healthlint.rules.nodes import CollectedRulesetError, YamlFile
from healthlint.rules.ruleset import Law, Ruleset
from healthlint.rules.schema import Vocabulary, read_phrase, read_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from healthlint.rule import Rule
    from healthlint.rules.market import LegalSource, Market
    from healthlint.rules.nodes import Node

_SORTS = ("lexicon", "market", "channel", "rules")
_EFFECT = "effect"


class _Part(NamedTuple):
    """A file of some sort, waiting for its turn."""

    file: YamlFile
    root: Node


class Assembly:
    """Collects files folder by folder; `ruleset` reads what has to wait."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._terms = LexiconReader()
        self._files: list[YamlFile] = []
        self._parts: dict[str, list[_Part]] = {sort: [] for sort in _SORTS}
        self._sources: dict[str, LegalSource] = {}
        self._rules: list[Rule] = []
        self._places: dict[str, str] = {}

    def add_folder(self, files: Iterable[tuple[str, str]]) -> None:
        """Take the files of one folder, as (path, text)."""
        self._terms.next_folder()
        for path, text in files:
            file = YamlFile(path, text)
            self._files.append(file)
            root = file.root()
            if root is not None:
                self._sort(file, root)

    def lexicons(self) -> Lexicons:
        """Return the lexicons alone; raise CollectedRulesetError for their files."""
        _raise(part.file for part in self._parts["lexicon"])
        return Lexicons.build(self._terms.terms)

    def ruleset(self) -> Ruleset:
        """Read what waits, and return all; raise CollectedRulesetError."""
        lexicons = Lexicons.build(self._terms.terms)
        names = lexicons.names | ANNOTATION_KINDS
        known = Vocabulary(known_effects(lexicons), lexicons.all_tags, names)
        self._read_rules(known)
        markets = self._read_markets("market", known)
        channels = self._read_markets("channel", known)
        self._refuse_unknown_markets(markets, channels)
        _raise(self._files)
        rules = tuple(sorted(self._rules, key=lambda rule: rule.id))
        return Ruleset(
            rules,
            lexicons,
            Law(markets, channels, self._sources),
            packed={},
            version=f"{__version__}+{self._digest()}",
        )

    def _sort(self, file: YamlFile, root: Node) -> None:
        if isinstance(root, SequenceNode):
            self._parts["rules"].append(_Part(file, root))
            return
        keys = file.keys(root)
        sort = next((sort for sort in _SORTS if sort in keys), None)
        if sort is not None:
            self._parts[sort].append(_Part(file, root))
        if sort == "lexicon":
            self._terms.read(file, root)
        elif sort is None and os.path.basename(file.path).startswith("sources."):
            self._read_sources(file, root)
        elif sort is None:
            file.reject(
                root,
                "not a rule file: expected a list of rules, or a mapping with "
                "'lexicon', 'market' or 'channel', or sources.yaml",
            )

    def _read_sources(self, file: YamlFile, root: Node) -> None:
        nodes = file.keys(root)
        for key, source in read_sources(file, root).items():
            if key in self._sources:
                file.reject(nodes[key], f"the source '{key}' stands in another file")
            self._sources[key] = source

    def _read_rules(self, known: Vocabulary) -> None:
        for file, root in self._parts["rules"]:
            self._add_rules(file, file.items(root, "rules"), known, market="")
        for sort in ("market", "channel"):
            for file, root in self._parts[sort]:
                name = market_name(file, root, sort)
                node = file.mapping(root, None, sort).get("rules")
                if node is not None and name is not None:
                    items = file.items(node, "rules")
                    self._add_rules(file, items, known, market=name)

    def _add_rules(
        self, file: YamlFile, nodes: list[Node], known: Vocabulary, *, market: str
    ) -> None:
        for node in nodes:
            rule = read_rule(file, node, known)
            self._refuse_used_names(file, node)
            if rule is not None:
                self._rules.append(rule._replace(market=market))

    def _refuse_used_names(self, file: YamlFile, rule: Node) -> None:
        values = dict(file.pairs(rule))
        nodes = [values[key] for key in ("id", "name") if key in values]
        if "aliases" in values:
            nodes.extend(file.children(values["aliases"]))
        for node in nodes:
            name = str(node.value).lower()
            if name in self._places:
                file.reject(
                    node, f"'{node.value}' is taken by a rule at {self._places[name]}"
                )
            self._places[name] = f"{file.path}:{file.place(node)[0]}"

    def _read_markets(self, sort: str, known: Vocabulary) -> dict[str, Market]:
        references = References(
            {
                each: rule.name
                for rule in self._rules
                for each in (rule.id, rule.name, *rule.aliases)
            },
            self._sources,
            lambda file, node: read_phrase(file, node, known.names),
            lambda text: parse(text, known.names),
        )
        markets: dict[str, Market] = {}
        for file, root in self._parts[sort]:
            name = file.pairs(root)[sort].value
            market = read_market(file, root, str(name), references)
            markets[market.name] = merge(markets.get(market.name), market)
        return markets

    def _refuse_unknown_markets(
        self, markets: Collection[str], channels: Collection[str]
    ) -> None:
        files = {file.path: file for file in self._files}
        for rule in self._rules:
            for example in (*rule.examples_flag, *rule.examples_pass):
                for name, known, what in (
                    *((name, markets, "market") for name in example.markets),
                    *((name, channels, "channel") for name in example.channels),
                ):
                    if name not in known:
                        hint = did_you_mean(name, known)
                        files[rule.origin[0]].reject_line(
                            example.line, f"unknown {what} '{name}'{hint}"
                        )

    def _digest(self) -> str:
        import hashlib

        digest = hashlib.blake2b(digest_size=4)
        for file in self._files:
            digest.update(f"{os.path.basename(file.path)}\0{file.text}\0".encode())
        return digest.hexdigest()


def known_effects(lexicons: Lexicons) -> frozenset[str]:
    """Return what claim frames may say: effects of lexicons, and those composed."""
    names = [name for name in lexicons.lexicons if name.split("-")[0] == _EFFECT]
    return frozenset(COMPOSED_EFFECTS).union(*map(lexicons.tags, names))


def _raise(files: Iterable[YamlFile]) -> None:
    errors = [error for file in files for error in file.errors]
    if errors:
        raise CollectedRulesetError(errors)
