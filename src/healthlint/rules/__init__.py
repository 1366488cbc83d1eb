"""The data side of the engine: rules, lexicons, markets, read, validated and cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.rules.ruleset import Ruleset

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from healthlint.lexicon import Lexicons

__all__ = ["Ruleset", "load_lexicons", "load_ruleset"]


def load_ruleset(
    extra: Sequence[str | os.PathLike[str]] = (), *, cache: bool = True
) -> Ruleset:
    """Return our ruleset with further folders or files; raise RulesetError.

    With `cache`, what was validated before is not read again.
    """
    from healthlint.rules import loader

    folders = loader.find(extra)
    if not cache:
        return loader.read_ruleset(folders)
    from healthlint.rules import cache as kept

    ruleset = kept.load(folders)
    if ruleset is None:
        ruleset = loader.read_ruleset(folders)
        kept.save(folders, ruleset)
    return ruleset


def load_lexicons(extra: Sequence[str | os.PathLike[str]] = ()) -> Lexicons:
    """Return the lexicons alone, whatever is wrong with rules; raise RulesetError."""
    from healthlint.rules import loader

    return loader.assemble(loader.find(extra)).lexicons()
