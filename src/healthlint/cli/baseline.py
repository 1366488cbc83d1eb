"""`healthlint baseline`: keep a record of old diagnostics, so that new ones count."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from healthlint import baseline_file, config_file, planning
from healthlint.baseline import Baseline, renew
from healthlint.cli import check, checking, complain, say
from healthlint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from healthlint.baseline import Renewed
    from healthlint.diagnostic import Report

_EPILOG: Final = """\b
Examples:
  healthlint baseline write
  healthlint baseline prune content/
  healthlint baseline audit
"""
_LINTING: Final = frozenset(
    "markets product copy channels config no_config rulesets format max_size jobs "
    "no_cache as_of".split()
)  # none that choose rules: what the others found before would go


def _options(command: click.Command) -> click.Command:
    """Give a command the options of `check` that say how files are linted."""
    file = click.Option(
        ["--baseline"], metavar="FILE", type=click.Path(), help="The baseline's file."
    )
    linting = [each for each in check.command.params if each.name in _LINTING]
    command.params += [file, *linting]
    return command


@click.group("baseline", epilog=_EPILOG, short_help="Keep what is known silent.")
def command() -> None:
    """Keep a record of old diagnostics; `check` then reports new ones only.

    The record is healthlint-baseline.json in the current folder. It knows diagnostics
    by rule and sentence, so that old ones may move while new ones are noticed.
    """


@_options
@command.command(
    "write",
    epilog="\b\nExample:\n  healthlint baseline write",
    short_help="Record all that is reported.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
def write(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """Record all that is reported in PATHs now; by default in the current folder.

    What is recorded already keeps its verdict; what is gone is dropped. Give the same
    options that `check` is given.
    """
    file = given["baseline"] or config_file.BASELINE_NAME
    if os.path.exists(file):
        known = baseline_file.load(file)
    else:
        folder = os.path.dirname(os.path.abspath(file))
        known = Baseline((), folder)
        above = config_file.find_baseline(folder)
        if above:
            complain(f"{above} no longer counts for files below {folder}")
    return _renew(file, known, paths, given, add=True)


@_options
@command.command(
    "prune",
    epilog="\b\nExample:\n  healthlint baseline prune",
    short_help="Drop what is reported no more.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
def prune(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """Drop what is recorded of PATHs and reported no more; add nothing."""
    file = _existing(given)
    return _renew(file, baseline_file.load(file), paths, given, add=False)


@_options
@command.command(
    "audit",
    epilog="\b\nExample:\n  healthlint baseline audit",
    short_help="Go through what is recorded.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--all", "again", is_flag=True, help="Show those with a verdict, too.")
def audit(
    paths: tuple[str, ...],
    *,
    again: bool,
    **given: Any,  # noqa: ANN401 - click's
) -> int:
    """Go through what is recorded of PATHs, in the terminal.

    Each is shown in its place and marked true (to be mended), false (a false alarm) or
    accepted. Marks are kept at once, and `check` passes over all alike.
    """
    from healthlint.cli import auditing

    auditing.need_terminal()
    file = _existing(given)
    known = baseline_file.load(file)
    tally = checking.Tally()
    pairs = [
        auditing.Pair(entry, report.source, report.diagnostics[index])
        for report in _reports(paths, given, tally)
        for index, entry in sorted(known.pairs(report).items())
    ]
    auditing.audit(file, known, pairs, again=again)
    return tally.exit_code(forgiving=True)


def _existing(given: Mapping[str, Any]) -> str:
    file: str | None = given["baseline"] or config_file.find_baseline(os.curdir)
    if file is None:
        raise UsageError(
            f"no {config_file.BASELINE_NAME} here or above; `healthlint baseline "
            "write` makes one"
        )
    return file


def _renew(
    file: str,
    known: Baseline,
    paths: tuple[str, ...],
    given: Mapping[str, Any],
    *,
    add: bool,
) -> int:
    tally = checking.Tally()
    reports = list(_reports(paths, given, tally))
    renewed = renew(known, reports, paths or (os.curdir,), add=add)
    baseline_file.save(file, renewed.entries)
    say(f"{file}: {_numbers(renewed)}")
    for remark in _remarks(file, given, reports):
        complain(remark)
    return tally.exit_code(forgiving=True)


def _numbers(renewed: Renewed) -> str:
    number = len(renewed.entries)
    noun = "entry" if number == 1 else "entries"
    parts = f"{renewed.added} added, {renewed.kept} kept, {renewed.dropped} dropped"
    return f"{number} {noun} ({parts})"


def _reports(
    paths: tuple[str, ...], given: Mapping[str, Any], tally: checking.Tally
) -> Iterator[Report]:
    """Lint paths as `check` would without a baseline; yield their reports."""
    if planning.STDIN in paths:
        raise UsageError("a baseline is of files; standard input has no place in it")
    unsaid = {each.name: _unsaid(each) for each in check.command.params}
    asked = checking.run_options({**unsaid, **given, "baseline": None})
    plan = planning.plan(paths or (os.curdir,), asked._replace(use_baseline=False))
    for remark in plan.remarks:
        complain(remark)
    yield from tally.watch(checking.outcomes(plan, quiet=False))


def _unsaid(parameter: click.Parameter) -> object:
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return False
    return () if parameter.multiple else None


def _remarks(
    file: str, given: Mapping[str, Any], reports: list[Report]
) -> Iterator[str]:
    """Say it where `check` would look elsewhere for what was recorded."""
    if given["baseline"]:
        return  # who names it once will name it again
    looked = planning.Configuration(planning.Options({}))
    elsewhere: dict[str | None, list[str]] = {}
    for report in reports:
        name = report.source.name
        found = looked.baseline(name)
        if found is None or not os.path.samefile(found, file):
            elsewhere.setdefault(found, []).append(name)
    for found, names in elsewhere.items():
        place = f"finds {found}" if found else "finds it only with --baseline"
        yield f"for {names[0]} (of {len(names)} such), `check` {place}"
