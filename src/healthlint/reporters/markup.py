"""Make text of strangers fit for XML and HTML, in elements and in attributes."""

from __future__ import annotations

from typing import Final

from healthlint.reporters.terminal import safe

_ESCAPES: Final = (
    ("&", "&amp;"),  # first, since the others bring more of it
    ("<", "&lt;"),
    (">", "&gt;"),  # so that no ]]> comes about
    ('"', "&quot;"),
    ("'", "&#39;"),
    ("\ufffe", "\ufffd"),  # no characters to XML
    ("\uffff", "\ufffd"),
)


def escape(text: object) -> str:
    """Return text on one line, without controls and marks of direction, escaped."""
    shown = safe(str(text))
    for character, entity in _ESCAPES:
        shown = shown.replace(character, entity)
    return shown


def attributes(**given: object) -> str:
    """Return attributes as they stand in a tag, each after a space."""
    return "".join(f' {name}="{escape(value)}"' for name, value in given.items())
