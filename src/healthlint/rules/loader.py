"""Find rule files, read them all, and tell at once all that is wrong with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from healthlint.errors import RulesetError, UsageError
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from healthlint.rules.assembly import Assembly
    from healthlint.rules.ruleset import Ruleset


_EXTENSIONS: Final = (".yaml", ".yml")


class Stamp(NamedTuple):
    """What tells that a file has not changed: no need to read it."""

    path: str
    size: int
    modified: int  # nanoseconds


class Folder(NamedTuple):
    """A folder of rules (or one file), and its rule files in the order of reading."""

    path: str
    stamps: tuple[Stamp, ...]


def builtin_dir() -> Path:
    """Return the folder of our own rulesets: in the wheel, else in the repository."""
    from pathlib import Path

    return Path(_builtin())


def _builtin() -> str:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    beside = os.path.join(package, "rulesets")
    if os.path.isdir(beside):
        return beside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "rulesets")


def find(folders: Sequence[str | os.PathLike[str]]) -> list[Folder]:
    """Return the rule files of our own folder and of each further folder or file."""
    paths = [_builtin(), *(os.fspath(folder) for folder in folders)]
    found = [Folder(path, tuple(_files(path))) for path in paths]
    for each in found:
        if not each.stamps:
            raise UsageError(
                f"{each.path}: no rule files; expected some that end in .yaml or .yml"
            )
    return found


def _files(folder: str) -> Iterator[Stamp]:
    if not os.path.isdir(folder):
        if not os.path.isfile(folder):
            raise UsageError(f"{folder}: no such folder or file of rules")
        yield _stamp(folder)
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith(_EXTENSIONS):
            yield _stamp(entry.path)


def _stamp(path: str) -> Stamp:
    try:
        seen = os.stat(path)
    except OSError as why:
        raise RulesetError(f"cannot be read: {why.strerror}", path=path) from why
    return Stamp(path, seen.st_size, seen.st_mtime_ns)


def read_ruleset(folders: Iterable[Folder]) -> Ruleset:
    """Read and validate all files; raise CollectedRulesetError."""
    return assemble(folders).ruleset()


def assemble(folders: Iterable[Folder]) -> Assembly:
    """Read all files of all folders."""
    from healthlint.rules.assembly import Assembly

    assembly = Assembly()
    for folder in folders:
        assembly.add_folder((each.path, _text(each.path)) for each in folder.stamps)
    return assembly


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError as why:
        raise RulesetError(f"not UTF-8 at byte offset {why.start}", path=path) from why
    except OSError as why:
        raise RulesetError(f"cannot be read: {why.strerror}", path=path) from why
