"""Claim frames: the table in tests/corpus/frames.yaml, sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from healthlint import annotators
from healthlint.readers import read
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from healthlint.annotators.frames import Frame
    from healthlint.document import Document

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "corpus" / "frames.yaml").read_text("utf-8")
)
LEXICONS = load_ruleset().lexicons


def frames(text: str) -> list[Frame]:
    """Return all frames but the mere mention of an illness."""
    document: Document = read(Source("copy.txt", text))
    notes = annotators.annotate(document, LEXICONS)
    return [
        found.value
        for index in range(len(document.segments))
        for sentence in notes.sentences(index)
        for found in notes.of("claim", sentence)
        if found.value.construction != "named"
    ]


@pytest.mark.parametrize("row", TABLE, ids=[row["text"] for row in TABLE])
def test_the_table_of_frames(row: dict[str, Any]) -> None:
    seen = frames(row["text"])
    if not row["frames"]:
        assert [(frame.effect, frame.targets) for frame in seen] == []
    for wanted in row["frames"]:
        assert any(_is(frame, wanted) for frame in seen), seen


# The table names effects as a reader would; lexicons sort some words otherwise.
FAMILIES = (
    {
        "cure",
        "treat",
        "help",
        "relieve",
        "reduce",
        "reverse",
        "slow",
        "kill",
        "regulate",
    },
    {"improve", "treat", "relieve", "cure", "help"},
    {"boost", "improve", "support", "regulate", "repair", "help", "beautify"},
    {"reduce", "slim", "beautify", "cure", "cleanse", "support"},
    {"prevent", "cure", "reduce"},
)


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= family for family in FAMILIES)


def _is(frame: Frame, wanted: dict[str, Any]) -> bool:
    return (
        _alike(frame.effect, wanted["effect"])
        and any(target.kind == wanted["target-kind"] for target in frame.targets)
        and frame.agent_grade == wanted["grade"]
        and frame.polarity == wanted["polarity"]
        and frame.strength == wanted["strength"]
    )


def test_the_table_is_large_enough() -> None:
    assert len(TABLE) >= 300
    assert sum(not row["frames"] for row in TABLE) >= 60


CARRIED = [
    ("It eases migraine.", "Our tea is new.", "carried"),
    ("They ease migraine.", "The drops are here.", "none"),
    ("The drug relieves pain.", "LDN was found in 1963.", "carried"),
    ("Exercise relieves pain.", "LDN was found in 1963.", "generic"),
]


@pytest.mark.parametrize(
    ("claim", "before", "grade"), CARRIED, ids=[row[0] for row in CARRIED]
)
def test_a_pronoun_stands_for_the_product_before(
    claim: str, before: str, grade: str
) -> None:
    assert [frame.agent_grade for frame in frames(f"{before} {claim}")] == [grade]


NAMES = [
    ("DiabetesGuard, 90 capsules", "diabetes"),
    ("New: ArthriCure", "arthritis"),
    ("#curesarthritis", "arthritis"),
    ("#MigraineRelief", "migraine"),
    ("#goodbyearthritis", "arthritis"),
    ("MedlinePlus explains it", ""),
    ("#WorldDiabetesDay", ""),
    ("YouTube and GitHub", ""),
]


@pytest.mark.parametrize(("text", "condition"), NAMES, ids=[row[0] for row in NAMES])
def test_names_and_hashtags(text: str, condition: str) -> None:
    named = [each for each in frames(text) if each.construction == "name"]
    assert [frame.targets[0].lemma for frame in named] == [condition] * bool(condition)
