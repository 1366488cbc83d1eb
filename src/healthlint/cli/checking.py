"""Lint what a command line asks for, and write what was found.

Nothing here or below knows click: its import costs as much as linting a page.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final

from healthlint import __version__, bench, planning, reporters, runner
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
from healthlint.config import SEVERITIES, Settings, today
from healthlint.errors import HealthlintError, UsageError
from healthlint.reporters.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from healthlint.diagnostic import Report
    from healthlint.rules import Ruleset

_UNKNOWN_WIDTH: Final = 80
_MANY: Final = 10  # files; fewer are done before anybody wonders


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
    if given["fix"] or given["diff"]:
        from healthlint.cli import fixing

        return fixing.check(paths, given, written)
    tally = run(paths, given, written)
    if not given["quiet"]:
        sum_up(tally, given)
    return tally.exit_code(forgiving=given["exit_zero"])


def sum_up(tally: Tally, given: Mapping[str, Any]) -> None:
    """Say what there is, and what could be fixed."""
    say(tally.summary())
    if offer := tally.counts.offer(unsafe=given["unsafe_fixes"]):
        say(offer)
    if hint := tally.counts.hint():
        say(hint)


def run(
    paths: tuple[str, ...], given: Mapping[str, Any], written: Sequence[outputs.Output]
) -> Tally:
    """Lint what options say, and write it; return what went by."""
    plan = planned(paths, given, written)
    tally = Tally()
    found = outcomes(plan, quiet=given["quiet"])
    report(plan, given, written, tally.watch(found))
    return tally


def planned(
    paths: tuple[str, ...], given: Mapping[str, Any], written: Sequence[outputs.Output]
) -> planning.Plan:
    """Return what options say is to be linted, without what the run writes."""
    plan = _plan(paths, given)
    shown = any(each.format == "html" for each in written)
    return plan._replace(
        tasks=outputs.apart(plan.tasks, written),
        options=plan.options._replace(whole=shown),
    )


def report(
    plan: planning.Plan,
    given: Mapping[str, Any],
    written: Sequence[outputs.Output],
    reports: Iterator[Report],
) -> None:
    """Write reports in the formats of a run, and statistics if they are asked for."""
    context = partial(_context, plan, given)
    if not given.get("statistics"):
        outputs.write(written, reports, context)
        return
    from healthlint.cli.statistics import Statistics

    statistics = Statistics()
    outputs.write(written, statistics.watch(reports), context)
    for line in statistics.lines():
        say(line)


def outcomes(plan: planning.Plan, *, quiet: bool) -> Iterator[bench.Outcome]:
    """Run a plan and yield its outcomes."""
    found = linted(plan, quiet=quiet)
    return (outcome for _, outcome in runner.staged(plan, found))


def linted(plan: planning.Plan, *, quiet: bool) -> Iterator[runner.Pair]:
    """Lint what is planned; where a person waits, say how far it has come."""
    found = runner.linted(plan)
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
        as_of=given["as_of"] or today(),
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
        as_of=given["as_of"] or today(),
        width=_width(out) if terminal else _UNKNOWN_WIDTH,
        colour=colour(terminal=terminal),
        rulesets=rulesets,
        fail_on=_fail_on(plan),
        title=given.get("title") or "",
        show_all=bool(given.get("show_all")),
        unsafe_fixes=bool(given.get("unsafe_fixes")),
    )


def terminal_context(out: IO[str]) -> reporters.Context:
    """Return what a reporter should know to write on a terminal."""
    return reporters.Context(
        __version__, "", "", _width(out), colour=colour(terminal=True)
    )


def _rulesets(plan: planning.Plan) -> tuple[Ruleset, ...]:
    """Return the rules of a run: several where files have rules of their own."""
    folders = {each.rulesets for each in plan.settings if isinstance(each, Settings)}
    try:
        return tuple(map(bench.ruleset, sorted(folders or {()})))
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


def colour(*, terminal: bool) -> bool:
    """Tell whether to paint; NO_COLOR and FORCE_COLOR have the last word."""
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))


class Tally:
    """Counts what went by, and says on standard error what could not be read."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.counts = Counts()
        self._failing = False
        self._faults = 0
        self.fixed = 0
        self.written: list[str] = []
        self._unwritten = 0
        self._said: set[str] = set()

    def watch(self, outcomes: Iterable[bench.Outcome]) -> Iterator[Report]:
        """Pass reports on."""
        for outcome in outcomes:
            self.counts.add(outcome.report)
            self._failing |= outcome.failing
            if outcome.report.error is not None:
                self._wrong(outcome, outcome.report.error)
            yield outcome.report

    def _wrong(self, outcome: bench.Outcome, error: str) -> None:
        if outcome.trace is not None:
            self._faults += 1
            if traceback_wanted():
                say(outcome.trace)
        if error not in self._said:  # a wrong configuration is wrong for many files
            self._said.add(error)
            complain(error)

    def unwritten(self, error: str) -> None:
        """Count a file that could not be fixed, and say why."""
        self._unwritten += 1
        complain(error)

    def summary(self) -> str:
        """Return what happened, in one line."""
        return self.counts.sentence()

    def exit_code(self, *, forgiving: bool) -> int:
        """Return the exit code; `forgiving` overlooks diagnostics, nothing else."""
        if self._faults:
            return FAULT
        if self.counts.unread or self._unwritten:
            return WRONG
        return FAILING if self._failing and not forgiving else CLEAN
