"""`healthlint check`: lint files, folders or standard input."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final

import click

from healthlint import __version__, planning, readers, reporters, runner
from healthlint.cli import (
    CLEAN,
    FAILING,
    FAULT,
    WRONG,
    complain,
    options,
    outputs,
    say,
    traceback_wanted,
)
from healthlint.config import (
    CONFIDENCES,
    COPY_VALUES,
    FAIL_ON_VALUES,
    SEVERITIES,
    Settings,
)
from healthlint.diagnostic import Severity
from healthlint.errors import HealthlintError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from healthlint.diagnostic import Report
    from healthlint.rules import Ruleset

_UNKNOWN_WIDTH: Final = 80
_MANY: Final = 10  # files; fewer are done before anybody wonders
_SELECTORS: Final = "RULES"

_EPILOG: Final = """\b
Examples:
  healthlint check landing-page.md
  healthlint check --market us,uk --product supplement site/
  cat post.html | healthlint check - --stdin-filename post.html
  healthlint check --output-format sarif --output-file out.sarif site/

\b
Exit code: 0 clean, or nothing as severe as --fail-on; 1 diagnostics that are;
2 wrong usage, configuration, rules or input; 3 a fault of healthlint.
"""


@click.command(
    "check",
    cls=outputs.Command,
    epilog=_EPILOG,
    short_help="Lint files, folders or standard input.",
)
@click.argument("paths", nargs=-1, metavar="[PATH|-]...", type=click.Path())
@click.option(
    "--market",
    "markets",
    multiple=True,
    metavar="MARKETS",
    callback=options.words,
    help="Markets whose law counts, such as us,uk.  [default: us]",
)
@click.option(
    "--product",
    metavar="CLASS",
    help="What is sold: a class such as supplement, or a product of the configuration.",
)
@click.option(
    "--copy",
    type=click.Choice(COPY_VALUES),
    help="Whether the text promotes something.  [default: auto]",
)
@click.option(
    "--select",
    multiple=True,
    metavar=_SELECTORS,
    callback=options.words,
    help="Rules to run: ids, names, categories or prefixes (HL1).  [default: all]",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar=_SELECTORS,
    callback=options.words,
    help="Rules to leave out, likewise.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON_VALUES),
    help="Lowest severity that gives exit code 1.  [default: error]",
)
@click.option(
    "--min-confidence",
    type=click.Choice(CONFIDENCES),
    help="Leave out diagnostics less sure than this.  [default: low]",
)
@click.option(
    "--output-format",
    multiple=True,
    type=click.Choice(reporters.NAMES),
    metavar="FORMAT",
    help=f"How to write it: {', '.join(reporters.NAMES)}; may be repeated.  "
    "[default: text]",
)
@click.option(
    "--output-file",
    multiple=True,
    metavar="FILE",
    type=click.Path(),
    help="Write the format that stands before it to a file.",
)
@click.option(
    "--show-all",
    is_flag=True,
    help="Show every repeat in text output, not the first three of a rule in a file.",
)
@options.configuration
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="Use this baseline instead of the nearest.",
)
@click.option("--no-baseline", is_flag=True, help="Report what a baseline knows, too.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Report only what changed since a revision of git, or since parting from it.",
)
@click.option(
    "--stdin-filename",
    metavar="FILE",
    type=click.Path(),
    help="Name of what comes from standard input; decides format and configuration.",
)
@click.option(
    "--format",
    type=click.Choice(readers.FORMATS),
    help="Read every input as this format, whatever its name.",
)
@click.option(
    "--max-size",
    metavar="SIZE",
    callback=options.size,
    help="Refuse larger files.  [default: 10MB]",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to use.  [default: as many as pay]",
)
@click.option(
    "--no-cache", is_flag=True, help="Lint unchanged files again, and keep no results."
)
@click.option(
    "--as-of",
    metavar="DATE",
    callback=options.date,
    help="Judge dates and law as of this day.  [default: today]",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever the diagnostics.")
@click.option(
    "--statistics",
    is_flag=True,
    help="Say on standard error how often each rule was met.",
)
@click.option("--watch", is_flag=True, help="Stay, and check again what changes.")
@click.option(
    "--show-files",
    is_flag=True,
    help="List the files that would be linted, and lint none.",
)
@click.option(
    "--show-settings",
    is_flag=True,
    help="Show which settings count for which files, and lint none.",
)
@click.option("-q", "--quiet", is_flag=True, help="Write no summary.")
def command(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """Lint files, folders or standard input (-); the current folder by default.

    Each diagnostic says where, which words, under which rule of law, and what to write
    instead. In folders, files with a known extension count that .gitignore leaves in.
    """
    if given["watch"]:
        from healthlint.cli import watching

        return watching.watch(paths, given, _once)
    return _once(paths, given)


def _once(paths: tuple[str, ...], given: Mapping[str, Any]) -> int:
    if given["show_files"] or given["show_settings"]:
        from healthlint.cli import showing

        return showing.show(_plan(paths, given), files=given["show_files"])
    written = outputs.given(given["output_format"], given["output_file"])
    tally = run(paths, given, written)
    if not given["quiet"]:
        say(tally.summary())
    return tally.exit_code(forgiving=given["exit_zero"])


def run(
    paths: tuple[str, ...], given: Mapping[str, Any], written: Sequence[outputs.Output]
) -> Tally:
    """Lint what options say, and write it; return what went by."""
    plan = _plan(paths, given)
    shown = any(each.format == "html" for each in written)
    plan = plan._replace(
        tasks=outputs.apart(plan.tasks, written),
        options=plan.options._replace(whole=shown),
    )
    tally = Tally()
    reports = tally.watch(outcomes(plan, quiet=given["quiet"]))
    context = partial(_context, plan, given)
    if not given.get("statistics"):
        outputs.write(written, reports, context)
        return tally
    from healthlint.cli.statistics import Statistics

    statistics = Statistics()
    outputs.write(written, statistics.watch(reports), context)
    for line in statistics.lines():
        say(line)
    return tally


def outcomes(plan: planning.Plan, *, quiet: bool) -> Iterator[runner.Outcome]:
    """Run a plan; where a person waits, say how far it has come."""
    found = runner.run(plan)
    if quiet or len(plan.tasks) < _MANY or not sys.stderr.isatty():
        return found
    from healthlint.cli import progress

    return progress.watch(found, len(plan.tasks), sys.stderr)


def _plan(paths: tuple[str, ...], given: Mapping[str, Any]) -> planning.Plan:
    plan = planning.plan(paths or (os.curdir,), run_options(given))
    for remark in plan.remarks:
        complain(remark)
    revision = given.get("changed_since")
    if revision is None:
        return plan
    from healthlint import changes

    return changes.narrowed(plan, revision, runner.git)


def run_options(given: Mapping[str, Any]) -> planning.Options:
    """Return what options say about a run; raise UsageError where they disagree."""
    for one in ("config", "baseline"):
        if given[one] and given[f"no_{one}"]:
            raise UsageError(f"--{one} and --no-{one} exclude each other")
    changed = options.changes(
        markets=given["markets"],
        product=given["product"],
        copy=given["copy"],
        select=given["select"],
        ignore=given["ignore"],
        fail_on=given["fail_on"],
        min_confidence=given["min_confidence"],
        rulesets=given["rulesets"],
        as_of=given["as_of"] or options.today(),
    )
    return planning.Options(
        changed,
        config=given["config"],
        use_config=not given["no_config"],
        format=given["format"],
        stdin_name=given["stdin_filename"] or planning.STDIN_NAME,
        max_size=given["max_size"],
        jobs=given["jobs"],
        cache=not given["no_cache"],
        baseline=given["baseline"],
        use_baseline=not given["no_baseline"],
    )


def _context(
    plan: planning.Plan, given: Mapping[str, Any], output: outputs.Output, out: IO[str]
) -> reporters.Context:
    terminal = output.path is None and out.isatty()
    rulesets = _rulesets(plan) if output.format in reporters.KNOWING_RULES else ()
    return reporters.Context(
        version=__version__,
        ruleset=", ".join(each.version for each in rulesets),
        as_of=given["as_of"] or options.today(),
        width=_width(out) if terminal else _UNKNOWN_WIDTH,
        colour=_colour(terminal=terminal),
        rulesets=rulesets,
        fail_on=_fail_on(plan),
        title=given.get("title") or "",
        show_all=bool(given.get("show_all")),
    )


def terminal_context(out: IO[str]) -> reporters.Context:
    """Return what a reporter should know to write on a terminal."""
    colour = _colour(terminal=True)
    return reporters.Context(__version__, "", "", _width(out), colour=colour)


def _rulesets(plan: planning.Plan) -> tuple[Ruleset, ...]:
    """Return the rules of a run: several where files have rules of their own."""
    folders = {each.rulesets for each in plan.settings if isinstance(each, Settings)}
    try:
        return tuple(map(runner.ruleset, sorted(folders or {()})))
    except HealthlintError:
        return ()  # each file's report says what is wrong with the rules


def _fail_on(plan: planning.Plan) -> str:
    """Return the lowest severity that fails any of the files."""
    known = {each.fail_on for each in plan.settings if isinstance(each, Settings)}
    return max(known - {"never"}, key=SEVERITIES.index, default="never")


def _width(out: IO[str]) -> int:
    try:
        return os.get_terminal_size(out.fileno()).columns or _UNKNOWN_WIDTH
    except OSError:
        return _UNKNOWN_WIDTH


def _colour(*, terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))


class Tally:
    """Counts what went by, and says on standard error what could not be read."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.files = 0
        self.severities = dict.fromkeys(Severity, 0)
        self.suppressed = 0
        self.failing = False
        self.unread = 0
        self.baselined = 0
        self.faults = 0
        self._said: set[str] = set()

    def watch(self, outcomes: Iterable[runner.Outcome]) -> Iterator[Report]:
        """Pass reports on."""
        for outcome in outcomes:
            self.files += 1
            self.suppressed += outcome.report.suppressed
            self.failing |= outcome.failing
            self.baselined += outcome.report.baselined
            for diagnostic in outcome.report.diagnostics:
                self.severities[diagnostic.severity] += 1
            if outcome.report.error is not None:
                self._wrong(outcome, outcome.report.error)
            yield outcome.report

    def _wrong(self, outcome: runner.Outcome, error: str) -> None:
        self.unread += 1
        if outcome.trace is not None:
            self.faults += 1
            if traceback_wanted():
                click.echo(outcome.trace, err=True)
        if error not in self._said:  # a wrong configuration is wrong for many files
            self._said.add(error)
            complain(error)

    def summary(self) -> str:
        """Return what happened, in one line."""
        counts = [
            _counted(self.severities[severity], severity.name)
            for severity in sorted(Severity, reverse=True)
            if self.severities[severity]
        ]
        said = ", ".join(counts) or "nothing to report"
        linted = self.files - self.unread
        line = f"{said} in {_counted(linted, 'file')}" if linted else "nothing linted"
        if self.suppressed:
            line = f"{line}, {self.suppressed} suppressed"
        if self.baselined:
            line += f", {self.baselined} in the baseline"
        return f"{line}, {self.unread} not linted" if self.unread else line

    def exit_code(self, *, forgiving: bool) -> int:
        """Return the exit code; `forgiving` overlooks diagnostics, nothing else."""
        if self.faults:
            return FAULT
        if self.unread:
            return WRONG
        return FAILING if self.failing and not forgiving else CLEAN


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
