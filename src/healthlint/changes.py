"""Narrow a run to what changed since a revision: files, then diagnostics in them.

A diagnostic counts when its words, or a place that belongs to it, touch a changed line.
It also counts when the old text did not give it: then something that it hangs on has
changed, such as a statement that was taken out at the other end of the page.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from healthlint.baseline import recognised
from healthlint.errors import UsageError
from healthlint.planning import STDIN, Change
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.planning import Lines, Plan, Task

OPTION: Final = "--changed-since"
_DIFF: Final = (
    *("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames"),
    *("--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/"),
    *("--ignore-submodules", "--no-relative"),
)
_HUNK: Final = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_MOVED: Final = re.compile(rb"(?:rename|copy) (from|to) (.+)", re.DOTALL)
_ESCAPE: Final = re.compile(rb'\\([abtnvfr"\\]|[0-7]{3})')
_ESCAPES: Final = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))


class Answer(NamedTuple):
    """What git said: its exit code, its output, and its word on what went wrong."""

    code: int
    output: bytes
    error: str = ""


Git = Callable[[str, "Sequence[str]"], Answer]
"""Asks git with arguments in a folder; raises UsageError where there is no git."""


def narrowed(plan: Plan, revision: str, git: Git) -> Plan:
    """Return a plan of the files that changed; raise UsageError."""
    if any(task.path == STDIN for task in plan.tasks):
        raise UsageError(f"{OPTION} needs files; standard input has no history")
    roots: dict[str, str | None] = {}
    changed: dict[str, _Repository] = {}
    tasks = []
    for task in plan.tasks:
        if task.error is not None:
            tasks.append(task)
            continue
        file = os.path.realpath(task.path)
        root = _root(os.path.dirname(file), roots)
        if root is None:
            raise UsageError(f"{OPTION}: {task.path} is in no git repository")
        if root not in changed:
            changed[root] = _repository(root, revision, git)
        change = changed[root].change(file)
        if change is not None:
            tasks.append(task._replace(change=change))
    return plan._replace(tasks=tasks)


def _root(folder: str, known: dict[str, str | None]) -> str | None:
    """Return the nearest folder, from this one up, that holds a repository."""
    if folder not in known:
        at = folder
        while not os.path.exists(os.path.join(at, ".git")):
            parent = os.path.dirname(at)
            if parent == at:
                known[folder] = None
                break
            at = parent
        else:
            known[folder] = at
    return known[folder]


class _Repository(NamedTuple):
    root: str
    tracked: frozenset[bytes]
    changes: dict[bytes, Change]

    def change(self, file: str) -> Change | None:
        """Return what changed in a file; None where nothing did."""
        relative = os.path.relpath(file, self.root).replace(os.sep, "/")
        name = os.fsencode(relative)
        new = None if name in self.tracked else Change(None)
        return self.changes.get(name, new)


def _repository(root: str, revision: str, git: Git) -> _Repository:
    base = _base(root, revision, git)
    tracked = _output(git(root, ["ls-files", "-z"])).split(b"\0")
    patch = _output(git(root, [*_DIFF, base, "--"]))
    changes = {
        each.name: Change(each.lines, root, _before(base, each))
        for each in read_patch(patch)
    }
    return _Repository(root, frozenset(tracked), changes)


def _base(root: str, revision: str, git: Git) -> str:
    """Return the commit at which what is here parted from a revision."""
    asked = ["rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
    found = git(root, asked)
    if found.code:
        raise UsageError(
            f"{OPTION}: git knows no revision '{revision}' in {root}: {found.error}"
        )
    commit = found.output.decode().strip()
    parted = git(root, ["merge-base", commit, "HEAD"])
    return commit if parted.code else parted.output.decode().split()[0]


def _output(answer: Answer) -> bytes:
    if answer.code:
        raise UsageError(f"{OPTION}: git says: {answer.error}")
    return answer.output


def _before(base: str, patched: Patched) -> str:
    return f"{base}:{os.fsdecode(patched.old)}" if patched.old else ""


class Patched(NamedTuple):
    """A file of a patch: its name, its old name if it had one, its changed lines."""

    name: bytes
    old: bytes
    lines: Lines | None


def read_patch(patch: bytes) -> Iterator[Patched]:
    """Yield the files of a patch without context; deleted ones are left out."""
    name = old = b""
    lines: list[tuple[int, int]] | None = []
    rest = iter(patch.split(b"\n"))
    for line in rest:
        if line.startswith(b"diff --git "):
            if name:
                yield Patched(name, old, _frozen(lines))
            name = old = _same_name(line[11:])
            lines = []
        elif line.startswith(b"--- "):
            old = _name(line[4:])
        elif line.startswith(b"+++ "):
            name = _name(line[4:])
        elif moved := _MOVED.match(line):
            old, name = _moved(moved, old, name)
        elif line.startswith((b"Binary files ", b"* Unmerged path ")):
            lines = None
        elif lines is not None and (hunk := _HUNK.match(line)):
            lines += _new_lines(hunk)
            _skip(rest, hunk)
    if name:
        yield Patched(name, old, _frozen(lines))


def _frozen(lines: list[tuple[int, int]] | None) -> Lines | None:
    return None if lines is None else tuple(lines)


def _same_name(both: bytes) -> bytes:
    """Return the name in 'a/name b/name', where both are the same."""
    half = len(both) // 2
    one, other = _name(both[:half]), _name(both[half + 1 :])
    return one if one == other else b""


def _name(written: bytes) -> bytes:
    """Return a file's name from a patch, without a/ or b/; empty for no file."""
    written = _unquoted(written.removesuffix(b"\t"))
    if written == b"/dev/null":
        return b""
    return written[2:] if written.startswith((b"a/", b"b/")) else written


def _moved(found: re.Match[bytes], old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Return both names after a line on a move, which has no a/ or b/ before them."""
    name = _unquoted(found[2])
    return (name, new) if found[1] == b"from" else (old, name)


def _unquoted(written: bytes) -> bytes:
    if not written.startswith(b'"'):
        return written
    return _ESCAPE.sub(_unescaped, written[1:].removesuffix(b'"'))


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    value = int(code, 8) if len(code) > 1 else _ESCAPES[code[0]]
    return bytes([value & 0xFF])


def _new_lines(hunk: re.Match[bytes]) -> Iterable[tuple[int, int]]:
    first = int(hunk[2])
    count = 1 if hunk[3] is None else int(hunk[3])
    return [(first, first + count - 1)] if count else []


def _skip(rest: Iterator[bytes], hunk: re.Match[bytes]) -> None:
    """Pass over a hunk's lines, which may look like anything.

    A line with a backslash first is git's own word on the line before; it counts not.
    """
    left = sum(1 if hunk[group] is None else int(hunk[group]) for group in (1, 3))
    while left and (line := next(rest, None)) is not None:
        left -= not line.startswith(b"\\")


def of_changes(
    task: Task, report: Report, before: Callable[[Task], Report | None]
) -> Report:
    """Return a report without what was there before and touches no changed line.

    `before` lints the old text; None where that cannot be done.
    """
    change = task.change
    if change is None or change.lines is None or not report.diagnostics:
        return report
    touch = _Touch(report, change.lines)
    numbered = list(enumerate(report.diagnostics))
    kept = {index for index, each in numbered if touch.touches(each)}
    if len(kept) < len(numbered):
        old = before(task)
        known = recognised(old, report) if old else set()
        kept |= {index for index, _ in numbered} - known
    left = tuple(each for index, each in numbered if index in kept)
    return report._replace(diagnostics=left)


class _Touch:
    """Lines as git counts them: only a line feed ends one."""

    def __init__(self, report: Report, lines: Lines) -> None:
        self._source = report.source
        self._lines = lines
        text = report.source.text
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def touches(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic, or what belongs to it, is on a changed line."""
        spans = [diagnostic.span]
        name = self._source.name
        spans += [each.span for each in diagnostic.related if each.path == name]
        return any(self._changed(start, max(start, end - 1)) for start, end in spans)

    def _changed(self, start: int, last: int) -> bool:
        first_line, last_line = self._line(start), self._line(last)
        return any(
            first <= last_line and end >= first_line for first, end in self._lines
        )

    def _line(self, offset: int) -> int:
        return bisect_right(self._ends, offset - 1) + 1
