"""Apply fixes: `check --fix` writes them, `check --diff` shows them.

All inputs are linted, then fixed in memory, then written one by one, each whole or not
at all: a run that is ended at any moment leaves every file as it was or as it is to be.
"""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

from healthlint import bench, fixes, runner
from healthlint.bench import Outcome
from healthlint.cli import checking, complain, say
from healthlint.errors import ReadError
from healthlint.planning import STDIN, settings_of
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from healthlint.cli.checking import Tally
    from healthlint.cli.outputs import Output
    from healthlint.diagnostic import Report
    from healthlint.planning import Plan, Task

    Run = Callable[[Plan], Iterator[runner.Pair]]


class Fixed(NamedTuple):
    """An input: what was said of it, and what is left to say when it has been fixed.

    `work` is None where it could not be read.
    """

    task: Task
    first: Outcome
    outcome: Outcome
    work: fixes.Work | None


def check(
    paths: tuple[str, ...], given: Mapping[str, Any], written: Sequence[Output]
) -> int:
    """Fix what options say, or show it; return the exit code."""
    if given["diff"]:
        from healthlint.cli import diffing

        return diffing.check(paths, given)
    plan = _holding(checking.planned(paths, given, written))
    tally = checking.Tally()
    run = partial(checking.linted, quiet=given["quiet"])
    # All is written before anything is said: somebody may read but the first lines.
    left = tally.watch([*_written(plan, run, tally, unsafe=given["unsafe_fixes"])])
    if STDIN not in paths:
        checking.report(plan, given, written, left)
    else:
        if all(task.path != STDIN for task in plan.tasks):
            # The configuration leaves it out, and somebody waits for it.
            put_out(sys.stdin.buffer.read())
        with redirect_stdout(sys.stderr):
            checking.report(plan, given, written, left)
    given.get("written", []).extend(tally.written)
    if not given["quiet"]:
        if tally.fixed:
            say(f"{tally.fixed} fixed")
        checking.sum_up(tally, given)
    return tally.exit_code(forgiving=given["exit_zero"])


def _holding(plan: Plan) -> Plan:
    """Read standard input, so that it can be put out whatever becomes of it."""
    if all(task.path != STDIN for task in plan.tasks):
        return plan
    try:
        data = sys.stdin.buffer.read()
    except OSError:
        return plan  # linting says why
    most = plan.options.max_size
    error = None if len(data) <= most else bench.too_large(most)
    tasks = [
        task._replace(data=data, error=task.error or error)
        if task.path == STDIN
        else task
        for task in plan.tasks
    ]
    return plan._replace(tasks=tasks)


def _written(plan: Plan, run: Run, tally: Tally, *, unsafe: bool) -> Iterator[Outcome]:
    """Fix what is planned and write it; yield what is left of each input."""
    names: set[str] = set()
    for task, first, outcome, work in fixed(plan, run, tally, unsafe=unsafe):
        name = os.path.realpath(task.path)
        try:
            if task.path == STDIN and work is not None:
                put_out(fixes.encoded(work.source))
                tally.fixed += work.fixed
            elif task.path == STDIN and task.data is not None:
                put_out(task.data)
            elif work is not None and work.changed and name not in names:
                names.add(name)  # it may have two paths
                fixes.write(task.path, work)
                tally.written.append(task.path)
                tally.fixed += work.fixed
        except ReadError as why:
            tally.unwritten(str(why))
            yield first
        else:
            yield outcome


def fixed(plan: Plan, run: Run, tally: Tally, *, unsafe: bool) -> Iterator[Fixed]:
    """Lint a plan with `run`, fix its inputs in memory, say what cannot be fixed."""
    if any(task.path == STDIN for task in plan.tasks):
        plan = plan._replace(options=plan.options._replace(whole=True))
    rounds = _Rounds(plan, run)
    works = {
        number: fixes.Work(
            outcome.report, unsafe=unsafe, whole_lines=task.change is not None
        )
        for number, (task, outcome) in enumerate(rounds.first)
        if outcome.report.error is None
    }
    fixes.settle(works, rounds.lint)
    for number, (task, first) in enumerate(rounds.first):
        work = works.get(number)
        if work is not None:
            _lament(work, tally)
        yield Fixed(task, first, rounds.outcome(task, work, first), work)


def put_out(data: bytes) -> None:
    """Write bytes on standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _lament(work: fixes.Work, tally: Tally) -> None:
    """Say why something stays that could be fixed."""
    name = work.before.name
    if work.failed:
        tally.unwritten(f"{name}: not fixed: {work.failed.removeprefix(f'{name}: ')}")
    if work.endless:
        complain(
            f"{name}: the fixes of {', '.join(sorted(work.endless))} never come to an "
            "end; they were left out"
        )


class _Rounds:
    """What was said of inputs at first, and how new bytes of theirs are linted."""

    def __init__(self, plan: Plan, run: Run) -> None:
        self._plan = plan
        self._alone = list(run(plan))
        self.first = list(runner.staged(plan, self._alone))

    def lint(self, texts: Mapping[int, bytes]) -> Mapping[int, Report]:
        """Lint new bytes; what they change in what is said of other inputs shows too.

        An input that gives nothing any more has no report.
        """
        tasks = {
            number: self._alone[number][0]._replace(data=data)
            for number, data in texts.items()
        }
        plan = self._plan._replace(tasks=list(tasks.values()))
        numbers = {id(task): number for number, task in tasks.items()}
        lost = set(texts)
        for task, outcome in runner.linted(plan):
            self._alone[numbers[id(task)]] = task, outcome
            lost.discard(numbers[id(task)])
        found = enumerate(runner.staged(self._plan, self._alone))
        return {
            number: outcome.report
            for number, (_, outcome) in found
            if number not in lost
        }

    def outcome(self, task: Task, work: fixes.Work | None, first: Outcome) -> Outcome:
        """Return what is left to say of an input."""
        if work is None or work.report is first.report:
            return first
        fail_on = settings_of(self._plan.settings, task.settings).fail_on
        return Outcome(work.report, failing=bench.fails(work.report, fail_on))
