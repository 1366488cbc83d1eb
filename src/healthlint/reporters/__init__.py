"""Reporters: each turns reports into text, chunk by chunk.

A reporter is a module of this package with one function,
`report(reports, context) -> Iterator[str]`. It does no output itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Report

NAMES: Final = ("text", "concise", "json", "github")
"""The reporters there are; `json` lives in json_report, since `json` is taken."""
_MODULES: Final = {"json": "json_report"}


class Context(NamedTuple):
    """What a reporter may need beside reports; `width` in terminal cells."""

    version: str
    ruleset: str
    as_of: str
    width: int = 80
    colour: bool = False


class Reporter(Protocol):
    """The one function of a reporter."""

    def __call__(self, reports: Iterable[Report], context: Context) -> Iterator[str]:
        """Yield the text of a whole run."""
        ...


def load(name: str) -> Reporter:
    """Return the reporter with this name, one of NAMES."""
    module = import_module(f"healthlint.reporters.{_MODULES.get(name, name)}")
    reporter: Reporter = module.report
    return reporter
