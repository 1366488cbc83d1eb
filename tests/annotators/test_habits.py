"""The habits of texts: each wording holds one of the words by which it is told."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from healthlint.annotators.habits import SELLS, TEACHES, TEACHING, Habit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    Parsed = list[tuple[object, object]]


def texts(parsed: Parsed) -> Iterator[str]:
    """Yield what a pattern may match, each repetition once or, where it may, not."""
    for pieces in product(*(list(pieces_of(*each)) for each in parsed)):
        yield "".join(pieces)


def pieces_of(operation: object, value: object) -> Iterator[str]:
    name = str(operation)
    if name == "LITERAL":
        yield chr(value)
    elif name == "IN":
        yield from (pieces_of_set(*each) for each in value)
    elif name == "BRANCH":
        for option in value[1]:
            yield from texts(option)
    elif name == "SUBPATTERN":
        yield from texts(value[3])
    elif name == "MAX_REPEAT":
        if not value[0]:
            yield ""
        yield from texts(value[2])
    else:
        assert name == "AT", name
        yield ""


def pieces_of_set(operation: object, value: object) -> str:
    if str(operation) == "LITERAL":
        return chr(value)
    return {"CATEGORY_WORD": "x", "CATEGORY_DIGIT": "7"}[str(value)]


HABITS = [pytest.param(each, id=each.says) for each in (*TEACHING, SELLS)]


@pytest.mark.parametrize("habit", HABITS)
def test_each_wording_holds_a_sign(habit: Habit) -> None:
    signs = set(habit.signs.split())
    stems = tuple(each[:-1] for each in signs if each.endswith("*"))
    made = list(texts(list(re._parser.parse(habit.wordings))))  # noqa: SLF001
    assert len(made) > 10
    for text in made:
        assert re.fullmatch(habit.wordings, text), text
        words = re.findall(r"\w+", text)
        assert signs.intersection(words) or any(
            word.startswith(stems) for word in words
        ), text


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        pytest.param("a genetic syndrome, inherited", 4, 3, id="many"),
        pytest.param("a genetic syndrome", 3, 0, id="fewer-than-three"),
        pytest.param("a genetic syndrome, inherited", 1000, 0, id="too-thin"),
        pytest.param("symptoms, symptoms, symptoms", 3, 0, id="signs-alone"),
        pytest.param("diagnosed, diagnosis, diagnostic", 3, 3, id="stems"),
    ],
)
def test_a_habit_shows_in_many_wordings(text: str, words: int, shown: int) -> None:
    assert Reading(text, words).shows(TEACHES) == shown
