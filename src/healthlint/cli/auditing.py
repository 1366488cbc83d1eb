"""Walk through a baseline in the terminal and mark its entries."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from healthlint import baseline_file
from healthlint.baseline import VERDICTS
from healthlint.cli import checking, say
from healthlint.diagnostic import Report
from healthlint.errors import UsageError
from healthlint.records import NamedTuple
from healthlint.reporters import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.baseline import Baseline, Entry
    from healthlint.diagnostic import Diagnostic
    from healthlint.source import Source

_KEYS: Final = {verdict[0]: verdict for verdict in VERDICTS}
_HELP: Final = "t true, f false alarm, a accepted, s skip, b back, q quit"
_QUIT: Final = frozenset("q\x03\x04\x1b")  # also Ctrl-C, Ctrl-D and Escape
_ANSWERS: Final = frozenset({*_KEYS, *_QUIT, "s", "b"})


class Pair(NamedTuple):
    """An entry and what it stands for now."""

    entry: Entry
    source: Source
    diagnostic: Diagnostic


def need_terminal() -> None:
    """Raise UsageError where nobody can look and answer."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("an audit needs a terminal; entries are lines of the file")


def audit(file: str, known: Baseline, pairs: Sequence[Pair], *, again: bool) -> None:
    """Show what has no verdict yet, or all; keep each mark at once."""
    entries = {each.key: each for each in known.entries}
    asked = [each for each in pairs if again or not each.entry.verdict]
    at = 0
    while at < len(asked):
        key = _ask(asked[at], f"{at + 1} of {len(asked)}")
        if key in _QUIT:
            break
        if key in _KEYS:
            entry = asked[at].entry
            entries[entry.key] = entry._replace(verdict=_KEYS[key])
            baseline_file.save(file, entries.values())
        at = max(0, at - 1) if key == "b" else at + 1
    for line in _summary(list(entries.values()), len(entries) - len(pairs)):
        say(line)


def _ask(pair: Pair, place: str) -> str:
    """Show a diagnostic in its place; return the key that answers."""
    report = Report(pair.source, (pair.diagnostic,))
    context = checking.terminal_context(sys.stdout)
    click.echo()
    click.echo("".join(text.report([report], context)), nl=False)
    was = f", {pair.entry.verdict} so far" if pair.entry.verdict else ""
    click.echo(f"[{place}{was}] {_HELP}: ", nl=False)
    while True:
        try:
            key = click.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            key = "q"
        if key in _ANSWERS:
            click.echo(_KEYS.get(key, ""))
            return key


def _summary(entries: Sequence[Entry], unseen: int) -> Iterator[str]:
    counts = Counter(each.verdict for each in entries)
    said = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS]
    yield ", ".join([*said, f"{counts['']} without a verdict"])
    if unseen > 0:
        yield f"{unseen} not found where the audit looked; `prune` drops what is gone"
