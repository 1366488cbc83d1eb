"""The commands as click knows them; each is imported when it is called."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

import click

from healthlint import __version__
from healthlint.cli import COMMANDS, COMPLETE, INTERRUPTED, WRONG
from healthlint.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Commands(click.Group):
    """A group that imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            hint = did_you_mean(cmd_name, COMMANDS)
            hint = hint or f"; commands are {', '.join(COMMANDS)}"
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


def run(arguments: Sequence[str]) -> int:
    """Run the command that arguments name; return its exit code."""
    completing = os.environ.get(COMPLETE)
    if completing:
        from click.shell_completion import shell_complete

        return shell_complete(_group, {}, "healthlint", COMPLETE, completing)
    try:
        # Not `_group.main`, which has ways of its own with interrupts and pipes.
        with _group.make_context("healthlint", list(arguments)) as context:
            code: int = _group.invoke(context)
    except click.exceptions.Exit as why:
        return why.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as why:
        why.show()
        return WRONG
    return code
