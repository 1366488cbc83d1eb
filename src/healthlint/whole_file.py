"""Write a file whole or not at all."""

from __future__ import annotations

import os


def replace(path: str, text: str) -> None:
    """Put a text in a file's place, in UTF-8, with line ends as they are.

    A link stays one, and the file keeps its mode. Raises OSError, and the old file
    stays then.
    """
    target = os.path.realpath(path)
    unfinished = f"{target}.{os.getpid()}"
    try:
        with open(unfinished, "x", encoding="utf-8", newline="") as stream:
            stream.write(text)
        if os.path.exists(target):
            os.chmod(unfinished, os.stat(target).st_mode & 0o7777)
        os.replace(unfinished, target)
    except OSError:
        _remove(unfinished)
        raise


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        os.remove(path)
