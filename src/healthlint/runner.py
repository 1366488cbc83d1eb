"""Lint what is planned, in one process or several.

A bad file never ends a run. Whatever goes wrong with one input is said in its report,
and the rest goes on. Outcomes come in the plan's order whatever the number of jobs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from healthlint.caches import cache_folder
from healthlint.diagnostic import Report, Severity
from healthlint.errors import HealthlintError, ReadError, UsageError
from healthlint.planning import STDIN, settings_of
from healthlint.records import NamedTuple
from healthlint.source import Source, is_binary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.changes import Answer
    from healthlint.config import Settings
    from healthlint.linter import Linter
    from healthlint.planning import Options, Plan, Task
    from healthlint.results import Results
    from healthlint.rules import Ruleset

_OWN_REPORT: Final = b'<meta name="generator" content="healthlint'
_HEAD: Final = 1000  # bytes in which a report names its maker
_WORTH_A_POOL: Final = 1_000_000  # bytes; below, starting processes costs more
_LARGEST_CHUNK: Final = 16  # files handed to a worker at once
_REPORT_IT: Final = (
    "this is a fault of healthlint, please report it "
    "(HEALTHLINT_TRACEBACK=1 shows where)"
)


class Outcome(NamedTuple):
    """The report of one input, and what it means for the exit code.

    `failing`: a diagnostic is severe enough. `trace`: set when the fault is our own.
    """

    report: Report
    failing: bool = False
    trace: str | None = None


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
    bench = _Bench(plan.settings, plan.options)
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
        return Outcome(Report(empty, error=_fault(empty.name, why)), trace=_trace())
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


def read(path: str, format: str, options: Options) -> Source:
    """Read and decode one input; raise ReadError."""
    name = _name(path, options)
    return Source.from_bytes(name, _bytes(path, name, options.max_size), format)


@lru_cache(maxsize=8)
def ruleset(folders: tuple[str, ...] = ()) -> Ruleset:
    """Load our rules and those of further folders; raise RulesetError."""
    from healthlint.rules import load_ruleset

    return load_ruleset(folders)


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
    bench = _Bench(plan.settings, plan.options)
    return map(bench.outcome, plan.tasks)


def _shared_out(plan: Plan, count: int) -> Iterator[Outcome | None]:
    """Take what is kept from earlier runs, and share out only the rest."""
    bench = _Bench(plan.settings, plan.options)
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
    name = _name(task.path, options)
    error = f"{name}: not linted: a worker process died, perhaps for want of memory"
    return Outcome(Report(Source(name, "", task.format), error=error), trace="")


_bench: _Bench | None = None  # a worker's own; the parent never sets it


def _start_worker(
    settings: Sequence[Settings | HealthlintError], options: Options
) -> None:
    global _bench  # noqa: PLW0603 - the one way to hand things to a pool's worker
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    _bench = _Bench(settings, options)


def _work(task: Task) -> Outcome | None:
    if _bench is None:
        raise RuntimeError("a worker that was not started")
    return _bench.outcome(task)


class _Bench:
    """What a process needs to lint: linters by settings, made when first needed."""

    def __init__(
        self, settings: Sequence[Settings | HealthlintError], options: Options
    ) -> None:
        self._settings = settings
        self._options = options
        self._linters: dict[int, Linter | HealthlintError] = {}
        self._results: dict[int, Results] = {}

    def outcome(self, task: Task) -> Outcome | None:
        """Lint one input, whatever it holds; None where it is to be passed over."""
        name = _name(task.path, self._options)
        empty = Source(name, "", task.format)
        if task.error is not None:
            return Outcome(Report(empty, error=f"{name}: {task.error}"))
        try:
            return self._lint(task, name)
        except HealthlintError as why:
            return Outcome(Report(empty, error=str(why)))
        except Exception as why:  # noqa: BLE001 - the rest of the run goes on
            return Outcome(Report(empty, error=_fault(name, why)), trace=_trace())

    def kept(self, task: Task) -> Outcome | None:
        """Return what an earlier run made of an input, if it is the same still."""
        if not self._options.cache or task.error is not None:
            return None
        name = _name(task.path, self._options)
        try:
            settings = settings_of(self._settings, task.settings)
            results = self._kept(task.settings, settings)
            data = self._data(task, name)
        except HealthlintError:
            return None  # `outcome` says it
        report = results.load(name, task.format, data) if results else None
        return None if report is None else self._outcome(report, settings)

    def before(self, task: Task) -> Report | None:
        """Lint what a changed file held before; None where that cannot be done."""
        if task.change is None or not task.change.before:
            return None
        try:
            found = git(task.change.root, ["cat-file", "blob", task.change.before])
            if found.code:
                return None
            settings = settings_of(self._settings, task.settings)
            report = self._report(task, settings, task.path, found.output)
        except Exception:  # noqa: BLE001 - the new text is what is asked about
            return None  # such as bytes that were no text
        # What disagrees with another file was no less there before.
        stated = tuple(each.diagnostic for each in report.statements)
        return report._replace(diagnostics=report.diagnostics + stated)

    def denials(self, task: Task) -> Report | None:
        """Return what an input says that would deny statements of another one."""
        if task.path == STDIN and task.data is None:
            return None  # it can be read but once
        name = _name(task.path, self._options)
        settings = settings_of(self._settings, task.settings)
        data = self._data(task, name)
        source = Source.from_bytes(name, data, task.format)
        statements = self._linter(task.settings, settings).denials(source)
        return Report(source, statements=statements)

    def _lint(self, task: Task, name: str) -> Outcome | None:
        settings = settings_of(self._settings, task.settings)
        data = self._data(task, name)
        if not task.named and (is_binary(data) or _OWN_REPORT in data[:_HEAD]):
            return None
        return self._outcome(self._report(task, settings, name, data), settings)

    def _data(self, task: Task, name: str) -> bytes:
        if task.data is not None:
            return task.data
        return _bytes(task.path, name, self._options.max_size)

    def _outcome(self, report: Report, settings: Settings) -> Outcome:
        if report.diagnostics or report.silenced or report.statements:
            return Outcome(report, failing=fails(report, settings.fail_on))
        if self._options.whole:
            return Outcome(report)
        seen = report.source  # nobody will look at the text again
        bare = Source(seen.name, "", seen.format, seen.encoding)
        return Outcome(report._replace(source=bare))

    def _report(self, task: Task, settings: Settings, name: str, data: bytes) -> Report:
        """Return the result kept for these bytes, or lint them."""
        results = self._kept(task.settings, settings)
        report = results.load(name, task.format, data) if results else None
        if report is None:
            linter = self._linter(task.settings, settings)
            report = linter.lint(Source.from_bytes(name, data, task.format))
            if results:
                results.save(name, task.format, data, report)
        return report

    def _kept(self, number: int, settings: Settings) -> Results | None:
        if not self._options.cache:
            return None
        if number not in self._results:
            from healthlint.results import Results

            self._results[number] = Results(settings, cache_folder())
        return self._results[number]

    def _linter(self, number: int, settings: Settings) -> Linter:
        if number not in self._linters:
            try:
                self._linters[number] = self._made(settings)
            except HealthlintError as why:
                self._linters[number] = why
        linter = self._linters[number]
        if isinstance(linter, HealthlintError):
            raise linter
        return linter

    def _made(self, settings: Settings) -> Linter:
        from healthlint.linter import Linter

        return Linter(ruleset(settings.rulesets), settings)


def _name(path: str, options: Options) -> str:
    return options.stdin_name if path == STDIN else path


def _bytes(path: str, name: str, limit: int) -> bytes:
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(limit + 1)
    except OSError as why:
        raise ReadError(f"{name}: {(why.strerror or str(why)).lower()}") from why
    if len(data) > limit:
        raise ReadError(
            f"{name}: larger than {limit:,} bytes; --max-size raises the limit"
        )
    return data


def fails(report: Report, fail_on: str) -> bool:
    """Tell whether a diagnostic is severe enough to fail the run."""
    if fail_on == "never":
        return False
    least = Severity[fail_on]
    return any(each.severity >= least for each in report.diagnostics)


def _fault(name: str, why: Exception) -> str:
    said = " ".join(str(why).split())[:200]
    return f"{name}: {type(why).__name__}: {said}; {_REPORT_IT}"


def _trace() -> str:
    import traceback

    return traceback.format_exc()
