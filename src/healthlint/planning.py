"""Decide what is linted, and with which settings, before the first file is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from healthlint import config_file, readers, walk
from healthlint.config import Settings
from healthlint.errors import HealthlintError
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from healthlint.approval import Approval

    Approvals = Mapping[str, tuple[Approval, ...]]

STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"
MAX_SIZE: Final = 10_000_000
"""Bytes of the largest file that is read unless told otherwise."""


class Options(NamedTuple):
    """What the command line says about a run; `changes` are fields of Settings.

    `config` and `baseline` are files that serve all inputs, `jobs` None means as many
    as pay, `cache` lets results of unchanged inputs be used again, `whole` keeps the
    text of inputs of which there is nothing to say.
    """

    changes: Mapping[str, object]
    config: str | None = None
    use_config: bool = True
    format: str | None = None
    stdin_name: str = STDIN_NAME
    max_size: int = MAX_SIZE
    jobs: int | None = None
    cache: bool = True
    whole: bool = False
    baseline: str | None = None
    use_baseline: bool = True


Lines = tuple[tuple[int, int], ...]
"""Ranges of lines from 1, first and last, where only a line feed ends a line."""


class Change(NamedTuple):
    """What changed in a file since a revision; `lines` None means all of it.

    `before` is git's name for its old content in the repository `root`, if it had any.
    """

    lines: Lines | None
    root: str = ""
    before: str = ""


class Task(NamedTuple):
    """One input to lint; `settings` is its place in the plan's list.

    `baseline` is the file that holds what is known of it; `change` narrows it to what
    changed. `data` is linted in place of what the path holds.
    """

    path: str
    settings: int
    format: str
    named: bool = True
    size: int = 0
    error: str | None = None
    baseline: str | None = None
    change: Change | None = None
    data: bytes | None = None


class Plan(NamedTuple):
    """Everything decided before the first file is read; `remarks` are for people."""

    tasks: Sequence[Task]
    settings: Sequence[Settings | HealthlintError]
    options: Options
    remarks: Sequence[str] = ()


def plan(paths: Sequence[str], options: Options) -> Plan:
    """Find the inputs behind paths, and the settings of each."""
    configuration = Configuration(options)
    tasks, remarks = [], []
    for entry in _inputs(paths):
        name = options.stdin_name if entry.path == STDIN else entry.path
        if configuration.excludes(name):
            if entry.named:
                remarks.append(f"{name}: left out by 'exclude' in the configuration")
            continue
        task = Task(
            entry.path,
            configuration.number(name),
            options.format or readers.format_of(name) or "text",
            entry.named,
            entry.size,
            entry.error,
            configuration.baseline(name),
        )
        tasks.append(task)
    return Plan(tasks, configuration.known, options, remarks)


def _inputs(paths: Sequence[str]) -> list[walk.Entry]:
    files = [path for path in paths if path != STDIN]
    found = walk.expand(files, _is_copy)
    if len(files) < len(paths):
        found.insert(0, walk.Entry(STDIN, named=True))
    return found


def _is_copy(name: str) -> bool:
    """Tell whether a folder's file is read; a baseline only quotes what others say."""
    return name != config_file.BASELINE_NAME and readers.format_of(name) is not None


class Configuration:
    """The settings of each path: the nearest file's, overridden by path and command."""

    def __init__(self, options: Options) -> None:
        """Keep what was found: folders share files, files share settings."""
        self.known: list[Settings | HealthlintError] = []
        self._options = options
        self._files: dict[str, str | None] = {}
        self._baselines: dict[str, str | None] = {}
        self._loaded: dict[str | None, Settings | HealthlintError] = {}
        self._globs: dict[tuple[str, tuple[str, ...]], walk.Globs] = {}
        self._numbers: dict[tuple[str | None, str | None, tuple[int, ...]], int] = {}
        self._approved: dict[str, Approvals | HealthlintError] = {}
        self._near: dict[str, str | None] = {}

    def excludes(self, path: str) -> bool:
        """Tell whether the configuration leaves a path out."""
        settings = self._of_file(self.file(path))
        if isinstance(settings, HealthlintError) or not settings.exclude:
            return False
        try:
            return self._fits(settings, "exclude", settings.exclude, path)
        except HealthlintError:
            return False  # `number` says it

    def number(self, path: str) -> int:
        """Return the index in `known` of a path's settings."""
        file = self.file(path)
        settings = self._of_file(file)
        fitting: tuple[int, ...] = ()
        if isinstance(settings, Settings):
            try:
                fitting = self._overrides(settings, path)
            except HealthlintError as why:
                settings = why
        approvals = self.approvals_near(path)
        key = file, approvals, fitting
        if key not in self._numbers:
            self._numbers[key] = len(self.known)
            finished = self._finished(settings, fitting)
            self.known.append(self._with_approvals(finished, approvals))
        return self._numbers[key]

    def approvals_near(self, path: str) -> str | None:
        """Return the approvals file that counts for a path, if there is one."""
        if not self._options.use_config:
            return None
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._near:
            self._near[folder] = config_file.find_approvals(folder)
        return self._near[folder]

    def _with_approvals(
        self, settings: Settings | HealthlintError, file: str | None
    ) -> Settings | HealthlintError:
        if file is None or isinstance(settings, HealthlintError):
            return settings
        if file not in self._approved:
            from healthlint import approvals_file

            try:
                self._approved[file] = approvals_file.load(file)
            except HealthlintError as why:
                self._approved[file] = why
        approved = self._approved[file]
        if isinstance(approved, HealthlintError):
            return approved
        return settings._replace(approvals=approved)

    def settings(self, path: str) -> Settings:
        """Return the settings of a path; raise HealthlintError."""
        return settings_of(self.known, self.number(path))

    def baseline(self, path: str) -> str | None:
        """Return the baseline that counts for a path."""
        options = self._options
        if options.baseline is not None or not options.use_baseline:
            return options.baseline
        if not options.use_config:
            return None
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._baselines:
            self._baselines[folder] = config_file.find_baseline(folder)
        return self._baselines[folder]

    def file(self, path: str) -> str | None:
        """Return the configuration file that counts for a path."""
        if not self._options.use_config:
            return None
        if self._options.config is not None:
            return self._options.config
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._files:
            self._files[folder] = config_file.find(folder)
        return self._files[folder]

    def _of_file(self, file: str | None) -> Settings | HealthlintError:
        if file not in self._loaded:
            try:
                self._loaded[file] = config_file.load(file) if file else Settings()
            except HealthlintError as why:
                self._loaded[file] = why
        return self._loaded[file]

    def _overrides(self, settings: Settings, path: str) -> tuple[int, ...]:
        if settings.exclude:
            self._fits(settings, "exclude", settings.exclude, path)
        return tuple(
            index
            for index, override in enumerate(settings.overrides)
            if self._fits(settings, "paths", override.paths, path)
        )

    def _fits(
        self, settings: Settings, key: str, patterns: tuple[str, ...], path: str
    ) -> bool:
        known = settings.root, patterns
        if known not in self._globs:
            try:
                self._globs[known] = walk.Globs(patterns, settings.root)
            except ValueError as why:
                wrong = str(why)
                raise settings.error(
                    f"{key}: '{wrong}' is no pattern for paths", key, wrong
                ) from why
        return self._globs[known].decides(path) is True

    def _finished(
        self, settings: Settings | HealthlintError, fitting: tuple[int, ...]
    ) -> Settings | HealthlintError:
        if isinstance(settings, HealthlintError):
            return settings
        overrides = [settings.overrides[index] for index in fitting]
        for override in overrides:
            settings = config_file.overridden(settings, override.changes)
        try:
            return config_file.settled(
                settings._replace(**self._options.changes)  # type: ignore[arg-type]
            )
        except HealthlintError as why:
            return why


def settings_of(known: Sequence[Settings | HealthlintError], number: int) -> Settings:
    """Return the settings with a number; raise what kept them from being."""
    settings = known[number]
    if isinstance(settings, HealthlintError):
        raise settings
    return settings
