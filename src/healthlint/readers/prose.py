"""The text of one block as it is shown: white space collapsed, addresses left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from healthlint.patterns import compiled
from healthlint.segment import SegmentBuilder

if TYPE_CHECKING:
    import re

SILENT: Final = "\ue000"
"""Stands in a masked copy for each character of code that shows nothing."""
VALUE: Final = "\ue001"
"""Stands in a masked copy for each character of code that shows something unknown."""
SHOWN_VALUE: Final = "\ufffc"
"""Stands in a segment's text for what code shows; it folds to a space."""

BULLETS: Final = "•▪●■‣⁃►▸➤➔✓✔✅☑\uf0a7\uf0b7\uf0d8\uf0fc"
"""Characters that start a list item where the markup does not say so.

The last four are those of Word's symbol fonts.
"""

_CARE: Final = ("  ", SILENT, VALUE, "@", "://", "www.")
_SPECIAL = (
    r"(?P<blank>  +)|(?P<silent>\ue000+)|(?P<value>\ue001+)"
    r"|(?<![\w/])(?:(?:https?|ftp)://|www\.(?=\w))[^\s<>\"\\]+"
)
_EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
_BLANKS = "\t\n\r\f"  # shown as spaces
_AFTER_URL = ".,;:!?*_~'\u2019\u201d]"  # ends the sentence, not the address


class Prose:
    """Collect what one block shows, in reading order."""

    def __init__(self) -> None:
        """Start empty."""
        self.builder = SegmentBuilder()
        self.is_bulleted = False
        """Whether the text began with a bullet, which is left out."""

    @property
    def after_break(self) -> bool:
        """Tell whether the last thing was a hard line break."""
        return self.builder.last == "\n"

    def text(self, text: str, start: int) -> None:
        """Add text that stands in the source from `start` on, as it is."""
        if not self.builder and text and text[0] in BULLETS:
            self.is_bulleted = True
            cut = len(text) - len(text[1:].lstrip("\ufe0f \t\n\r\f"))
            text, start = text[cut:], start + cut
        for blank in _BLANKS:
            if blank in text:
                text = text.replace(blank, " ")
        if not any(sign in text for sign in _CARE):
            self._plain(text, start)
            return
        at = 0
        pattern = f"{_SPECIAL}|{_EMAIL}" if "@" in text else _SPECIAL
        for found in compiled(pattern).finditer(text):
            self._plain(text[at : found.start()], start + at)
            at = found.start() + self._special(found, start)
        self._plain(text[at:], start + at)

    def whole(self, text: str, start: int, end: int) -> None:
        """Add text that stands for a source range as a whole: a decoded entity."""
        if text and text in "\t\n\r\f ":
            self._space(start, end)
        else:
            self.builder.add(text, start, end)

    def gap(self, start: int, end: int) -> None:
        """Keep words apart around something that is left out."""
        if self.builder.last.isalnum():
            self.builder.add(" ", start, end)

    def line_break(self, start: int, end: int) -> None:
        """Add a hard line break, unless the text has not begun or just broke."""
        if self.builder and not self.after_break:
            self.builder.add("\n", start, end)

    def address(self, target: str) -> None:
        """Note an address that is left out of the text."""
        self.builder.link(self.builder.length, target)

    def _plain(self, text: str, start: int) -> None:
        if text[:1] == " " and self._after_space():
            text, start = text[1:], start + 1
        self.builder.add(text, start, start + len(text))

    def _space(self, start: int, end: int) -> None:
        if not self._after_space():
            self.builder.add(" ", start, end)

    def _after_space(self) -> bool:
        return self.builder.last in {"", " ", "\n"}

    def _special(self, found: re.Match[str], start: int) -> int:
        """Add what stands for a match, and return how much of it that took."""
        begin, end = start + found.start(), start + found.end()
        if found["blank"]:
            self._space(begin, end)
        elif found["value"]:
            self.builder.add(SHOWN_VALUE, begin, end)
        elif not found["silent"]:
            target = _without_tail(found[0])
            self.address(target)
            return len(target)
        return end - begin


def _without_tail(address: str) -> str:
    """Return an address without the marks of the sentence around it."""
    bare = address.rstrip(_AFTER_URL)
    surplus = bare.count(")") - bare.count("(")
    closing = len(bare) - len(bare.rstrip(")"))
    return bare[: len(bare) - max(0, min(surplus, closing))].rstrip(_AFTER_URL)
