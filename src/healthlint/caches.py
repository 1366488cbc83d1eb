"""Where caches are kept, and how they stay small."""

from __future__ import annotations

import os
import sys


def cache_folder() -> str:
    """Return where the platform, or $HEALTHLINT_CACHE_DIR, wants caches."""
    environ = os.environ
    own = environ.get("HEALTHLINT_CACHE_DIR")
    if own:
        return own
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "healthlint")


def keep(path: str, data: bytes, *, most: int, prefix: str = "") -> None:
    """Write a file of a cache whole, readable by its owner alone, or not at all.

    Where it cannot be written, nothing happens. A new file makes room for itself among
    those whose names begin with `prefix`, of which its folder holds at most `most`.
    """
    folder = os.path.dirname(path)
    unfinished = f"{path}.{os.getpid()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not os.path.exists(path):
            _make_room(folder, most, prefix)
        with open(unfinished, "wb", opener=_private) as file:
            file.write(data)
        os.replace(unfinished, path)
    except OSError:
        _remove(unfinished)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        os.remove(path)


def _make_room(folder: str, most: int, prefix: str) -> None:
    """Remove the older half of the files of a folder that holds `most`; OSError."""
    with os.scandir(folder) as entries:
        files = [
            (entry.stat().st_mtime_ns, entry.path)
            for entry in entries
            if entry.name.startswith(prefix) and entry.is_file()
        ]
    if len(files) >= most:
        for _, path in sorted(files)[: len(files) // 2]:
            os.remove(path)
