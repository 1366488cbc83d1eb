"""Parts of a cached ruleset that unpack when they are asked for.

A run asks for one market of several, a thousand words of ten thousand and no example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar, overload

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


class UnpackedList(Sequence[Value], Generic[Value]):
    """What `unpack` makes of packed values, all at once; equal to a tuple of them."""

    def __init__(
        self, packed: bytes, unpack: Callable[[bytes], tuple[Value, ...]]
    ) -> None:
        """Nothing is unpacked yet."""
        self._packed = packed
        self._unpack = unpack
        self._known: tuple[Value, ...] | None = None

    @property
    def _values(self) -> tuple[Value, ...]:
        if self._known is None:
            self._known = self._unpack(self._packed)
        return self._known

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...
    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        return self._values[at]

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return self._values == tuple(other)

    def __hash__(self) -> int:
        return hash(self._values)


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
