"""Collect a document's blocks into segments, under their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.readers.outline import Outline
from healthlint.readers.prose import SILENT, VALUE, Prose

if TYPE_CHECKING:
    from healthlint.document import Comment
    from healthlint.segment import Segment


class Flow:
    """What readers of marked up text write to, from top to bottom.

    Text gathers in `prose` until `close` says what kind of block it was. What stands
    beside the text (an image's description, a tooltip) waits for the end of the block.
    """

    def __init__(self) -> None:
        """Start with no segments."""
        self.segments: list[Segment] = []
        self.comments: list[Comment] = []
        self.outline = Outline()
        self.prose = Prose()
        self._asides: list[tuple[Prose, str, str]] = []
        self._link: tuple[int, str] | None = None

    def close(self, kind: str, *, level: int = 0, label: str = "") -> None:
        """End a block; `level` from 1 is that of a heading that opens a section."""
        if self._link is not None:
            self.prose.builder.link(*self._link)
            self._link = (0, self._link[1])
        prose, self.prose = self.prose, Prose()
        if prose.builder:
            self._add_block(prose, kind, level, label)
        if self._asides:
            for aside in self._asides:
                self._add(*aside)
            self._asides = []

    def aside(self, prose: Prose, kind: str, label: str = "") -> None:
        """Add what is beside the text; it follows the block in which it stands."""
        self._asides.append((prose, kind, label))

    def open_link(self, target: str) -> None:
        """Begin a link; one inside another ends that."""
        self.close_link()
        known = target.replace(SILENT, "").replace(VALUE, "")
        self._link = (self.prose.builder.length, known)

    def close_link(self) -> None:
        """End the open link, if there is one."""
        if self._link is not None:
            self.prose.builder.link(*self._link)
        self._link = None

    def _add_block(self, prose: Prose, kind: str, level: int, label: str) -> None:
        if level:
            self.outline.leave(level)
        if kind == "paragraph" and prose.is_bulleted:
            kind = "list-item"
        segment = self._add(prose, kind, label)
        if segment is None:
            return
        if level:
            self.outline.enter(level, segment.text)
        whole = (0, len(segment.text))
        if kind == "paragraph" and any(link[:2] == whole for link in segment.links):
            segment.kind = "link-text"

    def _add(self, prose: Prose, kind: str, label: str = "") -> Segment | None:
        segment = prose.builder.build(kind, label=label, path=self.outline.path)
        if segment is None or not any(map(str.isalnum, segment.text)):
            return None
        self.segments.append(segment)
        return segment
