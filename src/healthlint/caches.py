"""Where caches are kept."""

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
