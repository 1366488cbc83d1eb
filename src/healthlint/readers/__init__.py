"""Turn sources into documents, by format.

A reader is a module with a function `read(source) -> Document`; it is imported when the
first source of its format comes along.
"""

from __future__ import annotations

from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING, Final

from healthlint.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from healthlint.document import Document
    from healthlint.source import Source

_READERS: Final = {
    "html": "healthlint.readers.html",
    "markdown": "healthlint.readers.markdown",
    "mdx": "healthlint.readers.markdown",
    "text": "healthlint.readers.text",
}
_EXTENSIONS: Final = {
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".mdx": "mdx",
    ".mjml": "html",
    ".text": "text",
    ".txt": "text",
    ".xhtml": "html",
}
FORMATS: Final = tuple(_READERS)
"""The names of the formats that can be read, sorted."""


def format_of(path: str) -> str | None:
    """Return the format that a path's extension stands for; None if it is not ours."""
    return _EXTENSIONS.get(splitext(path)[1].lower())


def read(source: Source) -> Document:
    """Cut a source into segments; raise ReadError if that cannot be done."""
    module = _READERS.get(source.format)
    if module is None:
        known = ", ".join(FORMATS)
        raise ReadError(
            f"{source.name}: no reader for the format '{source.format}'; known: {known}"
        )
    reader: Callable[[Source], Document] = import_module(module).read
    return reader(source)
