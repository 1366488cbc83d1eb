"""What a process needs to lint inputs: linters, what was kept, and what goes wrong.

A bad file never ends a run: whatever goes wrong with one input is said in its report.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from healthlint.caches import cache_folder
from healthlint.diagnostic import Report, Severity
from healthlint.errors import HealthlintError, ReadError
from healthlint.planning import STDIN, settings_of
from healthlint.records import NamedTuple
from healthlint.source import Source, is_binary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from healthlint.changes import Answer
    from healthlint.config import Settings
    from healthlint.linter import Linter
    from healthlint.planning import Options, Task
    from healthlint.results import Results
    from healthlint.rules import Ruleset

    Git = Callable[[str, Sequence[str]], Answer]

_OWN_REPORT: Final = b'<meta name="generator" content="healthlint'
_HEAD: Final = 1000  # bytes in which a report names its maker
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


def read(path: str, format: str, options: Options) -> Source:
    """Read and decode one input; raise ReadError."""
    name = name_of(path, options)
    return Source.from_bytes(name, _bytes(path, name, options.max_size), format)


@lru_cache(maxsize=8)
def ruleset(folders: tuple[str, ...] = ()) -> Ruleset:
    """Load our rules and those of further folders; raise RulesetError."""
    from healthlint.rules import load_ruleset

    return load_ruleset(folders)


class Bench:
    """What a process needs to lint: linters by settings, made when first needed."""

    def __init__(
        self,
        settings: Sequence[Settings | HealthlintError],
        options: Options,
        git: Git | None = None,
    ) -> None:
        """`git` is asked for what files held before."""
        self._git = git
        self._settings = settings
        self._options = options
        self._linters: dict[int, Linter | HealthlintError] = {}
        self._results: dict[int, Results] = {}

    def outcome(self, task: Task) -> Outcome | None:
        """Lint one input, whatever it holds; None where it is to be passed over."""
        name = name_of(task.path, self._options)
        empty = Source(name, "", task.format)
        if task.error is not None:
            return Outcome(Report(empty, error=f"{name}: {task.error}"))
        try:
            return self._lint(task, name)
        except HealthlintError as why:
            return Outcome(Report(empty, error=str(why)))
        except Exception as why:  # noqa: BLE001 - the rest of the run goes on
            return Outcome(Report(empty, error=fault(name, why)), trace=trace())

    def kept(self, task: Task) -> Outcome | None:
        """Return what an earlier run made of an input, if it is the same still."""
        if not self._options.cache or task.error is not None:
            return None
        name = name_of(task.path, self._options)
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
        if task.change is None or not task.change.before or self._git is None:
            return None
        try:
            asked = ["cat-file", "blob", task.change.before]
            found = self._git(task.change.root, asked)
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
        name = name_of(task.path, self._options)
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


def name_of(path: str, options: Options) -> str:
    """Return what an input is called in reports."""
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
        raise ReadError(f"{name}: {too_large(limit)}")
    return data


def too_large(limit: int) -> str:
    """Say why an input is not read."""
    return f"larger than {limit:,} bytes; --max-size raises the limit"


def fails(report: Report, fail_on: str) -> bool:
    """Tell whether a diagnostic is severe enough to fail the run."""
    if fail_on == "never":
        return False
    least = Severity[fail_on]
    return any(each.severity >= least for each in report.diagnostics)


def fault(name: str, why: Exception) -> str:
    """Say that something went wrong which should not have."""
    said = " ".join(str(why).split())[:200]
    return f"{name}: {type(why).__name__}: {said}; {_REPORT_IT}"


def trace() -> str:
    """Return where the error that is being handled came from."""
    import traceback

    return traceback.format_exc()
