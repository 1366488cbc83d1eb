"""`healthlint explain`: everything about one rule."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import click

from healthlint import bench
from healthlint.cli import CLEAN, declare, options
from healthlint.errors import UsageError, did_you_mean
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.rule import Example, Rule
    from healthlint.rules import Ruleset
    from healthlint.rules.market import Entry, Market

_WIDTH: Final = 80
_INDENT: Final = "  "
_EPILOG: Final = """\b
Examples:
  healthlint explain HL101
  healthlint explain disease-treatment
"""


def _rules(
    _context: click.Context, _argument: click.Parameter, begun: str
) -> list[str]:
    """Return what may follow in a shell: names and ids that begin so."""
    names = (name for each in bench.ruleset().rules for name in (each.id, each.name))
    return sorted(name for name in names if name.lower().startswith(begun.lower()))


@click.command("explain", epilog=_EPILOG, short_help="Say everything about one rule.")
@click.argument("rule", shell_complete=_rules)
@declare.options(options.CONFIGURATION)
def command(rule: str, **given: Any) -> int:  # noqa: ANN401 - click's values
    """Say what a RULE looks for, why, under which law, and how to write instead."""
    settings = options.settings_here(
        options.changes(rulesets=given["rulesets"]),
        config=given["config"],
        no_config=given["no_config"],
    )
    ruleset = bench.ruleset(settings.rulesets)
    found = ruleset.by_name(rule)
    if found is None:
        names = {name for each in ruleset.rules for name in (each.id, each.name)}
        hint = did_you_mean(rule.upper(), names) or did_you_mean(rule.lower(), names)
        hint = hint or "; `healthlint rules` lists what there is"
        raise UsageError(f"there is no rule '{rule}'{hint}")
    for line in page(found, ruleset):
        click.echo(line)
    return CLEAN


def page(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """Yield the lines of a rule's page."""
    yield f"{rule.id} {rule.name}"
    facts = [rule.category, rule.severity, f"{rule.confidence} confidence"]
    facts += [f"also {each}" for each in rule.also]
    yield from _paragraph(f"{', '.join(facts)}; {rule.status} since {rule.since}")
    if rule.aliases:
        yield from _paragraph(f"also known as {', '.join(rule.aliases)}")
    yield from _section("Message", _paragraph(rule.message))
    yield from _section("Why", _paragraph(rule.why))
    yield from _section("Law", _law(rule, ruleset))
    yield from _section("Reported", _items(map(_example, rule.examples_flag)))
    yield from _section("Not reported", _items(map(_example, rule.examples_pass)))
    yield from _section("Instead", _items(rule.suggest))
    yield from _section("Fix", _fix(rule))
    yield from _section("Where it may be wrong", _paragraph(rule.false_positives))
    yield from _section("To turn it off", _paragraph(_turning_off(rule)))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield title
        yield from body


def _paragraph(text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        safe(text), _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT
    )


def _items(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(
            safe(text),
            _WIDTH,
            initial_indent=f"{_INDENT}- ",
            subsequent_indent=f"{_INDENT}  ",
        )


def _fix(rule: Rule) -> Iterator[str]:
    if not rule.fix:
        return
    safe_one = "`--fix` writes it instead."
    unsafe = "`--fix --unsafe-fixes` writes it instead; see whether it is true."
    yield from _paragraph(safe_one if rule.fix["safe"] else unsafe)
    yield from _items(f"{a} -> {b}" for a, b in rule.fix.get("swap", {}).items())


def _example(example: Example) -> str:
    given = [example.product, example.copy, *example.markets, *example.channels]
    circumstances = ", ".join(each for each in given if each)
    return f"{example.text} ({circumstances})" if circumstances else example.text


def _law(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    for market in (*ruleset.markets.values(), *ruleset.channels.values()):
        for entry in market.basis.get(rule.name, ()):
            yield from _basis(market, entry, ruleset)


def _basis(market: Market, entry: Entry, ruleset: Ruleset) -> Iterator[str]:
    source = ruleset.sources[entry.source]
    known = "" if source.known == "read" else f" ({source.known})"
    kind = entry.authority or source.kind
    yield from _items(
        [f"{market.name}, {kind}{known}: {source.citation}, {source.title}"]
    )
    yield f"{_INDENT}  {safe(source.url)}"
    limits = [
        f"for {', '.join(entry.products)}" if entry.products else "",
        f"as {entry.severity}" if entry.severity else "",
        f"from {entry.starts}" if entry.starts else "",
        f"until {entry.until}" if entry.until else "",
    ]
    said = "; ".join(limit for limit in limits if limit)
    if said:
        yield f"{_INDENT}  {said}"


def _turning_off(rule: Rule) -> str:
    off = (
        f"`ignore: [{rule.id}]` in healthlint.yaml or `--ignore {rule.id}` turns it "
        f"off, `severity: {{{rule.id}: note}}` makes it milder; both can be limited "
        "to paths with `overrides`."
    )
    if not rule.suppressible:
        return f"{off} It cannot be silenced for a place in the text."
    comment = f"<!-- healthlint: disable-next {rule.id} -- reason -->"
    return f"`{comment}` silences one place. {off}"
