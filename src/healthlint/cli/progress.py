"""How far a long run has come, on the terminal where standard error goes."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

Item = TypeVar("Item")

_LONG: Final = 1.0  # seconds, after which people wonder
_PAUSE: Final = 0.1  # seconds between two numbers
_ERASE: Final = "\r\x1b[K"


def watch(
    items: Iterable[Item],
    total: int,
    stream: TextIO,
    clock: Callable[[], float] = monotonic,
) -> Iterator[Item]:
    """Pass items on; while the next one is awaited, say how many there were.

    The line is gone whenever an item is passed on, so that others may write.
    """
    start, shown = clock(), 0.0
    iterator = iter(items)
    done = 0
    while True:
        now = clock()
        visible = now - start >= _LONG and now - shown >= _PAUSE
        if visible:
            shown = now
            stream.write(f"{_ERASE}{done} of {total} files")
            stream.flush()
        try:
            item = next(iterator)
        except StopIteration:
            return
        finally:
            if visible:
                stream.write(_ERASE)
                stream.flush()
        done += 1
        yield item
