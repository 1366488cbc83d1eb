"""Lint what a command line asks for, and write what was found.

Nothing here or below knows click: its import costs as much as linting a page.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final

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
from healthlint.cli.options import CONFIGURATION, Option
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

OPTIONS: Final = (
    Option(
        ("--market",),
        "markets",
        "Markets whose law counts, such as us,uk.  [default: us]",
        metavar="MARKETS",
        many=True,
        read=options.words,
    ),
    Option(
        ("--product",),
        "product",
        "What is sold: a class such as supplement, or a product of the configuration.",
        metavar="CLASS",
    ),
    Option(
        ("--copy",),
        "copy",
        "Whether the text promotes something.  [default: auto]",
        choices=COPY_VALUES,
    ),
    Option(
        ("--select",),
        "select",
        "Rules to run: ids, names, categories or prefixes (HL1).  [default: all]",
        metavar=_SELECTORS,
        many=True,
        read=options.words,
    ),
    Option(
        ("--ignore",),
        "ignore",
        "Rules to leave out, likewise.",
        metavar=_SELECTORS,
        many=True,
        read=options.words,
    ),
    Option(
        ("--fail-on",),
        "fail_on",
        "Lowest severity that gives exit code 1.  [default: error]",
        choices=FAIL_ON_VALUES,
    ),
    Option(
        ("--min-confidence",),
        "min_confidence",
        "Leave out diagnostics less sure than this.  [default: low]",
        choices=CONFIDENCES,
    ),
    Option(
        ("--output-format",),
        outputs.FORMAT,
        f"How to write it: {', '.join(reporters.NAMES)}; may be repeated.  "
        "[default: text]",
        metavar="FORMAT",
        many=True,
        choices=reporters.NAMES,
    ),
    Option(
        ("--output-file",),
        outputs.FILE,
        "Write the format that stands before it to a file.",
        metavar="FILE",
        is_path=True,
        many=True,
    ),
    Option(
        ("--show-all",),
        "show_all",
        "Show every repeat in text output, not the first three of a rule in a file.",
        is_flag=True,
    ),
    *CONFIGURATION,
    Option(
        ("--baseline",),
        "baseline",
        "Use this baseline instead of the nearest.",
        metavar="FILE",
        is_path=True,
    ),
    Option(
        ("--no-baseline",),
        "no_baseline",
        "Report what a baseline knows, too.",
        is_flag=True,
    ),
    Option(
        ("--changed-since",),
        "changed_since",
        "Report only what changed since a revision of git, or since parting from it.",
        metavar="REV",
    ),
    Option(
        ("--stdin-filename",),
        "stdin_filename",
        "Name of what comes from standard input; decides format and configuration.",
        metavar="FILE",
        is_path=True,
    ),
    Option(
        ("--format",),
        "format",
        "Read every input as this format, whatever its name.",
        choices=readers.FORMATS,
    ),
    Option(
        ("--max-size",),
        "max_size",
        "Refuse larger files.  [default: 10MB]",
        metavar="SIZE",
        read=options.size,
    ),
    Option(
        ("--jobs",),
        "jobs",
        "Processes to use.  [default: as many as pay]",
        metavar="N",
        least=1,
    ),
    Option(
        ("--no-cache",),
        "no_cache",
        "Lint unchanged files again, and keep no results.",
        is_flag=True,
    ),
    Option(
        ("--as-of",),
        "as_of",
        "Judge dates and law as of this day.  [default: today]",
        metavar="DATE",
        read=options.date,
    ),
    Option(
        ("--exit-zero",), "exit_zero", "Exit 0 whatever the diagnostics.", is_flag=True
    ),
    Option(
        ("--statistics",),
        "statistics",
        "Say on standard error how often each rule was met.",
        is_flag=True,
    ),
    Option(("--watch",), "watch", "Stay, and check again what changes.", is_flag=True),
    Option(
        ("--show-files",),
        "show_files",
        "List the files that would be linted, and lint none.",
        is_flag=True,
    ),
    Option(
        ("--show-settings",),
        "show_settings",
        "Show which settings count for which files, and lint none.",
        is_flag=True,
    ),
    Option(("-q", "--quiet"), "quiet", "Write no summary.", is_flag=True),
)


def check(
    paths: tuple[str, ...], given: Mapping[str, Any], order: Sequence[str]
) -> int:
    """Lint paths, again and again if asked to, and return the exit code.

    `given` holds a value for each option, `order` names the options as they came.
    """
    if given["watch"]:
        from healthlint.cli import watching

        return watching.watch(paths, given, partial(_once, order=order))
    return _once(paths, given, order=order)


def _once(
    paths: tuple[str, ...], given: Mapping[str, Any], *, order: Sequence[str]
) -> int:
    if given["show_files"] or given["show_settings"]:
        from healthlint.cli import showing

        return showing.show(_plan(paths, given), files=given["show_files"])
    written = outputs.paired(
        [name for name in order if name in {outputs.FORMAT, outputs.FILE}],
        given[outputs.FORMAT],
        given[outputs.FILE],
    )
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
    limit = given["max_size"]
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
        max_size=planning.MAX_SIZE if limit is None else limit,
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
                say(outcome.trace)
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
