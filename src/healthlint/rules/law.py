"""What the chosen markets make of a rule: a severity and the bases it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.diagnostic import Basis, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.config import Settings
    from healthlint.rule import Rule
    from healthlint.rules.markets import Entry, LegalSource, Market
    from healthlint.rules.ruleset import Ruleset

# Presenting a thing as a medicine is unlawful for every class but licensed medicines, so
# a disease claim stays what it is where the class of the product is not known.
_WHATEVER_THE_CLASS = frozenset({"disease-claim"})


class Verdict:
    """The law on one rule under given settings."""

    __slots__ = ("bases", "severity")

    def __init__(self, severity: Severity, bases: tuple[Basis, ...]) -> None:
        """`severity` is the highest of all markets, `bases` are in their order."""
        self.severity = severity
        self.bases = bases


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
    """Return the law on a rule; None when every basis has been taken away.

    `without` names markets whose permitted wording acquits the words.
    """
    own = Severity[rule.severity]
    severities: list[Severity] = []
    bases: list[Basis] = []
    for market in chosen_markets(ruleset, settings):
        if market.name in without or rule.market not in ("", market.name):
            continue
        entries = list(_in_force(market.basis.get(rule.name, ()), settings))
        severities.append(
            max((_weight(each, rule, settings) for each in entries), default=own)
        )
        bases += [
            _basis(market, each, ruleset.sources[each.source]) for each in entries
        ]
    if without and not severities:
        return None
    return Verdict(max(severities, default=own), tuple(bases))


def _in_force(entries: tuple[Entry, ...], settings: Settings) -> Iterator[Entry]:
    today = settings.as_of or _today()
    for entry in entries:
        started = entry.starts is None or entry.starts <= today
        ended = entry.until is not None and entry.until <= today
        concerns = (
            not entry.products
            or not settings.product
            or settings.product in entry.products
        )
        if started and not ended and concerns:
            yield entry


def _weight(entry: Entry, rule: Rule, settings: Settings) -> Severity:
    severity = Severity[entry.severity or rule.severity]
    if (
        entry.products
        and not settings.product
        and rule.category not in _WHATEVER_THE_CLASS
    ):
        return Severity(max(severity - 1, Severity.note))
    return severity


def _basis(market: Market, entry: Entry, source: LegalSource) -> Basis:
    authority = entry.authority or source.kind
    if source.known != "read":
        authority = f"{authority} ({source.known})"
    return Basis(market.name, source.citation, source.title, source.url, authority)


def _today() -> str:
    from datetime import date  # noqa: PLC0415

    return date.today().isoformat()  # noqa: DTZ011 - laws start on the user's day
