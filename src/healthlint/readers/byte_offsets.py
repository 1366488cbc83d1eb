"""Turn offsets in UTF-8 bytes into offsets in code points."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from healthlint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

_NOT_ASCII = compiled(r"[^\x00-\x7f]")


def code_points(text: str) -> Callable[[int], int]:
    """Return a function from byte offsets of a text to its code point offsets.

    The offsets must lie on the borders of characters.
    """
    if text.isascii():
        return int
    found = list(_NOT_ASCII.finditer(text))
    extra = [0, *accumulate(len(each[0].encode()) - 1 for each in found)]
    starts = [each.start() + more for each, more in zip(found, extra, strict=False)]
    return lambda offset: offset - extra[bisect_left(starts, offset)]
