"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from healthlint.config import Settings

_SIZE: Final = r"(\d+(?:\.\d+)?)\s*([kmg]?)(i?)b?"
_POWERS: Final = {"": 0, "k": 1, "m": 2, "g": 3}


class Option(NamedTuple):
    """An option as data: `declare` tells click of it, `plain` reads it without click.

    `target` is the key of its value: True or False for a flag, a number for one with a
    `least`, all texts for one that may be given `many` times, else the last text, or
    what `read` makes of these; it raises ValueError with words for the user.
    """

    names: tuple[str, ...]
    target: str
    help: str
    metavar: str | None = None
    is_flag: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    default: str | None = None
    least: int | None = None
    is_path: bool = False
    read: Callable[[Any], object] | None = None


def words(values: tuple[str, ...]) -> tuple[str, ...]:
    """Read lists that are given by repetition, with commas, or both."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)


CONFIGURATION: Final = (
    Option(
        ("--config",),
        "config",
        "Use this configuration instead of the nearest.",
        metavar="FILE",
        is_path=True,
    ),
    Option(
        ("--no-config",),
        "no_config",
        "Read no configuration: defaults alone.",
        is_flag=True,
    ),
    Option(
        ("--ruleset",),
        "rulesets",
        "Add rules from a folder or file.",
        metavar="DIR",
        many=True,
        is_path=True,
        read=words,
    ),
)
"""Where configuration and rules come from."""


def size(value: str) -> int:
    """Read a number of bytes such as 10MB, 512k or 1000000."""
    found = re.fullmatch(_SIZE, value.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(f"'{value}' is no size; write it as 10MB or 500kB")
    number, unit, binary = found.groups()
    thousand = 1024 if binary else 1000
    return int(float(number) * thousand ** _POWERS[unit.lower()])


def date(value: str) -> str:
    """Read a day such as 2026-11-22."""
    from datetime import date as calendar

    try:
        return calendar.fromisoformat(value).isoformat()
    except ValueError as why:
        raise ValueError(f"'{value}' is no date; write it as 2026-11-22") from why


def changes(**given: object) -> dict[str, object]:
    """Return what was really given: fields of Settings with a value."""
    return {name: value for name, value in given.items() if value not in (None, ())}


def settings_here(
    changed: Mapping[str, object], *, config: str | None, no_config: bool
) -> Settings:
    """Return the settings of the current folder; raise HealthlintError."""
    from healthlint.planning import Configuration, Options

    options = Options(changed, config=config, use_config=not no_config)
    return Configuration(options).settings("-")
