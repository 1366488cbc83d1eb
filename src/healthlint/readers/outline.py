"""The headings above a place in a document."""

from __future__ import annotations


class Outline:
    """Keep the headings that are open while a document is read from top to bottom."""

    def __init__(self) -> None:
        """Start above the first heading."""
        self._open: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()
        """The texts of the open headings, the outermost first."""

    def leave(self, level: int) -> None:
        """Close the sections of a level (1 is the highest) and those below it."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self.path = tuple(heading for _, heading in self._open)

    def enter(self, level: int, text: str) -> None:
        """Open a section under its heading."""
        self.leave(level)
        self._open.append((level, text))
        self.path = (*self.path, text)
