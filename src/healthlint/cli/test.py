"""`healthlint test`: try rules on their own examples."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from healthlint import bench, testing
from healthlint.cli import CLEAN, FAILING, declare, options
from healthlint.reporters.counts import counted
from healthlint.reporters.terminal import safe
from healthlint.rules.loader import builtin_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from healthlint.rule import Rule
    from healthlint.rules import Ruleset

_EPILOG: Final = """\b
Examples:
  healthlint test
  healthlint test my-rules/

\b
Exit code: 0 all as marked; 1 an example or exception fails; 2 wrong rules.
"""


@click.command("test", epilog=_EPILOG, short_help="Try rules on their own examples.")
@click.argument("folders", nargs=-1, metavar="[DIR]...")
@declare.options(options.CONFIGURATION)
def command(folders: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """Try the rules of folders on their own examples; by default all rules.

    Examples must be reported exactly where [[ ]] stand. Each exception of a rule is
    left out in turn: one that no example notices is dead or untested.
    """
    settings = options.settings_here(
        options.changes(rulesets=given["rulesets"]),
        config=given["config"],
        no_config=given["no_config"],
    )
    further = [folder for folder in folders if not _is_ours(folder)]
    ruleset = bench.ruleset((*settings.rulesets, *further))
    rules = _below(folders, ruleset) if folders else ruleset.rules
    outcome = testing.examine(ruleset, rules)
    for failure in outcome.failures:
        for line in testing.describe(failure).splitlines():
            click.echo(safe(line))
    failed = sum(not failure.warning for failure in outcome.failures)
    click.echo(
        f"{counted(outcome.rules, 'rule')}, {counted(outcome.examples, 'example')}, "
        f"{counted(failed, 'failure')}",
        err=True,
    )
    return CLEAN if outcome.passed else FAILING


def _is_ours(folder: str) -> bool:
    return _inside(folder, str(builtin_dir()))


def _below(folders: Sequence[str], ruleset: Ruleset) -> list[Rule]:
    return [
        rule
        for rule in ruleset.rules
        if any(_inside(rule.origin[0], folder) for folder in folders)
    ]


def _inside(path: str, folder: str) -> bool:
    inner, outer = os.path.realpath(path), os.path.realpath(folder)
    return inner == outer or inner.startswith(os.path.join(outer, ""))
