"""What the names in suppressions stand for, and which of their rules can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint import selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from healthlint.rule import Rule


class Names:
    """The names of a ruleset's rules; `on` are the ids of those that were run."""

    def __init__(self, rules: Sequence[Rule], on: Iterable[str]) -> None:
        """Know all rules: a name may be right though its rule is off."""
        self._rules = rules
        self._on = frozenset(on)
        self._firm = frozenset(rule.id for rule in rules if not rule.suppressible)
        self._usual = frozenset(rule.id for rule in rules if rule.status != "preview")
        self._known: dict[str, frozenset[str] | None] = {}

    def ids(self, name: str) -> frozenset[str] | None:
        """Return the ids that a name stands for; None if nothing is called so."""
        if name not in self._known:
            self._known[name] = selection.named(name, self._rules)
        return self._known[name]

    def one(self, name: str) -> frozenset[str] | None:
        """Return the id that the name of a single rule stands for."""
        ids = self.ids(name)
        return ids if ids is not None and len(ids) == 1 else None

    def hint(self, name: str) -> str:
        """Return "; did you mean 'x'?" for the nearest name, or the empty string."""
        return selection.nearest(name, self._rules)

    def suppressible(self, ids: frozenset[str]) -> frozenset[str]:
        """Return those of some rules that may be silenced."""
        return ids - self._firm

    def can_be_judged(self, ids: frozenset[str]) -> bool:
        """Tell whether all rules were run that might have needed a suppression."""
        usual = ids & self._usual or ids
        return usual <= self._on
