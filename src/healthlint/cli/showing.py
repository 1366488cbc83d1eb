"""What a run would do: `check --show-files` and `check --show-settings`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from healthlint import config_file
from healthlint.cli import CLEAN, WRONG, complain
from healthlint.errors import HealthlintError
from healthlint.planning import Configuration
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.config import Settings
    from healthlint.planning import Plan, Task

_UNSHOWN: Final = frozenset({"overrides", "root", "places"})  # they are applied
_DEFAULTS: Final = {"select": "all", "product": "not known"}


def show(plan: Plan, *, files: bool) -> int:
    """Print the files of a plan, or the settings of each; return the exit code."""
    wrong = [task for task in plan.tasks if task.error is not None]
    for task in wrong:
        complain(f"{task.path}: {task.error}")
    tasks = [task for task in plan.tasks if task.error is None]
    try:
        lines = (safe(task.path) for task in tasks) if files else _blocks(tasks, plan)
        for line in lines:
            sys.stdout.write(f"{line}\n")
    except HealthlintError as why:
        complain(str(why))
        return WRONG
    return WRONG if wrong else CLEAN


def _blocks(tasks: Iterable[Task], plan: Plan) -> Iterator[str]:
    """Yield a block for each kind of settings: whose they are, then a line a key."""
    configuration = Configuration(plan.options)
    alike: dict[tuple[int, str | None], list[Task]] = {}
    for task in tasks:
        alike.setdefault((task.settings, task.baseline), []).append(task)
    for (number, baseline), group in alike.items():
        settings = plan.settings[number]
        if isinstance(settings, HealthlintError):
            raise settings
        first = group[0].path
        more = f" and {len(group) - 1} more" if len(group) > 1 else ""
        yield f"{safe(first)}{more}"
        file = configuration.file(first)
        yield f"  configuration: {safe(config_file.shown(file)) if file else 'none'}"
        yield f"  baseline: {safe(baseline or 'none')}"
        yield from _keys(settings)


def _keys(settings: Settings) -> Iterator[str]:
    for field, value in settings._asdict().items():
        if field in _UNSHOWN:
            continue
        key = field.replace("_", "-")
        shown = _shown(value) or _DEFAULTS.get(key, "none")
        yield f"  {key}: {safe(shown)}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(str(getattr(each, "name", each)) for each in value)
    return "" if value is None else str(value)
