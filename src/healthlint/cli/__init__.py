"""The command line. Commands are imported when they are called: a hook starts often."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from healthlint import __version__
from healthlint.errors import HealthlintError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN: Final = 0
FAILING: Final = 1
WRONG: Final = 2
FAULT: Final = 3
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141  # as a shell says that a program lost its reader

_OBJECTS_BETWEEN_COLLECTIONS: Final = 200_000
_COMPLETE: Final = "_HEALTHLINT_COMPLETE"  # by which shells ask click's way
_COMMANDS: Final = (
    "baseline",
    "check",
    "explain",
    "report",
    "rules",
    "segments",
    "suppressions",
    "test",
)


class _Commands(click.Group):
    """A group that imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            hint = did_you_mean(cmd_name, _COMMANDS)
            hint = hint or f"; commands are {', '.join(_COMMANDS)}"
            ctx.fail(f"there is no command '{cmd_name}'{hint}")
        command: click.Command = import_module(f"healthlint.cli.{cmd_name}").command
        return command


@click.group(cls=_Commands, context_settings={"max_content_width": 80})
@click.version_option(
    __version__, prog_name="healthlint", message="%(prog)s %(version)s"
)
def _group() -> None:
    """Lint health marketing copy.

    healthlint says which words a regulator would object to, under which rule of law,
    and what to write instead. It works offline and gives no legal advice.

    Start with: healthlint check FILE
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 clean, 1 diagnostics that fail the run, 2 wrong usage, configuration, rules or
    input, 3 a fault of our own, 130 interrupted.
    """
    # A run is short and its data live to the end: collecting them takes a fifth of it.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    # Nor need Python look through them once more when it ends: that takes another.
    atexit.register(gc.freeze)
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _detach()
        return NOBODY_READS
    except Exception as why:  # noqa: BLE001 - nobody should have to read a traceback
        return _own_fault(why)
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        completing = os.environ.get(_COMPLETE)
        if completing:
            from click.shell_completion import shell_complete

            return shell_complete(_group, {}, "healthlint", _COMPLETE, completing)
        # Not `_group.main`, which has ways of its own with interrupts and pipes.
        with _group.make_context("healthlint", list(arguments)) as context:
            code: int = _group.invoke(context)
    except click.exceptions.Exit as why:
        return why.exit_code
    except click.ClickException as why:
        why.show()
        return WRONG
    except HealthlintError as why:
        complain(str(why))
        return WRONG
    return code


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    from healthlint.reporters.terminal import safe

    for line in message.splitlines():  # wrong rules come as one line each
        say(f"healthlint: {safe(line)}")


def say(message: str) -> None:
    """Write on standard error."""
    click.echo(message, err=True)


def traceback_wanted() -> bool:
    """Tell whether the user asked to see where our own faults come from."""
    return bool(os.environ.get("HEALTHLINT_TRACEBACK"))


def _own_fault(why: Exception) -> int:
    if traceback_wanted():
        import traceback

        traceback.print_exc()
    complain(
        f"{type(why).__name__}: {' '.join(str(why).split())[:200]}; this is a fault of "
        "healthlint, please report it (HEALTHLINT_TRACEBACK=1 shows where)"
    )
    return FAULT


def _detach() -> None:
    """Keep Python from complaining, on its way out, of a pipe that is gone."""
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())
