"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

import click

from healthlint.planning import MAX_SIZE, Options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from healthlint.config import Settings

_Command = TypeVar("_Command", bound="Callable[..., object]")
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(i?)b?", re.IGNORECASE)
_POWERS: Final = {"": 0, "k": 1, "m": 2, "g": 3}


def words(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Read lists that are given by repetition, with commas, or both."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)


def size(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> int:
    """Read a number of bytes such as 10MB, 512k or 1000000."""
    if value is None:
        return MAX_SIZE
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"'{value}' is no size; write it as 10MB or 500kB")
    number, unit, binary = found.groups()
    thousand = 1024 if binary else 1000
    return int(float(number) * thousand ** _POWERS[unit.lower()])


def date(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> str | None:
    """Read an ISO date."""
    if value is None:
        return None
    from datetime import date as calendar

    try:
        return calendar.fromisoformat(value).isoformat()
    except ValueError as why:
        raise click.BadParameter(
            f"'{value}' is no date; write it as 2026-11-22"
        ) from why


def today() -> str:
    """Return the user's date."""
    from time import strftime

    return strftime("%Y-%m-%d")


def configuration(command: _Command) -> _Command:
    """Add the options that say where configuration and rules come from."""
    for option in (
        click.option(
            "--ruleset",
            "rulesets",
            multiple=True,
            metavar="DIR",
            type=click.Path(),
            callback=words,
            help="Add rules from a folder or file.",
        ),
        click.option(
            "--no-config", is_flag=True, help="Read no configuration: defaults alone."
        ),
        click.option(
            "--config",
            metavar="FILE",
            type=click.Path(),
            help="Use this configuration instead of the nearest.",
        ),
    ):
        command = option(command)
    return command


def changes(**given: object) -> dict[str, object]:
    """Return what was really given: fields of Settings with a value."""
    return {name: value for name, value in given.items() if value not in (None, ())}


def settings_here(
    changed: Mapping[str, object], *, config: str | None, no_config: bool
) -> Settings:
    """Return the settings of the current folder; raise HealthlintError."""
    from healthlint.planning import Configuration

    options = Options(changed, config=config, use_config=not no_config)
    return Configuration(options).settings("-")
