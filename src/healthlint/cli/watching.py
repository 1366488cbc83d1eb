"""Lint again whenever something changes: `check --watch`."""

from __future__ import annotations

import os
from time import sleep
from typing import TYPE_CHECKING, Any, Final

from healthlint import bench, planning
from healthlint.cli import checking, complain, say
from healthlint.config import Settings
from healthlint.errors import HealthlintError, UsageError
from healthlint.records import NamedTuple
from healthlint.rules import loader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Check = Callable[[tuple[str, ...], Mapping[str, Any]], int]

_PAUSE: Final = 0.5  # seconds between two looks


class _Seen(NamedTuple):
    """What a look found: the stamp of each file, and of what all of them hang on."""

    files: dict[str, object]
    rest: object


def watch(paths: tuple[str, ...], given: Mapping[str, Any], once: Check) -> int:
    """Check paths, then what changes in them, until somebody ends it."""
    if planning.STDIN in paths:
        raise UsageError("--watch needs files; standard input does not change")
    paths = paths or (os.curdir,)
    given = {**given, "written": []}
    seen = _look(paths, given)
    once(paths, given)
    while True:
        _pass_over(given["written"], seen)
        say(f"watching {len(seen.files)} files; Ctrl-C ends")
        before = seen
        while seen == before:
            sleep(_PAUSE)
            seen = _look(paths, given)
        bench.ruleset.cache_clear()  # rules may be what has changed
        changed = _changed(before, seen)
        _again(changed if seen.rest == before.rest else paths, given, once)


def _pass_over(written: list[str], seen: _Seen) -> None:
    """Take what --fix wrote for seen."""
    seen.files.update((path, _stamp(path)) for path in written)
    written.clear()


def _again(paths: tuple[str, ...], given: Mapping[str, Any], once: Check) -> None:
    if not paths:
        return  # something was removed
    try:
        once(paths, given)
    except HealthlintError as why:
        complain(str(why))


def _changed(before: _Seen, now: _Seen) -> tuple[str, ...]:
    files = now.files.items()
    return tuple(path for path, stamp in files if before.files.get(path) != stamp)


def _look(paths: tuple[str, ...], given: Mapping[str, Any]) -> _Seen:
    options = checking.run_options(given)
    plan = planning.plan(paths, options)
    configuration = planning.Configuration(options)
    others = {task.baseline for task in plan.tasks}
    others |= {configuration.file(task.path) for task in plan.tasks}
    others |= {configuration.approvals_near(task.path) for task in plan.tasks}
    return _Seen(
        {task.path: _stamp(task.path) for task in plan.tasks},
        (
            {path: _stamp(path) for path in others if path},
            [_rules(each) for each in plan.settings],
        ),
    )


def _stamp(path: str) -> object:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _rules(settings: Settings | HealthlintError) -> object:
    if not isinstance(settings, Settings):
        return str(settings)
    try:
        return [tuple(folder) for folder in loader.find(settings.rulesets)]
    except HealthlintError as why:
        return str(why)
