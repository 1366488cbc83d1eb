"""Statements to be compared with other texts, on their way through one lint.

They are judged and silenced as diagnostics are, so that a suppression in the text that
is reported holds whichever other contradicts it; where the text itself is reported for
the same words, that diagnostic stands for the statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.diagnostic import Diagnostic, Silenced, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from healthlint.diagnostic import Compared
    from healthlint.source import Span

    Draft = tuple[Diagnostic, Compared]


class Drafts:
    """What would be reported if another text said otherwise."""

    def __init__(self, found: Sequence[Diagnostic], drafts: Sequence[Draft]) -> None:
        """`found` is what is reported anyhow."""
        own = {_key(each) for each in found}
        self._drafts = drafts
        self._new = {_key(each): each for each, _ in drafts if _key(each) not in own}
        self.all = list(found)
        """What is reported, and the drafts, by place."""
        if self._new:
            self.all += self._new.values()
            self.all.sort(key=lambda each: (each.span, each.code))

    def apart(
        self, found: Sequence[Diagnostic], silenced: Sequence[Silenced]
    ) -> tuple[list[Diagnostic], tuple[Silenced, ...], tuple[Statement, ...]]:
        """Part what is reported and silenced from the statements.

        Both hold the drafts that are among `all`, with their identity.
        """
        quiet = {_key(each.diagnostic): each for each in silenced}
        heard = {_key(each): each for each in found}
        statements = tuple(
            Statement(compared, *_judged(_key(draft), heard, quiet))
            for draft, compared in self._drafts
        )
        return (
            [each for each in found if _key(each) not in self._new],
            tuple(each for each in silenced if _key(each.diagnostic) not in self._new),
            statements,
        )


def _judged(
    key: tuple[str, Span],
    heard: dict[tuple[str, Span], Diagnostic],
    quiet: dict[tuple[str, Span], Silenced],
) -> tuple[Diagnostic, Silenced | None]:
    word = quiet.get(key)
    return (word.diagnostic, word) if word else (heard[key], None)


def _key(diagnostic: Diagnostic) -> tuple[str, Span]:
    return diagnostic.code, diagnostic.span
