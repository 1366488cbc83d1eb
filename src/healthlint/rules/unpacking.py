"""Mappings of a cached ruleset that unpack a value when it is asked for.

A run asks for one market of several and a thousand words of ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

_BEGINNING: Final = 2  # characters: words that share them stand in one text
_WORD: Final = "\x00"
_VALUE: Final = "\x01"

Value = TypeVar("Value")


class Unpacked(Mapping[str, Value], Generic[Value]):
    """What `unpack` makes of packed values, each once."""

    def __init__(
        self, packed: Mapping[str, bytes], unpack: Callable[[bytes], Value]
    ) -> None:
        """Nothing is unpacked yet."""
        self._packed = packed
        self._unpack = unpack
        self._known: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._known:
            self._known[key] = self._unpack(self._packed[key])
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def packed_words(values: Mapping[str, int | str]) -> dict[str, str]:
    """Write words and their values into texts, by the beginnings of the words.

    A few hundred texts load much faster than thousands of words.
    """
    texts: dict[str, str] = {}
    for word, value in values.items():
        text = texts.get(word[:_BEGINNING], _WORD)
        texts[word[:_BEGINNING]] = f"{text}{word}{_VALUE}{value}{_WORD}"
    return texts


class Words(Mapping[str, int | str]):
    """What `packed_words` was given; text with digits alone stands for a number."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Nothing is unpacked yet, and nothing is kept: each word is asked for once."""
        self._texts = texts

    def __getitem__(self, word: str) -> int | str:
        value: int | str | None = self.get(word)
        if value is None:
            raise KeyError(word)
        return value

    def get(self, word: str, default: Any = None) -> Any:  # noqa: ANN401 - as dict's
        """Return the value of a word: most words have none, and that is no error."""
        text = self._texts.get(word[:_BEGINNING], "")
        at = text.find(f"{_WORD}{word}{_VALUE}")
        if at < 0:
            return default
        start = at + len(word) + 2
        value = text[start : text.index(_WORD, start)]
        return int(value) if value.isdecimal() else value

    def __iter__(self) -> Iterator[str]:
        for text in self._texts.values():
            for line in text[1:-1].split(_WORD):
                yield line.partition(_VALUE)[0]

    def __len__(self) -> int:
        return sum(text.count(_VALUE) for text in self._texts.values())
