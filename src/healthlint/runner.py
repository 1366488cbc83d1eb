"""Lint what is planned, in one process or several.

A bad file never ends a run. Whatever goes wrong with one input is said in its report,
and the rest goes on. Outcomes come in the plan's order whatever the number of jobs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from healthlint.bench import Bench, Outcome, fails, fault, name_of, trace
from healthlint.diagnostic import Report
from healthlint.errors import HealthlintError, UsageError
from healthlint.planning import STDIN, settings_of
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.changes import Answer
    from healthlint.config import Settings
    from healthlint.planning import Options, Plan, Task

_WORTH_A_POOL: Final = 1_000_000  # bytes; below, starting processes costs more
_LARGEST_CHUNK: Final = 16  # files handed to a worker at once


def run(plan: Plan) -> Iterator[Outcome]:
    """Lint what is planned; yield outcomes in order."""
    return (outcome for _, outcome in pairs(plan))


def pairs(plan: Plan) -> Iterator[Pair]:
    """Lint what is planned; yield each task with its outcome, in order."""
    return staged(plan, linted(plan))


def linted(plan: Plan) -> Iterator[Pair]:
    """Yield what each input gives by itself.

    Binary files that nobody named are passed over.
    """
    count = jobs(plan)
    outcomes = _serial(plan) if count == 1 else _shared_out(plan, count)
    for task, outcome in zip(plan.tasks, outcomes, strict=True):
        if outcome is not None:
            yield task, outcome


def staged(plan: Plan, found: Iterable[Pair]) -> Iterator[Pair]:
    """Yield what is left to say of inputs beside the others, baselines and changes."""
    stages = _stages(plan)
    for task, outcome in found:
        yield task, _staged(outcome, task, plan, stages) if stages else outcome


Pair = tuple["Task", Outcome]
"""A task with what came of it."""

Stage = Callable[["Task", Report], Report]
"""What happens to a report after linting: it may lose diagnostics; HealthlintError."""


def _stages(plan: Plan) -> Sequence[Stage]:
    """Return what comes after linting; here, since it must go in the plan's order."""
    stages: list[Stage] = []
    bench = Bench(plan.settings, plan.options, git)
    if len(plan.tasks) > 1:
        from healthlint.across import Across

        stages.append(Across(bench.denials).compared)
    if any(task.baseline for task in plan.tasks):
        from healthlint.baseline_file import Baselines

        known = Baselines()
        stages.append(lambda task, report: known.split(task.baseline, report))
    if any(task.change for task in plan.tasks):
        from healthlint.changes import of_changes

        stages.append(lambda task, report: of_changes(task, report, bench.before))
    return stages


def _staged(
    outcome: Outcome, task: Task, plan: Plan, stages: Sequence[Stage]
) -> Outcome:
    report = outcome.report
    empty = Source(report.source.name, "", task.format)
    try:
        for stage in stages:
            report = stage(task, report)
    except HealthlintError as why:
        return Outcome(Report(empty, error=str(why)))
    except Exception as why:  # noqa: BLE001 - the rest of the run goes on
        return Outcome(Report(empty, error=fault(empty.name, why)), trace=trace())
    if report is outcome.report:
        return outcome
    settings = settings_of(plan.settings, task.settings)
    return Outcome(report, failing=fails(report, settings.fail_on))


def git(folder: str, arguments: Sequence[str]) -> Answer:
    """Ask git, which neither writes nor fetches; raise UsageError where there is none.

    Names of files come as they are, not escaped.
    """
    import subprocess

    from healthlint.changes import Answer

    fixed = ("git", "--no-optional-locks", "-C", folder, "-c", "core.quotePath=false")
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and git's own arguments
            [*fixed, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1"},
        )
    except OSError as why:
        raise UsageError(f"git cannot be run: {(why.strerror or '').lower()}") from why
    said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
    return Answer(done.returncode, done.stdout, said)


def jobs(plan: Plan) -> int:
    """Return how many processes a plan is worth, or was told to take."""
    if any(task.path == STDIN for task in plan.tasks):
        return 1  # workers have no standard input
    asked = plan.options.jobs
    if asked is None:
        if sum(task.size for task in plan.tasks) < _WORTH_A_POOL:
            return 1
        asked = _processors()
    return max(1, min(asked, len(plan.tasks)))


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def _serial(plan: Plan) -> Iterator[Outcome | None]:
    bench = Bench(plan.settings, plan.options, git)
    return map(bench.outcome, plan.tasks)


def _shared_out(plan: Plan, count: int) -> Iterator[Outcome | None]:
    """Take what is kept from earlier runs, and share out only the rest."""
    bench = Bench(plan.settings, plan.options, git)
    known = {
        number: outcome
        for number, task in enumerate(plan.tasks)
        if (outcome := bench.kept(task)) is not None
    }
    rest = [task for number, task in enumerate(plan.tasks) if number not in known]
    left = plan._replace(tasks=rest)
    worth_it = rest and (plan.options.jobs or jobs(left) > 1)
    fresh = _parallel(left, count) if worth_it else map(bench.outcome, rest)
    for number in range(len(plan.tasks)):
        yield known[number] if number in known else next(fresh)


def _parallel(plan: Plan, count: int) -> Iterator[Outcome | None]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunk = max(1, min(_LARGEST_CHUNK, len(plan.tasks) // (count * 4)))
    pool = ProcessPoolExecutor(
        count, initializer=_start_worker, initargs=(plan.settings, plan.options)
    )
    done = 0
    try:
        for outcome in pool.map(_work, plan.tasks, chunksize=chunk):
            done += 1
            yield outcome
    except BrokenProcessPool:
        for task in plan.tasks[done:]:
            yield _left_over(task, plan.options)
    finally:
        pool.shutdown(cancel_futures=True)


def _left_over(task: Task, options: Options) -> Outcome:
    name = name_of(task.path, options)
    error = f"{name}: not linted: a worker process died, perhaps for want of memory"
    return Outcome(Report(Source(name, "", task.format), error=error), trace="")


_bench: Bench | None = None  # a worker's own; the parent never sets it


def _start_worker(
    settings: Sequence[Settings | HealthlintError], options: Options
) -> None:
    global _bench  # noqa: PLW0603 - the one way to hand things to a pool's worker
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    _bench = Bench(settings, options)


def _work(task: Task) -> Outcome | None:
    if _bench is None:
        raise RuntimeError("a worker that was not started")
    return _bench.outcome(task)
