"""Published upper levels of intake, as a market file gives them."""

from __future__ import annotations

from healthlint.records import NamedTuple


class UpperLevel(NamedTuple):
    """The most that adults should take in a day of any substance in `of`.

    `most` is one amount in each unit that it is given in: "100 mcg", "4000 IU".
    """

    of: tuple[str, ...]
    most: tuple[str, ...]
    source: str | None = None
