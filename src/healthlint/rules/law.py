"""What the chosen markets make of a rule: a severity and the bases it rests on.

Each market is asked by itself. An entry that names the declared class of product is
heard before entries for all classes; where no class is declared, what depends on the
class counts one severity lower. Of several markets the gravest wins, and all are cited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.diagnostic import Basis, Severity
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from healthlint.config import Settings
    from healthlint.rule import Rule
    from healthlint.rules.market import Entry, LegalSource, Market
    from healthlint.rules.ruleset import Ruleset

# Presenting a thing as a medicine is unlawful for every class but licensed medicines,
# so a disease claim stays what it is where the class of the product is not known.
_WHATEVER_THE_CLASS = frozenset({"disease-claim"})


class Verdict:
    """The law on one rule under given settings."""

    __slots__ = ("bases", "severity")

    def __init__(self, severity: Severity, bases: tuple[Basis, ...]) -> None:
        """`severity` is the highest of all markets, `bases` are in their order."""
        self.severity = severity
        self.bases = bases


class _Reading(NamedTuple):
    """An entry that applies, its source, and how much it weighs under the settings."""

    entry: Entry
    source: LegalSource
    weight: Severity


class Counsel:
    """The law of the chosen markets, ready for any number of rules."""

    def __init__(self, ruleset: Ruleset, settings: Settings) -> None:
        """Find the markets once; raise ConfigError for unknown names."""
        self.settings = settings
        self.markets = chosen_markets(ruleset, settings)
        self._sources = ruleset.sources
        self._product = settings.product
        self._today = settings.day
        self._verdicts: dict[tuple[str, frozenset[str]], Verdict | None] = {}

    def verdict(
        self, rule: Rule, without: frozenset[str] = frozenset()
    ) -> Verdict | None:
        """Return the law on a rule; None when nothing is left of it.

        `without` names markets whose permitted wording acquits the words. A market
        without a word on the rule leaves the rule's own severity.
        """
        key = (rule.id, without)
        if key not in self._verdicts:
            self._verdicts[key] = self._ask(rule, without)
        return self._verdicts[key]

    def _ask(self, rule: Rule, without: frozenset[str]) -> Verdict | None:
        severities: list[Severity] = []
        bases: list[Basis] = []
        for market in self.markets:
            if market.name in without or rule.market not in ("", market.name):
                continue
            opinion = self._opinion(market, rule)
            if opinion is not None:
                severity, cited = opinion
                severities.append(severity)
                bases += (_basis(market, each) for each in cited)
        if not severities and (without or rule.market):
            return None
        own = Severity[rule.severity]
        return Verdict(max(severities, default=own), tuple(bases))

    def _opinion(
        self, market: Market, rule: Rule
    ) -> tuple[Severity, Iterable[_Reading]] | None:
        """Return what one market makes of a rule, and the entries it cites for that.

        A rule of its own says nothing where its law does not apply.
        """
        entries = market.basis.get(rule.name, ())
        readings = [self._read(each, rule) for each in entries if self._applies(each)]
        if not readings:
            unheard = bool(rule.market and entries)
            return None if unheard else (Severity[rule.severity], ())
        severity = max(each.weight for each in self._deciding(readings))
        if self._product:
            cited = [each for each in readings if each.weight <= severity]
            cited.sort(key=lambda each: not each.entry.products)  # its own law first
        else:
            cited = [each for each in readings if each.weight == severity]
        once: dict[str, _Reading] = {}
        for each in cited:
            once.setdefault(each.entry.source, each)
        return severity, once.values()

    def _applies(self, entry: Entry) -> bool:
        started = entry.starts is None or entry.starts <= self._today
        ended = entry.until is not None and entry.until <= self._today
        named = not entry.products or self._product in entry.products
        concerned = named or not self._product
        return started and not ended and concerned

    def _read(self, entry: Entry, rule: Rule) -> _Reading:
        weight = Severity[entry.severity or rule.severity]
        of_class = entry.products and not self._product
        if of_class and rule.category not in _WHATEVER_THE_CLASS:
            weight = Severity(max(weight - 1, Severity.note))
        return _Reading(entry, self._sources[entry.source], weight)

    def _deciding(self, readings: list[_Reading]) -> list[_Reading]:
        """Return the entries whose severity counts.

        What nobody has verified, a note by the loader's word, makes no law milder.
        """
        named = [
            each
            for each in readings
            if self._product
            and each.entry.products
            and each.source.known != "unverified"
        ]
        return named or readings


def chosen_markets(ruleset: Ruleset, settings: Settings) -> list[Market]:
    """Return the markets and channels of the settings; raise ConfigError."""
    chosen = []
    for key, names, known in (
        ("markets", settings.markets, ruleset.markets),
        ("channels", settings.channels, ruleset.channels),
    ):
        for name in names:
            if name not in known:
                hint = ", ".join(sorted(known)) or "none in this ruleset"
                raise settings.error(
                    f"{key}: '{name}' is not known; there are: {hint}", key, name
                )
            chosen.append(known[name])
    return chosen


def consult(
    ruleset: Ruleset,
    rule: Rule,
    settings: Settings,
    *,
    without: frozenset[str] = frozenset(),
) -> Verdict | None:
    """Return the law on one rule, as `Counsel.verdict` does.

    The counsel of the last settings is kept for each ruleset: a run asks many times.
    """
    if ruleset.counsel is None or ruleset.counsel.settings is not settings:
        ruleset.counsel = Counsel(ruleset, settings)
    return ruleset.counsel.verdict(rule, without)


def _basis(market: Market, reading: _Reading) -> Basis:
    source = reading.source
    authority = reading.entry.authority or source.kind
    if source.known != "read":
        authority = f"{authority} ({source.known})"
    return Basis(market.name, source.citation, source.title, source.url, authority)
