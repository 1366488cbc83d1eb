"""What is wrong with suppressions.

These rules find nothing here: only after all others were run is it known which
suppression was needed. `healthlint.suppressions` says it, in the words of the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from healthlint.checks.match import Match
    from healthlint.config import Settings
    from healthlint.document import Annotations
    from healthlint.rule import Rule

OPTIONS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "problem": ("unused", "expired", "unknown", "reasonless", "malformed", "firm")
}
SLOTS: Final = ("detail",)


def find(rule: Rule, notes: Annotations, settings: Settings) -> Iterable[Match]:
    """Find nothing, see above."""
    del rule, notes, settings
    return ()
