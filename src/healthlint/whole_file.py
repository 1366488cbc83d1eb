"""Write a file whole or not at all."""

from __future__ import annotations

import os

from healthlint.errors import ReadError


def replace(path: str, text: str) -> None:
    """Put a text in a file's place, in UTF-8, with line ends as they are.

    A link stays one, and the file keeps its mode. Raises OSError, and the old file
    stays then.
    """
    put(path, text.encode())


def put(path: str, data: bytes, *, over: bytes | None = None) -> None:
    """Put bytes in a file's place, as `replace` does.

    Where the file must hold the bytes `over` and does not, raises ReadError.
    """
    target = os.path.realpath(path)
    # No format has such an extension, so what a killed run leaves is nobody's copy.
    unfinished = f"{target}.{os.urandom(6).hex()}"
    try:
        with open(unfinished, "xb", opener=_private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _dress(unfinished, target)
        if over is not None:
            _compare(target, over)
        os.replace(unfinished, target)
    except BaseException:
        _remove(unfinished)
        raise


def _private(path: str, flags: int) -> int:
    """Open a file that only we may read, until it has its final mode."""
    return os.open(path, flags, 0o600)


def _dress(unfinished: str, target: str) -> None:
    """Give a file the mode of the one it replaces, and the owner where we may."""
    from contextlib import suppress

    try:
        known = os.stat(target)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(unfinished, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(unfinished, known.st_uid, known.st_gid)
    os.chmod(unfinished, known.st_mode & 0o7777)


def _compare(target: str, expected: bytes) -> None:
    with open(target, "rb") as stream:
        if stream.read() != expected:
            raise ReadError("it changed on disk since it was read")


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        os.remove(path)
