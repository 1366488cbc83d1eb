"""Decide which rules are on, how severe they are, and what is too unsure to report.

A name in `select` or `ignore` is a rule's id, name or alias, a category, the beginning
of ids ("HL1", "HL10") or "all". The most exact name decides: a rule's own name before a
prefix, a longer prefix before a shorter one, a prefix before a category, a category
before "all". Where two are equally exact, `ignore` wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.diagnostic import CATEGORIES, Confidence, Diagnostic, Severity
from healthlint.errors import ConfigError, did_you_mean
from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from healthlint.config import Settings
    from healthlint.rule import Rule

_PREFIX: Final = compiled(r"[a-z]+\d*")
_ALL = "all"
_LIKE_DIGITS: Final = str.maketrans("OIL", "011")
_EXACT: Final = 1000  # above the length of any prefix


class Selection(NamedTuple):
    """The rules that are on, and what the user says about the severity of some."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity]
    min_confidence: Confidence

    def severity(self, rule: Rule, otherwise: Severity) -> Severity:
        """Return the severity that the user set for a rule, else `otherwise`."""
        return self.severities.get(rule.id, otherwise)

    def keeps(self, diagnostic: Diagnostic) -> bool:
        """Tell whether we are sure enough of a diagnostic to report it."""
        return diagnostic.confidence >= self.min_confidence


def select(rules: Sequence[Rule], settings: Settings) -> Selection:
    """Return the rules that settings turn on, in their order; raise ConfigError."""
    wanted = _ranks(settings.select or (_ALL,), "select", rules, settings)
    unwanted = _ranks(settings.ignore, "ignore", rules, settings)
    chosen = []
    for rule in rules:
        pro = wanted.get(rule.id, -1)
        if rule.status == "preview" and pro < _EXACT:
            continue
        if pro > unwanted.get(rule.id, -1):
            chosen.append(rule)
    return Selection(
        tuple(chosen),
        _severities(rules, settings),
        Confidence[settings.min_confidence],
    )


def named(word: str, rules: Sequence[Rule]) -> frozenset[str] | None:
    """Return the ids of the rules that a name stands for; None if it is unknown."""
    known = _known(word, rules)
    return None if known is None else known[0]


def nearest(word: str, rules: Sequence[Rule], *, categories: bool = True) -> str:
    """Return "; did you mean 'x'?" for an unknown name, or the empty string."""
    names = {name for rule in rules for name in (rule.id, rule.name, *rule.aliases)}
    known = {*names, *CATEGORIES} if categories else names
    asked = word.upper() if word.upper().startswith("HL") else word.lower()
    digits = asked[:2] + asked[2:].translate(_LIKE_DIGITS)
    if digits in names:  # "HL1O1"
        return f"; did you mean '{digits}'?"
    return did_you_mean(asked, known)


def _ranks(
    words: Iterable[str], key: str, rules: Sequence[Rule], settings: Settings
) -> dict[str, int]:
    """Return, for each rule that words name, how exactly the most exact one does."""
    ranks: dict[str, int] = {}
    for word in words:
        known = _known(word, rules)
        if known is None:
            raise _unknown(word, key, rules, settings)
        named, rank = known
        ranks.update({each: max(rank, ranks.get(each, -1)) for each in named})
    return ranks


def _known(word: str, rules: Sequence[Rule]) -> tuple[frozenset[str], int] | None:
    """Return the ids of the rules that a word names, and how exactly it does."""
    asked = word.lower()
    if asked == _ALL:
        return frozenset(rule.id for rule in rules), 0
    if asked in CATEGORIES:
        return frozenset(rule.id for rule in rules if rule.category == asked), 1
    named = frozenset(rule.id for rule in rules if asked in _names(rule))
    if named:
        return named, _EXACT
    begun = frozenset(rule.id for rule in rules if _begins(rule.id.lower(), asked))
    return (begun, 1 + len(asked)) if begun else None


def _names(rule: Rule) -> set[str]:
    return {each.lower() for each in (rule.id, rule.name, *rule.aliases)}


def _begins(rule_id: str, asked: str) -> bool:
    """Tell whether `asked` holds all letters of an id and the first of its digits."""
    rest = rule_id.removeprefix(asked)
    return rest != rule_id and rest.isdigit() and bool(_PREFIX.fullmatch(asked))


def _severities(rules: Sequence[Rule], settings: Settings) -> dict[str, Severity]:
    chosen = {}
    for name, severity in settings.severity.items():
        named = [rule for rule in rules if name.lower() in _names(rule)]
        if not named:
            raise _unknown(name, "severity", rules, settings)
        chosen.update(dict.fromkeys((rule.id for rule in named), Severity[severity]))
    return chosen


def _unknown(
    word: str, key: str, rules: Sequence[Rule], settings: Settings
) -> ConfigError:
    hint = nearest(word, rules, categories=key != "severity")
    hint = hint or "; `healthlint rules` lists what there is"
    what = "rule" if key == "severity" else "rule or category"
    return settings.error(f"{key}: unknown {what} '{word}'{hint}", key, word)
