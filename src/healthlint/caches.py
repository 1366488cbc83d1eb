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


def make_room(folder: str, most: int, prefix: str = "") -> None:
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
