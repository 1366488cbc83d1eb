"""The corpus files hold what the tests that lint them expect."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml


def names(text: str) -> set[str]:
    """Return the names in a line of them."""
    return set(text.split())


CORPUS = Path(__file__).parent
FILES = ("clean", "flagged", "frames")

LEAST = {"clean": 650, "flagged": 650, "frames": 320}
LEAST_WITHOUT_FRAMES = 60
LEAST_EVASIONS = 40

REQUIRED = {
    "clean": {"text", "kind", "why"},
    "flagged": {"text", "categories", "why"},
    "frames": {"text", "frames"},
}
ALLOWED = {
    "clean": REQUIRED["clean"] | {"product", "market"},
    "flagged": REQUIRED["flagged"] | {"span", "product", "market"},
    "frames": REQUIRED["frames"] | {"why"},
}

PRODUCTS = names(
    "app compounded-medicine cosmetic device food homeopathic otc-medicine "
    "prescription-medicine service supplement"
)
MARKETS = names("us uk eu de fr it es nl ie au nz ca in sg")
CATEGORIES = names(
    "approval comparative disease-claim efficacy evidence pressure safety testimonial"
)
FRAME: dict[str, set[Any]] = {
    "grade": names(
        "explicit carried in-sentence subjectless imperative heading product-noun "
        "generic none"
    ),
    "effect": names(
        "cure treat prevent reduce-risk relieve reduce improve reverse slow "
        "diagnose kill boost support regulate cleanse repair"
    ),
    "target-kind": names(
        "disease symptom natural-state body-function body-part biomarker "
        "appearance weight mood pathogen toxin quality-of-life drug"
    ),
    "polarity": {"asserted", "negated"},
    "strength": {0, 1, 2, 3},
}
# An agent is named for these grades and for no other but generic.
NAMED = {"explicit", "carried", "in-sentence", "product-noun"}
UNNAMED = {"subjectless", "imperative", "heading", "none"}


def read(name: str) -> list[dict[str, Any]]:
    """Return the entries of one corpus file."""
    loaded = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


ENTRIES = {name: read(name) for name in FILES}
FRAMES = [(entry, frame) for entry in ENTRIES["frames"] for frame in entry["frames"]]


def texts(entries: list[dict[str, Any]]) -> list[str]:
    """Return the texts of some entries, for a failure that names them."""
    return [entry["text"] for entry in entries]


@pytest.mark.parametrize("name", FILES)
def test_there_are_enough_entries(name: str) -> None:
    assert len(ENTRIES[name]) >= LEAST[name]


@pytest.mark.parametrize("name", FILES)
def test_entries_have_known_keys_and_no_others(name: str) -> None:
    odd = [
        entry
        for entry in ENTRIES[name]
        if not REQUIRED[name] <= set(entry) <= ALLOWED[name]
    ]
    assert not odd


@pytest.mark.parametrize("name", FILES)
def test_words_are_filled_in(name: str) -> None:
    words = ("text", "kind", "why", "span")
    odd = [
        entry
        for entry in ENTRIES[name]
        for key in words
        if key in entry
        and not (isinstance(entry[key], str) and entry[key] == entry[key].strip() != "")
    ]
    assert not texts(odd)


def test_no_text_is_there_twice() -> None:
    """Clean and flagged may share no text even for different products."""
    seen = Counter(
        " ".join(entry["text"].casefold().split())
        for name in ("clean", "flagged")
        for entry in ENTRIES[name]
    )
    assert not [text for text, times in seen.items() if times > 1]


def test_no_text_has_its_frames_given_twice() -> None:
    seen = Counter(" ".join(text.split()) for text in texts(ENTRIES["frames"]))
    assert not [text for text, times in seen.items() if times > 1]


@pytest.mark.parametrize("name", ["clean", "flagged"])
def test_products_and_markets_are_known(name: str) -> None:
    odd = [
        entry
        for entry in ENTRIES[name]
        if entry.get("product", "food") not in PRODUCTS
        or entry.get("market", "us") not in MARKETS
    ]
    assert not texts(odd)


def test_kinds_are_names() -> None:
    odd = [
        entry
        for entry in ENTRIES["clean"]
        if not entry["kind"].replace("-", "").isalpha() or not entry["kind"].islower()
    ]
    assert not texts(odd)


def test_categories_are_known_and_at_most_two() -> None:
    odd = [
        entry
        for entry in ENTRIES["flagged"]
        if not 1 <= len(entry["categories"]) <= 2
        or not set(entry["categories"]) <= CATEGORIES
        or len(set(entry["categories"])) != len(entry["categories"])
    ]
    assert not texts(odd)


def test_every_category_is_seen_often() -> None:
    seen = Counter(c for entry in ENTRIES["flagged"] for c in entry["categories"])
    assert min(seen[category] for category in CATEGORIES) >= 20


def test_spans_are_in_their_texts() -> None:
    odd = [
        entry
        for entry in ENTRIES["flagged"]
        if "span" in entry and entry["text"].count(entry["span"]) != 1
    ]
    assert not texts(odd)


def test_evasions_hide_their_words() -> None:
    evasions = [e for e in ENTRIES["flagged"] if e["why"].startswith("evasion")]
    assert len(evasions) >= LEAST_EVASIONS


def test_frames_have_their_keys() -> None:
    keys = {"agent", "target", *FRAME}
    assert not [entry["text"] for entry, frame in FRAMES if set(frame) != keys]


@pytest.mark.parametrize("key", FRAME)
def test_frame_values_are_known(key: str) -> None:
    odd = [entry["text"] for entry, frame in FRAMES if frame[key] not in FRAME[key]]
    assert not odd


@pytest.mark.parametrize("key", FRAME)
def test_every_frame_value_is_used(key: str) -> None:
    assert {frame[key] for _, frame in FRAMES} == FRAME[key]


@pytest.mark.parametrize("key", ["agent", "target"])
def test_frame_words_are_in_their_texts(key: str) -> None:
    odd = [
        entry["text"]
        for entry, frame in FRAMES
        if frame[key] is not None
        and frame[key].casefold() not in entry["text"].casefold()
    ]
    assert not odd


def test_agents_are_named_where_the_grade_says_so() -> None:
    odd = [
        entry["text"]
        for entry, frame in FRAMES
        if (frame["grade"] in NAMED and frame["agent"] is None)
        or (frame["grade"] in UNNAMED and frame["agent"] is not None)
    ]
    assert not odd


def test_many_texts_hold_no_frame() -> None:
    empty = [entry for entry in ENTRIES["frames"] if not entry["frames"]]
    assert len(empty) >= LEAST_WITHOUT_FRAMES
