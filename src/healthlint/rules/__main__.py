"""Print all that is wrong with our rule files, or with those of further folders."""

from __future__ import annotations

import sys

from healthlint.errors import HealthlintError
from healthlint.rules import load_ruleset


def main(folders: list[str]) -> int:
    """Load afresh; return 0 when all is well, else 2."""
    try:
        ruleset = load_ruleset(folders, cache=False)
    except HealthlintError as why:
        sys.stderr.write(f"{why}\n")
        return 2
    sys.stdout.write(
        f"{len(ruleset.rules)} rules, {len(ruleset.lexicons.entries)} terms, "
        f"{len(ruleset.markets)} markets, {len(ruleset.channels)} channels: all well\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
