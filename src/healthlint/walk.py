"""Find the files to lint: names as given, and folders walked as git would.

`.gitignore` files count at every level, from the repository's root down to the folder
at hand; the deepest one that speaks of a path decides. Hidden folders and node_modules
are left out, symbolic links to folders are not followed, and names come sorted.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Final

from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathspec import GitIgnoreSpec

_SKIPPED: Final = frozenset({"node_modules", "__pycache__"})
_IGNORE_FILE: Final = ".gitignore"


class Entry(NamedTuple):
    """A file to read; `named` if the user named it; `error` if it cannot be read."""

    path: str
    named: bool
    size: int = 0
    error: str | None = None


def expand(paths: Iterable[str], wanted: Callable[[str], bool]) -> list[Entry]:
    """Return the files that paths stand for, each once, sorted by path.

    In folders only files that are `wanted` count; a file that is named always does.
    """
    found: dict[str, Entry] = {}
    for path in paths:
        for entry in _entries(path, wanted):
            known = found.setdefault(os.path.normpath(entry.path), entry)
            if entry.named and not known.named:
                found[os.path.normpath(entry.path)] = entry
    return sorted(found.values(), key=lambda entry: entry.path)


def _entries(path: str, wanted: Callable[[str], bool]) -> Iterator[Entry]:
    shown = path.replace(os.sep, "/")
    try:
        status = os.stat(path)
    except OSError as why:
        yield Entry(shown, named=True, error=_reason(why))
        return
    except ValueError:  # a NUL in the name
        yield Entry(shown, named=True, error="no valid file name")
        return
    if stat.S_ISREG(status.st_mode):
        yield Entry(shown, named=True, size=status.st_size)
    elif stat.S_ISDIR(status.st_mode):
        yield from _folder(path, wanted)
    else:
        yield Entry(
            shown,
            named=True,
            error="neither a file nor a folder; pipe text in and give '-' instead",
        )


def _reason(why: OSError) -> str:
    if isinstance(why, FileNotFoundError):
        return "no such file or folder"
    return (why.strerror or type(why).__name__).lower()


def _folder(path: str, wanted: Callable[[str], bool]) -> Iterator[Entry]:
    inside = False
    for entry in _walk(path, wanted):
        inside = True
        # scandir(".") puts "./" before names, which nobody typed
        shown = entry.path.removeprefix("./") if path == os.curdir else entry.path
        yield entry._replace(path=shown)
    if not inside:
        yield Entry(
            path.replace(os.sep, "/"),
            named=True,
            error="nothing to lint in this folder",
        )


def _walk(path: str, wanted: Callable[[str], bool]) -> Iterator[Entry]:
    outer = _outer_ignores(path)
    if _ignored(path + "/", outer):  # named all the same, so what is above has no say
        outer = ()
    folders = [(path, outer)]  # a stack of our own: trees may be deeper than Python's
    while folders:
        folder, ignores = folders.pop()
        try:
            with os.scandir(folder) as listing:
                children = list(listing)
        except OSError as why:
            yield Entry(folder.replace(os.sep, "/"), named=False, error=_reason(why))
            continue
        if any(child.name == _IGNORE_FILE for child in children):
            own = _read_ignore(os.path.join(folder, _IGNORE_FILE), folder)
            ignores = (*ignores, *own)
        for child in children:
            if child.is_dir(follow_symlinks=False):
                if _worth_entering(child) and not _ignored(child.path + "/", ignores):
                    folders.append((child.path, ignores))
            elif wanted(child.name) and not _ignored(child.path, ignores):
                yield from _file(child)


def _worth_entering(folder: os.DirEntry[str]) -> bool:
    return not folder.name.startswith(".") and folder.name not in _SKIPPED


def _file(child: os.DirEntry[str]) -> Iterator[Entry]:
    shown = child.path.replace(os.sep, "/")
    try:
        status = child.stat()
    except OSError as why:  # a link that leads nowhere, or to itself
        yield Entry(shown, named=False, error=_reason(why))
        return
    if stat.S_ISREG(status.st_mode):
        yield Entry(shown, named=False, size=status.st_size)


class Globs:
    """Patterns in the language of .gitignore, counted from a folder."""

    def __init__(self, patterns: Iterable[str], folder: str) -> None:
        """Raise ValueError with the pattern that is none."""
        self._folder = os.path.abspath(folder)
        lines = list(patterns)
        for line in lines:
            if not _is_pattern(line):
                raise ValueError(line)
        self._spec = _spec(lines)

    def decides(self, path: str) -> bool | None:
        """Tell whether the last pattern that fits takes a path in; None if none fits.

        A folder's path ends in a slash.
        """
        slash = "/" if path.endswith("/") else ""
        relative = os.path.relpath(os.path.abspath(path), self._folder)
        if relative == os.curdir or relative.startswith(os.pardir):
            return None
        return self._spec.check_file(relative.replace(os.sep, "/") + slash).include


def _ignored(path: str, ignores: tuple[Globs, ...]) -> bool:
    for ignore in reversed(ignores):
        decided = ignore.decides(path)
        if decided is not None:
            return decided
    return False


def _outer_ignores(folder: str) -> tuple[Globs, ...]:
    """Return the ignore files above a folder, from its repository's root down."""
    above: list[str] = []
    current = os.path.abspath(folder)
    while not os.path.exists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return ()  # no repository: what lies above has no say
        current = parent
        above.append(current)
    root = current
    found = _read_ignore(os.path.join(root, ".git", "info", "exclude"), root)
    for each in reversed(above):
        found = (*found, *_read_ignore(os.path.join(each, _IGNORE_FILE), each))
    return found


def _read_ignore(path: str, folder: str) -> tuple[Globs, ...]:
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig", "surrogateescape")
    except OSError:
        return ()
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    patterns = [line for line in lines if line.strip() and not line.startswith("#")]
    if not patterns:
        return ()
    return (Globs(filter(_is_pattern, patterns), folder),)


def _is_pattern(line: str) -> bool:
    """Tell whether git would take a line for a pattern; it passes over what is none."""
    try:
        _spec([line])
    except (ValueError, re.error):
        return False
    return True


def _spec(lines: list[str]) -> GitIgnoreSpec:
    import warnings

    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():  # "[[]" may come to mean something else, one day
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(lines)
