"""Fold text for matching, and keep the way back.

Matching must not care about curly quotes, non-breaking spaces, soft hyphens, ligatures,
full-width or look-alike letters, emoji or letters set apart ("c.u.r.e"). Folding keeps
offsets wherever a character stands for one character; where it does not, two tuples
lead back.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from healthlint.patterns import compiled
from healthlint.records import NamedTuple

if TYPE_CHECKING:
    import re

# Characters that stand for a plain one, wherever they occur.
_ALIKE = {
    " ": (
        "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u202f\u205f\u3000\x85\u2028\u2029"
        "\xae\xa9\u2120\u2122"  # marks of a brand
    ),
    "•": "\uf0a7\uf0b7",  # Word's
    "'": "\u2018\u2019\u201a\u201b\u02b9\u02bc\u2032\xb4\u2039\u203a",
    '"': "\u201c\u201d\u201e\u201f\xab\xbb\u2033",
    "-": "\u2010\u2011\u2012\u2043\u2212\ufe63",
}
_SMALL_CAPITALS = zip(
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True
)
_DRESSED = ("<font>", "<wide>", "<circle>", "<square>", "<sub>")  # in Unicode's words
# Letters that look like Latin ones, folded only in words that mix scripts.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝкмнтвгпАВЕКМНОРСТУХІЈЅαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwkmhtbrnABEKMHOPCTYXIJSaeikvoptuxABEZHIKMNOPTYX",
)
# Patterns that few texts need are compiled when used.
_COMBINING = "\u0300-\u036f\u20d0-\u20f0"
_LONGER = "\u0130\u2103\u2109\u3371-\u33df\ufb00-\ufb06"
_UNSEEN = (
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0001-\U000e007f"
)
_UNUSUAL = f"([{_COMBINING}])|([{_LONGER}])|[{_UNSEEN}]"
_OTHER_SCRIPT = compiled(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN = compiled(r"[a-zA-Z]")
_WORD = compiled(r"\w+")
_SCIENTIFIC = r"[A-Z\d]+[α-ω]+|[μΩ][A-Za-z]+"  # TNFα, μg
_APART = r"[.\-_*\xb7]"
_SET_APART = rf"(?<![^\W_])[^\W\d_]({_APART})[^\W\d_](?:\1[^\W\d_]){{2,}}(?![^\W_])"
_SET_APART_HINT = compiled(rf"{_APART}[^\W\d_]{_APART}[^\W\d_]{_APART}")


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
        if start < end:
            return self.starts[start], self.stops[end - 1]
        if start < len(self.starts):
            return self.starts[start], self.starts[start]
        at = self.stops[-1] if self.stops else 0
        return at, at


class _Plain(dict[str, str]):
    """What stands for one character; found out when first asked for."""

    def __missing__(self, character: str) -> str:
        plain = self[character] = _plain(character)
        return plain


_PLAIN = _Plain(
    {letter: plain for plain, letters in _ALIKE.items() for letter in letters}
)
_PLAIN.update(_SMALL_CAPITALS)


def fold(text: str) -> Folded:
    """Fold `text` for matching."""
    apart = _SET_APART_HINT.search(text) is not None
    if not apart and text.isascii():
        return Folded(text.lower(), text)
    if apart or compiled(_UNUSUAL).search("".join(set(text))) is not None:
        return _fold_with_map(text)
    cased = _fold_letters(text)
    return Folded(cased.lower(), cased)


def _fold_letters(text: str) -> str:
    """Fold what stands for one character each; the length stays."""
    folded = text
    for character in set(text):
        if character > "\x7f" and _PLAIN[character] != character:
            folded = folded.replace(character, _PLAIN[character])
    if _OTHER_SCRIPT.search(folded) is not None:
        folded = _WORD.sub(_fold_word, folded)
    return folded


def _plain(character: str) -> str:
    """Return the plain letter of a dressed up one, and a space for a picture."""
    if unicodedata.decomposition(character).startswith(_DRESSED):
        letter = unicodedata.normalize("NFKC", character)
        if len(letter) == 1:
            return letter
    is_picture = unicodedata.category(character) in {"Co", "Sk", "So"}
    return " " if is_picture and character > "\u2190" else character


def _fold_word(word: re.Match[str]) -> str:
    """Turn look-alike letters into Latin ones if the word mixes scripts."""
    text = word[0]
    if _OTHER_SCRIPT.search(text) is None or _LATIN.search(text) is None:
        return text
    if compiled(_SCIENTIFIC).fullmatch(text) is not None:
        return text
    return text.translate(_LOOKALIKES)


class _Letters:
    """Characters with the ranges of the original behind them."""

    def __init__(self, text: str) -> None:
        """Leave out what is not seen, split ligatures, join accents to letters."""
        self.text: list[str] = []
        self.starts: list[int] = []
        self.stops: list[int] = []
        at = 0
        for found in compiled(_UNUSUAL).finditer(text):
            self._extend(text[at : found.start()], at)
            at = found.end()
            if found[1] and self.stops and self.stops[-1] == found.start():
                self._accent(found[1])
            elif found[2]:
                self._expand(found[2], found.start())
        self._extend(text[at:], at)

    def _extend(self, text: str, at: int) -> None:
        self.text.extend(text)
        self.starts.extend(range(at, at + len(text)))
        self.stops.extend(range(at + 1, at + len(text) + 1))

    def _accent(self, mark: str) -> None:
        joined = unicodedata.normalize("NFC", self.text[-1] + mark)
        if len(joined) == 1:
            self.text[-1] = joined
        self.stops[-1] += 1

    def _expand(self, character: str, at: int) -> None:
        # The lower case of a dotted capital I has two letters.
        form = unicodedata.normalize("NFKC", character)
        letters = "I" if character == "\u0130" else form
        self.text.extend(letters)
        self.starts.extend([at] * len(letters))
        self.stops.extend([at + 1] * len(letters))


def _fold_with_map(text: str) -> Folded:
    letters = _Letters(text)
    cased = _fold_letters("".join(letters.text))
    dropped = _separators_of_letters_set_apart(cased)
    kept = [index for index in range(len(cased)) if index not in dropped]
    final = "".join(cased[index] for index in kept)
    if dropped:
        final = _fold_letters(final)  # words that mix scripts stand only now
    return Folded(
        final.lower(),
        final,
        tuple(letters.starts[index] for index in kept),
        tuple(letters.stops[index] for index in kept),
    )


def _separators_of_letters_set_apart(text: str) -> set[int]:
    return {
        at
        for found in compiled(_SET_APART).finditer(text)
        for at in range(found.start() + 1, found.end(), 2)
    }
