"""Regular expressions of our own, whose compiled form is kept between runs.

Compiling them takes longer than linting a page. CPython compiles a pattern to a list of
numbers, from which `_sre.compile` makes the object in microseconds; that list is kept
in the cache folder, for one version of Python and of the package. `_sre` checks what it
is given. Where anything is not as expected, `re` compiles as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from healthlint import __version__, caches

if TYPE_CHECKING:
    from collections.abc import Callable

    Key = tuple[str, int]
    Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

HEAD: Final = f"healthlint patterns 1\n{__version__}\n{sys.version}\n".encode()
_PREFIX: Final = "patterns-"
NAME: Final = f"{_PREFIX}{sys.implementation.cache_tag or sys.hexversion}.bin"
"""The file, one for each Python: those that take turns would undo each other's."""

_MOST_FILES: Final = 8
_MOST: Final = 2_000  # while somebody changes patterns, old ones stay
_DEFECTS: Final = (OSError, EOFError, ValueError, TypeError, LookupError, RuntimeError)
_UNUSUAL: Final = (ImportError, AttributeError, TypeError, ValueError, OverflowError)


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, from the cache where that has it.

    For patterns that stand in our code: whatever is asked for is kept.
    """
    return _patterns.compiled(text, flags)


def keep() -> None:
    """Write down what was compiled since the start, for the next run."""
    _patterns.keep()


class Patterns:
    """The compiled forms in one file, read when the first pattern is needed."""

    def __init__(self, folder: Callable[[], str] = caches.cache_folder) -> None:
        """`folder` says where the file is."""
        self._folder = folder
        self._kept: dict[Key, Kept] | None = None
        self._new: dict[Key, Kept] = {}
        self._made: dict[Key, re.Pattern[str]] = {}

    def compiled(self, text: str, flags: int = 0) -> re.Pattern[str]:
        """Return a compiled pattern; raise re.error as `re.compile` does."""
        key = (text, int(flags))  # since re.IGNORECASE cannot be written
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(*key)
        return made

    def _make(self, text: str, flags: int) -> re.Pattern[str]:
        if self._kept is None:
            self._kept = self._read()
        kept = self._kept.get((text, flags))
        if kept is not None:
            try:
                return _made(text, kept)
            except _DEFECTS:
                self._kept = {}  # of another make than it says
        pattern = re.compile(text, flags)
        form = _form(text, flags)
        if form is not None:
            self._new[text, flags] = form
        return pattern

    def keep(self) -> None:
        """Write what is new; where that cannot be done, nothing happens."""
        if not self._new:
            return
        forms = {**(self._kept or {}), **self._new}
        body = marshal.dumps(self._new if len(forms) > _MOST else forms)
        self._new.clear()
        data = HEAD + crc32(body).to_bytes(4, "big") + body
        caches.keep(self._path(), data, most=_MOST_FILES, prefix=_PREFIX)

    def _read(self) -> dict[Key, Kept]:
        try:
            with open(self._path(), "rb") as file:
                data = file.read()
            start = len(HEAD) + 4
            body = memoryview(data)[start:]
            if data[:start] != HEAD + crc32(body).to_bytes(4, "big"):
                return {}
            found = marshal.loads(body)  # noqa: S302 - our own folder, the sum right
        except _DEFECTS:
            return {}
        return found if isinstance(found, dict) else {}

    def _path(self) -> str:
        return os.path.join(self._folder(), NAME)


def _made(text: str, kept: Kept) -> re.Pattern[str]:
    from importlib import import_module

    flags, code, groups, names, numbered = kept
    numbers = memoryview(code).cast("I").tolist()
    engine: Any = import_module("_sre")  # nothing public takes the list
    made = engine.compile(text, flags, numbers, groups, names, numbered)
    if not isinstance(made, re.Pattern):
        raise TypeError("no pattern")
    return made


def _form(text: str, flags: int) -> Kept | None:
    """Return what `re` makes of a pattern on its way; None on another Python."""
    try:
        from array import array

        parts: Any = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001
        parsed = parts._parser.parse(text, flags)  # noqa: SLF001
        code = array("I", parts._code(parsed, flags)).tobytes()  # noqa: SLF001
        names = dict(parsed.state.groupdict)
        numbered: list[str | None] = [None] * parsed.state.groups
    except _UNUSUAL:
        return None
    for name, number in names.items():
        numbered[number] = name
    groups = parsed.state.groups - 1
    return int(flags | parsed.state.flags), code, groups, names, tuple(numbered)


_patterns: Final = Patterns()
