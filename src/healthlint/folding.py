"""Fold text for matching, and keep the way back.

Matching must not care about curly quotes, non-breaking spaces, soft hyphens, full-width
letters, ligatures, look-alike letters, emoji or letters set apart ("c.u.r.e"). Folding
keeps offsets wherever a character stands for one character; where it does not, two tuples
lead back.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SPACES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\x85\u2028\u2029"
)
_ONE_TO_ONE = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201f\u201e\u00ab\u00bb\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2043\ufe63"), "-"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full width
    **dict.fromkeys(map(ord, "\xae\u2122\xa9"), " "),  # marks of a brand
}
_DELETED = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e\u034f\u061c\u200e\u200f\u202a\u202b"
    "\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0e\ufe0f\u20e3"
)
# Letters of other scripts that look like Latin ones, folded only in words that mix both.
_LOOKALIKES = str.maketrans(
    {
        # Cyrillic
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x",
        "і": "i", "ј": "j", "ѕ": "s", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w",
        "к": "k", "м": "m", "н": "h", "т": "t", "в": "b", "г": "r", "п": "n",
        "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O",
        "Р": "P", "С": "C", "Т": "T", "У": "Y", "Х": "X", "І": "I", "Ј": "J",
        "Ѕ": "S",
        # Greek
        "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p",
        "τ": "t", "υ": "u", "χ": "x", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z",
        "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
        "Τ": "T", "Υ": "Y", "Χ": "X",
    }
)  # fmt: skip
_MIXED_WORD = re.compile(r"\w*(?:[a-zA-Z][\u0370-\u052f]|[\u0370-\u052f][a-zA-Z])\w*")
_SET_APART = re.compile(r"(?<!\w)[^\W\d_](?:([.\-_*\xb7 ])[^\W\d_])(?:\1[^\W\d_]){2,}(?!\w)")
_SET_APART_HINT = re.compile(r"\b[^\W\d_][.\-_*\xb7][^\W\d_][.\-_*\xb7][^\W\d_][.\-_*\xb7]")
_UNUSUAL = re.compile(
    "[" + "".join(sorted(_DELETED)) + "\ufb00-\ufb06\u0130\U0001d400-\U0001d7ff]"
)


class Folded(NamedTuple):
    """Text as rules see it: `text` in lower case, `cased` with its capitals.

    Both have the same length. `starts` and `stops` lead each folded code point back to
    offsets of the original; None where the two agree.
    """

    text: str
    cased: str
    starts: tuple[int, ...] | None = None
    stops: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of the original behind a folded range."""
        if self.starts is None or self.stops is None:
            return start, end
        if start == end:
            at = self.starts[start] if start < len(self.starts) else self.stops[-1]
            return at, at
        return self.starts[start], self.stops[end - 1]


def fold(text: str) -> Folded:
    """Fold `text` for matching."""
    if text.isascii():
        if _SET_APART_HINT.search(text) is None:
            return Folded(text.lower(), text)
    elif _UNUSUAL.search(text) is None and _SET_APART_HINT.search(text) is None:
        cased = _fold_letters(text)
        return Folded(cased.lower(), cased)
    return _fold_with_map(text)


def _fold_letters(text: str) -> str:
    folded = text.translate(_ONE_TO_ONE)
    if not folded.isascii():
        folded = _MIXED_WORD.sub(lambda word: word[0].translate(_LOOKALIKES), folded)
        folded = "".join(map(_plain_symbol, folded))
    return folded


def _plain_symbol(character: str) -> str:
    """Turn emoji and other pictures into a space, so that words keep together."""
    if character < "\u2190" or unicodedata.category(character) not in {"So", "Sk"}:
        return character
    return " "


def _fold_with_map(text: str) -> Folded:
    pieces = [
        (letter, at)
        for at, character in enumerate(text)
        if character not in _DELETED
        for letter in _expansion(character)
    ]
    cased = _fold_letters("".join(letter for letter, _ in pieces))
    dropped = _separators_of_letters_set_apart(cased)
    kept = [index for index in range(len(cased)) if index not in dropped]
    final = "".join(cased[index] for index in kept)
    starts = tuple(pieces[index][1] for index in kept)
    return Folded(final.lower(), final, starts, tuple(at + 1 for at in starts))


def _expansion(character: str) -> str:
    if "\ufb00" <= character <= "\ufb06" or "\U0001d400" <= character <= "\U0001d7ff":
        return unicodedata.normalize("NFKC", character)
    return "I" if character == "\u0130" else character  # its lower case is two letters


def _separators_of_letters_set_apart(text: str) -> set[int]:
    return {
        at
        for found in _SET_APART.finditer(text)
        if found[1] != " "
        for at in range(found.start() + 1, found.end(), 2)
    }
