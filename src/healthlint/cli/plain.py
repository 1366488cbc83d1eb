"""Read a plain command line without click, whose import takes a fifth of a run.

What is plain is read as click would read it; of all else, and of all that is wrong,
click has the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from healthlint.cli.options import Option


class Told(NamedTuple):
    """What a command line says: paths, a value for each option, and their order."""

    paths: tuple[str, ...]
    given: dict[str, Any]
    order: list[str]


def read(arguments: Sequence[str], declared: Iterable[Option]) -> Told | None:
    """Return what arguments say; None where click must read."""
    options = {name: each for each in declared for name in each.names}
    given = {each.target: _unsaid(each) for each in options.values()}
    paths: list[str] = []
    order: list[str] = []
    rest = iter(arguments)
    try:
        for argument in rest:
            if argument == "-" or not argument.startswith("-"):
                paths.append(argument)
            else:
                name, value = _split(argument)
                option = options[name]
                given[option.target] = _value(option, value, rest, given)
                order.append(option.target)
    except (LookupError, StopIteration, ValueError):
        return None
    for each in options.values():
        if each.many and each.read:
            given[each.target] = each.read(given[each.target])
    return Told(tuple(paths), given, order)


def _unsaid(option: Option) -> object:
    if option.is_flag:
        return False
    return () if option.many else option.default


def _split(argument: str) -> tuple[str, str | None]:
    name, sign, value = argument.partition("=")
    return name, value if sign else None


def _value(
    option: Option, said: str | None, rest: Iterator[str], given: Mapping[str, Any]
) -> object:
    """Return an option's value; raise what `read` catches where it is not plain."""
    if option.is_flag:
        if said is not None:
            raise ValueError(said)
        return True
    text = next(rest) if said is None else said
    if said is None and text.startswith("-"):
        raise ValueError(text)
    if option.choices and text not in option.choices:
        raise ValueError(text)
    if option.many:
        return (*given[option.target], text)
    if option.least is not None:
        return _number(text, option.least)
    return option.read(text) if option.read else text


def _number(text: str, least: int) -> int:
    number = int(text)
    if number < least:
        raise ValueError(text)
    return number
