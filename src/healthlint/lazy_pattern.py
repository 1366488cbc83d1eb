"""Patterns that are compiled when first used: most pages never need most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.patterns import compiled

if TYPE_CHECKING:
    import re


class LazyPattern:
    """A regular expression that compiles itself when a method is first asked for."""

    if TYPE_CHECKING:
        search = re.compile("").search
        match = re.compile("").match
        fullmatch = re.compile("").fullmatch
        finditer = re.compile("").finditer
        findall = re.compile("").findall

    def __init__(self, text: str, flags: int = 0) -> None:
        """Remember the pattern; a wrong one shows when it is first used."""
        self.text = text
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile, and keep the methods so that this is called once each."""
        if name.startswith("_"):
            raise AttributeError(name)
        method = getattr(compiled(self.text, self.flags), name)
        setattr(self, name, method)
        return method
