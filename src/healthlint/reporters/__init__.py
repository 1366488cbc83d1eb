"""Reporters: each turns reports into text, chunk by chunk.

A reporter is a module of this package with one function,
`report(reports, context) -> Iterator[str]`. It does no output itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from healthlint.diagnostic import Report
    from healthlint.rule import Rule
    from healthlint.rules import Ruleset

NAMES: Final = (
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "csv",
    "markdown",
    "html",
)
"""The reporters there are."""
KNOWING_RULES: Final = frozenset({"json", "jsonl", "sarif", "html"})
"""Those that say more of rules than a diagnostic holds."""
_MODULES: Final = {"csv": "csv_report", "html": "html_report", "json": "json_report"}
"""Where a module of Python has the name already."""


class Context(NamedTuple):
    """What a reporter may need beside reports; `width` in terminal cells.

    `ruleset` and `rulesets` are there for KNOWING_RULES alone. `fail_on` is the lowest
    severity that fails a run.
    `show_all` says that the text for people leaves no repeat out, `unsafe_fixes` that
    fixes count which may change what is said.
    """

    version: str
    ruleset: str
    as_of: str
    width: int = 80
    colour: bool = False
    rulesets: tuple[Ruleset, ...] = ()
    fail_on: str = "error"
    title: str = ""
    show_all: bool = False
    unsafe_fixes: bool = False

    def rule(self, code: str) -> Rule | None:
        """Return the rule with an id."""
        found = (each.by_name(code) for each in self.rulesets)
        return next((rule for rule in found if rule), None)


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
