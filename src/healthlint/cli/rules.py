"""`healthlint rules`: the table of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from healthlint import bench
from healthlint.cli import CLEAN, declare, options
from healthlint.reporters.terminal import safe, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.rule import Rule

_COLUMNS: Final = ("id", "name", "category", "severity", "confidence")
_EPILOG: Final = """\b
Examples:
  healthlint rules
  healthlint rules --select safety,HL1
"""


@click.command("rules", epilog=_EPILOG, short_help="List the rules.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    callback=declare.callback(options.words),
    help="Rules to list: ids, names, categories or prefixes (HL1).",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    callback=declare.callback(options.words),
    help="Rules to leave out, likewise.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or everything about each rule.",
)
@declare.options(options.CONFIGURATION)
def command(**given: Any) -> int:  # noqa: ANN401 - click's values
    """List the rules that are on, as the configuration of this folder has it."""
    from healthlint.selection import select

    changed = options.changes(
        select=given["select"], ignore=given["ignore"], rulesets=given["rulesets"]
    )
    settings = options.settings_here(
        changed, config=given["config"], no_config=given["no_config"]
    )
    chosen = select(bench.ruleset(settings.rulesets).rules, settings)
    rules = sorted(chosen.rules)
    if given["output_format"] == "json":
        import json

        click.echo(json.dumps([_record(rule) for rule in rules], indent=2))
    else:
        for line in _table([_COLUMNS, *map(_row, rules)]):
            click.echo(line)
    return CLEAN


def _row(rule: Rule) -> Sequence[str]:
    return rule.id, rule.name, rule.category, rule.severity, rule.confidence


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    shown = [[safe(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = zip(row, widths, strict=True)
        padded = (cell + " " * (room - width(cell)) for cell, room in cells)
        yield "  ".join(padded).rstrip()


def _record(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.id,
        "name": rule.name,
        "aliases": list(rule.aliases),
        "category": rule.category,
        "also": list(rule.also),
        "severity": rule.severity,
        "confidence": rule.confidence,
        "status": rule.status,
        "since": rule.since,
        "message": rule.message,
        "why": rule.why,
    }
