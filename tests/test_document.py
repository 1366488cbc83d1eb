from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from healthlint.document import Annotation, Annotations, Document, Sentence
from healthlint.segment import Run, Segment
from healthlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def sentence(text: str, start: int = 0) -> Sentence:
    return Sentence(0, "paragraph", text.lower(), start, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("low-dose tea", ["low", "dose", "tea"], id="hyphen-inside"),
        pytest.param("tea - good", ["tea", "-", "good"], id="hyphen-between"),
        pytest.param("-safe pro-", ["-", "safe", "pro", "-"], id="hyphen-at-edge"),
        pytest.param("a--b", ["a", "-", "-", "b"], id="two-hyphens"),
        pytest.param("1.5-4.5", ["1.5", "4.5"], id="range"),
        pytest.param("1,000.5 mg", ["1,000.5", "mg"], id="number"),
        pytest.param("5mg", ["5", "mg"], id="unit-glued"),
        pytest.param("b12 covid-19", ["b12", "covid", "19"], id="letter-and-number"),
        pytest.param("hiv/aids", ["hiv", "/", "aids"], id="slash"),
        pytest.param("crohn's don't", ["crohn's", "don't"], id="apostrophe-inside"),
        pytest.param("patients' 'ok'", ["patients", "'", "'", "ok", "'"], id="quotes"),
        pytest.param("a_b", ["a", "_", "b"], id="underscore"),
        pytest.param("café naïve", ["café", "naïve"], id="accents"),
        pytest.param("", [], id="empty"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    found = sentence(text)
    assert found.words == words
    places = zip(words, found.starts, strict=True)
    assert [text[at : at + len(word)] for word, at in places] == words


def test_starts_before_words() -> None:
    assert sentence("a bc d").starts == [0, 2, 5]


def test_token_at() -> None:
    found = sentence("a bc d")
    assert [found.token_at(at) for at in range(7)] == [0, 1, 1, 2, 2, 2, 3]


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        pytest.param(0, 2, (10, 14), id="tokens"),
        pytest.param(1, 1, (12, 12), id="empty"),
        pytest.param(3, 3, (16, 16), id="empty-at-end"),
    ],
)
def test_span(first: int, last: int, span: tuple[int, int]) -> None:
    assert sentence("a bc d", 10).span(first, last) == span


def test_cased_word() -> None:
    assert sentence("Take LDN now").cased_word(1) == "LDN"


def test_annotations_are_computed_once_and_sorted() -> None:
    calls = []

    def annotate(place: Sentence, annotations: Annotations) -> Iterator[Annotation]:
        calls.append((place.text, annotations.knows("long")))
        yield Annotation("short", 0, 2, 3)
        yield Annotation("long", 0, 1, 2)
        yield Annotation("long", 0, 0, 2)
        yield Annotation("long", 0, 0, 9)

    segment = Segment("paragraph", "some text", (Run(0, 9, 0, 9),))
    document = Document(Source("a.txt", "some text"), [segment])
    splits = []

    def split(index: int, where: Segment) -> list[Sentence]:
        splits.append(index)
        return [Sentence(index, where.kind, where.text, 0, where.text)]

    annotations = Annotations(document, split, {"long": annotate, "short": annotate})
    assert calls == splits == []
    (found,) = annotations.sentences(0)
    assert annotations.sentences(0)[0] is found
    spans = [(each.start, each.end) for each in annotations.of("long", found)]
    assert spans == [(0, 9), (0, 2), (1, 2)]
    assert [each.kind for each in annotations.of("short", found)] == ["short"]
    assert calls == [("some text", True)]
    assert splits == [0]
    assert not annotations.knows("other")
    with pytest.raises(KeyError):
        annotations.of("other", found)
