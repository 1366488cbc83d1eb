"""Everything that can go wrong in a way we expect.

    HealthlintError
    ├── UsageError      wrong call: an option, a path that does not exist
    ├── LocatedError    a file of the user's is wrong, at a line and column
    │   ├── ConfigError     healthlint.yaml, pyproject.toml
    │   └── RulesetError    rules, lexicons, market files
    └── ReadError       an input cannot be read or decoded

The message of each is written for the person who can mend it: what was seen, what was
expected, how to mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class HealthlintError(Exception):
    """An anticipated failure; its message may be shown to a user as it is."""


class UsageError(HealthlintError):
    """The command or the library was called in a way that cannot work."""


class ReadError(HealthlintError):
    """An input that cannot be read, decoded or parsed."""


class LocatedError(HealthlintError):
    """A file is wrong at a place: `line` and `column` count from 1 in code points."""

    def __init__(
        self, message: str, *, path: str = "", line: int = 0, column: int = 0
    ) -> None:
        """Keep the place beside the message; 0 means that it is not known."""
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        """`path:line:column: message`, leaving out what is not known."""
        place = ":".join(
            str(part) for part in (self.path, self.line, self.column) if part
        )
        return f"{place}: {self.message}" if place else self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Cross process borders whole."""
        return _rebuild, (type(self), self.message, self.path, self.line, self.column)


def _rebuild(
    kind: type[LocatedError], message: str, path: str, line: int, column: int
) -> LocatedError:
    return kind(message, path=path, line=line, column=column)


class ConfigError(LocatedError):
    """The configuration says something that cannot be."""


class RulesetError(LocatedError):
    """A rule, lexicon or market file says something that cannot be."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest of `known`, or the empty string."""
    import difflib

    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""
