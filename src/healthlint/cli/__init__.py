"""The command line. What a call needs is imported for it: a hook starts often."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING, Final

from healthlint import patterns
from healthlint.errors import HealthlintError

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN: Final = 0
FAILING: Final = 1
WRONG: Final = 2
FAULT: Final = 3
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141  # as a shell says that a program lost its reader

_OBJECTS_BETWEEN_COLLECTIONS: Final = 200_000
COMPLETE: Final = "_HEALTHLINT_COMPLETE"  # by which shells ask click's way
_MOST_CALLED: Final = "check"
COMMANDS: Final = (
    "baseline",
    "check",
    "explain",
    "report",
    "rules",
    "segments",
    "suppressions",
    "test",
)


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
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
        patterns.keep()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _detach()
        return NOBODY_READS
    except Exception as why:  # noqa: BLE001 - nobody should have to read a traceback
        return _own_fault(why)
    return code


def _run(arguments: list[str]) -> int:
    try:
        if arguments[:1] == [_MOST_CALLED] and not os.environ.get(COMPLETE):
            from healthlint.cli import check_options, checking, plain

            told = plain.read(arguments[1:], check_options.OPTIONS)
            if told is not None:
                return checking.check(*told)
        from healthlint.cli import group

        return group.run(arguments)
    except HealthlintError as why:
        complain(str(why))
        return WRONG


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    from healthlint.reporters.terminal import safe

    for line in message.splitlines():  # wrong rules come as one line each
        say(f"healthlint: {safe(line)}")


def say(message: str) -> None:
    """Write on standard error."""
    sys.stderr.write(f"{message}\n")


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
