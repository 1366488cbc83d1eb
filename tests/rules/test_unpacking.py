from __future__ import annotations

import pytest

from healthlint.rules.unpacking import Unpacked, Words, packed_words

WORDS = {
    "a": 0,
    "an": 12,
    "cure": 7,
    "cured": 8,
    "curé": 9,
    "cure's": "\npotion\t3",
    "nsaid": "5\tNSAID",
    "us": "1\tUS\t2\t\nof a\t4",
    "2": 10,
}


def test_words_come_back_with_their_values():
    words = Words(packed_words(WORDS))
    assert dict(words) == WORDS
    assert {word: words.get(word) for word in WORDS} == WORDS
    assert {word: words[word] for word in WORDS} == WORDS
    assert len(words) == len(WORDS)
    assert words == WORDS


@pytest.mark.parametrize("word", ["cur", "ure", "potion", "NSAID", "zinc", "", "\x00"])
def test_other_words_have_none(word):
    words = Words(packed_words(WORDS))
    assert words.get(word, "nothing") == "nothing"
    assert word not in words
    with pytest.raises(KeyError):
        words[word]


def test_a_value_is_unpacked_once_and_when_asked_for():
    asked = []

    def unpack(data):
        asked.append(data)
        return data.decode()

    values = Unpacked({"one": b"1", "two": b"2"}, unpack)
    assert (list(values), len(values), "one" in values) == (["one", "two"], 2, True)
    del asked[:]
    assert (values["two"], values["two"], asked) == ("2", "2", [b"2"])
    with pytest.raises(KeyError):
        values["three"]
