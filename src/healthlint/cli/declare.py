"""Tell click of options that are kept as data, and of what is wrong with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from healthlint.cli.options import Option

    Callback = Callable[[click.Context, click.Parameter, Any], object]

Command = TypeVar("Command", bound="Callable[..., object]")


def options(declared: Iterable[Option]) -> Callable[[Command], Command]:
    """Return a decorator that gives a command these options, in this order."""

    def decorate(command: Command) -> Command:
        for each in reversed(list(declared)):
            command = _click_option(each)(command)
        return command

    return decorate


def _click_option(option: Option) -> Callable[[Command], Command]:
    if option.is_flag:
        return click.option(
            *option.names, option.target, help=option.help, is_flag=True
        )
    return click.option(
        *option.names,
        option.target,
        help=option.help,
        metavar=option.metavar,
        multiple=option.many,
        default=option.default,
        show_default=option.default is not None,
        type=_type(option),
        callback=callback(option.read),
    )


def _type(option: Option) -> click.Choice[str] | click.IntRange | click.Path | None:
    if option.choices:
        return click.Choice(option.choices)
    if option.least is not None:
        return click.IntRange(min=option.least)
    return click.Path() if option.is_path else None


def callback(read: Callable[[Any], object] | None) -> Callback | None:
    """Return what lets click read a value by `read`, and say what is wrong with it."""
    if read is None:
        return None

    def called(
        _context: click.Context,
        _option: click.Parameter,
        value: Any,  # noqa: ANN401 - as click has it
    ) -> object:
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as why:
            raise click.BadParameter(str(why)) from why

    return called
